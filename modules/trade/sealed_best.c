/* The best of the sealed offers that were revealed. */
#include "auction.h"
#include "rank.h"
#include "tender_rows.h"
#include "weigh.h"

#include "auction_sql.h"

enum err
sealed_points(struct req *r, int64_t bidder, int64_t *points)
{
	struct list items = { 0, NULL };
	enum err e;

	*points = NONE;
	if ((e = weights_get(r, r->trade.id, &items)) || !items.n)
		return e;
	return NUMBER(r, SQL_SEALED_POINTS, points, I64(r->trade.id),
		      I64(bidder));
}

/* What the price may count for; 0: the highest amount wins. */
static enum err
price_max(struct req *r, int64_t trade, int64_t *max)
{
	struct list items = { 0, NULL };
	const struct score_item *x;
	size_t i;
	enum err e;

	*max = 0;
	if ((e = weights_get(r, trade, &items)))
		return e;
	for (x = items.at, i = 0; i < items.n; i++)
		if (x[i].kind == ITEM_PRICE)
			*max = x[i].max_score;
	return OK;
}

/* Those that count, weighed: revealed in time, by who is qualified still.
 * *best: NULL if there is none. */
static enum err
weigh_all(struct req *r, int64_t trade, struct list *all,
	  const struct sealed_offer **best)
{
	struct sealed_offer *s;
	struct weighed *w;
	size_t i, n = 0, *from;
	int64_t max;
	enum err e;

	*best = NULL;
	if ((e = db_all(r->db, r->mem, SQL_SEALED_LIST, ARGS(I64(trade)),
			all)) ||
	    (e = price_max(r, trade, &max)))
		return e;
	w = arena_alloc(r->mem, (all->n + 1) * sizeof(*w));
	from = arena_alloc(r->mem, (all->n + 1) * sizeof(*from));
	for (s = all->at, i = 0; i < all->n; i++) {
		if (s[i].revealed_at == NONE || !s[i].fit)
			continue;
		w[n] = (struct weighed){ .no = s[i].no,
					 .amount_fen = s[i].amount_fen,
					 .points = max ? s[i].points : 0 };
		from[n++] = i;
	}
	if (n)
		*best = &s[from[weigh(w, n, max)]];
	for (i = 0; i < n && max; i++) {
		s[from[i]].price_points = w[i].price_points;
		s[from[i]].total = w[i].total;
	}
	return OK;
}

enum err
lot_unseal(struct req *r, struct lot *l)
{
	struct list all = { 0, NULL };
	const struct sealed_offer *s;
	struct offer o;
	enum err e;

	if ((e = weigh_all(r, l->trade, &all, &s)) || !s)
		return e;
	record_clear(&offer_record, &o);
	o.bidder = s->bidder;
	o.amount_fen = s->amount_fen;
	o.at = s->revealed_at;
	return lot_take(r, l, &o, s->account);
}

/* GET /trades/:id/sealed -- one's own; all of them once the lot is closed */
enum err
get_sealed(struct req *r)
{
	struct list all = { 0, NULL };
	const struct sealed_offer *best;
	struct entrant x;
	struct lot l;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = lot_get(r, r->id, &l)))
		return e;
	if (l.closed_at != NONE) {
		if ((e = weigh_all(r, r->id, &all, &best)))
			return e;
	} else if (r->user.subject != NONE) {
		e = db_one(r->db, r->mem, SQL_ENTRANT_OF,
			   ARGS(I64(r->id), I64(r->user.subject)), &x);
		if (!e && x.bidder != NONE)
			e = db_all(r->db, r->mem, SQL_SEALED_OF,
				   ARGS(I64(r->id), I64(x.bidder)), &all);
		if (e && e != E_NOTFOUND)
			return e;
	}
	return reply_items(r, &sealed_offer_record, &all, NULL);
}
