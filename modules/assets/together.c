/* Holders who take a lot together: each has its part of it. */
#include "assets.h"

#define WHOLE 10000

/* All of them named a part, and together these are the whole. */
static bool
have_agreed(const struct holder *h, size_t n)
{
	int64_t sum = 0;

	for (; n; n--, h++) {
		if (h->part == NONE)
			return false;
		sum += h->part;
	}
	return sum == WHOLE;
}

enum err
takers_deal(struct req *r, const struct entrant *who, const struct list *takers,
	    int64_t price)
{
	const struct holder *h = takers->at;
	bool agreed = have_agreed(h, takers->n);
	struct list buyers = { takers->n, NULL };
	struct buyer *b;
	size_t i;

	if (takers->n == 1)
		return sale_deal(r, who, price, NULL);
	buyers.at = b = arena_alloc(r->mem, buyers.n * sizeof(*b));
	for (i = 0; i < buyers.n; i++)
		b[i] =
		    (struct buyer){ .subject = h[i].subject,
				    .credit_code = h[i].credit_code,
				    .name = h[i].name,
				    .weight = agreed ? h[i].part : h[i].share,
				    .confirmed_at = NONE };
	buyers_share(b, buyers.n, price);
	return sale_deal(r, who, price, &buyers);
}
