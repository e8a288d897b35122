/* The answering side of RFC 3161, by OpenSSL. */
#include <errno.h>
#include <limits.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>

#include "crypt.h"
#include "crypt_pem.h"
#include "stamp.h"

/* Ours under 2.25, where a UUID is an arc: receipts of a platform under test.
 */
#define POLICY "2.25.157230413875061948233087452610991428306"
#define ACCURACY_MS 500

struct tsa {
	X509 *cert;
	EVP_PKEY *key;
	TS_RESP_CTX *ctx;
};

static void
fail(const char *folder, const char *what)
{
	fprintf(stderr, "tsa: %s: %s\n", folder, what);
	exit(78);
}

static FILE *
open_in(const char *folder, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (!(f = fopen(path, "re")))
		fail(path, strerror(errno));
	return f;
}

/* Random: one that counts would need a file, and tell how many there were. */
static ASN1_INTEGER *
serial(TS_RESP_CTX *ctx, void *data)
{
	ASN1_INTEGER *n = ASN1_INTEGER_new();
	unsigned char noise[16];
	BIGNUM *b;

	(void)ctx;
	(void)data;
	random_bytes(noise, sizeof(noise));
	noise[0] &= 0x7f;
	b = BN_bin2bn(noise, sizeof(noise), NULL);
	if (n && b)
		BN_to_ASN1_INTEGER(b, n);
	BN_free(b);
	return n;
}

static TS_RESP_CTX *
context(const struct tsa *t)
{
	TS_RESP_CTX *c = TS_RESP_CTX_new();
	ASN1_OBJECT *policy = OBJ_txt2obj(POLICY, 1);
	bool good;

	good = c && policy && TS_RESP_CTX_set_signer_cert(c, t->cert) &&
	       TS_RESP_CTX_set_signer_key(c, t->key) &&
	       TS_RESP_CTX_set_signer_digest(c, EVP_sha256()) &&
	       TS_RESP_CTX_set_ess_cert_id_digest(c, EVP_sha256()) &&
	       TS_RESP_CTX_set_def_policy(c, policy) &&
	       TS_RESP_CTX_add_md(c, EVP_sha256()) &&
	       TS_RESP_CTX_add_md(c, EVP_sha384()) &&
	       TS_RESP_CTX_add_md(c, EVP_sha512()) &&
	       TS_RESP_CTX_add_md(c, EVP_sm3()) &&
	       TS_RESP_CTX_set_accuracy(c, 0, ACCURACY_MS, 0) &&
	       TS_RESP_CTX_set_clock_precision_digits(c, 3);
	ASN1_OBJECT_free(policy);
	if (!good)
		return NULL;
	TS_RESP_CTX_set_serial_cb(c, serial, NULL);
	return c;
}

struct tsa *
tsa_load(const char *folder)
{
	struct tsa *t = calloc(1, sizeof(*t));
	FILE *f;

	if (!t)
		exit(70);
	f = open_in(folder, "key.pem");
	t->key = PEM_read_PrivateKey(f, NULL, pem_unasked, NULL);
	fclose(f);
	f = open_in(folder, "tsa.pem");
	t->cert = PEM_read_X509(f, NULL, pem_unasked, NULL);
	fclose(f);
	if (!t->key || !t->cert || X509_check_private_key(t->cert, t->key) != 1)
		fail(folder, "key.pem and tsa.pem are no pair");
	if (!(t->ctx = context(t)))
		fail(folder, "tsa.pem is no certificate of a time-stamp "
			     "authority");
	return t;
}

void *
tsa_answer(struct arena *mem, struct tsa *t, const void *request,
	   size_t request_len, size_t *len)
{
	BIO *in = BIO_new_mem_buf(request,
				  request_len > INT_MAX ? 0 : (int)request_len);
	TS_RESP *resp = in ? TS_RESP_create_response(t->ctx, in) : NULL;
	unsigned char *der = NULL;
	void *out = NULL;
	int n;

	if (resp && (n = i2d_TS_RESP(resp, &der)) > 0) {
		out = arena_copy(mem, der, (size_t)n);
		*len = (size_t)n;
	}
	ERR_clear_error();
	OPENSSL_free(der);
	TS_RESP_free(resp);
	BIO_free(in);
	return out;
}

void
tsa_free(struct tsa *t)
{
	if (!t)
		return;
	TS_RESP_CTX_free(t->ctx);
	EVP_PKEY_free(t->key);
	X509_free(t->cert);
	free(t);
}
