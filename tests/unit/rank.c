/* Totals and ranking: cases computed by hand, and 20,000 random evaluations
 * against a slow reference that works with fractions and pairwise order. */
#include "rank.h"
#include "tap.h"

#define MAX_BID 6
#define MAX_ITEM 4
#define MAX_MEMBER 7

struct eval {
	enum evaluation how;
	size_t nitem, nmember, nbid;
	struct rank_item item[MAX_ITEM];
	struct rank_bid bid[MAX_BID];
	int64_t score[MAX_BID * MAX_ITEM * MAX_MEMBER];
	size_t order[MAX_BID];
};

static bool
run(struct eval *e)
{
	return rank_bids(e->how, e->item, e->nitem, e->score, e->nmember,
			 e->bid, e->nbid, e->order);
}

static uint64_t state = 88172645463325252u;

static int64_t
below(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % (uint64_t)n);
}

static void
invent(struct eval *e)
{
	size_t b, i, m;

	memset(e, 0, sizeof(*e));
	e->how = below(2) ? EVAL_SCORE : EVAL_PRICE;
	e->nitem = (size_t)below(MAX_ITEM) + 1;
	e->nmember = (size_t)below(MAX_MEMBER) + 1;
	e->nbid = (size_t)below(MAX_BID) + 1;
	for (i = 0; i < e->nitem; i++) {
		e->item[i].kind = below(3) ? ITEM_EXPERT : ITEM_PRICE;
		e->item[i].max = below(5) ? below(4) : below(10001);
	}
	for (b = 0; b < e->nbid; b++) {
		e->bid[b].id = 100 - (int64_t)b;
		/* few values, so that ties are common */
		e->bid[b].price = below(3) ? 1 + below(3) : 1 + below(99999);
		e->bid[b].received = below(2);
		e->bid[b].against = (size_t)below((int64_t)e->nmember + 1);
		for (i = 0; i < e->nitem; i++)
			for (m = 0; m < e->nmember; m++)
				e->score[(b * e->nitem + i) * e->nmember + m] =
				    m < e->bid[b].against
					? NO_SCORE
					: below(e->item[i].max + 1);
	}
}

/* Half up by counting: the whole number nearest to num/den. */
static int64_t
nearest(int64_t num, int64_t den)
{
	int64_t q = num / den, rest = num - q * den;

	return rest + rest >= den ? q + 1 : q;
}

/* Slow: fills total and technical, then counts who stands before whom. */
static bool
agrees(const struct eval *e)
{
	int64_t total[MAX_BID], tech[MAX_BID], low = 0;
	bool out[MAX_BID];
	size_t a, b, i, m, rank;

	for (b = 0; b < e->nbid; b++) {
		out[b] = e->bid[b].against > e->nmember - e->bid[b].against;
		if (!out[b] && (!low || e->bid[b].price < low))
			low = e->bid[b].price;
	}
	for (b = 0; b < e->nbid; b++) {
		total[b] = tech[b] = 0;
		for (i = 0; i < e->nitem && !out[b]; i++) {
			int64_t sum = 0, n = 0;

			if (e->item[i].kind == ITEM_PRICE) {
				total[b] += nearest(e->item[i].max * low,
						    e->bid[b].price);
				continue;
			}
			for (m = 0; m < e->nmember; m++) {
				int64_t s =
				    e->score[(b * e->nitem + i) * e->nmember +
					     m];

				if (s != NO_SCORE) {
					sum += s;
					n++;
				}
			}
			tech[b] += nearest(sum, n);
			total[b] += nearest(sum, n);
		}
	}
	for (b = 0; b < e->nbid; b++) {
		rank = 1;
		for (a = 0; a < e->nbid; a++) {
			int64_t d = 0;

			if (a == b || out[a])
				continue;
			if (e->how == EVAL_SCORE)
				d = total[a] - total[b];
			d = d ? d : e->bid[b].price - e->bid[a].price;
			d = d ? d : tech[a] - tech[b];
			d = d ? d : e->bid[b].received - e->bid[a].received;
			d = d ? d : e->bid[b].id - e->bid[a].id;
			rank += d > 0;
		}
		if (e->bid[b].out != out[b] || e->bid[b].total != total[b] ||
		    e->bid[b].technical != tech[b] ||
		    e->bid[b].rank != (out[b] ? 0 : rank))
			return false;
	}
	return true;
}

/* 60 points by experts, 40 by price; three bids, five members. */
static struct eval
by_hand(void)
{
	struct eval e = {
		.how = EVAL_SCORE,
		.nitem = 2,
		.nmember = 5,
		.nbid = 3,
		.item = { { ITEM_EXPERT, 6000 }, { ITEM_PRICE, 4000 } },
		.bid = { { .id = 1, .price = 300, .received = 1 },
			 { .id = 2, .price = 200, .received = 2 },
			 { .id = 3, .price = 100, .received = 3 } },
	};
	static const int64_t given[3][5] = {
		{ 6000, 5999, 5998, 5997, 5999 }, /* 29993/5 = 5998.6 */
		{ 5000, 5001, 5001, 5000, 5000 }, /* 25002/5 = 5000.4 */
		{ 3000, 3001, 3000, 3001, 3000 }, /* 15002/5 = 3000.4 */
	};
	size_t b, m;

	for (b = 0; b < 3; b++)
		for (m = 0; m < 5; m++)
			e.score[b * 10 + m] = given[b][m];
	return e;
}

static void
test_by_hand(void)
{
	struct eval e = by_hand();

	ok(run(&e), "an evaluation of three bids");
	ok(e.bid[0].technical == 5999 && e.bid[1].technical == 5000 &&
	       e.bid[2].technical == 3000,
	   "means are rounded half up");
	/* 4000*100/300 = 1333.3, 2000, 4000 */
	ok(e.bid[0].total == 7332 && e.bid[1].total == 7000 &&
	       e.bid[2].total == 7000,
	   "the lowest price gets all, the others their share");
	ok(e.bid[0].rank == 1 && e.bid[2].rank == 2 && e.bid[1].rank == 3,
	   "of equal totals the lower price stands first");
	ok(e.order[0] == 0 && e.order[1] == 2 && e.order[2] == 1,
	   "the order says the same");

	e = by_hand();
	e.bid[2].against = 3;
	run(&e);
	ok(e.bid[2].out && !e.bid[2].rank && e.order[2] == 2,
	   "three of five votes put a bid out");
	ok(e.bid[1].total == 9000 && e.bid[1].rank == 1 &&
	       e.bid[0].total == 5999 + 2667,
	   "and the lowest price is that of those who are left");

	e = by_hand();
	e.bid[2].against = 2;
	e.score[20] = e.score[21] = NO_SCORE; /* 9001/3 = 3000.33 */
	run(&e);
	ok(!e.bid[2].out && e.bid[2].technical == 3000,
	   "two of five do not, and the mean is that of the others");

	e = by_hand();
	e.how = EVAL_PRICE;
	run(&e);
	ok(e.order[0] == 2 && e.order[1] == 1 && e.order[2] == 0,
	   "by price alone the cheapest stands first");
}

static void
test_ties(void)
{
	struct eval e = { .how = EVAL_SCORE,
			  .nitem = 1,
			  .nmember = 1,
			  .nbid = 3,
			  .item = { { ITEM_EXPERT, 100 } },
			  .bid = { { .id = 9, .price = 5, .received = 7 },
				   { .id = 8, .price = 5, .received = 7 },
				   { .id = 7, .price = 5, .received = 8 } } };

	run(&e);
	ok(e.order[0] == 1 && e.order[1] == 0 && e.order[2] == 2,
	   "earlier receipt, then the lower number decide");
	e.how = EVAL_PRICE;
	e.score[2] = 1;
	run(&e);
	ok(e.order[0] == 2, "of equal prices the better technical score");
}

static void
test_limits(void)
{
	struct eval e = by_hand(), bad;

	ok(share_of(1, 1, 2) == 1 && share_of(1, 1, 3) == 0 &&
	       share_of(3, 1, 2) == 2 && share_of(0, 5, 7) == 0,
	   "halves go up, less goes down");
	ok(share_of(RANK_PRICE_MAX, RANK_PRICE_MAX, RANK_PRICE_MAX) ==
	       RANK_PRICE_MAX,
	   "the largest prices do not overflow");
	e.bid[0].price = RANK_PRICE_MAX;
	e.bid[1].price = e.bid[2].price = RANK_PRICE_MAX - 1;
	ok(run(&e) && e.bid[0].total == 5999 + 4000,
	   "nor in an evaluation; a fen of ten million billions is nothing");

	bad = by_hand();
	bad.bid[1].price = 0;
	ok(!run(&bad), "a price of nothing is no evaluation");
	bad = by_hand();
	bad.bid[1].price = RANK_PRICE_MAX + 1;
	ok(!run(&bad), "nor one beyond all money");
	bad = by_hand();
	bad.item[0].max = RANK_SCORE_MAX + 1;
	ok(!run(&bad), "an item worth too much is none");
	bad = by_hand();
	bad.item[0].max = -1;
	ok(!run(&bad), "nor one worth less than nothing");
	bad = by_hand();
	bad.score[0] = 6001;
	ok(!run(&bad), "a score above its maximum is none");
	bad = by_hand();
	bad.score[0] = -3;
	ok(!run(&bad), "a negative score is none");
	bad = by_hand();
	bad.nmember = 0;
	ok(!run(&bad), "nobody present is none");
	bad = by_hand();
	for (size_t m = 0; m < 5; m++)
		bad.score[m] = NO_SCORE;
	ok(!run(&bad), "a standing bid that nobody scored is none");
}

int
main(void)
{
	struct eval e;
	int i, wrong = 0, refused = 0;

	plan(23);
	test_by_hand();
	test_ties();
	test_limits();
	for (i = 0; i < 20000; i++) {
		invent(&e);
		if (!run(&e))
			refused++;
		else if (!agrees(&e))
			wrong++;
	}
	ok(refused < 10000 && wrong == 0,
	   "random evaluations agree with the slow reference (%d refused)",
	   refused);
	return tap_bad != 0;
}
