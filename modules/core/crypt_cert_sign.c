/* Signatures over a text by the key of a certificate, by OpenSSL. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypt.h"
#include "crypt_cert_impl.h"

#define HALF 32            /* bytes of r and of s */
#define SIGNATURE_MAX 2048 /* of RSA-16384 */

struct cert_key {
	EVP_PKEY *pkey;
};

/* A context for the key's one kind of signature; id: of SM2. */
static EVP_MD_CTX *
context(EVP_PKEY *k, const char *id, bool sign)
{
	OSSL_PARAM set[] = {
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID,
						  (void *)(uintptr_t)id,
						  strlen(id)),
		OSSL_PARAM_construct_end()
	};
	const OSSL_PARAM *params = key_is_sm2(k) ? set : NULL;
	const char *md = key_is_sm2(k) ? "SM3" : "SHA256";
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool good;

	if (!c)
		return NULL;
	good = (sign ? EVP_DigestSignInit_ex(c, NULL, md, NULL, NULL, k, params)
		     : EVP_DigestVerifyInit_ex(c, NULL, md, NULL, NULL, k,
					       params)) == 1;
	if (good)
		return c;
	EVP_MD_CTX_free(c);
	return NULL;
}

static bool
verify(EVP_PKEY *k, const char *id, const void *text, size_t n,
       const unsigned char *der, size_t len)
{
	EVP_MD_CTX *c = context(k, id, false);
	bool good = c && EVP_DigestVerify(c, der, len, text, n) == 1;

	EVP_MD_CTX_free(c);
	return good;
}

bool
sm2_verify(EVP_PKEY *k, const char *id, const void *text, size_t n,
	   const unsigned char *der, size_t len)
{
	return verify(k, id, text, n, der, len);
}

/* r||s as DER. */
static size_t
raw_to_der(const unsigned char raw[2 * HALF], unsigned char out[80])
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(raw, HALF, NULL);
	BIGNUM *s = BN_bin2bn(raw + HALF, HALF, NULL);
	unsigned char *at = out;
	int n;

	if (!sig || !r || !s)
		no_memory();
	ECDSA_SIG_set0(sig, r, s); /* and owns them */
	if ((n = i2d_ECDSA_SIG(sig, &at)) <= 0)
		no_memory();
	ECDSA_SIG_free(sig);
	return (size_t)n;
}

static enum cert_why
judge(EVP_PKEY *k, const void *text, size_t n, const unsigned char *sig,
      size_t len)
{
	unsigned char der[80];

	if (!k)
		return CERT_KEY;
	if (verify(k, SM2_ID, text, n, sig, len))
		return CERT_OK;
	if (!EVP_PKEY_is_a(k, "RSA") && len == 2 * HALF) {
		len = raw_to_der(sig, der);
		sig = der;
		if (verify(k, SM2_ID, text, n, sig, len))
			return CERT_OK;
	}
	return key_is_sm2(k) && verify(k, "", text, n, sig, len)
		   ? CERT_SM2_ID
		   : CERT_SIGNATURE;
}

enum cert_why
cert_verify(struct der d, const void *text, size_t n, const void *sig,
	    size_t len)
{
	X509 *x = x509_read(d);
	enum cert_why why;

	if (!x)
		return CERT_SYNTAX;
	why = len && len <= SIGNATURE_MAX
		  ? judge(X509_get0_pubkey(x), text, n, sig, len)
		  : CERT_SIGNATURE;
	X509_free(x);
	return why;
}

struct cert_key *
cert_key_read(const char *pem, size_t len)
{
	struct cert_key *k = calloc(1, sizeof(*k));
	BIO *in = BIO_new_mem_buf(pem, (int)len);
	struct arena *a = arena_new();

	/* no terminal is asked for a password */
	if (k && in)
		k->pkey = PEM_read_bio_PrivateKey(in, NULL, NULL, (void *)"");
	if (k && !key_word(a, k->pkey, false)) {
		cert_key_free(k);
		k = NULL;
	}
	BIO_free(in);
	arena_free(a);
	return k;
}

bool
cert_private(const char *pem, size_t len, struct jwk_key *k)
{
	struct cert_key *key = cert_key_read(pem, len);
	bool good = key && curve_take(key->pkey, true, k);

	cert_key_free(key);
	return good;
}

bool
cert_public(struct der d, struct jwk_key *k)
{
	X509 *x = x509_read(d);
	bool good = x && curve_take(X509_get0_pubkey(x), false, k);

	X509_free(x);
	return good;
}

void
cert_key_free(struct cert_key *k)
{
	if (!k)
		return;
	EVP_PKEY_free(k->pkey);
	free(k);
}

void *
cert_sign(struct arena *a, struct cert_key *k, const void *text, size_t n,
	  size_t *len)
{
	EVP_MD_CTX *c = context(k->pkey, SM2_ID, true);
	void *out = arena_alloc(a, SIGNATURE_MAX);

	*len = SIGNATURE_MAX;
	if (!c || EVP_DigestSign(c, out, len, text, n) != 1)
		out = NULL;
	EVP_MD_CTX_free(c);
	return out;
}
