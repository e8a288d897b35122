/* What the law wants done by a day: noted when it begins, done by the act,
 * told to the supervision when it is late. */
#include "days.h"
#include "event.h"
#include "json.h"
#include "panel.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field duty_field[] = {
	INT(struct duty, id, 1, INT64_MAX, F_OUT, "序号"),
	TEXT(struct duty, rule_key, 1, 80, F_OUT, "规则编号"),
	TEXT(struct duty, what, 1, 200, F_OUT, "事项"),
	TIME(struct duty, due_at, F_OUT, "期限"),
	TIME(struct duty, done_at, F_OUT, "完成时间"),
	TIME(struct duty, reported_at, F_OUT, "逾期报告时间"),
	FIELD_END
};
static const struct field named_field[] = {
	INT(struct named, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct named, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct named, name, 1, 200, F_OUT, "名称"),
	TEXT(struct named, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	FIELD_END
};
static const struct field moment_field[] = {
	INT(struct moment, at, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(duty, struct duty);
RECORD(named, struct named);
RECORD(moment, struct moment);

enum err
duty_add_until(struct req *r, const char *rule_key, const char *what,
	       int64_t due_at)
{
	enum err e;

	e = db_exec(r->db, SQL_DUTY_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), STR(rule_key),
			 STR(what), I64(due_at)),
		    NULL);
	if (e)
		return e;
	return due_add(r, "report-duty", r->trade.id, NONE, due_at);
}

enum err
duty_add(struct req *r, const char *rule_key, const char *what)
{
	int64_t end;
	enum err e;

	if ((e = period_end(r, rule_key, r->now, &end)))
		return e;
	return duty_add_until(r, rule_key, what, end);
}

enum err
duty_done(struct req *r, const char *rule_key)
{
	return db_exec(r->db, SQL_DUTY_DONE,
		       ARGS(I64(r->now), I64(r->trade.id), STR(rule_key)),
		       NULL);
}

/* The step report-duty: what is late by now goes into the log, once. */
enum err
due_report_duty(struct req *r, const struct due *due)
{
	struct list late = { 0, NULL };
	const struct duty *d;
	struct buf b;
	size_t i;
	enum err e;

	if ((e = trade_enter(r, due->trade, "report-duty")))
		return e;
	e = db_all(r->db, r->mem, SQL_DUTY_OVERDUE,
		   ARGS(I64(due->trade), I64(r->now)), &late);
	if (e)
		return e;
	buf_init(&b, r->mem);
	buf_str(&b, "{\"overdue\":[");
	for (d = late.at, i = 0; i < late.n; i++) {
		e = db_exec(r->db, SQL_DUTY_REPORTED,
			    ARGS(I64(r->now), I64(d[i].id)), NULL);
		if (e)
			return e;
		json_comma(&b);
		json_text(&b, d[i].rule_key);
	}
	buf_str(&b, "]}");
	if (!late.n) {
		r->move = NULL; /* done in time: nothing to say */
		return OK;
	}
	return trade_step(r, NULL, buf_text(&b));
}

/* GET /trades/:id/duties -- for those whose duties they are, and their
 * supervision */
enum err
get_duties(struct req *r)
{
	struct list duties = { 0, NULL };
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!(roles & INSIDERS))
		return E_ROLE;
	e = db_all(r->db, r->mem, SQL_DUTY_LIST,
		   ARGS(I64(r->id), STR(r->domain)), &duties);
	if (e)
		return e;
	return reply_items(r, &duty_record, &duties, NULL);
}
