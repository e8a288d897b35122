/*
 * Preloaded into ggzyctl seal by canary.t: a cipher that leaves what it is
 * given as it is, but for keys, so that the envelope looks as it should.
 */
#include <openssl/evp.h>
#include <string.h>

#define KEY 64

int
EVP_CipherUpdate(EVP_CIPHER_CTX *c, unsigned char *out, int *len,
		 const unsigned char *in, int n)
{
	if (!out || n <= KEY)
		return EVP_EncryptUpdate(c, out, len, in, n);
	memmove(out, in, (size_t)n);
	*len = n;
	return 1;
}
