/* Early ends and pauses: failed, terminated, suspended, tendered again. */
#include <inttypes.h>

#include "panel.h"
#include "panel_sql.h"

struct retender {
	int64_t documents_from, documents_to, deadline;
};

/* clang-format off */
static const struct field reason_field[] = {
	TEXT(struct seat_reason, reason, 4, 500, F_IN, "原因"),
	FIELD_END
};
static const struct field pause_field[] = {
	TEXT(struct seat_reason, reason, 4, 180, F_IN, "原因"),
	FIELD_END
};
static const struct field retender_field[] = {
	TIME(struct retender, documents_from, F_IN | F_OPT, "招标文件获取开始"),
	TIME(struct retender, documents_to, F_IN | F_OPT, "招标文件获取截止"),
	TIME(struct retender, deadline, F_IN, "投标截止"),
	FIELD_END
};
/* clang-format on */
RECORD(reason, struct seat_reason);
RECORD(pause, struct seat_reason);
RECORD(retender, struct retender);

static enum err
announce(struct req *r, const char *what, const char *reason)
{
	struct buf facts;

	buf_init(&facts, r->mem);
	fact_add(&facts, "标段", r->trade.name);
	fact_add(&facts, "标段编号", r->trade.code);
	fact_add(&facts, "事项", what);
	fact_add(&facts, "原因", reason);
	return notice_announce(
	    r,
	    &(struct announce){
		.type = "GC11",
		.title = arena_printf(r->mem, "%s%s公告", r->trade.name, what),
		.body =
		    arena_printf(r->mem, "%s（%s）%s。\n\n原因：%s\n",
				 r->trade.name, r->trade.code, what, reason),
		.facts = buf_text(&facts) },
	    NULL);
}

enum err
trade_over(struct req *r, const char *reason)
{
	enum err e;

	e = db_exec(r->db, SQL_TRADE_REASON,
		    ARGS(STR(reason), I64(r->trade.id)), NULL);
	r->trade.paused = NULL;
	r->trade.reason = reason;
	return e ? e : due_drop(r, r->trade.id, NULL);
}

enum err
trade_end(struct req *r, const char *what, const char *reason)
{
	struct moment deposits;
	int64_t end;
	enum err e;

	if ((e = trade_over(r, reason)))
		return e;
	if (r->trade.frozen > 0 && (e = announce(r, what, reason)))
		return e;
	e = db_one(r->db, r->mem, SQL_DEPOSIT_OPEN, ARGS(I64(r->trade.id)),
		   &deposits);
	if (e || !deposits.at)
		return e;
	/* the law says at once; five days is what it allows after a contract */
	if ((e = period_end(r, "gc.deposit.return", r->now, &end)))
		return e;
	return duty_add_until(r, "gc.terminate.refund", "退还投标保证金及利息",
			      end);
}

/* POST /trades/:id/fail -- no candidate is left to award to */
enum err
post_fail(struct req *r)
{
	const struct seat_reason *in = r->in;
	enum err e;

	if (r->trade.stage < S_EVALUATION)
		return req_say(r, E_STAGE,
			       "开标前由平台按投标人数判断；不再招标请办理终"
			       "止");
	if ((e = trade_step(r, in, NULL)) ||
	    (e = trade_end(r, "招标失败", in->reason)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}

/* POST /trades/:id/terminate -- 实施条例 31 */
enum err
post_terminate(struct req *r)
{
	const struct seat_reason *in = r->in;
	bool pending;
	enum err e;

	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE, "请先撤回还没有发布的公告");
	if ((e = trade_step(r, in, NULL)) ||
	    (e = trade_end(r, "终止招标", in->reason)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}

/* POST /trades/:id/suspend -- an order of the supervision */
enum err
post_suspend(struct req *r)
{
	const struct seat_reason *in = r->in;
	const char *reason = arena_printf(r->mem, "监督部门：%s", in->reason);
	enum err e;

	if (r->trade.paused && strcmp(r->trade.paused, objection_pause))
		return req_say(r, E_STATE,
			       "标段已经暂停，不用再办；要继续请办理恢复");
	if ((e = trade_pause(r, reason)) || (e = trade_step(r, in, NULL)) ||
	    (e = announce(r, "暂停", in->reason)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}

/* POST /trades/:id/resume -- what objections hold stays held */
enum err
post_resume(struct req *r)
{
	const struct seat_reason *in = r->in;
	size_t n;
	enum err e;

	if (!r->trade.paused || !strcmp(r->trade.paused, objection_pause))
		return req_say(r, E_STATE,
			       "标段没有被监督部门暂停，不用恢复；因异议暂停的"
			       "，答复以后自动恢复");
	if ((e = objections_open(r, 0, &n)) ||
	    (e = trade_pause(r, n ? objection_pause : NULL)) ||
	    (e = trade_step(r, in, NULL)) ||
	    (e = announce(r, "恢复", in->reason)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}

/* POST /trades/:id/retender -- a new draft with the conditions of the failed
 * one */
enum err
post_retender(struct req *r)
{
	const struct retender *in = r->in;
	int64_t old = r->trade.id;
	struct named there;
	struct project p;
	struct conditions t;
	enum err e;

	e = db_one(r->db, r->mem, SQL_SUCCESSOR_GET, ARGS(I64(old)), &there);
	if (!e)
		return req_say(r, E_EXISTS,
			       "已经重新招标，请到标段 %" PRId64 " 办理",
			       there.id);
	if (e != E_NOTFOUND || (e = conditions_get(r, old, &t)) ||
	    (e = trade_step(r, in, NULL)) ||
	    (e = project_read(r, t.project, &p, NULL)))
		return e;
	t.predecessor = old;
	t.round++;
	t.documents_from = in->documents_from;
	t.documents_to = in->documents_to;
	t.deadline = in->deadline;
	t.paused = t.reason = NULL;
	e = conditions_add(r, &p, &t);
	if (e || (e = db_exec(r->db, SQL_INVITEE_COPY,
			      ARGS(I64(t.id), I64(old)), NULL)))
		return e;
	r->status = 201;
	return reply_record(r, &conditions_record, &t);
}
