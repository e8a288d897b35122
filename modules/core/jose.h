#ifndef JOSE_TEXT_H
#define JOSE_TEXT_H
#include <stdbool.h>
#include <stddef.h>

#include "suite.h"

/*
 * Keys of persons (JWK, RFC 7517) and secrets wrapped to them.  Everything is
 * JSON text; the curve of the key says the suite, and so all the rest.
 *
 * P-256.  A wrapped secret is a flattened JWE (RFC 7516) whose protected
 * header is {"alg":"ECDH-ES+A256KW","enc":"A256GCM"}; the ephemeral key `epk`
 * may stand in the protected or in the unprotected header, nothing else may.
 * Other programs read and make the same: the `jose` command, the npm module of
 * that name.
 *
 * SM2.  A JWK {"kty":"EC","crv":"SM2","x":...,"y":...[,"d":...]}, 32 bytes
 * each.  A wrapped secret has the shape of a JWE with two members,
 *	protected	"eyJhbGciOiJTTTIifQ", which is {"alg":"SM2"}
 *	ciphertext	the secret encrypted with SM2 (GB/T 32918.4, with SM3):
 *			base64url of the DER of GM/T 0009 7.2,
 *			SEQUENCE { x INTEGER, y INTEGER, hash OCTET STRING (32),
 *			ciphertext OCTET STRING }, that is C1 C3 C2
 * which needs no second cipher: C3 is SM3(x2 || secret || y2).
 *
 * The thumbprint is that of RFC 7638 over {"crv":...,"kty":"EC","x":...,
 * "y":...}, base64url of its SHA-256 for P-256, of its SM3 for SM2.
 */
#define JWK_MAX 1000 /* bytes */
#define JWE_MAX 2000
#define JWE_SM2 "eyJhbGciOiJTTTIifQ"
#define THUMBPRINT 43 /* letters */

/* A new key pair as a private JWK {crv, d, kty, x, y}. */
char *jwk_make(struct arena *, const struct suite *);
/* False unless it is a key of a curve we know; d is read if it is there. */
bool jwk_read(const char *jwk, size_t len, struct jwk_key *);
/* The key as text; private if it is. */
char *jwk_print(struct arena *, const struct jwk_key *);
/* The suite of a key, NULL if jwk_read() says so. */
const struct suite *jwk_suite(const char *jwk, size_t len);
/* The public half {"crv":...,"kty":"EC","x":...,"y":...} of a private or
 * public key, and nothing but these; NULL if it is no point of the curve. */
char *jwk_public(struct arena *, const char *jwk, size_t len);
/* NULL if jwk_public() says so. */
char *jwk_thumbprint(struct arena *, const char *jwk, size_t len);

/* Wraps 1 to 64 bytes to a public key; NULL if the key is bad. */
char *jwe_wrap(struct arena *, const char *jwk, size_t len, const void *secret,
	       size_t n);
/* The secret of exactly n bytes, with SM2 the 64 of an envelope (jwe_fits());
 * false if the text, its header or the key is not right. */
bool jwe_unwrap(const char *jwk, size_t len, const char *jwe, size_t jwe_len,
		void *secret, size_t n);

#endif
