/* The calendar of working days. */
#include <stdlib.h>

#include "days.h"

static int
order(const void *a, const void *b)
{
	const struct calendar_day *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->region > y->region) - (x->region < y->region);
}

bool
calendar_ok(const struct calendar *c)
{
	size_t i;

	if (c->first < DAY_FIRST || c->last > DAY_LAST || c->first > c->last)
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
