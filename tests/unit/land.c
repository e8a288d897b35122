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
			if (strcmp(d->verb, "unrevealed"))
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
	plan(16);
	table();
	needed();
	prices();
	return tap_bad != 0;
}
