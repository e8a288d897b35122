/* Drawing experts from a seed; see draw.h for the procedure. */
#include <string.h>

#include "draw.h"
#include "hash.h"

static uint64_t
next_number(const unsigned char seed[SEED_LEN], uint64_t *k)
{
	unsigned char in[SEED_LEN + 8], out[HASH_LEN];
	uint64_t x = 0;
	int i;

	memcpy(in, seed, SEED_LEN);
	for (i = 0; i < 8; i++)
		in[SEED_LEN + i] = (unsigned char)(*k >> (56 - 8 * i));
	++*k;
	sha256(in, sizeof(in), out);
	for (i = 0; i < 8; i++)
		x = x << 8 | out[i];
	return x;
}

/* Unbiased: the last, incomplete run of remainders is thrown away. */
static size_t
number_below(size_t m, const unsigned char seed[SEED_LEN], uint64_t *k)
{
	uint64_t spare = (UINT64_MAX % m + 1) % m, x; /* 2^64 mod m */

	do
		x = next_number(seed, k);
	while (x > UINT64_MAX - spare);
	return (size_t)(x % m);
}

void
draw_order(const unsigned char seed[SEED_LEN], size_t n, size_t *order)
{
	uint64_t k = 0;
	size_t i, j, t;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = 0; i + 1 < n; i++) {
		j = i + number_below(n - i, seed, &k);
		t = order[i];
		order[i] = order[j];
		order[j] = t;
	}
}

static size_t
colleagues(const struct draw_expert *e, const struct draw_expert *pool,
	   size_t npool, const char *const *there, size_t nthere)
{
	size_t i, n = 0;

	for (i = 0; i < nthere; i++)
		n += there[i] && !strcmp(there[i], e->employer);
	for (i = 0; i < npool; i++)
		n += pool[i].taken && pool[i].employer &&
		     !strcmp(pool[i].employer, e->employer);
	return n;
}

size_t
draw_experts(const unsigned char seed[SEED_LEN], struct draw_expert *pool,
	     size_t npool, size_t *order, const char *const *there,
	     size_t nthere, size_t same_max, size_t wanted)
{
	size_t i, n = 0;

	draw_order(seed, npool, order);
	for (i = 0; i < npool; i++) {
		pool[i].taken = false;
		pool[i].turn = 0;
	}
	for (i = 0; i < npool && n < wanted; i++) {
		struct draw_expert *e = &pool[order[i]];

		if (e->employer &&
		    colleagues(e, pool, npool, there, nthere) >= same_max)
			continue;
		e->taken = true;
		e->turn = ++n;
	}
	return n;
}

bool
class_fits(const char *classes, const char *class)
{
	size_t n;

	for (; classes && *classes; classes += n + (classes[n] == ',')) {
		n = strcspn(classes, ",");
		if (n && !strncmp(classes, class, n))
			return true;
	}
	return false;
}
