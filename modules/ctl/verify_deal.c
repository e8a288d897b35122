/* Who bids for a lot, and how the bidding ends: TRUST.md, section 11. */
#include <inttypes.h>

#include "crypt.h"
#include "step.h"
#include "verify_lot.h"

/* ---- Who takes part ---- */

/* One number for one bidder, from its first judgement on. */
void
lot_judge(struct lot_walk *w, const struct v_event *e)
{
	const char *code = lot_word(w->v, e, "credit_code");
	const char *state = lot_word(w->v, e, "state");
	int64_t bidder = lot_number(e, "bidder");
	struct lot_entrant *x = w->entrants.at;
	size_t i;

	if (bidder == NONE)
		return;
	for (i = 0; i < w->entrants.n; i++)
		if (x[i].bidder == bidder || v_same(x[i].credit_code, code))
			break;
	if (i == w->entrants.n) {
		x = v_list_room(w->v, &w->entrants, i, sizeof(*x));
		x[w->entrants.n++] = (struct lot_entrant){ bidder, code, 0 };
	}
	if (!v_check(w->v, "offer.entrant",
		     code && x[i].bidder == bidder &&
			 v_same(x[i].credit_code, code),
		     "第 %" PRId64 " 条: 竞买号 %" PRId64 " 不是一人的", e->seq,
		     bidder))
		return;
	x[i].qualified = v_same(state, "qualified");
}

void
lot_deposit(struct lot_walk *w, const struct v_event *e)
{
	const char *code = lot_word(w->v, e, "credit_code");
	int64_t fen = lot_number(e, "amount_fen");
	int64_t received_at = lot_time(w->v, e, "received_at");
	const char **at;

	if (!code || fen == NONE || fen < w->v->lot->deposit_fen ||
	    received_at == NONE || received_at > e->body.at ||
	    received_at >= w->v->lot->apply_to)
		return;
	at = v_list_room(w->v, &w->paid, w->paid.n, sizeof(*at));
	at[w->paid.n++] = code;
}

/* Its money has gone back: until it pays anew it has not paid. */
void
lot_refund(struct lot_walk *w, const struct v_event *e)
{
	const char *code = lot_word(w->v, e, "credit_code");
	const char **at = w->paid.at;
	size_t i, n = 0;

	if (!code || lot_number(e, "state") != 1)
		return;
	for (i = 0; i < w->paid.n; i++)
		if (strcmp(at[i], code))
			at[n++] = at[i];
	w->paid.n = n;
}

static bool
has_paid(const struct lot_walk *w, const char *code)
{
	const char *const *at = w->paid.at;
	size_t i;

	for (i = 0; i < w->paid.n; i++)
		if (!strcmp(at[i], code))
			return true;
	return !w->v->lot->deposit_fen;
}

bool
lot_may_offer(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_entrant *x = w->entrants.at;
	size_t i;

	for (i = 0; i < w->entrants.n; i++)
		if (x[i].bidder == bidder)
			return x[i].qualified && has_paid(w, x[i].credit_code);
	return false;
}

/* ---- The end ---- */

static bool
is_over(const struct lot_walk *w, const struct v_event *e)
{
	return w->closed || (e->body.at >= w->ends_at && w->paused_at == NONE);
}

void
lot_close(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time", !w->closed && is_over(w, e),
		"第 %" PRId64 " 条: 结束早了", e->seq);
	w->closed = true;
	w->hammer_at = e->body.at;
}

void
lot_reserve(struct lot_walk *w, const struct v_event *e)
{
	const struct d_reserve *d = e->detail;
	const char *text =
	    arena_printf(w->v->mem, "GGZY-RESERVE-1\n%s\n%" PRId64 "\n%s\n",
			 w->v->manifest.trade, d->reserve_fen, d->salt);

	v_check(w->v, "deal.reserve",
		w->v->lot->reserve_hash && w->closed && w->dealt == NONE &&
		    v_is_digest(w->v, text, strlen(text),
				w->v->lot->reserve_hash),
		"底价与承诺不符");
	w->reserve = d->reserve_fen;
}

/* A reserve that was not revealed in time is none. */
static bool
reserve_is_met(const struct lot_walk *w, const struct v_event *e)
{
	if (!w->v->lot->reserve_hash)
		return true;
	if (w->reserve != NONE)
		return w->price >= w->reserve;
	return w->hammer_at != NONE &&
	       e->body.at >= w->hammer_at + w->v->lot->reveal_ms;
}

/* What this section does not tell of a deal: to whom priority gives it, and
 * what was agreed where nobody offers. */
static bool
deal_is_elsewhere(struct lot_walk *w, const struct v_event *e)
{
	if (w->single && !w->no) {
		v_left(w->v, "协议成交");
		return true;
	}
	if (!w->claimed && (w->v->full || !w->hidden))
		return false;
	if (!w->no || lot_number(e, "offer") != w->no ||
	    lot_number(e, "price") != w->price)
		return false;
	v_left(w->v, "优先购买权");
	return true;
}

void
lot_deal(struct lot_walk *w, const struct v_event *e)
{
	bool same = w->no && lot_number(e, "offer") == w->no &&
		    lot_number(e, "bidder") == w->bidder &&
		    lot_number(e, "price") == w->price;
	bool agreed = w->single && !w->no;

	v_check(w->v, "deal.winner",
		w->dealt == NONE && !w->unsold &&
		    (same || deal_is_elsewhere(w, e)),
		"不是最高报价成交");
	if (!agreed) {
		v_check(w->v, "lot.time", is_over(w, e), "成交早了");
		v_check(w->v, "deal.reserve", reserve_is_met(w, e),
			"没有到底价");
	}
	w->closed = true;
	w->dealt = lot_number(e, "price");
}

void
lot_unsold(struct lot_walk *w, const struct v_event *e)
{
	/* one that nobody reveals is none, however long it is waited for */
	bool fails = !w->no || (w->v->lot->reserve_hash && w->reserve != NONE &&
				w->price < w->reserve);
	bool again = w->unsold;

	w->unsold = true;
	if (!fails && !again && w->examined_after) {
		v_left(w->v, "竞价以后的资格审查");
		return;
	}
	v_check(w->v, "deal.winner",
		fails && !again && w->dealt == NONE &&
		    lot_number(e, "offer") == w->no,
		"有成交的报价");
	if (w->no || (e->body.before != S_NOTICE && !w->single))
		v_check(w->v, "lot.time", is_over(w, e), "流拍早了");
	w->closed = true;
}

/* Both sides, one after the other. */
void
lot_confirm(struct lot_walk *w, const struct v_event *e)
{
	const char *side = lot_word(w->v, e, "side");
	bool second = !strcmp(e->body.verb, "confirmed");

	v_check(w->v, "deal.confirmed",
		w->dealt != NONE &&
		    (v_same(side, "owner") || v_same(side, "winner")) &&
		    second == (w->side != NULL) && !v_same(side, w->side),
		"第 %" PRId64 " 条", e->seq);
	w->side = side;
}

void
lot_contract(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "deal.contract",
		w->dealt != NONE && lot_number(e, "amount_fen") == w->dealt,
		"第 %" PRId64 " 条: 合同金额不是成交价", e->seq);
}

void
lot_end(struct lot_walk *w)
{
	int64_t stage = w->v->manifest.stage;

	v_check(w->v, "deal.winner",
		(w->dealt != NONE) ==
		    (stage >= S_PUBLICITY && stage <= S_ARCHIVED),
		"没有成交事件，或者成交以后没有结果");
}
