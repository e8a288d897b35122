/* HMAC, by OpenSSL. */
#include <limits.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "crypt.h"

size_t
hmac_bytes(enum hmac hash, const void *key, size_t key_len, const void *text,
	   size_t n, unsigned char out[HMAC_MAX])
{
	const EVP_MD *md = hash == HMAC_SHA1     ? EVP_sha1()
			   : hash == HMAC_SHA256 ? EVP_sha256()
						 : EVP_sha512();
	unsigned len = HMAC_MAX;

	if (key_len > INT_MAX ||
	    !HMAC(md, key, (int)key_len, text, n, out, &len)) {
		fprintf(stderr, "crypt: OpenSSL cannot compute an HMAC\n");
		exit(1);
	}
	return len;
}
