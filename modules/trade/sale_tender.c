/* A sale by sealed bids: who may bid, and which bid has it. */
#include <inttypes.h>

#include "days.h"
#include "json.h"
#include "sale.h"
#include "tender_rows.h"

#include "sale_sql.h"

enum err
tender_fill(struct req *r, struct lot *l)
{
	int64_t minutes;
	enum err e;

	if ((e = rule_int(r, "ebid.decrypt_window_min", &minutes)))
		return e;
	l->bidding = LOT_TENDER;
	l->at_ceiling = CEILING_FIRST;
	l->step_fen = 1; /* any whole fen */
	l->countdown_ms = minutes * MINUTE_MS;
	return OK;
}

/* Those who applied together bid together. */
static bool
is_same(const struct list *a, const struct list *b)
{
	const char *const *x = a->at, *const *y = b->at;
	size_t i, j;

	for (i = 0; i < a->n; i++) {
		for (j = 0; j < b->n && strcmp(x[i], y[j]); j++)
			;
		if (j == b->n)
			return false;
	}
	return a->n == b->n;
}

enum err
sale_may_bid(struct req *r, const struct envelope *v, struct list *all)
{
	const char *const *member = v->members.at;
	struct bidder *b;
	struct entrant x;
	struct lot l;
	size_t i;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	if (l.bidding != LOT_TENDER)
		return req_say(r, E_STATE, "这个标的不是招标");
	if ((e = may_offer(r, &x)) || (e = members_read(r, r->trade.id, &x)))
		return e;
	if (r->now < l.listing_at)
		return req_say(r, E_STATE, "投标自 %s 开始",
			       when_text(r->mem, l.listing_at));
	if (!is_same(&v->members, &x.members))
		return req_say(r, E_SEAL, "联合体成员与申请的不一致");
	all->n = v->members.n + 1;
	all->at = b = arena_alloc(r->mem, all->n * sizeof(*b));
	for (i = 0; i < all->n; i++)
		if ((e = may_take_part(r, i ? member[i - 1] : v->bidder,
				       &b[i])))
			return e;
	return OK;
}

enum err
sale_terms_last(struct req *r, const char **digest)
{
	struct one_word row;
	enum err e;

	e = db_one(r->db, r->mem, SQL_STATEMENT_LAST,
		   ARGS(I64(r->trade.id), STR("terms")), &row);
	*digest = e ? NULL : row.word;
	return e == E_NOTFOUND ? E_BUG : e;
}

/* The bids that were opened: by rank, and behind them those that do not
 * count, being too low or of who is qualified no more. */
struct order {
	const struct opening **line;
	size_t n, out; /* of n the last so many are out */
};

static const struct entrant *
entrant_of(const struct list *fit, const struct opening *o)
{
	const struct entrant *x = fit->at;
	size_t i;

	for (i = 0; i < fit->n; i++)
		if (x[i].subject == o->subject)
			return &x[i];
	return NULL;
}

/* Lines are in the order in which the bids came. */
static void
rank(struct req *r, const struct list *lines, const struct list *fit,
     const struct lot *l, struct order *k)
{
	const struct opening *o = lines->at, **out;
	size_t i, at;

	k->n = k->out = 0;
	k->line = arena_alloc(r->mem, (2 * lines->n + 1) * sizeof(*k->line));
	out = k->line + lines->n;
	for (i = 0; i < lines->n; i++, o++) {
		if (!o->opened)
			continue;
		if (o->price < l->start_fen || !entrant_of(fit, o)) {
			out[k->out++] = o;
			continue;
		}
		for (at = k->n++; at && k->line[at - 1]->price < o->price; at--)
			k->line[at] = k->line[at - 1];
		k->line[at] = o;
	}
	for (i = 0; i < k->out; i++)
		k->line[k->n++] = out[i];
}

/* The step `rank` says it. */
static enum err
say(struct req *r, const struct order *k)
{
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	buf_str(&b, "{\"order\":[");
	for (i = 0; i < k->n; i++) {
		if (i == k->n - k->out)
			buf_str(&b, "],\"out\":[");
		json_comma(&b);
		json_int(&b, k->line[i]->bid);
	}
	buf_str(&b, k->out ? "]}" : "],\"out\":[]}");
	return trade_step(r, NULL, buf_text(&b));
}

/* Its bid is the offer that wins, like the last one of an auction. */
static enum err
take(struct req *r, struct lot *l, const struct entrant *x,
     const struct opening *best)
{
	int64_t account;
	struct offer o;
	enum err e;

	record_clear(&offer_record, &o);
	o.bidder = x->bidder;
	o.amount_fen = best->price;
	o.at = r->now;
	if ((e = NUMBER(r, SQL_BID_ACCOUNT, &account, I64(best->bid))) ||
	    (e = lot_take(r, l, &o, account)))
		return e;
	if (l->reserve_hash)
		return due_add(r, "unrevealed", l->trade, NONE,
			       r->now + REVEAL_MS);
	if ((e = trade_enter(r, l->trade, "deal")))
		return e;
	return sale_decided(r, l);
}

enum err
sale_opened(struct req *r, const struct list *lines)
{
	struct list fit = { 0, NULL };
	int64_t trade = r->trade.id;
	struct order k;
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, trade, "rank")) ||
	    (e = lot_get(r, trade, &l)) || (e = entrants_fit(r, trade, &fit)))
		return e;
	rank(r, lines, &fit, &l, &k);
	if ((e = say(r, &k)) || (e = lot_close(r, &l)))
		return e;
	if (k.n > k.out)
		return take(r, &l, entrant_of(&fit, k.line[0]), k.line[0]);
	if ((e = trade_enter(r, trade, "unsold")))
		return e;
	return sale_fail(r, arena_printf(r->mem, "没有不低于起始价 %s 的投标",
					 money_text(r->mem, l.start_fen)));
}
