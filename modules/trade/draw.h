#ifndef DRAW_H
#define DRAW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The drawing of experts, so that anybody with the seed and the pool can do
 * it again with a few lines of any language.
 *
 * 1. The pool are the experts who may serve, by ascending number: places 0 to
 *    n - 1.
 * 2. Block k (k = 0, 1, 2, ...) is SHA-256(seed || k), seed 32 bytes, k as 8
 *    bytes, most significant first.  Its first 8 bytes, most significant
 *    first, are the number x(k).
 * 3. A number below m: take the next x; if x >= 2^64 - (2^64 mod m), throw it
 *    away and take the next one; the number is x mod m.  So each of the m is
 *    equally likely.
 * 4. Shuffle (Fisher and Yates): for i = 0 to n - 2, j = i + a number below
 *    n - i, swap places i and j.
 * 5. Go through the shuffled pool from its start and take each expert whose
 *    employer has fewer than same_max experts on the panel, those taken just
 *    now and those already there counted; an expert without an employer is
 *    always taken.  Stop when enough are taken.
 */
#define SEED_LEN 32

struct draw_expert {
	int64_t id;
	const char *employer; /* credit code, or NULL */
	bool taken;           /* comes out */
	size_t turn;          /* order of taking, from 1; 0: not taken */
};

/* Step 2 to 4: a shuffle of 0 .. n-1 into order[n]. */
void draw_order(const unsigned char seed[SEED_LEN], size_t n, size_t *order);

/*
 * Takes up to `wanted` of the pool, which must be sorted by id; order[npool]
 * is scratch.  there[]: the employers of those already on the panel.  Returns
 * how many were taken, fewer when the pool is too small.
 */
size_t draw_experts(const unsigned char seed[SEED_LEN], struct draw_expert *,
		    size_t npool, size_t *order, const char *const *there,
		    size_t nthere, size_t same_max, size_t wanted);

/* Is `class` one of the comma separated classes, or below one of them in the
 * tree?  A0301 and A030101 are below A03. */
bool class_fits(const char *classes, const char *class);

#endif
