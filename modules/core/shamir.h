#ifndef SHAMIR_H
#define SHAMIR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Secret sharing after Shamir (1979): n shares, any t of which give the secret
 * back, while t - 1 say nothing about it.  Splits the key of a sealed bid
 * among the trustees of a trade.
 *
 * The bytes are exactly defined, because browsers make shares too.  Each of
 * the 32 bytes is shared by itself: it is the value at x = 0 of a polynomial
 * of degree t - 1 over GF(256) with the AES reduction x^8+x^4+x^3+x+1 (0x11b);
 * share k of 1..n holds the values at x = k.
 *
 * A share does not say whether it is right, nor does combining: any t shares
 * give some 32 bytes.  Commit to the secret and to each share elsewhere.
 *
 * Multiplication takes no table and no branch that depends on a secret.
 */
#define SHAMIR_LEN 32

struct shamir_share {
	unsigned char x; /* 1 to 255; 0 is no share */
	unsigned char y[SHAMIR_LEN];
};

/* Fill with random bytes; false if there are none to be had. */
typedef bool shamir_random(void *ctx, void *out, size_t);

/*
 * Split into n shares with x = 1 to n.  False, and all shares zero, unless
 * 1 <= t <= n <= 255 and random bytes could be had.
 */
bool shamir_split(const unsigned char secret[SHAMIR_LEN], unsigned t,
		  unsigned n, shamir_random *, void *ctx,
		  struct shamir_share *shares);

/*
 * The secret from t shares, in any order.  False, and secret zero, if t is not
 * 1 to 255, an x is 0 or two are the same.
 */
bool shamir_combine(const struct shamir_share *, size_t t,
		    unsigned char secret[SHAMIR_LEN]);

#endif
