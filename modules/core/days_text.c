/* Days and instants as text, RFC 3339. */
#include <stdio.h>

#include "days.h"

/* Read exactly n digits and step over them. */
static bool
digits(const char **p, int n, int *out)
{
	int v = 0;

	for (; n; n--, ++*p) {
		if (**p < '0' || **p > '9')
			return false;
		v = v * 10 + (**p - '0');
	}
	*out = v;
	return true;
}

static bool
mark(const char **p, char c)
{
	return **p == c && ++*p;
}

static bool
date(const char **p, int64_t *day)
{
	int y, m, d;

	return digits(p, 4, &y) && mark(p, '-') && digits(p, 2, &m) &&
	       mark(p, '-') && digits(p, 2, &d) && day_from_civil(y, m, d, day);
}

bool
day_parse(const char *s, int64_t *day)
{
	int64_t v;

	if (!date(&s, &v) || *s)
		return false;
	*day = v;
	return true;
}

bool
day_print(char out[11], int64_t day)
{
	int y, m, d;

	out[0] = '\0';
	if (!day_to_civil(day, &y, &m, &d))
		return false;
	/* the remainders tell the compiler that it fits */
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)y % 10000,
		 (unsigned)m % 100, (unsigned)d % 100);
	return true;
}

/* Z, or a signed offset, in minutes. */
static bool
offset(const char **p, int *minutes)
{
	int sign, h, m;

	*minutes = 0;
	if (mark(p, 'Z') || mark(p, 'z'))
		return true;
	sign = mark(p, '+') ? 1 : mark(p, '-') ? -1 : 0;
	if (!sign || !digits(p, 2, &h) || !mark(p, ':') || !digits(p, 2, &m) ||
	    h > 23 || m > 59)
		return false;
	*minutes = sign * (h * 60 + m);
	return true;
}

bool
instant_parse(const char *s, int64_t *ms)
{
	int h, m, sec, minutes, n, v, frac = 0;
	int64_t day, t;

	if (!date(&s, &day) || !(mark(&s, 'T') || mark(&s, 't')) ||
	    !digits(&s, 2, &h) || !mark(&s, ':') || !digits(&s, 2, &m) ||
	    !mark(&s, ':') || !digits(&s, 2, &sec) || h > 23 || m > 59 ||
	    sec > 59)
		return false;
	if (mark(&s, '.')) {
		for (n = 0; n < 9 && digits(&s, 1, &v); n++)
			frac += v * (n == 0 ? 100 : n == 1 ? 10 : n == 2);
		if (!n)
			return false;
	}
	if (!offset(&s, &minutes) || *s)
		return false;
	t = day * DAY_MS + h * HOUR_MS + m * MINUTE_MS + sec * 1000 + frac -
	    minutes * MINUTE_MS;
	if (!day_compact(day_of(t)))
		return false;
	*ms = t;
	return true;
}

bool
instant_print(char out[30], int64_t ms)
{
	char day[11];
	unsigned t;

	out[0] = '\0';
	if (!day_print(day, day_of(ms)))
		return false;
	t = (unsigned)(ms - day_start(day_of(ms)));
	snprintf(out, 30, "%.10sT%02u:%02u:%02u.%03u+08:00", day,
		 t / 3600000 % 24, t / 60000 % 60, t / 1000 % 60, t % 1000);
	return true;
}

bool
instant_is(const char *text, int64_t *ms)
{
	char again[30];
	int64_t n;

	if (!instant_parse(text, &n) || !instant_print(again, n) ||
	    strcmp(text, again))
		return false;
	*ms = n;
	return true;
}
