/* Questions about the documents; who asks is never shown. */
#include <inttypes.h>

#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

/* clang-format off */
static const struct field question_field[] = {
	INT(struct question, id, 1, INT64_MAX, F_OUT, "提问序号"),
	TEXT(struct question, body, 1, 5000, F_BOTH, "问题"),
	TIME(struct question, at, F_OUT, "提问时间"),
	TEXT(struct question, answer, 1, 10000, F_OUT, "答复"),
	TIME(struct question, answered_at, F_OUT, "答复时间"),
	BOOL(struct question, mine, F_OUT, "是我提的"),
	FIELD_END
};
static const struct field answer_field[] = {
	TEXT(struct answer, answer, 1, 10000, F_IN, "答复"),
	FIELD_END
};
/* clang-format on */
RECORD(question, struct question);
RECORD(answer, struct answer);

/* POST /trades/:id/questions -- ask */
enum err
post_question(struct req *r)
{
	struct question *q = r->in;
	enum err e;

	if (r->user.subject == NONE)
		return req_say(r, E_ROLE, "请用单位的账号提问");
	q->at = r->now;
	q->answered_at = NONE;
	q->mine = true;
	e = db_exec(r->db, SQL_QUESTION_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(r->user.subject),
			 I64(r->user.id), STR(q->body), I64(r->now)),
		    &q->id);
	if (e ||
	    (e = trade_step(r, q,
			    arena_printf(r->mem, "{\"question\":%" PRId64 "}",
					 q->id))))
		return e;
	r->status = 201;
	return reply_record(r, &question_record, q);
}

/* POST /trades/:id/questions/:id/answer -- once, for everybody to read */
enum err
post_answer(struct req *r)
{
	const struct answer *a = r->in;
	struct question q;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_QUESTION_GET,
			ARGS(I64(r->id2), I64(r->trade.id)), &q)))
		return e;
	if (q.answered_at != NONE)
		return req_say(r, E_STATE, "已经答复过，要补充请发澄清");
	if ((e = db_exec(r->db, SQL_QUESTION_ANSWER,
			 ARGS(STR(a->answer), I64(r->now), I64(q.id),
			      I64(r->trade.id)),
			 NULL)) ||
	    (e = trade_step(r, a,
			    arena_printf(r->mem, "{\"question\":%" PRId64 "}",
					 q.id))))
		return e;
	q.answer = a->answer;
	q.answered_at = r->now;
	return reply_record(r, &question_record, &q);
}

/* GET /trades/:id/questions */
enum err
get_questions(struct req *r)
{
	struct list l = { 0, NULL };
	struct page p = page_of(r);
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	roles &= INSIDERS;
	if ((e = db_all(r->db, r->mem, SQL_QUESTION_LIST,
			ARGS(I64(r->user.id), I64(r->id), I64(r->user.id),
			     I64(roles != 0), I64(p.after), I64(p.limit + 1)),
			&l)))
		return e;
	return reply_items(r, &question_record, &l,
			   page_next(r, &p, &l, sizeof(struct question),
				     offsetof(struct question, id)));
}
