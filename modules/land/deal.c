/* How a parcel ends: deal or none, confirmation, contract, deposits. */
#include <inttypes.h>

#include "land.h"

#include "days.h"
#include "json.h"
#include "panel.h"

#include "land_sql.h"

#define FAILED "TD03"
#define RESULT "TD04"

/* clang-format off */
static const struct field deal_field[] = {
	INT(struct deal, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	INT(struct deal, subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct deal, bidder, 1, 9999, F_OUT, "竞买号"),
	TEXT(struct deal, name, 1, 200, F_OUT, "竞得人"),
	MONEY(struct deal, price, 1, MONEY_MAX, F_OUT, "成交价"),
	INT(struct deal, area, 1, INT64_MAX, F_ROW, NULL),
	MONEY(struct deal, square_metre_fen, 0, MONEY_MAX, F_OUT, "每平方米"),
	MONEY(struct deal, mu_fen, 0, MONEY_MAX, F_OUT, "每亩"),
	TIME(struct deal, at, F_OUT, "成交时间"),
	FIELD_END
};
/* clang-format on */
RECORD(deal, struct deal);

static enum err
deal_get(struct req *r, int64_t trade, struct deal *d)
{
	enum err e = db_one(r->db, r->mem, SQL_DEAL_GET, ARGS(I64(trade)), d);

	if (e)
		return e;
	d->square_metre_fen = per_square_metre(d->price, d->area);
	d->mu_fen = per_mu(d->price, d->area);
	return OK;
}

static enum err
announce(struct req *r, const char *type, const char *what, const char *said,
	 struct buf *facts, int64_t amount)
{
	return notice_announce(r,
			       &(struct announce){
				   .type = type,
				   .title = arena_printf(r->mem, "%s%s",
							 r->trade.name, what),
				   .body =
				       arena_printf(r->mem,
						    "%s（%s）%s。\n\n%s\n",
						    r->trade.name,
						    r->trade.code, what, said),
				   .facts = buf_text(facts),
				   .amount_fen = amount },
			       NULL);
}

/* The entered step becomes one without a deal. */
static enum err
fail(struct req *r, const char *reason)
{
	struct buf facts, detail;
	enum err e;

	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", r->trade.code);
	fact_add(&facts, "结果", "流拍");
	fact_add(&facts, "原因", reason);
	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "reason");
	json_text(&detail, reason);
	buf_char(&detail, '}');
	if ((e = trade_switch(r, "unsold")) ||
	    (e = trade_step(r, NULL, buf_text(&detail))) ||
	    (e = db_exec(r->db, SQL_TRADE_REASON,
			 ARGS(STR(reason), I64(r->trade.id)), NULL)) ||
	    (e = due_drop(r, r->trade.id, NULL)))
		return e;
	return announce(r, FAILED, "流拍公告", reason, &facts, 0);
}

/* ... or one with a deal, at the highest offer. */
static enum err
deal(struct req *r, const struct lot *l, const char *basis)
{
	struct entrant x;
	struct buf facts;
	struct deal d;
	enum err e;

	if ((e = winner_get(r, l->trade, &x)) ||
	    (e = trade_switch(r, "deal")) ||
	    (e = db_exec(r->db, SQL_DEAL_ADD,
			 ARGS(STR(r->domain), I64(l->trade), I64(x.subject),
			      I64(l->price_fen), I64(r->now), I64(r->user.id)),
			 NULL)) ||
	    (e = deal_get(r, l->trade, &d)))
		return e;
	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", r->trade.code);
	fact_add(&facts, "统一交易标识码", r->trade.deal_code);
	fact_add(&facts, "竞得人", x.name);
	fact_add(&facts, "竞买号", arena_printf(r->mem, "%" PRId64, x.bidder));
	fact_add(&facts, "成交价", money_text(r->mem, d.price));
	fact_add(&facts, "折合",
		 arena_printf(r->mem, "每平方米 %s，每亩 %s",
			      money_text(r->mem, d.square_metre_fen),
			      money_text(r->mem, d.mu_fen)));
	fact_add(&facts, "底价", basis);
	if ((e = trade_step(r, NULL,
			    arena_printf(r->mem,
					 "{\"offer\":%" PRId64
					 ",\"bidder\":%" PRId64
					 ",\"price\":%" PRId64 "}",
					 l->offers, x.bidder, d.price))))
		return e;
	return announce(r, RESULT, "成交公示",
			arena_printf(r->mem, "竞得人：%s\n成交价：%s", x.name,
				     money_text(r->mem, d.price)),
			&facts, d.price);
}

/* The countdown has run out. */
enum err
due_hammer(struct req *r, const struct due *d)
{
	struct lot l;
	bool ended;
	enum err e;

	if ((e = lot_hammer(r, d, &l, &ended)) || !ended)
		return e;
	if (!l.offers)
		return fail(r, "没有有效报价");
	if (!l.reserve_hash)
		return deal(r, &l, "不设");
	if ((e = trade_step(r, NULL, NULL)))
		return e;
	return due_add(r, "unrevealed", l.trade, NONE, r->now + REVEAL_MS);
}

/* Who does not reveal a reserve has none: the notice said so. */
enum err
due_unrevealed(struct req *r, const struct due *d)
{
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, d->trade, "deal")) ||
	    (e = lot_get(r, d->trade, &l)))
		return e;
	return deal(r, &l, "没有按时公开，按没有底价成交");
}

/* POST /trades/:id/reserve */
enum err
post_reserve(struct req *r)
{
	const struct reserve *in = r->in;
	const char *text = money_text(r->mem, in->reserve_fen);
	struct parcel p;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) ||
	    (e = reserve_reveal(r, &l, in)))
		return e;
	if (l.price_fen >= in->reserve_fen)
		e = deal(r, &l, text);
	else
		e = fail(r, arena_printf(r->mem, "最高报价低于底价 %s", text));
	if (e || (e = due_drop(r, r->trade.id, NULL)) ||
	    (e = parcel_get(r, r->trade.id, &p)))
		return e;
	return reply_record(r, &parcel_record, &p);
}

/* POST /trades/:id/confirm -- 成交确认书, by both sides */
enum err
post_confirm(struct req *r)
{
	bool owner = trade_roles(r) & OWNER, winner;
	struct entrant x;
	struct deal d;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) ||
	    (e = winner_get(r, r->trade.id, &x)))
		return e;
	winner = r->user.subject == x.subject;
	if (!owner && !winner)
		return req_say(r, E_ROLE, "只由出让人和竞得人签订");
	if ((owner && l.owner_confirmed != NONE) ||
	    (winner && l.winner_confirmed != NONE))
		return req_say(r, E_STATE, "已经确认过了");
	if ((e = db_exec(r->db, SQL_LOT_CONFIRM,
			 ARGS(I64(owner ? r->now : NONE),
			      I64(winner ? r->now : NONE), I64(l.trade)),
			 NULL)) ||
	    (e = lot_get(r, l.trade, &l)))
		return e;
	if (l.owner_confirmed != NONE && l.winner_confirmed != NONE &&
	    (e = trade_switch(r, "confirmed")))
		return e;
	if ((e = trade_step(r, NULL,
			    arena_printf(r->mem, "{\"side\":\"%s\"}",
					 owner ? "owner" : "winner"))) ||
	    (e = deal_get(r, l.trade, &d)))
		return e;
	return reply_record(r, &deal_record, &d);
}

/* GET /trades/:id/deal */
enum err
get_deal(struct req *r)
{
	struct deal d;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = deal_get(r, r->id, &d)))
		return e;
	return reply_record(r, &deal_record, &d);
}

static enum err
is_in_time(struct req *r, const struct contract *c, const struct deal *d)
{
	const struct rule *rule;
	int64_t end;
	enum err e;

	if (c->signed_on < day_of(d->at) || c->signed_on > day_of(r->now))
		return req_bad(r, "signed_on", "应当在成交之日和今天之间");
	if ((e = period_end(r, "td.contract.sign", d->at, &end)))
		return e;
	if (day_start(c->signed_on) < end || c->late_reason)
		return OK;
	if ((e = rule_get(r, "td.contract.sign", &rule)))
		return e;
	return rule_refuse(r, rule, NULL,
			   arena_printf(r->mem, "不超过 %s 个工作日",
					rule->value),
			   "逾期签订请填写 late_reason");
}

/* POST /trades/:id/contract -- for the price of the deal */
enum err
post_land_contract(struct req *r)
{
	struct contract *c = r->in;
	struct deal d;
	enum err e;

	if (c->bond_fen == NONE)
		c->bond_fen = 0;
	if ((e = deal_get(r, r->trade.id, &d)) || (e = is_in_time(r, c, &d)))
		return e;
	if (c->amount_fen != d.price)
		return req_bad(r, "amount_fen", "应当与成交价 %s 一致",
			       money_text(r->mem, d.price));
	c->trade = r->trade.id;
	c->at = r->now;
	e = db_exec(r->db, SQL_CONTRACT_ADD,
		    ARGS(STR(r->domain), I64(c->trade), STR(c->number),
			 I64(c->amount_fen), I64(c->signed_on),
			 I64(c->period_days), I64(c->bond_fen), STR(c->digest),
			 STR(c->late_reason), I64(r->user.id), I64(c->at)),
		    NULL);
	if (e ||
	    (e = trade_step(r, c,
			    arena_printf(r->mem,
					 "{\"amount_fen\":%" PRId64
					 ",\"late\":%s}",
					 c->amount_fen,
					 c->late_reason ? "true" : "false"))))
		return e;
	r->status = 201;
	return reply_record(r, &contract_record, c);
}

/* POST /trades/:id/deposits/return -- of all who did not win */
enum err
post_land_return(struct req *r)
{
	struct deal d = { .subject = NONE };
	int64_t n;
	enum err e;

	e = db_one(r->db, r->mem, SQL_DEAL_GET, ARGS(I64(r->trade.id)), &d);
	if (e == E_NOTFOUND)
		d.subject = NONE;
	else if (e)
		return e;
	e = db_exec(r->db, SQL_DEPOSIT_RETURN_OTHERS,
		    ARGS(I64(r->now), I64(r->trade.id), I64(d.subject)), NULL);
	if (e)
		return e;
	if (!(n = db_rows(r->db)))
		return req_say(r, E_STATE, "没有未退还的保证金");
	if ((e = trade_step(r, NULL,
			    arena_printf(r->mem, "{\"returned\":%" PRId64 "}",
					 n))))
		return e;
	buf_printf(&r->out, "{\"returned\":%" PRId64 "}", n);
	return OK;
}

/* POST /trades/:id/terminate -- before the live bidding begins */
enum err
post_land_terminate(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct buf facts;
	bool pending;
	struct lot l;
	enum err e;

	if ((e = notice_is_pending(r, &pending)) ||
	    (e = lot_get(r, r->trade.id, &l)))
		return e;
	if (pending)
		return req_say(r, E_STATE, "请先撤回还没有发布的公告");
	if (r->trade.stage != S_DRAFT && r->now >= l.live_at)
		return req_say(r, E_LATE, "限时竞价已经开始");
	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", r->trade.code);
	fact_add(&facts, "原因", in->reason);
	if ((e = trade_step(r, in, NULL)) ||
	    (e = db_exec(r->db, SQL_TRADE_REASON,
			 ARGS(STR(in->reason), I64(r->trade.id)), NULL)) ||
	    (e = due_drop(r, r->trade.id, NULL)))
		return e;
	r->trade.paused = NULL;
	r->trade.reason = in->reason;
	if (r->trade.frozen > 0 &&
	    (e = announce(r, FAILED, "终止公告", in->reason, &facts, 0)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}
