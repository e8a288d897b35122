/* Which sealed bid a sale goes to: TRUST.md, section 11. */
#include <inttypes.h>

#include "verify_lot.h"

static bool
is_tender(const struct lot_walk *w)
{
	return w->l->bidding == BID_TENDER;
}

void
lot_opened(struct lot_walk *w, const struct v_event *e)
{
	if (!is_tender(w))
		return;
	w->closed = w->ended = true;
	w->hammer_at = e->body.at;
}

static bool
is_in(const struct list *l, int64_t bid)
{
	const int64_t *at = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (at[i] == bid)
			return true;
	return false;
}

/* Who is qualified and has paid is told in the full scope alone; in the other
 * the event says. */
static bool
counts(const struct lot_walk *w, const struct d_rank *d,
       const struct b_opened *x)
{
	if (x->price < w->l->start_fen)
		return false;
	return w->v->full ? lot_entrant_of(w, x->credit_code) != NULL
			  : is_in(&d->order, x->bid);
}

/* By price; lines are in the order in which the bids came. */
void
lot_rank(struct lot_walk *w, const struct v_event *e)
{
	struct verify *v = w->v;
	const struct b_opened *x = v->opening.lines.at, **by;
	const struct d_rank *d = e->detail;
	const int64_t *order = d->order.at, *out = d->out.at;
	bool good = true;
	size_t i, k, n = 0, m = 0;

	if (!is_tender(w))
		return;
	by = arena_alloc(v->mem, (v->opening.lines.n + 1) * sizeof(*by));
	for (i = 0; i < v->opening.lines.n; i++, x++) {
		if (!x->opened)
			continue;
		if (!counts(w, d, x)) {
			good = good && m < d->out.n && out[m] == x->bid;
			m++;
			continue;
		}
		for (k = n++; k && by[k - 1]->price < x->price; k--)
			by[k] = by[k - 1];
		by[k] = x;
	}
	for (i = 0; i < n && good; i++)
		good = i < d->order.n && order[i] == by[i]->bid;
	v_check(v, "ranking.order",
		good && n == d->order.n && m == d->out.n && w->closed,
		"不是按报价的排名");
	w->best = n ? by[0] : NULL;
}

static const char *
code_of(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_entrant *x = w->entrants.at;
	size_t i;

	for (i = 0; i < w->entrants.n; i++)
		if (x[i].bidder == bidder)
			return x[i].credit_code;
	return NULL;
}

/* The best bid is the one offer. */
void
lot_best_bid(struct lot_walk *w, const struct v_event *e)
{
	int64_t fen = lot_number(e, "amount_fen");
	int64_t bidder = lot_number(e, "bidder");

	v_check(w->v, "offer.number", !w->no && lot_number(e, "no") == 1,
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "offer.amount", w->best && fen == w->best->price,
		"第 %" PRId64 " 条不是最高的报价", e->seq);
	if (w->v->full)
		v_check(w->v, "offer.entrant",
			w->best &&
			    v_same(code_of(w, bidder), w->best->credit_code),
			"第 %" PRId64 " 条: 竞买号 %" PRId64, e->seq, bidder);
	w->no++;
	w->price = fen;
	w->bidder = bidder;
	w->offered = e->seq;
}

bool
v_tender(struct verify *v)
{
	const struct v_event *open = v_one(v, V_OPEN);

	if (!v->lot)
		return true;
	v_check(v, "ranking.order",
		(open && strcmp(open->body.verb, "fail")) ==
		    (v_one(v, V_RANK) != NULL),
		"开标以后没有排名");
	if (!v->full)
		v_left(v, "投标人的资格和保证金在完整的证据包里");
	lot_walk_through(v);
	return true;
}
