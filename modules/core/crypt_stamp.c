/* Time stamps: asking for them and judging them, by OpenSSL. */
#include <limits.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "crypt_pem.h"
#include "hash.h"
#include "stamp.h"

static void
fail(void)
{
	fprintf(stderr, "stamp: OpenSSL cannot make a time-stamp request\n");
	exit(1);
}

/* What i2d_ wrote, in the arena. */
static void *
keep(struct arena *mem, unsigned char *der, int n, size_t *len)
{
	void *out;

	if (n < 0)
		fail();
	out = arena_copy(mem, der, (size_t)n);
	*len = (size_t)n;
	OPENSSL_free(der);
	return out;
}

void *
stamp_request(struct arena *mem, const void *text, size_t n, size_t *len)
{
	TS_REQ *req = TS_REQ_new();
	TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
	X509_ALGOR *algo = X509_ALGOR_new();
	ASN1_INTEGER *nonce = ASN1_INTEGER_new();
	unsigned char sum[HASH_LEN], *der = NULL;
	uint64_t noise;
	int out;

	sha256(text, n, sum);
	random_bytes(&noise, sizeof(noise));
	if (!req || !m || !algo || !nonce ||
	    !X509_ALGOR_set0(algo, OBJ_nid2obj(NID_sha256), V_ASN1_NULL,
			     NULL) ||
	    !TS_MSG_IMPRINT_set_algo(m, algo) ||
	    !TS_MSG_IMPRINT_set_msg(m, sum, sizeof(sum)) ||
	    !TS_REQ_set_version(req, 1) || !TS_REQ_set_msg_imprint(req, m) ||
	    !ASN1_INTEGER_set_uint64(nonce, noise >> 1) ||
	    !TS_REQ_set_nonce(req, nonce) || !TS_REQ_set_cert_req(req, 1))
		fail();
	out = i2d_TS_REQ(req, &der);
	ASN1_INTEGER_free(nonce);
	X509_ALGOR_free(algo);
	TS_MSG_IMPRINT_free(m);
	TS_REQ_free(req);
	return keep(mem, der, out, len);
}

char *
stamp_answer(struct arena *mem, const void *request, size_t request_len,
	     const void *response, size_t response_len, const char **why)
{
	const unsigned char *q = request, *a = response;
	TS_REQ *req = d2i_TS_REQ(NULL, &q, (long)request_len);
	TS_RESP *resp = d2i_TS_RESP(NULL, &a, (long)response_len);
	TS_VERIFY_CTX *c = req ? TS_REQ_to_TS_VERIFY_CTX(req, NULL) : NULL;
	unsigned char *der = NULL;
	char *token = NULL;
	int n;

	*why = NULL;
	if (!resp || (const unsigned char *)response + response_len != a)
		*why = "答复不是时间戳";
	else if (!TS_RESP_get_token(resp))
		*why = "时间戳机构拒绝了请求";
	else if (!c || TS_RESP_verify_response(c, resp) != 1)
		*why = "答复与请求不符";
	else if ((n = i2d_PKCS7(TS_RESP_get_token(resp), &der)) > 0)
		token = base64(mem, der, (size_t)n);
	ERR_clear_error();
	OPENSSL_free(der);
	TS_VERIFY_CTX_free(c);
	TS_RESP_free(resp);
	TS_REQ_free(req);
	return token;
}

/* "20261123091500.25Z" in ms, or -1. */
static int64_t
instant(const ASN1_GENERALIZEDTIME *t)
{
	const char *s = (const char *)ASN1_STRING_get0_data(t);
	struct tm tm = { .tm_isdst = 0 };
	int64_t part = 0, unit = 100;
	const char *p;

	if (!s || !ASN1_TIME_to_tm(t, &tm))
		return -1;
	if ((p = memchr(s, '.', (size_t)ASN1_STRING_length(t))))
		for (p++; unit && *p >= '0' && *p <= '9'; p++, unit /= 10)
			part += (*p - '0') * unit;
	return (int64_t)timegm(&tm) * 1000 + part;
}

/* The certificates in ca, to be judged at an instant. */
static X509_STORE *
trusted(const char *ca, int64_t at)
{
	X509_STORE *store = X509_STORE_new();
	BIO *in = BIO_new_mem_buf(ca, -1);
	X509 *x;

	if (!store || !in)
		fail();
	while ((x = PEM_read_bio_X509(in, NULL, pem_unasked, NULL))) {
		if (!X509_STORE_add_cert(store, x))
			fail();
		X509_free(x);
	}
	ERR_clear_error();
	BIO_free(in);
	X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store),
				   (time_t)(at / 1000));
	return store;
}

/* Of our text?  Only after the signature was found right. */
static bool
is_of(TS_TST_INFO *info, const void *text, size_t n)
{
	TS_MSG_IMPRINT *m = TS_TST_INFO_get_msg_imprint(info);
	const ASN1_OBJECT *hash;
	ASN1_OCTET_STRING *got = TS_MSG_IMPRINT_get_msg(m);
	unsigned char sum[HASH_LEN];

	X509_ALGOR_get0(&hash, NULL, NULL, TS_MSG_IMPRINT_get_algo(m));
	sha256(text, n, sum);
	return OBJ_obj2nid(hash) == NID_sha256 &&
	       ASN1_STRING_length(got) == HASH_LEN &&
	       same_bytes(ASN1_STRING_get0_data(got), sum, HASH_LEN);
}

static bool
is_trusted(PKCS7 *token, const char *ca, int64_t at)
{
	TS_VERIFY_CTX *c = TS_VERIFY_CTX_new();
	bool good;

	if (!c)
		fail();
	TS_VERIFY_CTX_set_flags(c, TS_VFY_VERSION | TS_VFY_SIGNATURE);
	TS_VERIFY_CTX_set_store(c, trusted(ca, at));
	good = TS_RESP_verify_token(c, token) == 1;
	ERR_clear_error();
	TS_VERIFY_CTX_free(c);
	return good;
}

enum stamp_verdict
stamp_check(struct arena *mem, const char *token, const void *text, size_t n,
	    const char *ca, int64_t *at)
{
	enum stamp_verdict v = STAMP_BROKEN;
	const unsigned char *p;
	unsigned char *der;
	TS_TST_INFO *info = NULL;
	PKCS7 *seven = NULL;
	size_t len;

	if ((p = der = unbase64(mem, token, &len)) &&
	    (seven = d2i_PKCS7(NULL, &p, (long)len)) && p == der + len &&
	    PKCS7_type_is_signed(seven) &&
	    (info = PKCS7_to_TS_TST_INFO(seven)) &&
	    (*at = instant(TS_TST_INFO_get_time(info))) >= 0)
		v = !is_trusted(seven, ca, *at) ? STAMP_UNTRUSTED
		    : is_of(info, text, n)      ? STAMP_GOOD
						: STAMP_OTHER;
	ERR_clear_error();
	TS_TST_INFO_free(info);
	PKCS7_free(seven);
	return v;
}
