/* Totals and ranking of an evaluation; see rank.h for the formulas. */
#include "rank.h"

int64_t
share_of(int64_t a, int64_t b, int64_t c)
{
	__int128 product = (__int128)a * b;

	return (int64_t)((2 * product + c) / (2 * (__int128)c));
}

int64_t
mean_of(int64_t sum, int64_t n)
{
	return share_of(sum, 1, n);
}

/* The mean of those who scored it, or NO_SCORE; -2: a score out of range. */
static int64_t
expert_score(const int64_t *score, size_t nmember, int64_t max)
{
	int64_t sum = 0, n = 0;
	size_t m;

	for (m = 0; m < nmember; m++) {
		if (score[m] == NO_SCORE)
			continue;
		if (score[m] < 0 || score[m] > max)
			return -2;
		sum += score[m];
		n++;
	}
	return n ? mean_of(sum, n) : NO_SCORE;
}

static bool
add_scores(const struct rank_item *item, size_t nitem, const int64_t *score,
	   size_t nmember, int64_t lowest, struct rank_bid *b)
{
	int64_t got;
	size_t i;

	b->technical = b->total = 0;
	for (i = 0; i < nitem; i++) {
		if (item[i].kind == ITEM_PRICE) {
			if (!b->out)
				b->total +=
				    share_of(item[i].max, lowest, b->price);
			continue;
		}
		got = expert_score(score + i * nmember, nmember, item[i].max);
		if (got == -2 || (got == NO_SCORE && !b->out))
			return false;
		if (b->out)
			continue;
		b->technical += got;
		b->total += got;
	}
	return true;
}

/* Does a stand before b? */
static bool
is_before(enum evaluation how, const struct rank_bid *a,
	  const struct rank_bid *b)
{
	if (a->out != b->out)
		return b->out;
	if (!a->out) {
		if (how == EVAL_SCORE && a->total != b->total)
			return a->total > b->total;
		if (a->price != b->price)
			return a->price < b->price;
		if (a->technical != b->technical)
			return a->technical > b->technical;
		if (a->received != b->received)
			return a->received < b->received;
	}
	return a->id < b->id;
}

bool
rank_bids(enum evaluation how, const struct rank_item *item, size_t nitem,
	  const int64_t *score, size_t nmember, struct rank_bid *bid,
	  size_t nbid, size_t *order)
{
	int64_t lowest = INT64_MAX;
	size_t b, i, at;

	if (!nmember)
		return false;
	for (i = 0; i < nitem; i++)
		if (item[i].max < 0 || item[i].max > RANK_SCORE_MAX)
			return false;
	for (b = 0; b < nbid; b++) {
		if (bid[b].price < 1 || bid[b].price > RANK_PRICE_MAX)
			return false;
		bid[b].out = bid[b].against * 2 > nmember;
		if (!bid[b].out && bid[b].price < lowest)
			lowest = bid[b].price;
	}
	for (b = 0; b < nbid; b++) {
		if (!add_scores(item, nitem, score + b * nitem * nmember,
				nmember, lowest, &bid[b]))
			return false;
		/* a few hundred bids at most: insertion is quick enough */
		for (at = b; at > 0; at--) {
			if (!is_before(how, &bid[b], &bid[order[at - 1]]))
				break;
			order[at] = order[at - 1];
		}
		order[at] = b;
	}
	for (i = 0; i < nbid; i++)
		bid[order[i]].rank = bid[order[i]].out ? 0 : i + 1;
	return true;
}
