/* Digests, by OpenSSL. */
#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "suite.h"

/*
 * Looking an algorithm up costs more than hashing a tree node, so it is done
 * once and kept for the life of the process.
 */
static const char *const name[] = {
	[HASH_SHA256] = "SHA256",
	[HASH_SM3] = "SM3",
};
static const EVP_MD *algorithm[sizeof(name) / sizeof(*name)];

static void
fail(void)
{
	fprintf(stderr, "hash: OpenSSL cannot compute a digest\n");
	exit(1);
}

static const EVP_MD *
find(enum hash_kind kind)
{
	if (!algorithm[kind] &&
	    !(algorithm[kind] = EVP_MD_fetch(NULL, name[kind], NULL)))
		fail();
	return algorithm[kind];
}

static void
digest(enum hash_kind kind, const void *p, size_t n,
       unsigned char out[HASH_LEN])
{
	if (!EVP_Digest(p, n, out, NULL, find(kind), NULL))
		fail();
}

void
sha256(const void *p, size_t n, unsigned char out[HASH_LEN])
{
	digest(HASH_SHA256, p, n, out);
}

void
sm3(const void *p, size_t n, unsigned char out[HASH_LEN])
{
	digest(HASH_SM3, p, n, out);
}

void
hash_of(const struct suite *s, const void *p, size_t n,
	unsigned char out[HASH_LEN])
{
	digest(s->hash, p, n, out);
}

void
hash_begin(struct hash *h, enum hash_kind kind)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (!c || !EVP_DigestInit_ex(c, find(kind), NULL))
		fail();
	h->state = c;
}

void
hash_init(struct hash *h)
{
	hash_begin(h, HASH_SHA256);
}

void
hash_add(struct hash *h, const void *p, size_t n)
{
	if (!EVP_DigestUpdate(h->state, p, n))
		fail();
}

void
hash_end(struct hash *h, unsigned char out[HASH_LEN])
{
	if (!EVP_DigestFinal_ex(h->state, out, NULL))
		fail();
	hash_free(h);
}

void
hash_free(struct hash *h)
{
	EVP_MD_CTX_free(h->state);
	h->state = NULL;
}

char *
hash_hex(const unsigned char in[HASH_LEN], char out[2 * HASH_LEN + 1])
{
	static const char digit[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < HASH_LEN; i++) {
		out[2 * i] = digit[in[i] >> 4];
		out[2 * i + 1] = digit[in[i] & 15];
	}
	out[2 * HASH_LEN] = '\0';
	return out;
}
