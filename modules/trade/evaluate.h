#ifndef EVALUATE_H
#define EVALUATE_H
#include "panel.h"
#include "rank.h"

/* An evaluation ready to be ranked. */
struct ranking {
	struct table t;
	struct rank_bid *bid; /* as t.bids */
	size_t *order;
	size_t valid; /* bids that are not out */
};

/* A row of the same ranking as the database computes it. */
struct ranked_again {
	int64_t bid, price, against, total, technical, rank;
	bool rejected;
};
extern const struct record ranked_again_record;

/*
 * Ranks the bids of r->trade for its report.  Refused unless r's user leads
 * the panel or is the owner's, every seat is filled, every sheet locked and
 * no objection to the opening unanswered.  Computed twice, by rank.c and by
 * the statement RANKING_AGAIN; where they differ nothing is reported, the log
 * of the program says which bid, and somebody has to look: E_BUG.
 */
enum err ranking_get(struct req *, struct ranking *);
/* The ground most members gave for a bid that is out; the first in the list
 * of the law if several. */
const struct vote *main_ground(const struct table *, int64_t bid);

#endif
