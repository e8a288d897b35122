#ifndef JOSE_TEXT_H
#define JOSE_TEXT_H
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/*
 * Keys of persons (JWK, RFC 7517) and secrets wrapped to them (JWE, RFC 7516).
 * Everything is JSON text; only P-256 is known.  Other programs read and make
 * the same: the `jose` command, the npm module of that name.
 *
 * A wrapped secret is a flattened JWE whose protected header is
 * {"alg":"ECDH-ES+A256KW","enc":"A256GCM"}; the ephemeral key `epk` may stand
 * in the protected or in the unprotected header, nothing else may.
 */
#define JWK_MAX 1000 /* bytes */
#define JWE_MAX 2000
#define THUMBPRINT 43 /* letters */

/* A new key pair as a private JWK {crv, d, kty, x, y}. */
char *jwk_make(struct arena *);
/* The public half {"crv":"P-256","kty":"EC","x":...,"y":...} of a private or
 * public key, and nothing but these; NULL if it is no point of P-256. */
char *jwk_public(struct arena *, const char *jwk, size_t len);
/* RFC 7638, SHA-256, base64url; NULL if jwk_public() says so. */
char *jwk_thumbprint(struct arena *, const char *jwk, size_t len);

/* Wraps 1 to 64 bytes to a public key; NULL if the key is bad. */
char *jwe_wrap(struct arena *, const char *jwk, size_t len, const void *secret,
	       size_t n);
/* The secret of exactly n bytes; false if the text, its header or the key is
 * not right. */
bool jwe_unwrap(const char *jwk, size_t len, const char *jwe, size_t jwe_len,
		void *secret, size_t n);

#endif
