/* After a sale: confirmation, contract, deposits; or its early end. */
#include <inttypes.h>

#include "panel.h"
#include "refund.h"
#include "sale.h"

#include "auction_sql.h"

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

/* POST /trades/:id/confirm -- 成交确认书, by both sides */
enum err
post_confirm(struct req *r)
{
	bool owner = trade_roles(r) & OWNER, winner, all = true;
	const struct sale *s = sale_of(r);
	struct deal d;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) || (e = deal_get(r, l.trade, &d)))
		return e;
	winner = deal_is_with(&d, r->user.subject);
	if (!owner && !winner)
		return req_say(r, E_ROLE, "只由%s和%s签订", s->seller,
			       s->buyer);
	if ((owner && l.owner_confirmed != NONE) ||
	    (winner && l.winner_confirmed != NONE))
		return req_say(r, E_STATE,
			       "你方已经确认过了，不用再办，请等待另一方");
	if (winner && (e = buyer_confirm(r, &d, &all)))
		return e;
	if (!all) { /* the last of them confirms for their side */
		if ((e = trade_switch(r, "confirm-part")) ||
		    (e = trade_step(r, NULL, NULL)))
			return e;
		return reply_record(r, &deal_record, &d);
	}
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
					 owner ? "owner" : "winner"))))
		return e;
	return reply_record(r, &deal_record, &d);
}

/* POST /trades/:id/contract -- for the price of the deal */
enum err
post_sale_contract(struct req *r)
{
	struct contract *c = r->in;
	struct deal d;
	enum err e;

	if (c->bond_fen == NONE)
		c->bond_fen = 0;
	if ((e = deal_get(r, r->trade.id, &d)) ||
	    (e = contract_is_in_time(r, c, sale_of(r)->contract, "成交", d.at)))
		return e;
	if (c->amount_fen != d.price)
		return req_bad(r, "amount_fen", "应当与成交价 %s 一致",
			       money_text(r->mem, d.price));
	if ((e = contract_add(r, c)))
		return e;
	r->status = 201;
	return reply_record(r, &contract_record, c);
}

/* POST /trades/:id/terminate -- before the live bidding begins */
enum err
post_sale_terminate(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct buf facts;
	bool pending;
	struct lot l;
	enum err e;

	e = lot_get(r, r->trade.id, &l);
	if (e == E_NOTFOUND) /* by agreement: nobody offers */
		l.live_at = INT64_MAX;
	else if (e)
		return e;
	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE, "请先撤回还没有发布的公告");
	if (r->trade.stage != S_DRAFT && r->now >= l.live_at)
		return req_say(r, E_LATE,
			       "限时竞价已经开始，不能终止；确需停止的请交易中"
			       "心暂停");
	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", r->trade.code);
	fact_add(&facts, "原因", in->reason);
	if ((e = trade_step(r, in, NULL)) || (e = trade_over(r, in->reason)) ||
	    (e = refunds_fall_due(r)))
		return e;
	if (r->trade.frozen > 0 &&
	    (e = sale_announce(r, sale_of(r)->failed, "终止公告", in->reason,
			       &facts, 0)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}
