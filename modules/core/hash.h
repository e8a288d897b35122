#ifndef HASH_H
#define HASH_H

#include <stddef.h>

/*
 * SHA-256 (FIPS 180-4), the digest of the event log, of sealed bids and of
 * stored files.
 *
 * In one go:
 *	sha256(text, len, out);
 * Piece by piece:
 *	hash_init(&h); hash_add(&h, p, n); ... hash_end(&h, out);
 *
 * None of these can fail towards the caller: when the library has no memory
 * left the program says so and exits.
 */
#define HASH_LEN 32

/* A digest in the making.  hash_end() or hash_free() releases it. */
struct hash {
	void *state; /* the library's, NULL when there is nothing to release */
};

void sha256(const void *, size_t, unsigned char out[HASH_LEN]);

void hash_init(struct hash *);
void hash_add(struct hash *, const void *, size_t);
/* Write the digest and release the struct. */
void hash_end(struct hash *, unsigned char out[HASH_LEN]);
/* Release without an answer; harmless after hash_end(). */
void hash_free(struct hash *);

/* The digest as 64 lower-case hexadecimal digits.  Returns out. */
char *hash_hex(const unsigned char in[HASH_LEN], char out[2 * HASH_LEN + 1]);

#endif
