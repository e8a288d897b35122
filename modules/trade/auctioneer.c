/* An auctioneer: asks, goes once and twice, lets the hammer fall. */
#include <inttypes.h>

#include "auction.h"
#include "json.h"

#include "auction_sql.h"
#include "tender_sql.h"

/* clang-format off */
static const struct field ask_field[] = {
	MONEY(struct ask, asked_fen, 1, MONEY_MAX, F_IN, "叫价"),
	FIELD_END
};
static const struct field call_seen_field[] = {
	INT(struct call_seen, seq, 1, INT64_MAX, F_IN, "看到的变化序号"),
	FIELD_END
};
static const struct field pass_field[] = {
	INT(struct call_seen, seq, 1, INT64_MAX, F_IN, "看到的变化序号"),
	TEXT(struct call_seen, reason, 4, 500, F_IN, "流拍的原因"),
	FIELD_END
};
/* clang-format on */
RECORD(ask, struct ask);
RECORD(call_seen, struct call_seen);
RECORD(pass, struct call_seen);

/* What stands for everybody who calls at the wrong moment. */
static enum err
is_open(struct req *r, const struct lot *l)
{
	if (l->bidding != LOT_CALLED)
		return req_say(r, E_STATE,
			       "这个标的没有拍卖主持人，不用叫价，直接报价");
	if (l->paused_at != NONE)
		return E_PAUSED;
	if (r->now >= l->ends_at || l->closed_at != NONE)
		return req_say(r, E_LATE, "拍卖已经结束，请查看成交结果");
	return OK;
}

static enum err
why_not_ask(struct req *r, struct lot *l, int64_t fen)
{
	enum err e;

	if ((e = is_open(r, l)))
		return e;
	if (r->now < l->live_at)
		return req_say(r, E_EARLY, "%s 开始拍卖，到时再叫价",
			       when_text(r->mem, l->live_at));
	if (lot_is_full(l))
		return req_say(r, E_STATE,
			       "已经报到最高限价，不再叫价，请依次宣布落槌");
	l->called = CALL_ASKED;
	l->asked_fen = 0;
	if (fen < lot_needed(l))
		return req_bad(r, "asked_fen", "不能少于 %s",
			       money_text(r->mem, lot_needed(l)));
	if (l->ceiling_fen != NONE && fen > l->ceiling_fen)
		return req_bad(r, "asked_fen", "不能超过最高限价 %s",
			       money_text(r->mem, l->ceiling_fen));
	return req_bad(r, "asked_fen", "要在起始价上加 %s 的整数倍",
		       money_text(r->mem, l->step_fen));
}

/* POST /trades/:id/ask -- again at another price when nobody answers */
enum err
post_ask(struct req *r)
{
	const struct ask *in = r->in;
	struct val now, fen = I64(in->asked_fen);
	struct lot l;
	enum err e;

	if ((e = req_now(r)))
		return e;
	now = I64(r->now);
	e = db_exec(r->db, SQL_LOT_ASK,
		    ARGS(fen, now, I64(r->trade.id), now, now, fen, fen, fen,
			 fen, fen),
		    NULL);
	if (e)
		return e;
	if (!db_rows(r->db)) {
		e = lot_get(r, r->trade.id, &l);
		return e ? e : why_not_ask(r, &l, in->asked_fen);
	}
	if ((e = trade_step(r, in,
			    arena_printf(r->mem, "{\"asked_fen\":%" PRId64 "}",
					 in->asked_fen))))
		return e;
	return get_lot_state(r);
}

static enum err
why_not_call(struct req *r, const struct lot *l, int64_t after, int64_t seen)
{
	enum err e;

	if ((e = is_open(r, l)))
		return e;
	if (l->seq != seen)
		return req_say(r, E_STATE,
			       "标的有了新的变化（%" PRId64
			       "），请看过最高报价再继续",
			       l->seq);
	if (after == CALL_WAITING)
		return req_say(r, E_STATE,
			       "已有报价，不能宣布流拍，请继续宣布，直到落槌");
	if (l->price_fen == NONE)
		return req_say(r, E_STATE,
			       "还没有报价，请等待报价，或者宣布流拍");
	return req_say(r, E_STATE,
		       after == CALL_ASKED ? "要先叫价，再宣布第一次"
		       : after == CALL_ONCE ? "要先宣布第一次"
					    : "要先宣布第二次");
}

/* What the step did, or why it did nothing; `after` is the call it follows. */
static enum err
said(struct req *r, int64_t after, const char *reason)
{
	const struct call_seen *in = r->in;
	bool done = db_rows(r->db);
	struct buf b;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	if (!done)
		return why_not_call(r, &l, after, in->seq);
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "offer");
	json_int(&b, l.offers);
	json_key(&b, "price_fen");
	json_int(&b, l.price_fen);
	json_key(&b, "seq");
	json_int(&b, l.seq);
	if (reason) {
		json_key(&b, "reason");
		json_text(&b, reason);
	}
	buf_char(&b, '}');
	if ((e = trade_step(r, in, buf_text(&b))))
		return e;
	return get_lot_state(r);
}

static enum err
call(struct req *r, int64_t after)
{
	const struct call_seen *in = r->in;
	enum err e;

	if ((e = req_now(r)) ||
	    (e = db_exec(r->db, SQL_LOT_CALL,
			 ARGS(I64(r->now), I64(r->trade.id), I64(r->now),
			      I64(after), I64(in->seq)),
			 NULL)))
		return e;
	return said(r, after, NULL);
}

/* POST /trades/:id/once */
enum err
post_once(struct req *r)
{
	return call(r, CALL_ASKED);
}

/* POST /trades/:id/twice */
enum err
post_twice(struct req *r)
{
	return call(r, CALL_ONCE);
}

/* Closed: what comes of it is the due step's, now and not at ends_at. */
static enum err
closed(struct req *r)
{
	enum err e = due_drop(r, r->trade.id, "hammer");

	return e ? e : due_add(r, "hammer", r->trade.id, NONE, r->now);
}

/* POST /trades/:id/hammer */
enum err
post_knock(struct req *r)
{
	const struct call_seen *in = r->in;
	enum err e;

	if ((e = req_now(r)) ||
	    (e = db_exec(r->db, SQL_LOT_KNOCK,
			 ARGS(I64(r->now), I64(r->trade.id), I64(r->now),
			      I64(in->seq)),
			 NULL)) ||
	    (e = said(r, CALL_TWICE, NULL)))
		return e;
	return closed(r);
}

/* POST /trades/:id/pass -- nobody wants it */
enum err
post_pass(struct req *r)
{
	const struct call_seen *in = r->in;
	enum err e;

	if ((e = req_now(r)) ||
	    (e = db_exec(r->db, SQL_LOT_PASS,
			 ARGS(I64(r->now), I64(r->trade.id), I64(r->now),
			      I64(in->seq)),
			 NULL)) ||
	    (e = said(r, CALL_WAITING, in->reason)))
		return e;
	e = db_exec(r->db, SQL_TRADE_REASON,
		    ARGS(STR(in->reason), I64(r->trade.id)), NULL);
	return e ? e : closed(r);
}
