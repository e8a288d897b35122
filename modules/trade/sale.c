/* A sale by offers: its draft, and how its bidding ends. */
#include <inttypes.h>

#include "json.h"
#include "panel.h"
#include "rank.h"
#include "refund.h"
#include "sale.h"
#include "tender_rows.h"

#include "sale_sql.h"

/* clang-format off */
static const struct field deal_field[] = {
	INT(struct deal, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	INT(struct deal, subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct deal, bidder, 1, 9999, F_OUT, "竞买号"),
	TEXT(struct deal, name, 1, 200, F_OUT, "竞得人"),
	MONEY(struct deal, price, 1, MONEY_MAX, F_OUT, "成交价"),
	TIME(struct deal, at, F_OUT, "成交时间"),
	LIST(struct deal, buyers, &buyer_record, 0, 100, F_OUT, "共同受让的各方"),
	FIELD_END
};
/* clang-format on */
RECORD(deal, struct deal);

static struct val
evaluation(const struct lot *l)
{
	return I64(l->bidding == LOT_TENDER ? EVAL_HIGHEST : 0);
}

enum err
sale_add(struct req *r, const struct project *in, struct sale_draft *d)
{
	struct lot *l = &d->lot;
	enum err e;

	if ((e = trade_mint(r, in, &d->code, &d->deal_code)))
		return e;
	e = db_exec(r->db, SQL_SALE_TRADE_ADD,
		    ARGS(STR(r->domain), I64(in->id), STR(d->code),
			 STR(d->deal_code), STR(d->name), STR(d->method),
			 I64(in->region), I64(in->owner), evaluation(l),
			 I64(l->start_fen), I64(l->ceiling_fen),
			 I64(d->deposit_fen), I64(d->consortium),
			 STR(d->qualification), I64(l->live_at), I64(r->now)),
		    &l->trade);
	return e ? e : lot_add(r, l);
}

enum err
sale_set(struct req *r, const struct sale_draft *d)
{
	const struct lot *l = &d->lot;
	enum err e;

	e = db_exec(r->db, SQL_SALE_TRADE_SET,
		    ARGS(STR(d->name), STR(d->method), evaluation(l),
			 I64(l->start_fen), I64(l->ceiling_fen),
			 I64(d->deposit_fen), I64(d->consortium),
			 STR(d->qualification), I64(l->live_at), I64(l->trade)),
		    NULL);
	return e ? e : lot_set(r, l);
}

enum err
sale_over(struct req *r, const char *reason)
{
	const struct sale *s = sale_of(r);
	struct buf facts;
	enum err e;

	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", r->trade.code);
	fact_add(&facts, "结果", s->unsold);
	fact_add(&facts, "原因", reason);
	if ((e = trade_over(r, reason)) || (e = refunds_fall_due(r)))
		return e;
	return sale_announce(r, s->failed,
			     arena_printf(r->mem, "%s公告", s->unsold), reason,
			     &facts, 0);
}

enum err
sale_fail(struct req *r, const char *reason)
{
	struct buf detail;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "offer");
	json_int(&detail, l.offers);
	json_key(&detail, "reason");
	json_text(&detail, reason);
	buf_char(&detail, '}');
	if ((e = trade_switch(r, "unsold")) ||
	    (e = trade_step(r, NULL, buf_text(&detail))))
		return e;
	return sale_over(r, reason);
}

/* What became of the reserve. */
static const char *
reserve_of(struct req *r, const struct lot *l)
{
	if (!l->reserve_hash)
		return "不设";
	return l->reserve_fen == NONE ? "没有按时公开，按没有底价成交"
				      : money_text(r->mem, l->reserve_fen);
}

/* What the log has of a deal. */
static const char *
deal_detail(struct req *r, int64_t offer, const struct entrant *x,
	    int64_t price, const struct list *buyers)
{
	const struct buyer *b = buyers ? buyers->at : NULL;
	struct buf detail;
	size_t i;

	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "offer");
	json_int(&detail, offer);
	json_key(&detail, "bidder");
	json_int(&detail, x->bidder);
	json_key(&detail, "price");
	json_int(&detail, price);
	if (b) {
		json_key(&detail, "buyers");
		buf_char(&detail, '[');
		for (i = 0; i < buyers->n; i++) {
			json_comma(&detail);
			json_record(&detail, &buyer_record, &b[i], F_OUT);
		}
		buf_char(&detail, ']');
	}
	buf_char(&detail, '}');
	return buf_text(&detail);
}

enum err
sale_deal(struct req *r, const struct entrant *x, int64_t price,
	  const struct list *buyers)
{
	const struct sale *s = sale_of(r);
	struct buf facts;
	struct lot l;
	enum err e;

	if ((e = trade_switch(r, "deal")) ||
	    (e = lot_get(r, r->trade.id, &l)) ||
	    (e = db_exec(r->db, SQL_DEAL_ADD,
			 ARGS(STR(r->domain), I64(l.trade), I64(l.trade),
			      I64(x->subject), I64(price), I64(x->subject),
			      I64(price), I64(r->now), I64(r->user.id)),
			 NULL)) ||
	    (buyers && (e = buyers_add(r, buyers))) ||
	    (e = trade_step(r, NULL,
			    deal_detail(r, l.offers, x, price, buyers))) ||
	    (e = refunds_fall_due(r)) || !s->result)
		return e;
	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", r->trade.code);
	fact_add(&facts, "统一交易标识码", r->trade.deal_code);
	fact_add(&facts, s->buyer, x->name);
	if ((e = members_tell(r, x, &facts)))
		return e;
	fact_add(&facts, "竞买号", arena_printf(r->mem, "%" PRId64, x->bidder));
	fact_add(&facts, "成交价", money_text(r->mem, price));
	if (l.build != NONE)
		fact_add(&facts, "配建面积",
			 arena_printf(r->mem, "%" PRId64 " 平方米", l.build));
	if (s->price && (e = s->price(r, price, &facts)))
		return e;
	fact_add(&facts, "底价", reserve_of(r, &l));
	return sale_announce(r, s->result, "成交公示",
			     arena_printf(r->mem, "%s：%s\n成交价：%s",
					  s->buyer, x->name,
					  money_text(r->mem, price)),
			     &facts, price);
}

enum err
sale_won(struct req *r, const struct lot *l)
{
	struct entrant x;
	enum err e = winner_get(r, l->trade, &x);

	if (e)
		return e;
	if (x.state != ENTRANT_QUALIFIED)
		return sale_fail(r, l->drawn == NONE
					? "最高报价人的资格已经取消"
					: "摇号中签的竞买人的资格已经取消");
	return sale_deal(r, &x, l->price_fen, NULL);
}

/* 资格后审: no deal before who offered most is examined, none if it fails. */
static enum err
examine(struct req *r, const struct lot *l)
{
	struct entrant x;
	enum err e;

	if ((e = winner_get(r, l->trade, &x)))
		return e;
	if (x.judged_at != NONE)
		return x.state == ENTRANT_QUALIFIED
			   ? sale_won(r, l)
			   : sale_fail(r, arena_printf(r->mem,
						       "最高报价人没有通过资格"
						       "审查：%s",
						       x.reason));
	if ((e = trade_switch(r, "await-examine")) ||
	    (e = db_exec(r->db, SQL_LOT_SEEN, ARGS(I64(l->trade)), NULL)))
		return e;
	return trade_step(r, NULL,
			  arena_printf(r->mem, "{\"offer\":%" PRId64 "}",
				       l->offers));
}

enum err
sale_decided(struct req *r, const struct lot *l)
{
	const struct sale *s = sale_of(r);

	if (l->examine_basis)
		return examine(r, l);
	return s->won ? s->won(r, l) : sale_won(r, l);
}

enum err
sale_examined(struct req *r, const struct move *step, const struct entrant *x)
{
	struct entrant winner;
	struct lot l;
	int64_t n;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) || !l.examine_basis ||
	    l.closed_at == NONE || !l.offers || lot_awaits_draw(&l) ||
	    (e = NUMBER(r, SQL_LOT_STEPS_DUE, &n, I64(l.trade))) || n ||
	    (e = winner_get(r, l.trade, &winner)) || winner.id != x->id)
		return e;
	r->move = step;
	return examine(r, &l);
}

enum err
due_begin(struct req *r, const struct due *d)
{
	const struct rule *rule;
	int64_t least, n;
	struct lot l;
	enum err e;

	if ((e = due_live(r, d)) || r->trade.stage != S_LIVE ||
	    (e = lot_get(r, d->trade, &l)) || l.bidding != LOT_CALLED ||
	    !sale_of(r)->bidders)
		return e;
	if ((e = rule_get(r, sale_of(r)->bidders, &rule)) ||
	    (e = rule_int(r, sale_of(r)->bidders, &least)) ||
	    (e = entrants_ready(r, d->trade, &n)) || n >= least ||
	    (e = trade_enter(r, d->trade, "unsold")))
		return e;
	return sale_fail(r, arena_printf(r->mem,
					 "合格的竞买人只有 %" PRId64
					 " 人，少于 %" PRId64 " 人（%s）",
					 n, least, rule->basis));
}

/* It has a winner: deal, or wait for the reserve.  A step of the clock's is
 * entered. */
static enum err
settle(struct req *r, const struct lot *l)
{
	enum err e;

	if (!l->reserve_hash)
		return sale_decided(r, l);
	if ((e = trade_step(r, NULL, NULL)))
		return e;
	return due_add(r, "unrevealed", l->trade, NONE, r->now + REVEAL_MS);
}

/* The countdown has run out, or the hammer fell. */
enum err
due_hammer(struct req *r, const struct due *d)
{
	const char *why;
	struct lot l;
	bool ended, waits;
	enum err e;

	if ((e = lot_hammer(r, d, &l, &ended)) || !ended)
		return e;
	if ((why = lot_unsold(r, &l)))
		return sale_fail(r, why);
	if ((e = lot_draw_begin(r, &l, &waits)) || waits)
		return e;
	return settle(r, &l);
}

enum err
due_drawn(struct req *r, const struct due *d)
{
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, d->trade, "hammer")) ||
	    (e = lot_get(r, d->trade, &l)))
		return e;
	return l.drawn == NONE ? E_STAGE : settle(r, &l);
}

enum err
due_unrevealed(struct req *r, const struct due *d)
{
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, d->trade, "deal")) ||
	    (e = lot_get(r, d->trade, &l)))
		return e;
	return sale_decided(r, &l);
}

/* POST /trades/:id/reserve */
enum err
post_reserve(struct req *r)
{
	const struct reserve *in = r->in;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) ||
	    (e = reserve_reveal(r, &l, in)) ||
	    (e = due_drop(r, l.trade, "unrevealed")))
		return e;
	if (l.price_fen >= in->reserve_fen)
		e = sale_decided(r, &l);
	else
		e = sale_fail(r, arena_printf(r->mem, "最高报价低于底价 %s",
					      money_text(r->mem,
							 in->reserve_fen)));
	return e ? e : get_lot_state(r);
}
