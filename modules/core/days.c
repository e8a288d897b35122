/* Days of the civil calendar, and instants. */
#include "days.h"

#define ZONE_MS (8 * HOUR_MS)

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
	if (day < DAY_FIRST || day > DAY_LAST)
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
