/* The calendar of working days: loaded once, kept until the process ends. */
#include "days.h"
#include "log.h"
#include "req.h"
#include "rows.h"
#include "rule.h"

#include "core_sql.h"

#define HORIZON 180 /* days ahead that periods may reach */

static struct calendar known;
static bool loaded;

/* clang-format off */
static const struct field calendar_day_field[] = {
	DATE(struct calendar_day, day, F_ROW, NULL),
	INT(struct calendar_day, region, 0, 999999, F_ROW, NULL),
	INT(struct calendar_day, kind, 0, DAY__MAX - 1, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(calendar_day, struct calendar_day);

const struct calendar *
calendar(void)
{
	return loaded ? &known : NULL;
}

enum err
calendar_load(struct req *r)
{
	static struct arena *keep;
	struct calendar c = { .n = 0 };
	struct list rows = { 0, NULL };
	const struct calendar_day *d;
	int64_t today = day_of(r->now);
	enum err e;
	size_t i;

	if (loaded)
		return OK;
	if (!keep)
		keep = arena_new();
	if ((e = db_all(r->db, keep, SQL_CALENDAR_LIST, NOARGS, &rows)))
		return e;
	d = rows.at;
	c.days = d;
	c.n = rows.n;
	c.first = INT64_MAX;
	c.last = INT64_MIN;
	for (i = 0; i < rows.n; i++) {
		if (d[i].region)
			continue;
		if (d[i].day < c.first)
			c.first = d[i].day;
		if (d[i].day > c.last)
			c.last = d[i].day;
	}
	if (!calendar_ok(&c)) {
		log_error("msg=calendar why=\"rows out of order or unknown\"");
		return E_BUG;
	}
	if (c.first > today || c.last < today + HORIZON) {
		log_error("msg=calendar why=\"does not cover the next %d days: "
			  "load db/reference/calendar.csv\"",
			  HORIZON);
		return E_BUG;
	}
	known = c;
	loaded = true;
	return OK;
}
