/* Which of several offers is the best. */
#include <stdbool.h>

#include "weigh.h"

static bool
is_better(const struct weighed *a, const struct weighed *b)
{
	if (a->total != b->total)
		return a->total > b->total;
	if (a->amount_fen != b->amount_fen)
		return a->amount_fen > b->amount_fen;
	return a->no < b->no;
}

size_t
weigh(struct weighed *w, size_t n, int64_t price_max)
{
	int64_t highest = 1;
	size_t i, best = 0;

	for (i = 0; i < n; i++)
		if (w[i].amount_fen > highest)
			highest = w[i].amount_fen;
	for (i = 0; i < n; i++) {
		w[i].price_points =
		    (int64_t)((__int128)price_max * w[i].amount_fen / highest);
		w[i].total = w[i].price_points + w[i].points;
	}
	for (i = 1; i < n; i++)
		if (is_better(&w[i], &w[best]))
			best = i;
	return best;
}
