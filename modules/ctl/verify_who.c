/* Who bids for a lot, and if there are enough: TRUST.md, section 11. */
#include <inttypes.h>

#include "step.h"
#include "verify_lot.h"

/* One number for one bidder, from its first judgement on. */
static void
judge(struct lot_walk *w, const struct v_event *e, bool judged)
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
		x[w->entrants.n++] =
		    (struct lot_entrant){ bidder, NONE, code, 0, 0 };
	}
	if (!v_check(w->v, "offer.entrant",
		     code && x[i].bidder == bidder &&
			 v_same(x[i].credit_code, code),
		     "第 %" PRId64 " 条: 竞买号 %" PRId64 " 不是一人的", e->seq,
		     bidder))
		return;
	x[i].qualified = v_same(state, "qualified");
	x[i].judged = judged;
	x[i].application = lot_number(e, "id");
}

void
lot_judge(struct lot_walk *w, const struct v_event *e)
{
	judge(w, e, true);
}

/* Who is examined when the bidding is over, if at all. */
void
lot_admit(struct lot_walk *w, const struct v_event *e)
{
	judge(w, e, false);
}

void
lot_deposit(struct lot_walk *w, const struct v_event *e)
{
	const char *code = lot_word(w->v, e, "credit_code");
	int64_t fen = lot_number(e, "amount_fen");
	int64_t received_at = lot_time(w->v, e, "received_at");
	const char **at;

	if (!code || fen == NONE || fen < w->l->deposit_fen ||
	    received_at == NONE || received_at > e->body.at ||
	    received_at >= w->l->apply_to)
		return;
	at = v_list_room(w->v, &w->paid, w->paid.n, sizeof(*at));
	at[w->paid.n++] = code;
}

static bool
has_paid(const struct lot_walk *w, const char *code)
{
	const char *const *at = w->paid.at;
	size_t i;

	for (i = 0; i < w->paid.n; i++)
		if (!strcmp(at[i], code))
			return true;
	return !w->l->deposit_fen;
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

bool
lot_is_barred(const struct lot_walk *w, int64_t bidder, int64_t since)
{
	const struct lot_entrant *x = w->entrants.at;
	size_t i;

	if (!w->v->full)
		return w->hidden > since;
	for (i = 0; i < w->entrants.n; i++)
		if (x[i].bidder == bidder)
			return !x[i].qualified;
	return false;
}

void
lot_entrant(struct lot_walk *w, const struct v_event *e, int64_t bidder)
{
	if (w->v->full)
		v_check(w->v, "offer.entrant", lot_may_offer(w, bidder),
			"第 %" PRId64 " 条: 竞买号 %" PRId64, e->seq, bidder);
}

const struct lot_entrant *
lot_entrant_of(const struct lot_walk *w, const char *credit_code)
{
	const struct lot_entrant *x = w->entrants.at;
	size_t i;

	for (i = 0; i < w->entrants.n; i++)
		if (v_same(x[i].credit_code, credit_code) &&
		    lot_may_offer(w, x[i].bidder))
			return &x[i];
	return NULL;
}

/* Its money has gone back: until it pays anew it has not paid.  One that is
 * proposed says not whose. */
void
lot_refund(struct lot_walk *w, const struct v_event *e)
{
	const char *code = lot_word(w->v, e, "credit_code");
	const char **at = w->paid.at;
	size_t i, n = 0;

	w->refunds = true;
	if (!code || lot_number(e, "state") != 1)
		return;
	for (i = 0; i < w->paid.n; i++)
		if (strcmp(at[i], code))
			at[n++] = at[i];
	w->paid.n = n;
}

size_t
lot_count(const struct lot_walk *w)
{
	const struct lot_entrant *x = w->entrants.at;
	size_t i, n = 0;

	for (i = 0; i < w->entrants.n; i++)
		n += lot_may_offer(w, x[i].bidder);
	return n;
}

bool
lot_is_counted(const struct lot_walk *w)
{
	return w->v->full && !w->refunds;
}

/* One alone came, with whom the price is agreed. */
void
lot_single(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time",
		e->body.at >= w->l->listing_at && !w->closed &&
		    e->body.before == S_NOTICE,
		"第 %" PRId64 " 条: 转为协议早了", e->seq);
	v_check(w->v, "lot.bidders",
		w->assets && !w->no &&
		    (!lot_is_counted(w) || lot_count(w) == 1),
		"第 %" PRId64 " 条: 不是只有一家", e->seq);
	w->closed = w->single = true;
}
