/* Revocation lists: of strangers, and of an authority that signs anything. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypt_cert.h"
#include "issuer.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

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

/* What was taken can be used: every text is there. */
static enum cert_why
take(struct arena *a, const void *text, size_t n)
{
	struct der ca[1], out;
	struct crl crl;
	enum cert_why why;
	size_t i;

	if (cert_file(a, ca_pem, strlen(ca_pem), ca, 1) != 1)
		abort();
	why = crl_read(a, text, n, ca, 1, &crl, &out);
	if (why)
		return why;
	if (!crl.authority || !crl.number || strlen(crl.digest) != 64 ||
	    !out.len)
		abort();
	for (i = 0; i < crl.n; i++)
		if (!*crl.at[i].serial)
			abort();
	return why;
}

/* The same list as the authority's own. */
static void
sign(struct arena *a, const uint8_t *data, size_t n)
{
	X509_CRL *crl = d2i_X509_CRL(NULL, &data, (long)n);
	unsigned char *out = NULL;
	enum cert_why why;
	int len;

	if (crl &&
	    X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer)) &&
	    X509_CRL_sign(crl, key, EVP_sha256()) &&
	    (len = i2d_X509_CRL(crl, &out)) > 0) {
		why = take(a, out, (size_t)len);
		if (why == CERT_CRL_ISSUER || why == CERT_FORGED)
			abort();
	}
	OPENSSL_free(out);
	X509_CRL_free(crl);
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
