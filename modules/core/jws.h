#ifndef JWS_H
#define JWS_H
#include <stddef.h>

#include "arena.h"
#include "crypt.h"

/*
 * Signed statements: a flattened JWS (RFC 7515) with ES256,
 * {"payload":...,"protected":...,"signature":...}, as any JOSE library reads.
 */
char *jws_sign(struct arena *, const struct key *, const char *payload);
/* The payload, or NULL if the text or its signature is not right. */
char *jws_check(struct arena *, const char *public_pem, const char *jws,
		size_t len);

#endif
