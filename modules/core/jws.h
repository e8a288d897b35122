#ifndef JWS_H
#define JWS_H
#include <stddef.h>

#include "arena.h"
#include "crypt.h"

/*
 * Signed statements: a flattened JWS (RFC 7515),
 * {"payload":...,"protected":...,"signature":...}.  protected is
 * {"alg":"ES256"} if the key is of P-256, as any JOSE library reads;
 * {"alg":"SM2SM3"} if it is of SM2 (crypt.h: key_sign).  What is signed is
 * protected || "." || payload.
 */
char *jws_sign(struct arena *, const struct key *, const char *payload);
/* The payload, or NULL if the text or its signature is not right. */
char *jws_check(struct arena *, const char *public_pem, const char *jws,
		size_t len);

/* protected.payload.signature of a flattened one, unchecked; NULL: it is none.
 * The text over which a receipt is time-stamped. */
char *jws_compact(struct arena *, const char *jws, size_t len);

#endif
