/* Shamir's secret sharing over GF(256). */
#include <string.h>

#include "shamir.h"

#define SHARES_MAX 255

/* a * b, in the same steps for all values. */
static unsigned char
mul(unsigned char a, unsigned char b)
{
	unsigned x = a, y = b, product = 0;
	int i;

	for (i = 0; i < 8; i++) {
		product ^= x & (0u - (y & 1));
		x = x << 1 ^ (0x11bu & (0u - (x >> 7)));
		y >>= 1;
	}
	return (unsigned char)product;
}

/* 1 / a as a^254; 0 of 0. */
static unsigned char
inverse(unsigned char a)
{
	unsigned char r = 1;
	int i;

	for (i = 0; i < 7; i++) {
		a = mul(a, a);
		r = mul(r, a); /* a^2 a^4 ... a^128 */
	}
	return r;
}

bool
shamir_split(const unsigned char secret[SHAMIR_LEN], unsigned t, unsigned n,
	     shamir_random *random, void *ctx, struct shamir_share *shares)
{
	unsigned char c[SHARES_MAX - 1][SHAMIR_LEN]; /* of x^1 and up */
	unsigned k, d, i;

	if (n > SHARES_MAX)
		return false;
	memset(shares, 0, n * sizeof(*shares));
	if (t < 1 || t > n || !random(ctx, c, (t - 1) * sizeof(*c)))
		return false;
	for (k = 0; k < n; k++) {
		shares[k].x = (unsigned char)(k + 1);
		for (d = t - 1; d-- > 0;)
			for (i = 0; i < SHAMIR_LEN; i++)
				shares[k].y[i] =
				    mul(shares[k].y[i] ^ c[d][i], shares[k].x);
		for (i = 0; i < SHAMIR_LEN; i++)
			shares[k].y[i] ^= secret[i];
	}
	explicit_bzero(c, sizeof(c));
	return true;
}

/* Shares that can be combined: every x there and only once. */
static bool
are_distinct(const struct shamir_share *s, size_t t)
{
	bool seen[256] = { true };
	size_t k;

	for (k = 0; k < t; k++) {
		if (seen[s[k].x])
			return false;
		seen[s[k].x] = true;
	}
	return true;
}

bool
shamir_combine(const struct shamir_share *s, size_t t,
	       unsigned char secret[SHAMIR_LEN])
{
	unsigned char weight;
	size_t k, j, i;

	memset(secret, 0, SHAMIR_LEN);
	if (t < 1 || t > SHARES_MAX || !are_distinct(s, t))
		return false;
	for (k = 0; k < t; k++) {
		/* Lagrange at 0: the product of x_j / (x_j - x_k) */
		weight = 1;
		for (j = 0; j < t; j++)
			if (j != k)
				weight =
				    mul(weight,
					mul(s[j].x, inverse(s[j].x ^ s[k].x)));
		for (i = 0; i < SHAMIR_LEN; i++)
			secret[i] ^= mul(weight, s[k].y[i]);
	}
	return true;
}
