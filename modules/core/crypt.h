#ifndef CRYPT_H
#define CRYPT_H
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* Randomness, text forms of bytes, P-256 signatures (ES256). */

void random_bytes(void *, size_t);
char *hex(struct arena *, const void *, size_t);
bool unhex(const char *, void *out, size_t n); /* exactly n bytes */
/* base64url without padding, as JOSE writes it. */
char *base64url(struct arena *, const void *, size_t);
/* NULL if not base64url; *n: bytes. */
void *unbase64url(struct arena *, const char *, size_t *n);
bool same_bytes(const void *, const void *, size_t); /* constant time */

/*
 * A private key in a PEM file.  key_load() ends the process with a message if
 * there is none; key_make() makes one, mode 0600, never over another.
 */
struct key;
struct key *key_load(const char *file);
bool key_make(const char *file);
const char *key_public_pem(struct arena *, const struct key *);
/* ES256 signature (r||s, base64url) over the bytes. */
char *key_sign(struct arena *, const struct key *, const void *, size_t);
bool key_verify(const char *public_pem, const void *, size_t,
		const char *signature);
void key_free(struct key *);

#endif
