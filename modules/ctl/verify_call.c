/* An auctioneer: asks, goes once and twice, lets the hammer fall. */
#include <inttypes.h>

#include "verify_lot.h"

static bool
is_called(const struct lot_walk *w)
{
	return w->l->bidding == BID_CALLED;
}

void
lot_anew(struct lot_walk *w)
{
	if (w->call == CALL_ONCE || w->call == CALL_TWICE)
		w->call = CALL_ASKED;
}

void
lot_answer(struct lot_walk *w, const struct v_event *e, int64_t fen)
{
	if (is_called(w))
		v_check(w->v, "call.order",
			w->call >= CALL_ASKED && w->call <= CALL_TWICE &&
			    fen != NONE && w->asked != NONE && fen >= w->asked,
			"第 %" PRId64 " 条: 不是应价", e->seq);
	lot_anew(w);
}

/* The auctioneer has spoken. */
static void
spoke(struct lot_walk *w, const struct v_event *e)
{
	if (e->body.at + w->l->countdown_ms > w->ends_at)
		w->ends_at = e->body.at + w->l->countdown_ms;
}

void
lot_ask(struct lot_walk *w, const struct v_event *e)
{
	int64_t fen = lot_number(e, "asked_fen"), least = w->l->bidders_min;

	v_check(w->v, "call.ask",
		is_called(w) && lot_is_open(w, e, w->live_at) &&
		    lot_is_enough(w, fen),
		"第 %" PRId64 " 条: 叫价", e->seq);
	v_check(w->v, "lot.bidders",
		least == NONE || !lot_is_counted(w) ||
		    (int64_t)w->ready >= least,
		"竞买人只有 %zu 家", w->ready);
	w->call = CALL_ASKED;
	w->asked = fen;
	spoke(w, e);
}

/* One call after another, each of the last offer. */
static void
call(struct lot_walk *w, const struct v_event *e, enum lot_call after)
{
	v_check(w->v, "call.order",
		is_called(w) && w->call == after &&
		    lot_is_open(w, e, w->live_at) && w->no &&
		    w->price != NONE && lot_number(e, "offer") == w->no &&
		    lot_number(e, "price_fen") == w->price,
		"第 %" PRId64 " 条", e->seq);
	w->call = after + 1;
}

void
lot_once(struct lot_walk *w, const struct v_event *e)
{
	call(w, e, CALL_ASKED);
	spoke(w, e);
}

void
lot_twice(struct lot_walk *w, const struct v_event *e)
{
	call(w, e, CALL_ONCE);
	spoke(w, e);
}

void
lot_knock(struct lot_walk *w, const struct v_event *e)
{
	call(w, e, CALL_TWICE);
	w->closed = true;
}

void
lot_pass(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "call.order",
		is_called(w) && !w->no && lot_is_open(w, e, w->live_at) &&
		    lot_number(e, "offer") == 0,
		"第 %" PRId64 " 条: 有人应价，却宣布流拍", e->seq);
	w->call = CALL_PASSED;
	w->closed = true;
}

bool
lot_is_knocked(const struct lot_walk *w)
{
	return !is_called(w) || w->call == CALL_KNOCKED;
}

/* It ends as it begins. */
bool
lot_has_too_few(struct lot_walk *w, const struct v_event *e)
{
	int64_t least = w->l->bidders_min;

	if (!is_called(w) || lot_is_over(w, e) || w->no ||
	    w->call != CALL_WAITING || least == NONE)
		return false;
	v_check(w->v, "lot.time", lot_is_open(w, e, w->live_at), "终止早了");
	v_check(w->v, "lot.bidders",
		!lot_is_counted(w) || (int64_t)w->ready < least,
		"竞买人有 %zu 家，不少", w->ready);
	return true;
}
