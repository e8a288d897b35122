#ifndef HASH_H
#define HASH_H

#include <stddef.h>

/*
 * Digests: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905), 32 bytes both.
 *
 * In one go:
 *	sha256(text, len, out);			always SHA-256
 *	hash_of(suite, text, len, out);		as the suite says (suite.h)
 * Piece by piece:
 *	hash_init(&h); hash_add(&h, p, n); ... hash_end(&h, out);
 * which is SHA-256; hash_begin(&h, kind) takes another.
 *
 * None of these can fail towards the caller: when the library has no memory
 * left the program says so and exits.
 */
#define HASH_LEN 32

enum hash_kind { HASH_SHA256, HASH_SM3 };
struct suite;

/* A digest in the making.  hash_end() or hash_free() releases it. */
struct hash {
	void *state; /* the library's, NULL when there is nothing to release */
};

void sha256(const void *, size_t, unsigned char out[HASH_LEN]);
void sm3(const void *, size_t, unsigned char out[HASH_LEN]);
void hash_of(const struct suite *, const void *, size_t,
	     unsigned char out[HASH_LEN]);

void hash_init(struct hash *);
void hash_begin(struct hash *, enum hash_kind);
void hash_add(struct hash *, const void *, size_t);
/* Write the digest and release the struct. */
void hash_end(struct hash *, unsigned char out[HASH_LEN]);
/* Release without an answer; harmless after hash_end(). */
void hash_free(struct hash *);

/* The digest as 64 lower-case hexadecimal digits.  Returns out. */
char *hash_hex(const unsigned char in[HASH_LEN], char out[2 * HASH_LEN + 1]);

#endif
