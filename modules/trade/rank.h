#ifndef RANK_H
#define RANK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The arithmetic of an evaluation: who is rejected, what each bid scored, in
 * which order they stand.  Pure functions of integers; scores are hundredths
 * of a point, prices are in the unit of the trade's price form (fen of an
 * amount or a unit price, the rate of a rate): the lower is the better one.
 *
 * Rejection	A bid is out when more than half of the present members vote
 *		so (实施条例 51).
 * Experts' item	The mean of the members who scored the bid, each item by
 *		itself, rounded half up: floor((2 * sum + n) / (2 * n)).  Who
 *		votes to reject a bid need not score it and is then not among
 *		the n.
 * Price item	max * lowest / price, rounded half up, where lowest is the
 *		lowest price of the bids that are not out: it gets the full
 *		score, twice the price gets half.
 * Total	The sum of the items, each rounded already.
 *
 * Order of 综合评估法: total descending, then price ascending, then the sum
 * of the experts' items descending, then earlier receipt, then lower bid id.
 * Order of 经评审的最低投标价法: price ascending, then the sum of the
 * experts' items descending, earlier receipt, lower id.
 */
/* EVAL_HIGHEST is a sale's (价高者得, sale_tender.c): nothing is scored. */
enum evaluation { EVAL_SCORE = 1, EVAL_PRICE = 2, EVAL_HIGHEST = 3 };
enum item_kind { ITEM_EXPERT, ITEM_PRICE };

struct rank_item {
	enum item_kind kind;
	int64_t max;
};

struct rank_bid {
	int64_t id, price, received;
	size_t against; /* members who vote to reject it */
	/* what comes out */
	bool out;
	int64_t technical; /* sum of the experts' items */
	int64_t total;
	size_t rank; /* from 1; 0: out */
};

/* A score nobody gave. */
#define NO_SCORE INT64_C(-1)
/* What a price may be at most: max * price fits 128 bits by far. */
#define RANK_PRICE_MAX INT64_C(1000000000000000000)
#define RANK_SCORE_MAX INT64_C(1000000)

/*
 * score[(b * nitem + i) * nmember + m]; those of price items are not looked
 * at.  Fills the bids in place, in their order, and puts their indexes into
 * order[nbid]: by rank, those that are out behind, by id.
 *
 * False, and nothing promised about the bids, if the input is no evaluation:
 * no member, a price below 1, a score below 0 or above its item's max, a bid
 * neither out nor scored by anybody.
 */
bool rank_bids(enum evaluation, const struct rank_item *, size_t nitem,
	       const int64_t *score, size_t nmember, struct rank_bid *,
	       size_t nbid, size_t *order);

/* a * b / c rounded half up, for 0 <= a, b <= 10^18 and c >= 1, of which the
 * result fits; exact. */
int64_t share_of(int64_t a, int64_t b, int64_t c);
/* sum / n rounded half up, sum >= 0, n >= 1. */
int64_t mean_of(int64_t sum, int64_t n);

#endif
