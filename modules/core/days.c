/* Days, instants, the calendar, and periods by the Civil Code. */
#include <stdlib.h>
#include <string.h>

#include "days.h"

#define ZONE_MS (8 * HOUR_MS)
#define FIRST_DAY INT64_C(-719162) /* 0001-01-01 */
#define LAST_DAY INT64_C(2932896)  /* 9999-12-31 */
#define FIRST_MS (FIRST_DAY * DAY_MS - ZONE_MS)
#define END_MS ((LAST_DAY + 1) * DAY_MS - ZONE_MS)

/* No law counts further; keeps sums within int64_t. */
#define N_MAX INT64_C(1000000000)

int64_t
day_of(int64_t ms)
{
	int64_t day = ms / DAY_MS, rest = ms % DAY_MS;

	if (rest < 0) {
		day--;
		rest += DAY_MS;
	}
	/* not (ms + ZONE_MS) / DAY_MS: that overflows at the end */
	return day + (rest >= DAY_MS - ZONE_MS);
}

int64_t
day_start(int64_t day)
{
	int64_t ms;

	if (__builtin_mul_overflow(day, DAY_MS, &ms) ||
	    __builtin_sub_overflow(ms, ZONE_MS, &ms))
		return day < 0 ? INT64_MIN : INT64_MAX;
	return ms;
}

int64_t
day_end(int64_t day)
{
	return day == INT64_MAX ? INT64_MAX : day_start(day + 1);
}

int
day_weekday(int64_t day)
{
	/* 1970-01-01 was a Thursday */
	return (int)((day % 7 + 7 + 3) % 7) + 1;
}

static int
month_days(int y, int m)
{
	if (m == 2)
		return 28 + ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

bool
day_from_civil(int y, int m, int d, int64_t *day)
{
	int64_t era_y, yday;

	if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 ||
	    d > month_days(y, m))
		return false;
	/* count years from March: the leap day is then the last of the year */
	era_y = m > 2 ? y : y - 1;
	yday = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	*day =
	    era_y * 365 + era_y / 4 - era_y / 100 + era_y / 400 + yday - 719468;
	return true;
}

bool
day_to_civil(int64_t day, int *y, int *m, int *d)
{
	int64_t n, era, of_era, year, yday, month;

	*y = *m = *d = 0;
	if (day < FIRST_DAY || day > LAST_DAY)
		return false;
	n = day + 719468; /* since 0000-03-01, not negative */
	era = n / 146097; /* 400 years */
	of_era = n % 146097;
	year =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	yday = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * yday + 2) / 153;
	*d = (int)(yday - (153 * month + 2) / 5 + 1);
	*m = (int)(month < 10 ? month + 3 : month - 9);
	*y = (int)(year + era * 400) + (*m <= 2);
	return true;
}

int64_t
day_compact(int64_t day)
{
	int y, m, d;

	day_to_civil(day, &y, &m, &d);
	return y * INT64_C(10000) + m * 100 + d;
}

static int
order(const void *a, const void *b)
{
	const struct calendar_day *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->region > y->region) - (x->region < y->region);
}

void
calendar_sort(struct calendar_day *days, size_t n)
{
	if (n)
		qsort(days, n, sizeof(*days), order);
}

bool
calendar_ok(const struct calendar *c)
{
	size_t i;

	if (c->first < FIRST_DAY || c->last > LAST_DAY || c->first > c->last)
		return false;
	for (i = 0; i < c->n; i++) {
		const struct calendar_day *d = &c->days[i];

		if (d->day < c->first || d->day > c->last || d->kind < 0 ||
		    d->kind >= DAY__MAX)
			return false;
		if (i && order(d - 1, d) >= 0)
			return false;
	}
	return true;
}

static bool
kind_of(const struct calendar *c, int64_t day, int64_t region, int64_t *kind)
{
	struct calendar_day key = { .day = day, .region = region };
	const struct calendar_day *d;

	if (!c->n || !(d = bsearch(&key, c->days, c->n, sizeof(key), order)))
		return false;
	*kind = d->kind;
	return true;
}

enum day_err
is_workday(const struct calendar *c, int64_t region, int64_t day, bool *yes)
{
	int64_t kind;

	if (!c || day < c->first || day > c->last)
		return DAYS_UNKNOWN;
	if (!kind_of(c, day, region, &kind) &&
	    !kind_of(c, day, region / 100 * 100, &kind) &&
	    !kind_of(c, day, region / 10000 * 10000, &kind) &&
	    !kind_of(c, day, 0, &kind))
		kind = day_weekday(day) > 5 ? DAY_WEEKEND : DAY_WORK;
	*yes = kind == DAY_WORK || kind == DAY_MAKEUP;
	return DAYS_OK;
}

const char *
day_err_text(enum day_err e)
{
	switch (e) {
	case DAYS_OK:
		return "正常";
	case DAYS_UNKNOWN:
		return "工作日历未覆盖所需日期";
	case DAYS_RANGE:
		return "日期或期间超出范围";
	}
	return "";
}

/* One of a list of words ending in NULL, or -1. */
static int
word(const char *const *list, const char *s)
{
	int i;

	for (i = 0; list[i]; i++)
		if (!strcmp(list[i], s))
			return i;
	return -1;
}

bool
unit_parse(const char *s, enum unit *out)
{
	static const char *const list[] = { "day",  "wday",   "month", "year",
					    "hour", "minute", NULL };
	int i = word(list, s);

	if (i >= 0)
		*out = (enum unit)i;
	return i >= 0;
}

bool
count_mode_parse(const char *s, enum count_mode *out)
{
	static const char *const list[] = { "civil_code", "hours72", NULL };
	int i = word(list, s);

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
	int y, m, d, last;

	if (!day_to_civil(day, &y, &m, &d))
		return DAYS_RANGE;
	month = y * INT64_C(12) + (m - 1) + n;
	if (month < 12 || month >= 120000)
		return DAYS_RANGE;
	y = (int)(month / 12);
	m = (int)(month % 12) + 1;
	last = month_days(y, m);
	day_from_civil(y, m, d < last ? d : last, out);
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
