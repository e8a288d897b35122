/* Steps that time takes, each in the transaction that drops its row. */
#include "deadline.h"
#include "log.h"
#include "trade.h"

#include "tender_sql.h"

/* clang-format off */
static const struct field due_field[] = {
	INT(struct due, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct due, trade, 1, INT64_MAX, F_OUT, "标段"),
	INT(struct due, notice, 1, INT64_MAX, F_OUT, "公告"),
	TEXT(struct due, verb, 1, 40, F_OUT, "步骤"),
	TIME(struct due, at, F_OUT, "到期时间"),
	FIELD_END
};
/* clang-format on */
RECORD(due, struct due);

enum err
due_add(struct req *r, const char *verb, int64_t trade, int64_t notice,
	int64_t at)
{
	return db_exec(r->db, SQL_DUE_ADD,
		       ARGS(STR(r->domain), I64(trade), I64(notice), STR(verb),
			    I64(at)),
		       NULL);
}

enum err
due_add_close(struct req *r)
{
	return db_exec(r->db, SQL_DUE_ADD_CLOSE,
		       ARGS(STR(r->domain), I64(r->trade.id),
			    I64(r->trade.deadline), I64(CLOSING_MS)),
		       NULL);
}

enum err
due_drop(struct req *r, int64_t trade, const char *verb)
{
	return db_exec(r->db, SQL_DUE_DROP_TRADE,
		       ARGS(I64(trade), STR(verb), STR(verb)), NULL);
}

enum err
due_drop_notice(struct req *r, int64_t notice)
{
	return db_exec(r->db, SQL_DUE_DROP_NOTICE, ARGS(I64(notice)), NULL);
}

/* The trade has not come to where the step begins: that is no reason to
 * forget it. */
static bool
is_to_come(const struct req *r, const char *verb)
{
	const struct move *m = move_find(r->worker->moves, verb);

	return m && !(m->from & AT(r->trade.stage)) &&
	       m->from > AT(r->trade.stage);
}

/*
 * The row is read without a lock, because the trade is locked first
 * everywhere; that it was still there when it is dropped shows that nobody
 * moved the step in between.
 */
enum err
due_run(struct req *r, const struct due_verb *v)
{
	struct due d;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_DUE_GET, ARGS(I64(r->id)), &d)))
		return e;
	/* nothing is closed or opened by clocks that differ */
	if (r->skew)
		return E_CLOCK;
	if (d.at > r->now)
		return E_EARLY;
	while (v->verb && strcmp(v->verb, d.verb))
		v++;
	if (!v->verb) {
		log_error("msg=due-without-handler verb=%s", d.verb);
		return E_BUG;
	}
	e = v->run(r, &d);
	if (e == E_STAGE && !is_to_come(r, d.verb)) {
		log_info("msg=due-obsolete verb=%s", d.verb);
		r->move = NULL;
	} else if (e) {
		return e;
	}
	if ((e = db_exec(r->db, SQL_DUE_DROP, ARGS(I64(d.id)), NULL)))
		return e;
	/* the end of a trade has dropped all of its rows already */
	if (!db_rows(r->db) && r->trade.stage != S_FAILED)
		return E_NOTFOUND;
	return reply_record(r, &due_record, &d);
}
