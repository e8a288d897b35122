/*
 * Objections (实施条例 22, 44, 54): to the documents until 10 days before the
 * deadline, at the opening on the spot, to the result while the candidates
 * are public.  Those of articles 22 and 54 pause the trade until they are
 * answered or withdrawn; one at the opening is to be answered on the spot and
 * only holds back the report.
 */
#include <inttypes.h>

#include "bid.h"
#include "panel.h"
#include "panel_sql.h"

const char objection_pause[] = "有异议未答复";

static const char *const kind_words[] = { "", "documents", "opening", "result",
					  NULL };
static const char *const state_words[] = { "open", "answered", "withdrawn",
					   NULL };

/* clang-format off */
static const struct field objection_field[] = {
	INT(struct objection, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct objection, subject, 1, INT64_MAX, F_ROW, NULL),
	ENUM(struct objection, kind, kind_words, F_BOTH, "对象"),
	TEXT(struct objection, body, 10, 10000, F_BOTH, "异议内容"),
	TIME(struct objection, at, F_OUT, "提出时间"),
	TIME(struct objection, reply_by, F_OUT, "答复期限"),
	TEXT(struct objection, answer, 2, 10000, F_OUT, "答复"),
	TIME(struct objection, answered_at, F_OUT, "答复时间"),
	ENUM(struct objection, state, state_words, F_OUT, "状态"),
	BOOL(struct objection, mine, F_OUT, "本人提出"),
	FIELD_END
};
static const struct field objection_answer_field[] = {
	TEXT(struct objection, answer, 2, 10000, F_IN, "答复"),
	FIELD_END
};
/* clang-format on */
RECORD(objection, struct objection);
RECORD(objection_answer, struct objection);

static enum err
objection_list(struct req *r, struct list *all)
{
	return db_all(r->db, r->mem, SQL_OBJECTION_LIST, ARGS(I64(r->trade.id)),
		      all);
}

enum err
objections_open(struct req *r, int64_t kind, size_t *n)
{
	struct list all = { 0, NULL };
	const struct objection *o;
	size_t i;
	enum err e;

	if ((e = objection_list(r, &all)))
		return e;
	for (*n = 0, o = all.at, i = 0; i < all.n; i++)
		*n += o[i].state == OBJECTION_OPEN &&
		      (kind ? o[i].kind == kind : o[i].kind != OBJECT_OPENING);
	return OK;
}

enum err
trade_pause(struct req *r, const char *reason)
{
	r->trade.paused = reason;
	return db_exec(r->db, SQL_TRADE_PAUSE,
		       ARGS(STR(reason), I64(r->trade.id)), NULL);
}

/* The last answer lets the trade go on; an order to pause stays. */
static enum err
go_on(struct req *r)
{
	size_t n;
	enum err e;

	e = db_exec(r->db, SQL_OBJECTION_DUTY_DONE,
		    ARGS(I64(r->now), I64(r->trade.id),
			 STR("gc.objection.reply"), I64(r->trade.id)),
		    NULL);
	if (e || (e = objections_open(r, 0, &n)))
		return e;
	if (n || !r->trade.paused || strcmp(r->trade.paused, objection_pause))
		return OK;
	return trade_pause(r, NULL);
}

/* POST /trades/:id/objections */
enum err
post_objection(struct req *r)
{
	struct objection *o = r->in;
	int64_t id;
	enum err e;

	if (!o->kind)
		return req_bad(r, "kind",
			       "应当是 documents、opening 或 result");
	if (r->user.subject == NONE || r->user.subject == r->trade.owner ||
	    r->user.subject == r->trade.agency)
		return req_say(r, E_ROLE,
			       "异议由投标人或者其他利害关系人提出，招标人、代"
			       "理机构不能提出");
	if ((e = objection_window(r, o->kind)) ||
	    (e = period_end(r, "gc.objection.reply", r->now, &o->reply_by)))
		return e;
	e = db_exec(r->db, SQL_OBJECTION_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(r->user.subject),
			 I64(r->user.id), I64(o->kind), STR(o->body),
			 I64(r->now), I64(o->reply_by)),
		    &id);
	if (e || (e = duty_add_until(r, "gc.objection.reply", "答复异议",
				     o->reply_by)))
		return e;
	if (o->kind != OBJECT_OPENING && !r->trade.paused &&
	    (e = trade_pause(r, objection_pause)))
		return e;
	e = trade_step(r, o,
		       arena_printf(r->mem,
				    "{\"objection\":%" PRId64
				    ",\"kind\":\"%s\"}",
				    id, kind_words[o->kind]));
	if (e)
		return e;
	o->id = id;
	o->at = r->now;
	o->state = OBJECTION_OPEN;
	o->mine = true;
	r->status = 201;
	return reply_record(r, &objection_record, o);
}

static enum err
open_one(struct req *r, struct objection **found)
{
	struct list all = { 0, NULL };
	struct objection *o;
	size_t i;
	enum err e;

	if ((e = objection_list(r, &all)))
		return e;
	for (o = all.at, i = 0; i < all.n && o->id != r->id2; i++)
		o++;
	if (i == all.n)
		return E_NOTFOUND;
	if (o->state != OBJECTION_OPEN)
		return req_say(r, E_STATE, "这项异议已经%s，不用再办",
			       o->state == OBJECTION_ANSWERED ? "答复"
							      : "撤回");
	*found = o;
	return OK;
}

static enum err
finish(struct req *r, struct objection *o, int64_t state, const char *answer)
{
	enum err e;

	o->state = state;
	o->answer = answer;
	o->answered_at = r->now;
	e = db_exec(r->db, SQL_OBJECTION_STATE,
		    ARGS(I64(state), STR(answer), I64(r->now), I64(o->id)),
		    NULL);
	if (e || (e = go_on(r)))
		return e;
	e = trade_step(r, o,
		       arena_printf(r->mem, "{\"objection\":%" PRId64 "}",
				    o->id));
	return e ? e : reply_record(r, &objection_record, o);
}

/* POST /trades/:id/objections/:id/answer */
enum err
post_objection_answer(struct req *r)
{
	const struct objection *in = r->in;
	struct objection *o;
	enum err e;

	if ((e = open_one(r, &o)))
		return e;
	return finish(r, o, OBJECTION_ANSWERED, in->answer);
}

/* POST /trades/:id/objections/:id/withdraw -- by who raised it */
enum err
post_objection_withdraw(struct req *r)
{
	struct objection *o;
	enum err e;

	if ((e = open_one(r, &o)))
		return e;
	if (o->subject != r->user.subject)
		return E_NOTFOUND;
	return finish(r, o, OBJECTION_WITHDRAWN, NULL);
}

/* GET /trades/:id/objections -- all for those who answer and supervise,
 * others see their own */
enum err
get_objections(struct req *r)
{
	struct list all = { 0, NULL };
	struct objection *o;
	unsigned roles;
	size_t i, n = 0;
	bool every;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) || (e = objection_list(r, &all)))
		return e;
	every = roles & INSIDERS;
	for (o = all.at, i = 0; i < all.n; i++) {
		o[i].mine = r->user.id && o[i].subject == r->user.subject;
		if (every || o[i].mine)
			o[n++] = o[i];
	}
	all.n = n;
	return reply_items(r, &objection_record, &all, NULL);
}
