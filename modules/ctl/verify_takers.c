/* Who takes the ceiling price of a lot, and is drawn: TRUST.md, section 11. */
#include <inttypes.h>

#include "verify_lot.h"

static bool
has_taken(const struct lot_walk *w, int64_t bidder)
{
	const int64_t *at = w->takers.at;
	size_t i;

	for (i = 0; i < w->takers.n; i++)
		if (at[i] == bidder)
			return true;
	return false;
}

void
lot_accept(struct lot_walk *w, const struct v_event *e)
{
	int64_t bidder = lot_number(e, "bidder"), *at;
	bool is_new =
	    bidder != NONE && bidder != w->bidder && !has_taken(w, bidder);

	v_check(w->v, "accept.time",
		lot_time(w->v, e, "at") == e->body.at &&
		    lot_is_open(w, e, w->l->listing_at),
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "accept.price",
		w->l->at_ceiling == CEILING_DRAW && lot_is_full(w) &&
		    lot_number(e, "price_fen") == w->price,
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "accept.bidder", is_new, "第 %" PRId64 " 条", e->seq);
	lot_entrant(w, e, bidder);
	lot_anew(w);
	if (!is_new)
		return;
	at = v_list_room(w->v, &w->takers, w->takers.n, sizeof(*at));
	at[w->takers.n++] = bidder;
}

bool
lot_waits(const struct lot_walk *w)
{
	return w->takers.n && w->drawn == NONE;
}

static const struct b_name *
name_at(const struct verify *v, int64_t draw, int64_t place)
{
	const struct b_name *n = v->names.at;
	size_t i;

	for (i = 0; i < v->names.n; i++)
		if (n[i].draw == draw && n[i].place == place)
			return &n[i];
	return NULL;
}

static bool
is_named(const struct verify *v, int64_t draw, int64_t bidder)
{
	const struct b_name *n = v->names.at;
	size_t i;

	for (i = 0; i < v->names.n; i++)
		if (n[i].draw == draw && n[i].expert == bidder)
			return true;
	return false;
}

/* Those who could be drawn are who took the price, each once. */
static void
are_all(struct lot_walk *w, const struct v_event *e, int64_t draw)
{
	const struct b_name *n = w->v->names.at;
	const int64_t *at = w->takers.at;
	bool good = is_named(w->v, draw, w->bidder);
	size_t i, named = 0;

	if (!w->v->names.n)
		return;
	for (i = 0; i < w->v->names.n; i++)
		named += n[i].draw == draw;
	for (i = 0; i < w->takers.n; i++)
		good = good && is_named(w->v, draw, at[i]);
	v_check(w->v, "draw.names", good && named == w->takers.n + 1,
		"第 %" PRId64 " 条: 名单不是接受最高限价的竞买人", e->seq);
}

/* The events of the draw, which v_draws() has found good. */
void
lot_drawing(struct lot_walk *w, const struct v_event *e)
{
	const struct d_pool *p = e->detail;
	const struct d_draw *d = e->detail;
	const struct d_void *x = e->detail;
	const struct d_seat *s;
	const struct b_name *n;

	if (e->verb == V_POOL) {
		v_check(w->v, "lot.draw",
			lot_waits(w) && lot_is_over(w, e) && w->dealt == NONE &&
			    p->wanted == 1 && !p->excluded &&
			    p->candidates == (int64_t)w->takers.n + 1,
			"第 %" PRId64 " 条: 不该这样摇号", e->seq);
		w->closed = true;
	} else if (e->verb == V_VOID) {
		are_all(w, e, x->draw);
	} else {
		are_all(w, e, d->draw);
		s = d->seats.at;
		n = d->seats.n ? name_at(w->v, d->draw, s->place) : NULL;
		w->drawn = n ? n->expert : NONE;
	}
}
