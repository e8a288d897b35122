/* Who takes the ceiling price of a lot, and is drawn: TRUST.md, section 11. */
#include <inttypes.h>

#include "verify_lot.h"

static bool
has_taken(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_taker *at = w->takers.at;
	size_t i;

	for (i = 0; i < w->takers.n; i++)
		if (at[i].bidder == bidder)
			return true;
	return false;
}

void
lot_accept(struct lot_walk *w, const struct v_event *e)
{
	int64_t bidder = lot_number(e, "bidder");
	struct lot_taker *at;
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
	at[w->takers.n++] =
	    (struct lot_taker){ .bidder = bidder, .seq = e->seq };
}

/* The i-th of who could be drawn: who offered, and the takers. */
static struct lot_taker
one(const struct lot_walk *w, size_t i)
{
	const struct lot_taker *at = w->takers.at;
	struct lot_taker x = { .bidder = w->bidder, .seq = w->offered };

	if (i)
		x = at[i - 1];
	x.out = lot_is_barred(w, x.bidder, x.seq);
	return x;
}

/* How many are left beside one: *who is the last of them. */
static size_t
left(const struct lot_walk *w, int64_t but, int64_t *who)
{
	struct lot_taker x;
	size_t i, n = 0;

	for (i = 0; i <= w->takers.n; i++) {
		x = one(w, i);
		if (x.out || x.bidder == but)
			continue;
		*who = x.bidder;
		n++;
	}
	return n;
}

bool
lot_waits(const struct lot_walk *w)
{
	int64_t who;

	return w->takers.n && w->drawn == NONE &&
	       (w->pooled != NONE || left(w, NONE, &who) > 1);
}

int64_t
lot_winner(const struct lot_walk *w)
{
	return w->takers.n ? w->drawn : w->bidder;
}

void
lot_alone(struct lot_walk *w, const struct v_event *e)
{
	int64_t said = lot_number(e, "bidder"), who = w->bidder;

	if (!w->takers.n || w->drawn != NONE || w->pooled != NONE ||
	    left(w, w->v->full ? NONE : said, &who) > w->v->full)
		return;
	if (w->v->full || said == NONE)
		w->drawn = who;
	else if (said == w->bidder || has_taken(w, said))
		w->drawn = said;
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

/* Those who could be drawn are who took the price, each once, but for who was
 * barred. */
static void
are_all(struct lot_walk *w, const struct v_event *e, int64_t draw)
{
	const struct b_name *n = w->v->names.at;
	const struct lot_taker *x = w->pool.at;
	bool good = true, is_in;
	size_t i, named = 0, found = 0;

	if (!w->v->names.n)
		return;
	for (i = 0; i < w->v->names.n; i++)
		named += n[i].draw == draw;
	for (i = 0; i < w->pool.n; i++) {
		is_in = is_named(w->v, draw, x[i].bidder);
		found += is_in;
		good = good && (is_in != x[i].out || (is_in && !w->v->full));
	}
	v_check(w->v, "draw.names",
		good && found == named && (int64_t)named == w->pooled,
		"第 %" PRId64 " 条: 名单不是接受最高限价的竞买人", e->seq);
}

/* Of how many it is to be; in the public scope there may be more of them out.
 */
static bool
pool(struct lot_walk *w, int64_t said)
{
	struct lot_taker *x;
	int64_t least = 0;
	size_t i;

	w->pool.n = 0;
	for (i = 0; i <= w->takers.n; i++) {
		x = v_list_room(w->v, &w->pool, i, sizeof(*x));
		x[w->pool.n++] = one(w, i);
		least += !x[i].out;
	}
	w->pooled = said;
	return w->v->full ? said == least
			  : said >= least && said <= (int64_t)w->pool.n;
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
	bool waits;

	if (e->verb == V_POOL) {
		waits = lot_waits(w);
		v_check(w->v, "lot.draw",
			pool(w, p->candidates) && waits && lot_is_over(w, e) &&
			    w->dealt == NONE && p->wanted == 1 && !p->excluded,
			"第 %" PRId64 " 条: 不该这样摇号", e->seq);
		w->closed = true;
	} else if (e->verb == V_VOID) {
		are_all(w, e, x->draw);
	} else {
		are_all(w, e, d->draw);
		s = d->seats.at;
		n = d->seats.n ? name_at(w->v, d->draw, s->place) : NULL;
		w->drawn = n ? n->expert : NONE;
		w->offered = e->seq;
	}
}
