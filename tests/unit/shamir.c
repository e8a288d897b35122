/* Secret sharing: every subset, nothing from too few, a second reckoning. */
#include "shamir.h"
#include "tap.h"

/* The same numbers on every run, so that a failure can be repeated. */
static unsigned long state = 88172645463325252UL;

static unsigned char
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned char)(state >> 24);
}

static bool
numbers(void *ctx, void *out, size_t n)
{
	unsigned char *p = out;

	(void)ctx;
	while (n--)
		*p++ = next();
	return true;
}

static bool
no_numbers(void *ctx, void *out, size_t n)
{
	(void)ctx;
	memset(out, 7, n);
	return false;
}

/* GF(256) by powers of 3, as a book would do it. */
static unsigned char power[256], logarithm[256];

static void
make_tables(void)
{
	unsigned v = 1, i;

	for (i = 0; i < 255; i++) {
		power[i] = (unsigned char)v;
		logarithm[v] = (unsigned char)i;
		v ^= v << 1; /* times 3 */
		if (v > 255)
			v ^= 0x11b;
	}
}

static unsigned char
slow_mul(unsigned char a, unsigned char b)
{
	return a && b ? power[(logarithm[a] + logarithm[b]) % 255] : 0;
}

/* The polynomial of coefficients c[0..t-1] at x, term by term. */
static unsigned char
slow_value(const unsigned char *c, unsigned t, unsigned char x)
{
	unsigned char sum = 0, p = 1;
	unsigned d;

	for (d = 0; d < t; d++) {
		sum ^= slow_mul(c[d], p);
		p = slow_mul(p, x);
	}
	return sum;
}

/* All subsets of n shares: those of t or more give the secret. */
static void
subsets(void)
{
	struct shamir_share s[7], pick[7];
	unsigned char secret[SHAMIR_LEN], got[SHAMIR_LEN];
	unsigned n, t, set, k, size, bad = 0, lucky = 0, sets = 0;

	for (n = 1; n <= 7; n++)
		for (t = 1; t <= n; t++) {
			numbers(NULL, secret, sizeof(secret));
			bad += !shamir_split(secret, t, n, numbers, NULL, s);
			for (set = 1; set < 1u << n; set++) {
				size = 0;
				for (k = n; k-- > 0;) /* not in order */
					if (set >> k & 1)
						pick[size++] = s[k];
				bad += !shamir_combine(pick, size, got);
				if (size >= t)
					bad += memcmp(got, secret, 32) != 0;
				else
					lucky += !memcmp(got, secret, 32);
				sets++;
			}
		}
	ok(bad == 0, "of %u subsets all large enough give the secret", sets);
	ok(lucky == 0, "and none too small does");
}

/*
 * With t - 1 shares every value of the secret is as likely as another: over
 * many splits of the same secret what they combine to, and the shares
 * themselves, take all 256 values about equally often (chi-squared, 255
 * degrees of freedom: mean 255, 400 is beyond any accident).
 */
static void
say_nothing(void)
{
	static unsigned seen[2][256];
	const unsigned char secret[SHAMIR_LEN] =
	    "the key of bid 1, not for you";
	struct shamir_share s[3];
	unsigned char got[SHAMIR_LEN];
	const int rounds = 8000;
	double chi[2] = { 0, 0 }, want = rounds * SHAMIR_LEN / 256.0;
	int i, k, v;

	for (i = 0; i < rounds; i++) {
		shamir_split(secret, 3, 3, numbers, NULL, s);
		shamir_combine(s, 2, got);
		for (k = 0; k < SHAMIR_LEN; k++) {
			seen[0][got[k]]++;
			seen[1][s[1].y[k]]++;
		}
	}
	for (k = 0; k < 2; k++)
		for (v = 0; v < 256; v++)
			chi[k] +=
			    (seen[k][v] - want) * (seen[k][v] - want) / want;
	ok(chi[0] < 400, "two of three shares say nothing (%.0f)", chi[0]);
	ok(chi[1] < 400, "one share looks like noise (%.0f)", chi[1]);
}

static void
known(void)
{
	struct shamir_share s[255];
	unsigned char secret[SHAMIR_LEN], c[255], random[254][SHAMIR_LEN];
	unsigned n = 255, t, k, i, d, bad = 0;
	unsigned long before;
	static const unsigned ts[] = { 1, 2, 3, 16, 255 };

	for (i = 0; i < 5; i++) {
		t = ts[i];
		numbers(NULL, secret, sizeof(secret));
		before = state;
		numbers(NULL, random, (t - 1) * SHAMIR_LEN);
		state = before;
		bad += !shamir_split(secret, t, n, numbers, NULL, s);
		for (k = 0; k < n; k++) {
			c[0] = secret[k % SHAMIR_LEN];
			for (d = 1; d < t; d++)
				c[d] = random[d - 1][k % SHAMIR_LEN];
			bad += s[k].x != k + 1 || s[k].y[k % SHAMIR_LEN] !=
						      slow_value(c, t, s[k].x);
		}
	}
	ok(bad == 0, "shares are what a slow reckoning gives");
}

/* By hand: secret 0x42, polynomial 0x42 + 0x53 x; 0x53 * 2 = 0xa6. */
static bool
fifty_three(void *ctx, void *out, size_t n)
{
	(void)ctx;
	memset(out, 0x53, n);
	return true;
}

static void
by_hand(void)
{
	struct shamir_share s[3];
	unsigned char secret[SHAMIR_LEN];

	memset(secret, 0x42, sizeof(secret));
	shamir_split(secret, 2, 3, fifty_three, NULL, s);
	ok(s[0].y[0] == (0x42 ^ 0x53) && s[1].y[0] == (0x42 ^ 0xa6) &&
	       s[2].y[31] == (0x42 ^ 0xa6 ^ 0x53),
	   "shares reckoned by hand");
}

int
main(void)
{
	struct shamir_share s[255] = { { 0 } }, zero[255] = { { 0 } };
	unsigned char secret[SHAMIR_LEN] = { 1 }, got[SHAMIR_LEN];

	plan(13);
	make_tables();
	subsets();
	say_nothing();
	known();
	by_hand();

	ok(!shamir_split(secret, 0, 3, numbers, NULL, s) &&
	       !shamir_split(secret, 4, 3, numbers, NULL, s) &&
	       !shamir_split(secret, 2, 256, numbers, NULL, s) &&
	       !shamir_split(secret, 0, 0, numbers, NULL, s),
	   "impossible splits are refused");
	ok(!shamir_split(secret, 2, 255, no_numbers, NULL, s) &&
	       !memcmp(s, zero, sizeof(s)),
	   "without random bytes there are no shares");
	ok(shamir_split(secret, 255, 255, numbers, NULL, s) &&
	       shamir_combine(s, 255, got) && !memcmp(got, secret, 32),
	   "255 of 255");
	ok(shamir_split(secret, 1, 3, numbers, NULL, s) &&
	       !memcmp(s[2].y, secret, 32),
	   "1 of 3 is a copy each");
	shamir_split(secret, 2, 3, numbers, NULL, s);
	s[1].x = 1;
	ok(!shamir_combine(s, 2, got) && !memcmp(got, zero, 32),
	   "the same share twice is refused");
	s[1].x = 0;
	ok(!shamir_combine(s, 2, got), "and so is share 0");
	ok(!shamir_combine(s, 0, got) && !shamir_combine(s, 256, got),
	   "and so are none, or too many");
	return tap_bad != 0;
}
