/* A responder's answers: of strangers, and of one that signs anything. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ocsp.h>
#include <openssl/pem.h>

#include "crypt_cert.h"
#include "issuer.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const int64_t at = 1800000000000;
static EVP_PKEY *key;
static X509 *issuer;

static void
begin(void)
{
	BIO *k = BIO_new_mem_buf(ca_key, -1), *c = BIO_new_mem_buf(ca_pem, -1);

	key = PEM_read_bio_PrivateKey(k, NULL, NULL, NULL);
	issuer = PEM_read_bio_X509(c, NULL, NULL, NULL);
	BIO_free(k);
	BIO_free(c);
	if (!key || !issuer)
		abort();
}

static void
take(struct arena *a, const void *answer, size_t n)
{
	struct der ca, leaf, d = { answer, n }, out;
	struct ocsp o;

	if (cert_file(a, ca_pem, strlen(ca_pem), &ca, 1) != 1 ||
	    cert_file(a, leaf_pem, strlen(leaf_pem), &leaf, 1) != 1)
		abort();
	if (!ocsp_read(a, d, leaf, ca, at, &o) &&
	    (strlen(o.digest) != 64 || o.status > OCSP_UNKNOWN))
		abort();
	ocsp_request(a, d, ca, &out);
}

/* The same answer as the issuer's own. */
static void
sign(struct arena *a, const uint8_t *data, size_t n)
{
	OCSP_RESPONSE *r = d2i_OCSP_RESPONSE(NULL, &data, (long)n), *own = NULL;
	OCSP_BASICRESP *basic = r ? OCSP_response_get1_basic(r) : NULL;
	const ASN1_OCTET_STRING *by_key;
	const X509_NAME *by_name = NULL;
	unsigned char *out = NULL;
	int len;

	/* the library takes the hash of a key for a name, and frees it */
	if (basic && OCSP_resp_get0_id(basic, &by_key, &by_name) && by_name &&
	    OCSP_basic_sign(basic, issuer, key, EVP_sha256(), NULL,
			    OCSP_NOTIME) &&
	    (own = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL,
					basic)) &&
	    (len = i2d_OCSP_RESPONSE(own, &out)) > 0)
		take(a, out, (size_t)len);
	OPENSSL_free(out);
	OCSP_RESPONSE_free(own);
	OCSP_BASICRESP_free(basic);
	OCSP_RESPONSE_free(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();

	if (!key)
		begin();
	take(a, data, n);
	sign(a, data, n);
	arena_free(a);
	return 0;
}
