/* AES-256-GCM, by OpenSSL. */
#include <limits.h>

#include <openssl/evp.h>

#include "crypt.h"

static const EVP_CIPHER *algorithm;

static void
fail(void)
{
	fprintf(stderr, "crypt: OpenSSL cannot do AES-256-GCM\n");
	exit(1);
}

/* Looked up once and kept for the life of the process. */
static const EVP_CIPHER *
find(void)
{
	if (!algorithm &&
	    !(algorithm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL)))
		fail();
	return algorithm;
}

static EVP_CIPHER_CTX *
begin(bool seal, const unsigned char *key, const unsigned char *nonce,
      const void *aad, size_t aad_len)
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int len;

	if (aad_len > INT_MAX || !c ||
	    !EVP_CipherInit_ex2(c, find(), key, nonce, seal, NULL) ||
	    !EVP_CipherUpdate(c, NULL, &len, aad, (int)aad_len))
		fail();
	return c;
}

void
gcm_seal(const unsigned char key[GCM_KEY], const unsigned char nonce[GCM_NONCE],
	 const void *aad, size_t aad_len, const void *in, size_t n, void *out)
{
	EVP_CIPHER_CTX *c = begin(true, key, nonce, aad, aad_len);
	unsigned char *o = out;
	int len;

	if (n > INT_MAX || !EVP_CipherUpdate(c, o, &len, in, (int)n) ||
	    !EVP_CipherFinal_ex(c, o + n, &len) ||
	    !EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, GCM_TAG, o + n))
		fail();
	EVP_CIPHER_CTX_free(c);
}

bool
gcm_open(const unsigned char key[GCM_KEY], const unsigned char nonce[GCM_NONCE],
	 const void *aad, size_t aad_len, const void *in, size_t n, void *out)
{
	EVP_CIPHER_CTX *c;
	unsigned char tag[GCM_TAG];
	unsigned char *o = out;
	bool good;
	int len;

	if (n < GCM_TAG || n > INT_MAX)
		return false;
	n -= GCM_TAG;
	memcpy(tag, (const char *)in + n, sizeof(tag));
	c = begin(false, key, nonce, aad, aad_len);
	if (!EVP_CipherUpdate(c, o, &len, in, (int)n) ||
	    !EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, GCM_TAG, tag))
		fail();
	good = EVP_CipherFinal_ex(c, o + n, &len) == 1;
	EVP_CIPHER_CTX_free(c);
	if (!good)
		memset(out, 0, n);
	return good;
}
