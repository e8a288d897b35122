#ifndef DAYS_H
#define DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * All arithmetic of days, periods and deadlines.  Pure functions: the caller
 * brings the time and the calendar.
 *
 * A *day* is the number of a civil day since 1970-01-01 in China (UTC+8 all
 * the year; the summer time of 1986-1991 is not modelled).  An *instant* is
 * milliseconds since 1970-01-01T00:00Z.  Both are int64_t; names end in _ms
 * where it matters.  Texts are the years 0001 to 9999, and so are the results
 * of period arithmetic.
 */
#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)
#define MINUTE_MS INT64_C(60000)
#define DAY_FIRST INT64_C(-719162) /* 0001-01-01 */
#define DAY_LAST INT64_C(2932896)  /* 9999-12-31 */

/* Days and instants; their texts are in days_text.c.  Beyond the ends of
 * int64_t day_start() stays there. */
int64_t day_of(int64_t ms);
int64_t day_start(int64_t day); /* 00:00 */
int64_t day_end(int64_t day);   /* 24:00, which is 00:00 of the next day */
int day_weekday(int64_t day);   /* 1 Monday to 7 Sunday */

/* False if there is no such date in the years 1 to 9999. */
bool day_from_civil(int y, int m, int d, int64_t *day);
/* False, and all zero, if the day is outside the years 1 to 9999. */
bool day_to_civil(int64_t day, int *y, int *m, int *d);
/* 20260315, or 0 if the day is outside the years 1 to 9999. */
int64_t day_compact(int64_t day);

/* Exactly "YYYY-MM-DD", a date that exists.  False: *day is untouched. */
bool day_parse(const char *, int64_t *day);
/* False, and out "", if the day is outside the years 1 to 9999. */
bool day_print(char out[11], int64_t day);

/*
 * RFC 3339 with T and an offset (Z or +hh:mm), fraction of 1 to 9 digits or
 * none; what is finer than a millisecond is cut off.  Leap seconds (:60) are
 * refused.  False: *ms is untouched.
 */
bool instant_parse(const char *, int64_t *ms);
/*
 * "2026-03-16T18:00:00.000+08:00".  False, and out "", if that falls outside
 * the years 1 to 9999.
 */
bool instant_print(char out[30], int64_t ms);
/* Exactly what instant_print() writes.  False: *ms is untouched. */
bool instant_is(const char *, int64_t *ms);

/*
 * The calendar of working days (days_work.c).  Rows are only the days that are
 * not what their weekday says, but all days may be rows.  A row of a region
 * holds there and below (540000, 540100, 540102); the nearest row wins, region
 * before prefecture before province before the whole country (0).  Nothing is
 * known of days before first or after last.
 *
 * 全国年节及纪念日放假办法 (2024): article 2 national holidays, article 4
 * holidays of minorities, set by the local government.
 */
enum day_kind {
	DAY_WORK,    /* 工作日 */
	DAY_WEEKEND, /* 周末 */
	DAY_HOLIDAY, /* 放假 */
	DAY_MAKEUP,  /* 调休上班: worked, though a weekend */
	DAY__MAX
};

struct calendar_day {
	int64_t day;
	int64_t region; /* 0: the whole country */
	int64_t kind;   /* enum day_kind */
};

struct calendar {
	int64_t first, last;
	const struct calendar_day *days; /* by day, then by region */
	size_t n;
};

enum day_err {
	DAYS_OK,
	DAYS_UNKNOWN, /* the calendar does not cover a day that is needed */
	DAYS_RANGE    /* a number no period or date can have */
};

/* In Chinese, for a reply or the log. */
const char *day_err_text(enum day_err);

/* Sorted, no day twice in a region, all within first and last, kinds known. */
bool calendar_ok(const struct calendar *);

/* DAYS_OK, or DAYS_UNKNOWN with *yes untouched. */
enum day_err is_workday(const struct calendar *, int64_t region, int64_t day,
			bool *yes);

/*
 * Periods (days_period.c): 民法典 200-204.
 *
 * 201  The day it starts on does not count; hours count from the start.
 * 202  Months and years end on the day of the same number, or on the last
 *	day of the month if there is none: 31 January and a month is
 *	28 or 29 February.
 * 203  The last day ends at 24:00.  With `roll`, if it is not a working day,
 *	the period ends with the next working day.  Deadlines roll (民法典 203,
 *	87号令 85); a shortest time others must be given does not, longer
 *	being lawful anyway.
 *
 * n of 0 is no period at all: it ends when it starts.
 */
enum unit {
	UNIT_DAY,
	UNIT_WDAY,
	UNIT_MONTH,
	UNIT_YEAR,
	UNIT_HOUR,
	UNIT_MINUTE
};

/*
 * How days are counted.  COUNT_HOURS is the habit of some centres to end a
 * publicity of three days 72 hours after it began, at the same time of day.
 * That is shorter than the law wants, so the later of the two ends holds: by
 * construction that of COUNT_CIVIL.  The mode is accepted for the sake of
 * rules that name it and can never shorten a period.
 */
enum count_mode { COUNT_CIVIL, COUNT_HOURS };

struct period {
	int64_t n;
	enum unit unit;
	enum count_mode mode;
	bool roll;
};

/* The words of the rules table: day wday month year hour minute. */
bool unit_parse(const char *, enum unit *);
/* "civil_code", "hours72". */
bool count_mode_parse(const char *, enum count_mode *);

/*
 * When a period that starts at from_ms has ended.  An act before *end is in
 * time, one at *end or after is late; what may only be done after the period
 * may be done from *end on.
 *
 * The calendar is needed for working days and for roll and may be NULL
 * otherwise.  Not DAYS_OK: *end is untouched.
 */
enum day_err deadline_after(const struct calendar *, int64_t region,
			    int64_t from_ms, const struct period *,
			    int64_t *end_ms);

/*
 * The last instant at which that can be done which must be done at least a
 * period before event_ms: neither the day of the act nor, unless it is over,
 * the day of the event counts.  *latest itself is in time, a millisecond later
 * is not.  roll has no meaning here.  Not DAYS_OK: *latest is untouched.
 */
enum day_err latest_before(const struct calendar *, int64_t region,
			   int64_t event_ms, const struct period *,
			   int64_t *latest_ms);

/*
 * Does from_ms to to_ms hold a whole period?  The question of guards: notices
 * of at least 20 days and the like.  roll has no meaning here.
 * *yes is (to >= deadline_after(from)), and also (from <= latest_before(to)).
 */
enum day_err period_is_at_least(const struct calendar *, int64_t region,
				int64_t from_ms, int64_t to_ms,
				const struct period *, bool *yes);

#endif
