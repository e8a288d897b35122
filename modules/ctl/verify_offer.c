/* Offers for a lot: what they may be, when, and what they leave. */
#include <inttypes.h>

#include "verify_lot.h"

bool
lot_is_open(const struct lot_walk *w, const struct v_event *e, int64_t from)
{
	return e->body.at >= from && e->body.at < w->ends_at &&
	       w->paused_at == NONE && !w->closed;
}

bool
lot_is_over(const struct lot_walk *w, const struct v_event *e)
{
	return w->closed || (e->body.at >= w->ends_at && w->paused_at == NONE);
}

bool
lot_is_full(const struct lot_walk *w)
{
	return w->no && w->price != NONE && w->price == w->l->ceiling_fen;
}

bool
lot_is_enough(const struct lot_walk *w, int64_t fen)
{
	const struct b_lot *l = w->l;
	int64_t least = w->no ? w->price + l->step_fen : l->start_fen;

	if (fen == NONE || (w->no && w->price == NONE))
		return false;
	if (l->ceiling_fen != NONE && fen >= l->ceiling_fen)
		return fen == l->ceiling_fen &&
		       !(w->no && w->price >= l->ceiling_fen);
	return fen >= least && (fen - l->start_fen) % l->step_fen == 0;
}

/* More that is built for nothing, once the ceiling is reached. */
static bool
build_is_enough(const struct lot_walk *w, int64_t build)
{
	const struct b_lot *l = w->l;
	int64_t before = w->build == NONE ? 0 : w->build;

	return l->at_ceiling == CEILING_BUILD && l->build_step != NONE &&
	       lot_is_full(w) && build >= before + l->build_step &&
	       build % l->build_step == 0 &&
	       (l->build_max == NONE || build <= l->build_max);
}

static void
amount(struct lot_walk *w, const struct v_event *e, int64_t fen, int64_t build)
{
	bool good = build == NONE ? lot_is_enough(w, fen)
				  : fen != NONE && fen == w->l->ceiling_fen;

	v_check(w->v, "offer.amount", good, "第 %" PRId64 " 条", e->seq);
	v_check(w->v, "offer.build", build == NONE || build_is_enough(w, build),
		"第 %" PRId64 " 条", e->seq);
}

void
lot_offer(struct lot_walk *w, const struct v_event *e)
{
	int64_t at = e->body.at, fen = lot_number(e, "amount_fen");
	int64_t bidder = lot_number(e, "bidder");
	int64_t build = lot_number(e, "build");
	bool live = at >= w->live_at;
	struct verify *v = w->v;

	if (w->l->bidding == BID_SEALED) {
		lot_best(w, e);
		return;
	}
	if (w->l->bidding == BID_TENDER) {
		lot_best_bid(w, e);
		return;
	}
	v_check(v, "offer.number", lot_number(e, "no") == w->no + 1,
		"第 %" PRId64 " 条", e->seq);
	v_check(v, "offer.time",
		lot_time(v, e, "at") == at &&
		    lot_is_open(w, e, w->l->listing_at) &&
		    lot_is_true(e, "live") == live,
		"第 %" PRId64 " 条", e->seq);
	amount(w, e, fen, build);
	v_check(v, "offer.bidder", bidder != NONE && bidder != w->bidder,
		"第 %" PRId64 " 条", e->seq);
	lot_entrant(w, e, bidder);
	lot_answer(w, e, fen);
	if (live && at + w->l->countdown_ms > w->ends_at)
		w->ends_at = at + w->l->countdown_ms;
	v_check(v, "offer.end", lot_time(v, e, "ends_at") == w->ends_at,
		"第 %" PRId64 " 条", e->seq);
	w->no++;
	w->price = fen;
	w->bidder = bidder;
	w->offered = e->seq;
	w->build = build;
}
