/* How the bidding for a lot ends: TRUST.md, section 11. */
#include <inttypes.h>

#include "crypt.h"
#include "step.h"
#include "verify_lot.h"

void
lot_close(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time", !w->ended && !w->single && lot_is_over(w, e),
		"第 %" PRId64 " 条: 结束早了", e->seq);
	if (w->v->full)
		lot_alone(w, e);
	w->closed = w->ended = true;
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
		w->l->reserve_hash && w->closed && w->dealt == NONE &&
		    !lot_waits(w) &&
		    v_is_digest(w->v, text, strlen(text), w->l->reserve_hash),
		"底价与承诺不符");
	w->reserve = d->reserve_fen;
}

/* A reserve that was not revealed in time is none. */
bool
lot_reserve_is_met(const struct lot_walk *w, const struct v_event *e)
{
	if (!w->l->reserve_hash)
		return true;
	if (w->reserve != NONE)
		return w->price != NONE && w->price >= w->reserve;
	return w->hammer_at != NONE &&
	       e->body.at >= w->hammer_at + w->l->reveal_ms;
}

/* With the only one who came. */
static void
agreed(struct lot_walk *w, const struct v_event *e, int64_t bidder,
       int64_t price)
{
	v_check(w->v, "deal.winner",
		w->dealt == NONE && !w->unsold && lot_number(e, "offer") == 0 &&
		    bidder != NONE && (!w->v->full || lot_may_offer(w, bidder)),
		"不是唯一的意向受让方");
	v_check(w->v, "deal.agreed", price != NONE && price >= w->l->start_fen,
		"协议价低于底价");
}

static void
won(struct lot_walk *w, const struct v_event *e, int64_t bidder, int64_t price)
{
	bool wins;

	lot_alone(w, e);
	wins = lot_may_win(w, e, bidder) && lot_is_examined(w, bidder) &&
	       !(w->v->full && lot_is_barred(w, lot_winner(w), NONE));
	v_check(w->v, "deal.winner",
		w->no && price != NONE && lot_number(e, "offer") == w->no &&
		    price == w->price && w->dealt == NONE && !w->unsold &&
		    lot_is_knocked(w) && !lot_waits(w) && bidder != NONE &&
		    wins,
		"不是应当成交的报价、竞买人");
	v_check(w->v, "lot.time", lot_is_over(w, e), "成交早了");
	v_check(w->v, "deal.reserve", lot_reserve_is_met(w, e), "没有到底价");
}

void
lot_deal(struct lot_walk *w, const struct v_event *e)
{
	int64_t bidder = lot_number(e, "bidder");
	int64_t price = lot_number(e, "price");

	if (w->single)
		agreed(w, e, bidder, price);
	else
		won(w, e, bidder, price);
	w->closed = w->ended = true;
	w->dealt = price;
}

/* Is there no deal to be made?  When, is said besides. */
static bool
fails(struct lot_walk *w, const struct v_event *e)
{
	if (e->body.before == S_NOTICE) {
		v_check(w->v, "lot.time", e->body.at >= w->l->listing_at,
			"终结早了");
		v_check(w->v, "lot.bidders",
			!lot_is_counted(w) || !lot_count(w), "还有意向受让方");
		return !w->no;
	}
	if (lot_has_too_few(w, e))
		return true;
	v_check(w->v, "lot.time", lot_is_over(w, e), "流拍早了");
	lot_alone(w, e);
	if (!w->no && !lot_is_revealed(w))
		return true;
	if (!lot_is_knocked(w) || lot_has_failed(w) ||
	    (w->no && lot_is_barred(w, lot_winner(w), w->offered)))
		return true;
	/* one that nobody reveals is none, however long it is waited for */
	return w->l->reserve_hash && w->reserve != NONE &&
	       w->price < w->reserve;
}

void
lot_unsold(struct lot_walk *w, const struct v_event *e)
{
	bool none = fails(w, e);

	v_check(w->v, "deal.winner",
		none && w->dealt == NONE && !w->unsold && !w->single &&
		    lot_number(e, "offer") == w->no,
		"有成交的报价");
	w->closed = w->ended = w->unsold = true;
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
