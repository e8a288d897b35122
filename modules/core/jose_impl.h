#ifndef JOSE_IMPL_H
#define JOSE_IMPL_H
#include <stdint.h>

#include "suite.h"

/* What stands behind jose.h: one file a curve. */

#define SECRET_MAX 64

/* jose_p256.c: JWE by libjose */
char *p256_wrap(struct arena *, const struct jwk_key *, const void *secret,
		size_t n);
bool p256_unwrap(const struct jwk_key *, const char *jwe, size_t len,
		 void *secret, size_t n);
/* jose_sm2.c */
char *sm2_wrap(struct arena *, const struct jwk_key *, const void *secret,
	       size_t n);
bool sm2_unwrap(const struct jwk_key *, const char *jwe, size_t len,
		void *secret, size_t n);

#endif
