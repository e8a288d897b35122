/* Offers: the one place that accepts one. */
#include <inttypes.h>

#include "auction.h"
#include "bid.h"
#include "json.h"
#include "tender_rows.h"

#include "auction_sql.h"

/* clang-format off */
static const struct field offer_field[] = {
	INT(struct offer, no, 1, INT64_MAX, F_OUT, "第几次报价"),
	INT(struct offer, bidder, 1, 9999, F_OUT, "竞买号"),
	MONEY(struct offer, amount_fen, 1, MONEY_MAX, F_BOTH, "报价"),
	INT(struct offer, build, 1, 100000000, F_BOTH | F_OPT, "配建面积，平方米"),
	TIME(struct offer, at, F_OUT, "报价时间"),
	BOOL(struct offer, live, F_OUT, "限时竞价中"),
	TIME(struct offer, ends_at, F_OUT, "这次报价以后的截止时间"),
	INT(struct offer, seq, 1, INT64_MAX, F_OUT, "变化序号"),
	FIELD_END
};
/* clang-format on */
RECORD(offer, struct offer);

enum err
may_offer(struct req *r, struct entrant *x)
{
	enum err e;

	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "账号没有代表的主体，请用单位的账号办理");
	e = db_one(r->db, r->mem, SQL_ENTRANT_OF,
		   ARGS(I64(r->trade.id), I64(r->user.subject)), x);
	if (e == E_NOTFOUND)
		return req_say(r, E_STATE,
			       "没有申请竞买，不能报价；申请没有截止的，请先申"
			       "请");
	if (e)
		return e;
	if (x->state != ENTRANT_QUALIFIED)
		return req_say(r, E_STATE,
			       "还没有通过资格审查，不能报价，请查看申请的审查"
			       "意见");
	if (!x->paid)
		return req_say(r, E_STATE,
			       "竞买保证金没有按时足额到账，不能报价，请与交易"
			       "中心核对来款");
	return OK;
}

enum err
may_offer_now(struct req *r, struct entrant *x)
{
	const char *const *member;
	struct bidder b;
	size_t i;
	enum err e;

	if ((e = may_offer(r, x)) ||
	    (e = may_take_part(r, r->user.credit_code, &b)) ||
	    (e = members_read(r, r->trade.id, x)))
		return e;
	for (member = x->members.at, i = 0; i < x->members.n && !e; i++)
		e = may_take_part(r, member[i], &b);
	return e;
}

/* Where built area decides, or does not. */
static enum err
why_not_build(struct req *r, const struct lot *l, const struct offer *o)
{
	int64_t needed = lot_needed_build(l);

	if (needed == NONE)
		return l->at_ceiling == CEILING_BUILD && lot_is_full(l)
			   ? req_say(r, E_STATE,
				     "配建面积已经报到上限，不能再报，请查看竞"
				     "价状态")
			   : req_bad(r, "build", "现在不竞配建面积");
	if (o->amount_fen != l->ceiling_fen)
		return req_bad(r, "amount_fen", "竞配建时价格是最高限价 %s",
			       money_text(r->mem, l->ceiling_fen));
	if (l->build_max != NONE && o->build > l->build_max)
		return req_bad(r, "build", "不能超过 %" PRId64 " 平方米",
			       l->build_max);
	if (o->build == NONE || o->build < needed)
		return req_bad(r, "build", "不能少于 %" PRId64 " 平方米",
			       needed);
	return req_bad(r, "build", "要是 %" PRId64 " 平方米的整数倍",
		       l->build_step);
}

/* Why the lot did not take it.  The row is as it was when it refused. */
static enum err
why_not(struct req *r, const struct lot *l, const struct entrant *x,
	const struct offer *o)
{
	int64_t needed = lot_needed(l), fen = o->amount_fen;

	if (r->now < l->listing_at)
		return req_say(r, E_EARLY, "%s 开始报价，到时再报",
			       when_text(r->mem, l->listing_at));
	if (r->now >= l->ends_at || l->closed_at != NONE)
		return req_say(r, E_LATE, "报价已经截止，请查看结果");
	if (l->paused_at != NONE)
		return E_PAUSED;
	if (l->bidder == x->bidder)
		return req_say(r, E_STATE,
			       "现在的最高报价就是你的，有人超过以后再报");
	if (l->bidding == LOT_SEALED)
		return req_say(r, E_STATE,
			       "这个标的一次密封报价，请提交密封的报价");
	if (o->build != NONE || lot_needed_build(l) != NONE)
		return why_not_build(r, l, o);
	if (needed == NONE && !lot_is_full(l))
		return req_say(r, E_STATE,
			       "主持人还没有叫价，请等叫价以后再报");
	if (needed == NONE)
		return req_say(
		    r, E_STATE,
		    l->at_ceiling == CEILING_DRAW
			? "已经报到最高限价，愿意接受的请办理接受，参加摇号"
			: "已经报到最高限价，不能再报，请查看竞价状态");
	if (l->ceiling_fen != NONE && fen > l->ceiling_fen)
		return req_bad(r, "amount_fen", "不能超过最高限价 %s",
			       money_text(r->mem, l->ceiling_fen));
	if (fen < needed)
		return req_bad(r, "amount_fen", "不能少于 %s",
			       money_text(r->mem, needed));
	return req_bad(r, "amount_fen", "要在起始价上加 %s 的整数倍",
		       money_text(r->mem, l->step_fen));
}

static enum err
take(struct req *r, const struct entrant *x, const struct offer *o,
     struct lot *l)
{
	struct val now = I64(r->now), fen = I64(o->amount_fen),
		   build = I64(o->build), bidder = I64(x->bidder);
	enum err e;

	e = db_exec(r->db, SQL_OFFER_TAKE,
		    ARGS(now, now, fen, build, bidder, I64(r->trade.id), now,
			 now, bidder, fen, build, fen, fen, fen, fen, fen, fen,
			 build, build, build),
		    NULL);
	if (e)
		return e;
	if (db_rows(r->db))
		return lot_get(r, r->trade.id, l);
	e = lot_get(r, r->trade.id, l);
	return e ? e : why_not(r, l, x, o);
}

/*
 * POST /trades/:id/offers -- the clock is read again now that the trade is
 * locked: an offer that waited for others is as late as it is
 */
enum err
post_offer(struct req *r)
{
	struct offer *o = r->in;
	struct buf detail;
	struct entrant x;
	struct lot l;
	enum err e;

	if ((e = req_now(r)))
		return e;
	if (r->skew)
		return E_CLOCK;
	if ((e = may_offer_now(r, &x)) || (e = take(r, &x, o, &l)))
		return e;
	o->no = l.offers;
	o->bidder = x.bidder;
	o->at = r->now;
	o->live = r->now >= l.live_at;
	o->ends_at = l.ends_at;
	o->seq = l.seq;
	e = db_exec(r->db, SQL_OFFER_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(o->no),
			 I64(o->bidder), I64(o->amount_fen), I64(o->build),
			 I64(o->at), I64(o->live), I64(o->ends_at), I64(o->seq),
			 I64(r->user.id)),
		    NULL);
	if (e)
		return e;
	buf_init(&detail, r->mem);
	json_record(&detail, &offer_record, o, F_OUT);
	if ((e = trade_step(r, o, buf_text(&detail))))
		return e;
	r->status = 201;
	return reply_record(r, &offer_record, o);
}

/* GET /trades/:id/offers -- the newest first, `after` by number */
enum err
get_offers(struct req *r)
{
	struct list l = { 0, NULL };
	struct page p = page_of(r);
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) ||
	    (e = db_all(r->db, r->mem, SQL_OFFER_LIST,
			ARGS(I64(r->id), I64(p.after), I64(p.limit + 1)), &l)))
		return e;
	return reply_items(r, &offer_record, &l,
			   page_next(r, &p, &l, sizeof(struct offer),
				     offsetof(struct offer, no)));
}
