/* Search terms of a text; facets. */
#include <stdlib.h>

#include "fold.h"
#include "terms.h"

#define FACET_DOMAIN 0xd800u
#define FACET_TYPE 0xd801u
#define FACET_REGION 0xd810u

static int
order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

size_t
terms_sort(struct terms *t)
{
	size_t i, n = 0;

	if (t->n)
		qsort(t->g, t->n, sizeof(*t->g), order);
	for (i = 0; i < t->n; i++)
		if (!n || t->g[i] != t->g[n - 1])
			t->g[n++] = t->g[i];
	return t->n = n;
}

bool
terms_add(struct terms *t, uint32_t g)
{
	if (t->n == t->cap && terms_sort(t) == t->cap)
		return false;
	t->g[t->n++] = g;
	return true;
}

/* The 16 bits that stand for a character. */
static uint32_t
unit(uint32_t c)
{
	return c < 0x10000 ? c : 0xe000 + c % 6400;
}

uint32_t
term_unigram(uint32_t c)
{
	return unit(c) << 16;
}

uint32_t
term_bigram(uint32_t c1, uint32_t c2)
{
	return unit(c1) << 16 | unit(c2);
}

bool
terms_add_text(struct terms *t, const char *s, size_t len)
{
	uint32_t c, before = ' ';
	struct fold f;

	fold_init(&f, s, len);
	for (; (c = fold_next(&f)); before = c) {
		if (c == ' ')
			continue;
		if (c != FOLD_TSHEG && !terms_add(t, term_unigram(c)))
			return false;
		if (before != ' ' && !terms_add(t, term_bigram(before, c)))
			return false;
	}
	return !f.broken;
}

uint32_t
term_domain(unsigned code)
{
	return FACET_DOMAIN << 16 | (code & 0xffff);
}

uint32_t
term_type(unsigned code)
{
	return FACET_TYPE << 16 | (code & 0xffff);
}

uint32_t
term_region(int64_t code)
{
	return (FACET_REGION + (uint32_t)(code >> 16 & 0xff)) << 16 |
	       (uint32_t)(code & 0xffff);
}

size_t
terms_of_region(int64_t code, uint32_t out[3])
{
	size_t n = 0;

	out[n++] = term_region(code);
	if (code % 100)
		out[n++] = term_region(code / 100 * 100);
	if (code / 100 % 100)
		out[n++] = term_region(code / 10000 * 10000);
	return n;
}

int64_t
posting_pos(int64_t publish_at_ms, int64_t notice)
{
	return publish_at_ms / 1000 << 28 | (notice & 0xfffffff);
}
