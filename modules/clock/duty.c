/* Duties that were not done in time become events. */
#include "clock.h"
#include "clock_rows.h"
#include "event.h"
#include "json.h"
#include "clock_sql.h"

#define EVERY_MS 1000

static enum err
report(struct clock *c, const struct overdue *d)
{
	struct event ev = { .verb = "overdue",
			    .project = NONE,
			    .trade = d->trade,
			    .notice = NONE,
			    .before = NONE,
			    .after = NONE };
	struct buf detail;
	enum err e;

	buf_init(&detail, c->r.mem);
	buf_char(&detail, '{');
	json_key(&detail, "duty");
	json_int(&detail, d->id);
	json_key(&detail, "domain");
	json_text(&detail, d->domain);
	json_key(&detail, "rule");
	json_text(&detail, d->rule_key);
	json_key(&detail, "what");
	json_text(&detail, d->what);
	json_key(&detail, "due_at");
	json_time(&detail, d->due_at);
	buf_char(&detail, '}');
	ev.detail = buf_text(&detail);
	if ((e = event_add(&c->r, &ev)))
		return e;
	return db_exec(c->r.db, SQL_DUTY_REPORTED,
		       ARGS(I64(c->r.now), I64(d->id)), NULL);
}

static enum err
report_all(struct clock *c)
{
	const struct overdue *d;
	struct list duties;
	enum err e;

	if ((e = db_all(c->r.db, c->r.mem, SQL_DUTY_LIST, ARGS(I64(c->r.now)),
			&duties)))
		return e;
	for (d = duties.at; duties.n--; d++)
		if ((e = report(c, d)))
			return e;
	return OK;
}

enum err
clock_duties(struct clock *c)
{
	enum err e;

	if (c->r.real - c->reported_at < EVERY_MS)
		return OK;
	if ((e = clock_begin(c)) || (e = clock_end(c, report_all(c))))
		return e;
	c->reported_at = c->r.real;
	return OK;
}
