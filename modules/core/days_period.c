/* Periods and deadlines by the Civil Code. */
#include "days.h"
#include "field.h"

#define FIRST_MS day_start(DAY_FIRST)
#define END_MS day_end(DAY_LAST)

/* No law counts further; keeps sums within int64_t. */
#define N_MAX INT64_C(1000000000)

bool
unit_parse(const char *s, enum unit *out)
{
	static const char *const list[] = { "day",  "wday",   "month", "year",
					    "hour", "minute", NULL };
	int64_t i = word_index(list, s);

	if (i >= 0)
		*out = (enum unit)i;
	return i >= 0;
}

bool
count_mode_parse(const char *s, enum count_mode *out)
{
	static const char *const list[] = { "civil_code", "hours72", NULL };
	int64_t i = word_index(list, s);

	if (i >= 0)
		*out = (enum count_mode)i;
	return i >= 0;
}

/*
 * n working days on (step 1) or back (step -1); the day it starts from may
 * count, the answer is the n-th working day.
 */
static enum day_err
walk(const struct calendar *c, int64_t region, int64_t day, int64_t n, int step,
     int64_t *out)
{
	enum day_err e;
	bool yes;

	for (;; day += step) {
		if ((e = is_workday(c, region, day, &yes)))
			return e;
		if (yes && --n == 0)
			break;
	}
	*out = day;
	return DAYS_OK;
}

/* The same day n months on or back, or the last of that month. */
static enum day_err
add_months(int64_t day, int64_t n, int64_t *out)
{
	int64_t month;
	int y, m, d;

	if (!day_to_civil(day, &y, &m, &d))
		return DAYS_RANGE;
	month = y * INT64_C(12) + (m - 1) + n;
	if (month < 12 || month >= 120000)
		return DAYS_RANGE;
	y = (int)(month / 12);
	m = (int)(month % 12) + 1;
	while (!day_from_civil(y, m, d, out))
		d--;
	return DAYS_OK;
}

/* The last day of a period of whole days that starts on `day`. */
static enum day_err
last_day(const struct calendar *c, int64_t region, int64_t day,
	 const struct period *p, int64_t *out)
{
	switch (p->unit) {
	case UNIT_WDAY:
		return walk(c, region, day + 1, p->n, 1, out);
	case UNIT_MONTH:
		return add_months(day, p->n, out);
	case UNIT_YEAR:
		return add_months(day, p->n * 12, out);
	default:
		*out = day + p->n;
		return DAYS_OK;
	}
}

/* Hours and minutes as milliseconds; 0 for units of whole days. */
static int64_t
unit_ms(enum unit u)
{
	return u == UNIT_HOUR ? HOUR_MS : u == UNIT_MINUTE ? MINUTE_MS : 0;
}

static bool
in_range(int64_t ms, const struct period *p)
{
	return ms >= FIRST_MS && ms < END_MS && p->n >= 0 && p->n <= N_MAX;
}

enum day_err
deadline_after(const struct calendar *c, int64_t region, int64_t from,
	       const struct period *p, int64_t *out)
{
	int64_t day, end, hours;
	enum day_err e;

	if (!in_range(from, p))
		return DAYS_RANGE;
	if (!p->n || unit_ms(p->unit)) {
		end = from + p->n * unit_ms(p->unit);
	} else {
		if ((e = last_day(c, region, day_of(from), p, &day)))
			return e;
		hours = day_start(day) + (from - day_start(day_of(from)));
		if (p->roll && (e = walk(c, region, day, 1, 1, &day)))
			return e;
		end = day_end(day);
		if (p->mode == COUNT_HOURS && hours > end)
			end = hours;
	}
	if (end >= END_MS)
		return DAYS_RANGE;
	*out = end;
	return DAYS_OK;
}

/* The last day a period of whole days may start on and be over by `day`. */
static enum day_err
first_day(const struct calendar *c, int64_t region, int64_t day,
	  const struct period *p, int64_t *out)
{
	int64_t n = p->unit == UNIT_YEAR ? p->n * 12 : p->n, start, end;
	enum day_err e;

	if (p->unit == UNIT_DAY) {
		*out = day - n;
		return DAYS_OK;
	}
	if (p->unit == UNIT_WDAY) {
		if ((e = walk(c, region, day, n, -1, &end)))
			return e;
		*out = end - 1;
		return DAYS_OK;
	}
	/* 28 February less a month is 28 January, but the 31st will do too */
	if ((e = add_months(day, -n, &start)))
		return e;
	while (!add_months(start + 1, n, &end) && end <= day)
		start++;
	*out = start;
	return DAYS_OK;
}

enum day_err
latest_before(const struct calendar *c, int64_t region, int64_t event,
	      const struct period *p, int64_t *out)
{
	int64_t day, latest;
	enum day_err e;

	if (!in_range(event, p))
		return DAYS_RANGE;
	if (!p->n || unit_ms(p->unit)) {
		latest = event - p->n * unit_ms(p->unit);
	} else {
		/* the day of the event is over only for one at 24:00 */
		if ((e = first_day(c, region, day_of(event) - 1, p, &day)))
			return e;
		latest = day_end(day) - 1;
	}
	if (latest < FIRST_MS)
		return DAYS_RANGE;
	*out = latest;
	return DAYS_OK;
}

enum day_err
period_is_at_least(const struct calendar *c, int64_t region, int64_t from,
		   int64_t to, const struct period *p, bool *yes)
{
	struct period least = *p;
	enum day_err e;
	int64_t end;

	least.roll = false;
	if ((e = deadline_after(c, region, from, &least, &end)))
		return e;
	*yes = to >= end;
	return DAYS_OK;
}
