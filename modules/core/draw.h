#ifndef DRAW_H
#define DRAW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * The drawing of experts, so that anybody can do it again with a few lines of
 * any language.  modules/trade/TRUST.md says the same for strangers, with the
 * forms of all texts; here is the arithmetic.
 *
 * 1. The pool is a list of codes, in the order of its published text: places 0
 *    to n - 1.
 * 2. Block k (k = 0, 1, 2, ...) is SHA-256(seed || k), seed 32 bytes, k as 8
 *    bytes, most significant first.  Its first 8 bytes, most significant
 *    first, are the number x(k).
 * 3. A number below m: take the next x; if x >= 2^64 - (2^64 mod m), throw it
 *    away and take the next one; the number is x mod m.  So each of the m is
 *    equally likely.
 * 4. Shuffle (Fisher and Yates): for i = 0 to n - 2, j = i + a number below
 *    n - i, swap places i and j.
 * 5. Go through the shuffled pool from its start and take each expert whose
 *    employer has fewer than same_max experts among those taken before him
 *    and those who sat already; an expert without an employer is always
 *    taken.  The first of these fill the seats, the next ones are substitutes
 *    in this order.
 *
 * The seed is SHA-256("GGZY-DRAW-1" || pool digest || root of the log ||
 * value 1 || ... || value n), values by party in a fixed order.  Each party
 * was bound to its value by a commitment before that root was known, and the
 * root was signed before any value was: who lacks one value knows nothing.
 */
#define SEED_LEN 32

struct draw_expert {
	const char *employer; /* code, or NULL */
	bool taken;           /* comes out */
	size_t turn;          /* order of taking, from 1; 0: not taken */
};

/* Step 2 and 3: a number below m >= 1; *k is the next block to take. */
uint64_t draw_number(const unsigned char seed[SEED_LEN], uint64_t *k,
		     uint64_t m);
/* Step 4: a shuffle of 0 .. n-1 into order[n]. */
void draw_order(const unsigned char seed[SEED_LEN], size_t n, size_t *order);

/*
 * Step 5: takes up to `wanted` of the pool; order[npool] is scratch.
 * there[]: the employers of those who sat already.  Returns how many were
 * taken, fewer when the pool is too small.
 */
size_t draw_experts(const unsigned char seed[SEED_LEN], struct draw_expert *,
		    size_t npool, size_t *order, const char *const *there,
		    size_t nthere, size_t same_max, size_t wanted);

/* Digests are 32 bytes; a party is a word: owner, centre, supervision. */
void draw_seed(const unsigned char pool[SEED_LEN],
	       const unsigned char root[SEED_LEN],
	       const unsigned char (*value)[SEED_LEN], size_t n,
	       unsigned char seed[SEED_LEN]);
void draw_commitment(const char *deal_code, int64_t no, const char *party,
		     const unsigned char value[SEED_LEN],
		     unsigned char out[SEED_LEN]);

/*
 * Codes stand for persons and employers until the law lets them be named.
 * Each has a salt of its own, made from the draw's secret, so that one can be
 * opened without the others.  As 64 digits, in the arena.
 */
const char *draw_person_salt(struct arena *,
			     const unsigned char secret[SEED_LEN],
			     int64_t expert);
const char *draw_employer_salt(struct arena *,
			       const unsigned char secret[SEED_LEN],
			       const char *credit_code);
/* {"expert":7,"name":"...","employer":"..."}: what a code stands for. */
const char *draw_person(struct arena *, int64_t expert, const char *name,
			const char *employer);
const char *draw_person_code(struct arena *, const char *salt,
			     const char *person);
const char *draw_employer_code(struct arena *, const char *salt,
			       const char *credit_code);

#endif
