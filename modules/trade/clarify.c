/* Clarifications and corrections; what may change bids moves the deadline. */
#include <inttypes.h>

#include "days.h"
#include "json.h"
#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

/* clang-format off */
static const struct field clarification_field[] = {
	TEXT(struct clarification, title, 4, 200, F_IN, "标题"),
	TEXT(struct clarification, body, 1, 200000, F_IN, "正文"),
	BOOL(struct clarification, affects_bids, F_IN, "可能影响投标文件编制"),
	TIME(struct clarification, deadline, F_BOTH | F_OPT, "投标截止"),
	INTS(struct clarification, documents, 1, INT64_MAX, F_IN | F_OPT, "文件"),
	INT(struct clarification, corrects, 1, INT64_MAX, F_IN | F_OPT, "更正的公告"),
	TEXT(struct clarification, duty_person, 1, 60, F_IN | F_OPT, "公告发布责任人"),
	TEXT(struct clarification, examiner, 1, 60, F_IN | F_OPT, "数据验证责任人"),
	INT(struct clarification, notice, 1, INT64_MAX, F_OUT, "公开编号"),
	FIELD_END
};
/* clang-format on */
RECORD(clarification, struct clarification);

/* The old hour, on the first working day from `earliest` on. */
static int64_t
moved(struct req *r, int64_t old, int64_t earliest)
{
	int64_t hour = old - day_start(day_of(old)), day = day_of(earliest);
	bool work = false;

	if (day_start(day) + hour < earliest)
		day++;
	while (!is_workday(calendar(), r->trade.region, day, &work) && !work)
		day++;
	return day_start(day) + hour;
}

/* What the deadline must be after this, in c->deadline. */
static enum err
set_deadline(struct req *r, struct clarification *c, const char *key)
{
	int64_t old = r->trade.deadline, earliest;
	enum err e;

	if (c->deadline != NONE && c->deadline < old)
		return req_bad(r, "deadline", "只能推迟，不能早于 %s",
			       when_text(r->mem, old));
	if (!c->affects_bids) {
		if (c->deadline == NONE)
			c->deadline = old;
		return OK;
	}
	if (c->deadline != NONE)
		return period_check(r, key, r->now, c->deadline);
	if ((e = period_end(r, key, r->now, &earliest)))
		return e;
	c->deadline = old >= earliest ? old : moved(r, old, earliest);
	return OK;
}

static enum err
move(struct req *r, int64_t deadline)
{
	struct trade *t = &r->trade;
	enum err e;

	if (deadline == t->deadline)
		return OK;
	t->deadline = deadline;
	if ((e = db_exec(r->db, SQL_TRADE_TIMES,
			 ARGS(I64(t->documents_from), I64(t->documents_to),
			      I64(deadline), I64(t->id)),
			 NULL)) ||
	    (e = due_drop(r, t->id, "close")))
		return e;
	return due_add_close(r);
}

/* The notice says itself what became of the deadline. */
static void
compose(struct req *r, const struct clarification *c, int64_t old,
	struct announce *a)
{
	const char *from = when_text(r->mem, old);
	const char *to = when_text(r->mem, c->deadline);
	struct buf facts;

	buf_init(&facts, r->mem);
	fact_add(&facts, "标段编号", r->trade.code);
	fact_add(&facts, "标段名称", r->trade.name);
	if (old != c->deadline) {
		a->body = arena_printf(r->mem,
				       "%s\n\n投标截止时间和开标时间由 %s "
				       "推迟到 %s。",
				       c->body, from, to);
		fact_add(&facts, "原投标截止时间", from);
	}
	fact_add(&facts, "投标截止时间", to);
	a->facts = buf_text(&facts);
}

enum err
clarify(struct req *r, struct clarification *c, const char *type,
	int64_t nature, const char *key)
{
	struct announce a = { .type = type,
			      .nature = nature,
			      .title = c->title,
			      .body = c->body,
			      .duty_person = c->duty_person,
			      .examiner = c->examiner,
			      .documents = c->documents,
			      .corrects =
				  c->corrects == NONE ? 0 : c->corrects };
	int64_t old = r->trade.deadline;
	struct buf b;
	enum err e;

	if ((e = set_deadline(r, c, key)))
		return e;
	compose(r, c, old, &a);
	a.due_at = c->deadline;
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "affects_bids");
	buf_str(&b, c->affects_bids ? "true" : "false");
	json_key(&b, "from");
	json_time(&b, old);
	json_key(&b, "deadline");
	json_time(&b, c->deadline);
	buf_char(&b, '}');
	if ((e = trade_step(r, c, buf_text(&b))) ||
	    (e = move(r, c->deadline)) ||
	    (e = notice_announce(r, &a, &c->notice)))
		return e;
	r->status = 201;
	return reply_record(r, &clarification_record, c);
}
