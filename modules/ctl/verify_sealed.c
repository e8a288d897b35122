/* One sealed offer each, weighed or not: TRUST.md, section 11. */
#include <inttypes.h>

#include "crypt.h"
#include "verify_lot.h"

static struct lot_seal *
find(const struct lot_walk *w, int64_t bidder)
{
	struct lot_seal *s = w->seals.at;
	size_t i;

	for (i = 0; i < w->seals.n; i++)
		if (s[i].bidder == bidder)
			return &s[i];
	return NULL;
}

static bool
is_sealed(const struct lot_walk *w)
{
	return w->l->bidding == BID_SEALED;
}

static bool
is_digest(const char *text)
{
	return text && strlen(text) == 64 &&
	       strspn(text, "0123456789abcdef") == 64;
}

void
lot_seal(struct lot_walk *w, const struct v_event *e)
{
	const char *hidden = lot_word(w->v, e, "commitment");
	int64_t bidder = lot_number(e, "bidder");
	int64_t no = (int64_t)w->seals.n + 1;
	bool is_new = bidder != NONE && !find(w, bidder);
	struct lot_seal *s;

	v_check(w->v, "seal.number", lot_number(e, "no") == no,
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "seal.time",
		is_sealed(w) && lot_time(w->v, e, "at") == e->body.at &&
		    lot_is_open(w, e, w->l->listing_at) &&
		    e->body.at < w->live_at,
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "seal.bidder", is_new && is_digest(hidden),
		"第 %" PRId64 " 条", e->seq);
	lot_entrant(w, e, bidder);
	if (!is_new)
		return;
	s = v_list_room(w->v, &w->seals, w->seals.n, sizeof(*s));
	s[w->seals.n++] = (struct lot_seal){ .bidder = bidder,
					     .no = no,
					     .commitment = hidden,
					     .at = NONE,
					     .amount = NONE,
					     .points = NONE };
}

/* Of an item that is weighed, and no more than it counts. */
static bool
is_declared(const struct lot_walk *w, const struct d_point *p)
{
	const struct b_item *x = w->l->score_items.at;
	size_t i;

	for (i = 0; i < w->l->score_items.n; i++)
		if (x[i].no == p->item && x[i].kind == ITEM_EXPERT &&
		    p->score <= x[i].max_score)
			return true;
	return false;
}

static bool
is_given(const struct lot_walk *w, int64_t application, int64_t item)
{
	const struct lot_point *p = w->points.at;
	size_t i;

	for (i = 0; i < w->points.n; i++)
		if (p[i].application == application && p[i].item == item)
			return true;
	return false;
}

void
lot_points(struct lot_walk *w, const struct v_event *e)
{
	const struct d_points *d = e->detail;
	const struct d_point *x = d->points->points.at;
	struct lot_point *p;
	size_t i;

	for (i = 0; i < d->points->points.n; i++) {
		v_check(w->v, "seal.points",
			is_sealed(w) && e->body.at < w->live_at &&
			    !is_given(w, d->application, x[i].item) &&
			    is_declared(w, &x[i]),
			"第 %" PRId64 " 条", e->seq);
		p = v_list_room(w->v, &w->points, w->points.n, sizeof(*p));
		p[w->points.n++] =
		    (struct lot_point){ d->application, x[i].item, x[i].score };
	}
}

static int64_t
points_of(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_entrant *x = w->entrants.at;
	const struct lot_point *p = w->points.at;
	int64_t sum = 0, mine = NONE;
	size_t i;

	for (i = 0; i < w->entrants.n; i++)
		if (x[i].bidder == bidder)
			mine = x[i].application;
	for (i = 0; i < w->points.n; i++)
		if (p[i].application == mine)
			sum += p[i].score;
	return sum;
}

/* Are these the points that were given? */
static bool
is_weighed(const struct lot_walk *w, const struct d_unseal *d)
{
	bool weighs = w->l->score_items.n > 0;

	if (!weighs || d->points == NONE)
		return !weighs && d->points == NONE;
	return !w->v->full || d->points == points_of(w, d->bidder);
}

void
lot_unseal(struct lot_walk *w, const struct v_event *e)
{
	const struct d_unseal *d = e->detail;
	struct lot_seal *s = find(w, d->bidder);
	const char *text =
	    arena_printf(w->v->mem,
			 "GGZY-OFFER-1\n%s\n%" PRId64 "\n%" PRId64 "\n%s\n",
			 w->v->manifest.trade, d->bidder, d->amount_fen,
			 d->salt);

	v_check(w->v, "seal.time",
		is_sealed(w) && lot_is_open(w, e, w->live_at),
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "seal.open",
		s && s->amount == NONE && s->no == d->no &&
		    is_digest(s->commitment) &&
		    v_is_digest(w->v, text, strlen(text), s->commitment),
		"第 %" PRId64 " 条: 与承诺不符", e->seq);
	v_check(w->v, "seal.amount",
		d->amount_fen >= w->l->start_fen &&
		    (w->l->ceiling_fen == NONE ||
		     d->amount_fen <= w->l->ceiling_fen),
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "seal.points", is_weighed(w, d),
		"第 %" PRId64 " 条: 不是评的分", e->seq);
	lot_entrant(w, e, d->bidder);
	if (!s || s->amount != NONE)
		return;
	s->amount = d->amount_fen;
	s->points = d->points;
	s->at = e->body.at;
	s->seq = e->seq;
}

/* Was it revealed, and may it be the best? */
static bool
counts(const struct lot_walk *w, const struct lot_seal *s)
{
	return s->amount != NONE &&
	       !(w->v->full && lot_is_barred(w, s->bidder, s->seq));
}

bool
lot_is_revealed(const struct lot_walk *w)
{
	const struct lot_seal *s = w->seals.at;
	size_t i;

	for (i = 0; i < w->seals.n; i++)
		if (s[i].amount != NONE &&
		    !lot_is_barred(w, s[i].bidder, s[i].seq))
			return true;
	return w->best != NULL;
}

static int64_t
total(const struct lot_seal *s, int64_t price_max, int64_t highest)
{
	int64_t points = price_max && s->points != NONE ? s->points : 0;

	return (int64_t)((__int128)price_max * s->amount / highest) + points;
}

/* The highest total, then the highest amount, then who came first. */
static const struct lot_seal *
best(const struct lot_walk *w)
{
	const struct b_item *x = w->l->score_items.at;
	const struct lot_seal *s = w->seals.at, *found = NULL;
	int64_t most = 0, high = 1, a, b;
	size_t i;

	for (i = 0; i < w->l->score_items.n; i++)
		if (x[i].kind == ITEM_PRICE)
			most += x[i].max_score;
	for (i = 0; i < w->seals.n; i++)
		if (counts(w, &s[i]) && s[i].amount > high)
			high = s[i].amount;
	for (i = 0; i < w->seals.n; i++) {
		if (!counts(w, &s[i]))
			continue;
		a = total(&s[i], most, high);
		b = found ? total(found, most, high) : -1;
		if (a > b || (a == b && s[i].amount > found->amount))
			found = &s[i];
	}
	return found;
}

/* In the public scope one that is better may be of who is barred. */
static const struct lot_seal *
best_said(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_seal *s = w->seals.at, *said = find(w, bidder);
	bool open = false;
	size_t i;

	for (i = 0; i < w->seals.n && !w->v->full; i++)
		open = open || (s[i].amount != NONE &&
				lot_is_barred(w, s[i].bidder, s[i].seq));
	if (!open || !said || said->amount == NONE)
		return best(w);
	v_left(w->v, "更优的报价是不是取消资格的人的，完整的证据包才看得出");
	return said;
}

/* The best becomes the one offer. */
void
lot_best(struct lot_walk *w, const struct v_event *e)
{
	int64_t bidder = lot_number(e, "bidder");
	const struct lot_seal *s = best_said(w, bidder);
	int64_t fen = lot_number(e, "amount_fen");

	v_check(w->v, "offer.number", lot_number(e, "no") == 1 && !w->no,
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "seal.best", s && s->bidder == bidder && s->amount == fen,
		"第 %" PRId64 " 条: 不是最优的报价", e->seq);
	v_check(w->v, "offer.time",
		!w->closed && lot_is_over(w, e) && lot_is_true(e, "live") &&
		    (!s || lot_time(w->v, e, "at") == s->at),
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "offer.build", lot_number(e, "build") == NONE,
		"第 %" PRId64 " 条", e->seq);
	v_check(w->v, "offer.end", lot_time(w->v, e, "ends_at") == w->ends_at,
		"第 %" PRId64 " 条", e->seq);
	w->no++;
	w->price = fen;
	w->bidder = bidder;
	w->offered = e->seq;
	w->closed = true;
}
