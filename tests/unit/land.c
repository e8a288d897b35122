/* Listings: the life cycle as its table says it, and what is computed. */
#include "land.h"
#include "tap.h"

static unsigned
closure(unsigned reached)
{
	const struct move *m;
	unsigned before;

	do {
		before = reached;
		for (m = land_moves; m->verb; m++)
			if (m->to != STAY && (m->from & reached))
				reached |= AT(m->to);
	} while (reached != before);
	return reached;
}

static void
table(void)
{
	unsigned all = closure(AT(S_DRAFT));
	unsigned ends = AT(S_CONTRACT) | AT(S_FAILED) | AT(S_TERMINATED);
	const char *never = NULL, *twice = NULL, *shown = NULL;
	const struct move *m;
	const struct due_verb *d;

	for (m = land_moves; m->verb; m++) {
		if (!(m->from & all))
			never = m->verb;
		if (move_find(land_moves, m->verb) != m)
			twice = m->verb;
		if ((m->who & BIDDER) && !(m->flags & M_SECRET) &&
		    !(m->from & AT(S_PUBLICITY)))
			shown = m->verb;
	}
	ok(!never, "every step can happen (%s)", never ? never : "-");
	ok(!twice, "no verb stands twice (%s)", twice ? twice : "-");
	ok(!shown, "what bidders do is secret till the end (%s)",
	   shown ? shown : "-");
	ok((all & ends) == ends, "a parcel is sold, not sold, or withdrawn");
	for (d = land_due; d->verb; d++)
		if (!(m = move_find(land_moves, d->verb)) || !(m->who & SYSTEM))
			if (strcmp(d->verb, "unrevealed") &&
			    strcmp(d->verb, "drawn"))
				break;
	ok(!d->verb, "what time does is the clock's to do");
	m = move_find(land_moves, "offer");
	ok(m->from == (AT(S_LISTING) | AT(S_LIVE)) && m->who == BIDDER &&
	       !(m->flags & M_PAUSED),
	   "offers come from bidders, while it is listed or live, not paused");
	m = move_find(land_moves, "terminate");
	ok(!(m->from & AT(S_LIVE)), "nobody withdraws what is bid for live");
}

static void
needed(void)
{
	struct lot l = { .start_fen = 1000,
			 .step_fen = 100,
			 .ceiling_fen = NONE,
			 .price_fen = NONE };

	ok(lot_needed(&l) == 1000, "the first offer is the start");
	l.price_fen = 1200;
	ok(lot_needed(&l) == 1300, "the next a step more");
	l.ceiling_fen = 1250;
	ok(lot_needed(&l) == 1250, "or the ceiling");
	l.price_fen = 1250;
	ok(lot_needed(&l) == NONE, "above which there is none");
}

static void
called(void)
{
	struct lot l = { .start_fen = 1000,
			 .step_fen = 100,
			 .ceiling_fen = NONE,
			 .price_fen = NONE,
			 .asked_fen = NONE,
			 .bidding = LOT_CALLED };

	ok(lot_needed(&l) == NONE, "nobody offers before the auctioneer asks");
	l.called = CALL_ASKED;
	l.asked_fen = 1500;
	ok(lot_needed(&l) == 1500, "then what he asks");
	l.price_fen = 1500;
	ok(lot_needed(&l) == 1600, "or a step more than was offered");
	l.called = CALL_TWICE;
	ok(lot_needed(&l) == 1600, "up to the hammer");
	l.bidding = LOT_SEALED;
	ok(lot_needed(&l) == NONE, "a sealed lot takes no offer above another");
}

static void
built(void)
{
	struct lot l = { .start_fen = 1000,
			 .step_fen = 100,
			 .ceiling_fen = 1250,
			 .price_fen = 1200,
			 .at_ceiling = CEILING_BUILD,
			 .build_step = 50,
			 .build_max = 120,
			 .build = NONE };

	ok(lot_needed_build(&l) == NONE, "no area below the ceiling");
	l.price_fen = 1250;
	ok(lot_needed(&l) == 1250 && lot_needed_build(&l) == 50,
	   "at the ceiling the first step of area");
	l.build = 50;
	ok(lot_needed_build(&l) == 100, "then one more");
	l.build = 100;
	ok(lot_needed(&l) == NONE && lot_needed_build(&l) == NONE,
	   "not above the limit");
	l.at_ceiling = CEILING_FIRST;
	ok(lot_needed_build(&l) == NONE, "and nowhere else");
}

static void
prices(void)
{
	ok(per_square_metre(100, 100) == 100, "a square metre is itself");
	ok(per_square_metre(100, 300) == 33, "a third is rounded down");
	ok(per_square_metre(200, 300) == 67, "two thirds up");
	ok(per_mu(1500, 1000000) == 100, "a hectare is fifteen mu");
	ok(per_mu(MONEY_MAX, 1000000) == MONEY_MAX / 15 + 1,
	   "the largest sum does not overflow");
}

int
main(void)
{
	plan(26);
	table();
	needed();
	called();
	built();
	prices();
	return tap_bad != 0;
}
