#ifndef CRYPT_H
#define CRYPT_H
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/*
 * Randomness, text forms of bytes, AES-256-GCM, P-256 signatures (ES256).
 * Without randomness or memory the process says so and ends.
 */

void random_bytes(void *, size_t);
char *hex(struct arena *, const void *, size_t);
/* The SHA-256 of n bytes as 64 digits. */
char *hex_sha256(struct arena *, const void *, size_t n);
bool unhex(const char *, void *out, size_t n); /* exactly n bytes */
/* base64url without padding, as JOSE writes it. */
char *base64url(struct arena *, const void *, size_t);
/* NULL if not base64url; *n: bytes. */
void *unbase64url(struct arena *, const char *, size_t *n);
bool same_bytes(const void *, const void *, size_t); /* constant time */
void wipe_bytes(void *, size_t);                     /* not optimised away */

/*
 * AES-256-GCM, one piece of less than 2 GiB at a time; the caller never uses
 * a nonce twice with a key.  Sealed bytes are followed by their tag.
 */
#define GCM_KEY 32
#define GCM_NONCE 12
#define GCM_TAG 16
/* out has room for n + GCM_TAG bytes and is not in. */
void gcm_seal(const unsigned char key[GCM_KEY],
	      const unsigned char nonce[GCM_NONCE], const void *aad,
	      size_t aad_len, const void *in, size_t n, void *out);
/* n counts the tag.  False, and out all zero, unless every bit is right. */
bool gcm_open(const unsigned char key[GCM_KEY],
	      const unsigned char nonce[GCM_NONCE], const void *aad,
	      size_t aad_len, const void *in, size_t n, void *out);

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
