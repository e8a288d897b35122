/* What time and the centre do to a lot. */
#include "auction.h"
#include "json.h"
#include "panel.h"

#include "auction_sql.h"

#define EXTENSION_MAX (30 * 86400)

/* clang-format off */
static const struct field extension_field[] = {
	INT(struct extension, seconds, 1, EXTENSION_MAX, F_IN, "延长的秒数"),
	TEXT(struct extension, reason, 4, 200, F_IN, "原因"),
	FIELD_END
};
/* clang-format on */
RECORD(extension, struct extension);

/* The step has moved away since it was asked for: once more, then. */
static enum err
later(struct req *r, const struct due *d, int64_t at)
{
	r->move = NULL;
	return due_add(r, d->verb, d->trade, NONE, at);
}

static enum err
advance(struct req *r, const struct due *d, const char *next,
	int64_t (*when)(const struct lot *),
	int64_t (*then)(const struct lot *))
{
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, d->trade, d->verb)) ||
	    (e = lot_get(r, d->trade, &l)))
		return e;
	if (r->now < when(&l))
		return later(r, d, when(&l));
	if ((e = db_exec(r->db, SQL_LOT_SEEN, ARGS(I64(d->trade)), NULL)) ||
	    (e = trade_step(r, NULL, NULL)))
		return e;
	return due_add(r, next, d->trade, NONE, then(&l));
}

static int64_t
listing(const struct lot *l)
{
	return l->listing_at;
}

static int64_t
live(const struct lot *l)
{
	return l->live_at;
}

static int64_t
end(const struct lot *l)
{
	return l->ends_at;
}

enum err
due_list(struct req *r, const struct due *d)
{
	return advance(r, d, "live", listing, live);
}

enum err
due_live(struct req *r, const struct due *d)
{
	return advance(r, d, "hammer", live, end);
}

enum err
lot_close(struct req *r, const struct lot *l)
{
	return db_exec(r->db, SQL_LOT_CLOSE, ARGS(I64(r->now), I64(l->trade)),
		       NULL);
}

enum err
lot_hammer(struct req *r, const struct due *d, struct lot *l, bool *ended)
{
	enum err e;

	*ended = false;
	if ((e = trade_enter(r, d->trade, "hammer")) ||
	    (e = lot_get(r, d->trade, l)))
		return e;
	if (l->closed_at != NONE) {
		/* by the auctioneer, who left the rest to this step */
		*ended = l->called >= CALL_KNOCKED;
		return *ended ? OK : E_STAGE;
	}
	if (r->now < l->ends_at)
		return later(r, d, l->ends_at);
	*ended = true;
	e = lot_close(r, l);
	return e || l->bidding != LOT_SEALED ? e : lot_unseal(r, l);
}

static char *
said(struct req *r, const char *reason)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "reason");
	json_text(&b, reason);
	buf_char(&b, '}');
	return b.at;
}

/* POST /trades/:id/pause */
enum err
post_lot_pause(struct req *r)
{
	const struct seat_reason *in = r->in;
	enum err e;

	if (r->trade.paused)
		return req_say(r, E_STATE,
			       "已经暂停，不用再办；要继续请办理恢复");
	if ((e = req_now(r)) ||
	    (e = db_exec(r->db, SQL_LOT_PAUSE,
			 ARGS(I64(r->now), I64(r->trade.id), I64(r->now)),
			 NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_LATE,
			       "报价已经截止，不能再暂停，请查看结果");
	if ((e = trade_pause(r, arena_printf(r->mem, "交易中心：%s",
					     in->reason))) ||
	    (e = trade_step(r, in, said(r, in->reason))))
		return e;
	return get_lot_state(r);
}

/* The trade, too, says when the live bidding begins. */
static enum err
moved(struct req *r, struct lot *l)
{
	enum err e = lot_get(r, r->trade.id, l);

	return e ? e
		 : db_exec(r->db, SQL_LOT_DEADLINE,
			   ARGS(I64(l->live_at), I64(l->trade)), NULL);
}

/* POST /trades/:id/resume -- the time that was left is left again */
enum err
post_lot_resume(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct lot l;
	enum err e;

	if ((e = req_now(r)) ||
	    (e = db_exec(r->db, SQL_LOT_RESUME,
			 ARGS(I64(r->now), I64(r->now), I64(r->trade.id)),
			 NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_STATE,
			       "没有被交易中心暂停，不用恢复；由监督部门暂停的"
			       "，请监督部门恢复");
	if ((e = moved(r, &l)) || (e = trade_pause(r, NULL)) ||
	    (e = trade_step(r, in, said(r, in->reason))))
		return e;
	return get_lot_state(r);
}

/* POST /trades/:id/extend */
enum err
post_lot_extend(struct req *r)
{
	const struct extension *in = r->in;
	int64_t ms = in->seconds * 1000;
	struct buf b;
	struct lot l;
	enum err e;

	if ((e = req_now(r)) ||
	    (e = db_exec(r->db, SQL_LOT_EXTEND,
			 ARGS(I64(ms), I64(r->now), I64(ms), I64(r->trade.id),
			      I64(r->now)),
			 NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_LATE,
			       "报价已经截止，不能延长；确有故障的请报监督部门"
			       "处理");
	if ((e = moved(r, &l)))
		return e;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "reason");
	json_text(&b, in->reason);
	json_key(&b, "seconds");
	json_int(&b, in->seconds);
	json_key(&b, "live_at");
	json_time(&b, l.live_at);
	json_key(&b, "ends_at");
	json_time(&b, l.ends_at);
	buf_char(&b, '}');
	if ((e = trade_step(r, in, buf_text(&b))))
		return e;
	return get_lot_state(r);
}
