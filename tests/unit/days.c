/*
 * Days and periods against a second opinion that knows no formula: it writes
 * the days of 2022 to 2029 down one after the other and counts on its fingers.
 */
#include "days.h"
#include "tap.h"

/* Holidays as published for 2024-2026, guesses for 2027, regional examples. */
static const struct {
	int from, to;
	int64_t region;
	enum day_kind kind;
} special[] = {
	{ 20231230, 20240101, 0, DAY_HOLIDAY },
	{ 20240204, 20240204, 0, DAY_MAKEUP },
	{ 20240210, 20240217, 0, DAY_HOLIDAY },
	{ 20240218, 20240218, 0, DAY_MAKEUP },
	{ 20240404, 20240406, 0, DAY_HOLIDAY },
	{ 20240407, 20240407, 0, DAY_MAKEUP },
	{ 20240428, 20240428, 0, DAY_MAKEUP },
	{ 20240501, 20240505, 0, DAY_HOLIDAY },
	{ 20240511, 20240511, 0, DAY_MAKEUP },
	{ 20240610, 20240610, 0, DAY_HOLIDAY },
	{ 20240914, 20240914, 0, DAY_MAKEUP },
	{ 20240915, 20240917, 0, DAY_HOLIDAY },
	{ 20240929, 20240929, 0, DAY_MAKEUP },
	{ 20241001, 20241007, 0, DAY_HOLIDAY },
	{ 20241012, 20241012, 0, DAY_MAKEUP },
	{ 20250101, 20250101, 0, DAY_HOLIDAY },
	{ 20250126, 20250126, 0, DAY_MAKEUP },
	{ 20250128, 20250204, 0, DAY_HOLIDAY },
	{ 20250208, 20250208, 0, DAY_MAKEUP },
	{ 20250404, 20250406, 0, DAY_HOLIDAY },
	{ 20250427, 20250427, 0, DAY_MAKEUP },
	{ 20250501, 20250505, 0, DAY_HOLIDAY },
	{ 20250531, 20250602, 0, DAY_HOLIDAY },
	{ 20250928, 20250928, 0, DAY_MAKEUP },
	{ 20251001, 20251008, 0, DAY_HOLIDAY },
	{ 20251011, 20251011, 0, DAY_MAKEUP },
	{ 20260101, 20260103, 0, DAY_HOLIDAY },
	{ 20260104, 20260104, 0, DAY_MAKEUP },
	{ 20260214, 20260214, 0, DAY_MAKEUP },
	{ 20260215, 20260223, 0, DAY_HOLIDAY },
	{ 20260228, 20260228, 0, DAY_MAKEUP },
	{ 20260404, 20260406, 0, DAY_HOLIDAY },
	{ 20260501, 20260505, 0, DAY_HOLIDAY },
	{ 20260509, 20260509, 0, DAY_MAKEUP },
	{ 20260619, 20260621, 0, DAY_HOLIDAY },
	{ 20260920, 20260920, 0, DAY_MAKEUP },
	{ 20260925, 20260927, 0, DAY_HOLIDAY },
	{ 20261001, 20261007, 0, DAY_HOLIDAY },
	{ 20261010, 20261010, 0, DAY_MAKEUP },
	{ 20270101, 20270103, 0, DAY_HOLIDAY },
	{ 20270206, 20270212, 0, DAY_HOLIDAY },
	{ 20270213, 20270214, 0, DAY_MAKEUP },
	{ 20271001, 20271007, 0, DAY_HOLIDAY },
	/* the region's own; the city of Lhasa has one more */
	{ 20250823, 20250829, 540000, DAY_HOLIDAY },
	{ 20260811, 20260817, 540000, DAY_HOLIDAY },
	{ 20260509, 20260509, 540000, DAY_WEEKEND }, /* not made up here */
	{ 20250903, 20250903, 540100, DAY_HOLIDAY },
	{ 20250826, 20250826, 540102, DAY_WORK }, /* one county works */
};
#define SPECIALS (sizeof(special) / sizeof(*special))

static const int64_t regions[] = { 0, 110105, 540602, 540121, 540102 };
#define REGIONS 5

/* The days on paper. */
#define PAPER 2922
static struct {
	int y, m, d, weekday;
	bool work[REGIONS];
} paper[PAPER];
static int64_t paper_first;

static struct calendar_day rows[200];
static struct calendar cal;

static int
compact(int i)
{
	return paper[i].y * 10000 + paper[i].m * 100 + paper[i].d;
}

/* Does a row for `of` speak of `region`, and how nearly (0: not at all)? */
static int
nearness(int64_t of, int64_t region)
{
	if (of == 0)
		return 1;
	if (of == region / 10000 * 10000)
		return 2;
	if (of == region / 100 * 100)
		return 3;
	return of == region ? 4 : 0;
}

static void
write_paper(void)
{
	static const int len[] = { 31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31 };
	int y = 2022, m = 1, d = 1, weekday = 6, i, r, near;
	size_t s;

	for (i = 0; i < PAPER; i++) {
		paper[i].y = y;
		paper[i].m = m;
		paper[i].d = d;
		paper[i].weekday = weekday;
		for (r = 0; r < REGIONS; r++) {
			paper[i].work[r] = weekday < 6;
			for (near = 1; near <= 4; near++)
				for (s = 0; s < SPECIALS; s++)
					if (compact(i) >= special[s].from &&
					    compact(i) <= special[s].to &&
					    nearness(special[s].region,
						     regions[r]) == near)
						paper[i].work[r] =
						    special[s].kind ==
							DAY_WORK ||
						    special[s].kind ==
							DAY_MAKEUP;
		}
		weekday = weekday % 7 + 1;
		if (++d > len[m - 1] + (m == 2 && (y == 2024 || y == 2028))) {
			d = 1;
			if (++m > 12) {
				m = 1;
				y++;
			}
		}
	}
}

static int
by_day(const void *a, const void *b)
{
	const struct calendar_day *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->region > y->region) - (x->region < y->region);
}

static void
make_calendar(void)
{
	size_t s;
	int64_t d, to;

	day_from_civil(2022, 1, 1, &paper_first);
	for (s = SPECIALS; s--;) { /* backwards, so that there is work to do */
		day_from_civil(special[s].from / 10000,
			       special[s].from / 100 % 100,
			       special[s].from % 100, &d);
		day_from_civil(special[s].to / 10000, special[s].to / 100 % 100,
			       special[s].to % 100, &to);
		for (; d <= to; d++)
			rows[cal.n++] =
			    (struct calendar_day){ d, special[s].region,
						   special[s].kind };
	}
	qsort(rows, cal.n, sizeof(*rows), by_day);
	cal.days = rows;
	cal.first = paper_first;
	cal.last = paper_first + PAPER - 1;
}

static void
civil_days(void)
{
	int i, y, m, d, bad = 0;
	int64_t day, back, prev = 0;

	for (i = 0; i < PAPER; i++) {
		day = paper_first + i;
		bad += !day_to_civil(day, &y, &m, &d) || y != paper[i].y ||
		       m != paper[i].m || d != paper[i].d ||
		       day_compact(day) != compact(i) ||
		       day_weekday(day) != paper[i].weekday ||
		       day_of(day_start(day)) != day ||
		       day_of(day_start(day) - 1) != day - 1 ||
		       day_of(day_end(day) - 1) != day ||
		       day_end(day) != day_start(day + 1);
	}
	ok(bad == 0, "every day of 2022-2029 is where the paper has it");

	bad = 0;
	day_from_civil(1, 1, 1, &prev);
	for (prev--, y = 1; y <= 9999; y++)
		for (m = 1; m <= 12; m++)
			for (d = 0; d <= 32; d++) {
				if (!day_from_civil(y, m, d, &day))
					continue;
				bad += day != ++prev ||
				       !day_to_civil(day, &i, &i, &i) ||
				       day_compact(day) !=
					   y * INT64_C(10000) + m * 100 + d;
			}
	ok(bad == 0, "the years 1 to 9999 follow each other without a gap");
	day_from_civil(9999, 12, 31, &back);
	ok(prev == back && back == 2932896, "and end where they should");
	ok(!day_to_civil(back + 1, &y, &m, &d) && y == 0 &&
	       !day_to_civil(INT64_MIN, &y, &m, &d) &&
	       !day_to_civil(INT64_MAX, &y, &m, &d) &&
	       !day_from_civil(2025, 2, 29, &day) &&
	       !day_from_civil(1900, 2, 29, &day) &&
	       day_from_civil(2000, 2, 29, &day) &&
	       !day_from_civil(10000, 1, 1, &day) &&
	       !day_from_civil(0, 12, 31, &day),
	   "what is no date is refused");
	ok(day_of(-8 * HOUR_MS) == 0 && day_of(-8 * HOUR_MS - 1) == -1 &&
	       day_of(0) == 0 && day_weekday(0) == 4 && day_weekday(-4) == 7 &&
	       day_start(INT64_MAX) == INT64_MAX &&
	       day_start(INT64_MIN) == INT64_MIN &&
	       day_end(INT64_MAX) == INT64_MAX && day_of(INT64_MAX) > 0 &&
	       day_of(INT64_MIN) < 0 && day_weekday(INT64_MIN) > 0 &&
	       day_weekday(INT64_MAX) > 0,
	   "the ends of the number line do no harm");
}

static void
texts(void)
{
	static const char *const bad_day[] = {
		"",           "2026-3-15",  "2026-03-15 ", " 2026-03-15",
		"2026-02-29", "2026-13-01", "2026-00-10",  "2026-01-00",
		"20260315",   "0000-01-01", "2026/03/15",  "+026-03-15",
		"2026-03-1x", "2026-04-31", "12026-01-01", "2026-03-15T",
	};
	static const char *const bad_instant[] = {
		"",
		"2026-03-16",
		"2026-03-16T18:00:00",
		"2026-03-16 18:00:00Z",
		"2026-03-16T24:00:00Z",
		"2026-03-16T18:60:00Z",
		"2026-03-16T18:00:60Z",
		"2026-03-16T18:00Z",
		"2026-03-16T18:00:00.Z",
		"2026-03-16T18:00:00.1234567890Z",
		"2026-03-16T18:00:00+0800",
		"2026-03-16T18:00:00+24:00",
		"2026-03-16T18:00:00+08:60",
		"2026-03-16T18:00:00+08:00 ",
		"2026-03-16T18:00:00ZZ",
		"2026-02-29T18:00:00Z",
		"0001-01-01T00:00:00+23:59",
		"9999-12-31T23:59:59Z",
	};
	static const struct {
		const char *in, *out;
	} good[] = {
		{ "2026-03-16T18:00:00+08:00",
		  "2026-03-16T18:00:00.000+08:00" },
		{ "2026-03-16T16:00:00Z", "2026-03-17T00:00:00.000+08:00" },
		{ "2026-03-16t15:59:59.9999z",
		  "2026-03-16T23:59:59.999+08:00" },
		{ "1969-12-31T23:59:59.5Z", "1970-01-01T07:59:59.500+08:00" },
		{ "2024-02-28T20:15:00.25-05:30",
		  "2024-02-29T09:45:00.250+08:00" },
		{ "9999-12-31T23:59:59.999+08:00",
		  "9999-12-31T23:59:59.999+08:00" },
		{ "0001-01-01T00:00:00+08:00",
		  "0001-01-01T00:00:00.000+08:00" },
	};
	char day_text[11], out[30];
	int64_t day, ms, same;
	size_t i, bad = 0;

	for (i = 0; i < sizeof(bad_day) / sizeof(*bad_day); i++) {
		day = 42;
		if (!day_parse(bad_day[i], &day) && day == 42)
			continue;
		diag("taken: %s", bad_day[i]);
		bad++;
	}
	for (i = 0; i < sizeof(bad_instant) / sizeof(*bad_instant); i++) {
		ms = 42;
		if (!instant_parse(bad_instant[i], &ms) && ms == 42)
			continue;
		diag("taken: %s", bad_instant[i]);
		bad++;
	}
	ok(bad == 0, "texts that are no day and no instant are refused");

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		if (instant_parse(good[i].in, &ms) && instant_print(out, ms) &&
		    !strcmp(out, good[i].out) && instant_parse(out, &same) &&
		    same == ms)
			continue;
		diag("%s became %s", good[i].in, out);
		bad++;
	}
	ok(bad == 0, "instants are read and written");

	for (i = 0; i < PAPER; i++) {
		day = paper_first + (int64_t)i;
		bad += !day_print(day_text, day) ||
		       !day_parse(day_text, &same) || same != day;
		ms = day_start(day) + (int64_t)i * 29578; /* anywhere in it */
		bad += !instant_print(out, ms) || !instant_parse(out, &same) ||
		       same != ms || strncmp(out, day_text, 10) != 0;
	}
	ok(bad == 0, "what is written is read back the same");
	ok(!day_print(day_text, 2932897) && !*day_text &&
	       !instant_print(out, INT64_MAX) && !*out &&
	       !instant_print(out, INT64_MIN),
	   "beyond the year 9999 nothing is written");
}

static void
calendars(void)
{
	struct calendar_day two[2] = { { 100, 0, DAY_HOLIDAY },
				       { 101, 0, DAY_MAKEUP } };
	struct calendar c = { .first = 100, .last = 101, .days = two, .n = 2 };
	int i, r, bad = 0;
	bool yes = false;

	for (i = 0; i < PAPER; i++)
		for (r = 0; r < REGIONS; r++)
			bad += is_workday(&cal, regions[r], paper_first + i,
					  &yes) ||
			       yes != paper[i].work[r];
	ok(bad == 0, "working days of five places are as on paper");
	yes = true;
	ok(is_workday(&cal, 0, cal.first - 1, &yes) == DAYS_UNKNOWN &&
	       is_workday(&cal, 0, cal.last + 1, &yes) == DAYS_UNKNOWN &&
	       is_workday(NULL, 0, 0, &yes) == DAYS_UNKNOWN && yes,
	   "nothing is said of days the calendar does not have");

	ok(calendar_ok(&cal) && calendar_ok(&c), "a good calendar is good");
	two[1].day = 100;
	ok(!calendar_ok(&c), "a day twice is not");
	two[1].region = 540000;
	ok(calendar_ok(&c), "unless in another region");
	two[0].day = 101;
	ok(!calendar_ok(&c), "out of order is not");
	qsort(two, 2, sizeof(*two), by_day);
	ok(calendar_ok(&c), "in order it is good again");
	two[1].day = 102;
	ok(!calendar_ok(&c), "a day past the end is not good");
	two[1].day = 101;
	two[1].kind = DAY__MAX;
	ok(!calendar_ok(&c), "nor a kind nobody knows");
	c = (struct calendar){ .first = 1, .last = 0 };
	ok(!calendar_ok(&c), "nor a calendar of no days");
}

/* The end of a period, by stepping; an index of `paper`. */
static int
paper_last(int i, int r, int n, enum unit u, bool roll)
{
	int months = u == UNIT_YEAR ? n * 12 : n, want, d = paper[i].d;

	if (u == UNIT_DAY) {
		while (n--)
			i++;
	} else if (u == UNIT_WDAY) {
		while (n)
			n -= paper[++i].work[r];
	} else {
		want = paper[i].y * 12 + paper[i].m + months;
		while (paper[i].y * 12 + paper[i].m != want)
			i++; /* the first of the month wanted */
		while (paper[i].d < d && paper[i + 1].d != 1)
			i++;
	}
	while (roll && !paper[i].work[r])
		i++;
	return i;
}

static int64_t cases;

/* One start, one period: the end, and what guards say a millisecond about. */
static int
disagrees(int i, int64_t time, int r, const struct period *p)
{
	int last = paper_last(i, r, (int)p->n, p->unit, p->roll);
	int64_t from = day_start(paper_first + i) + time, end, want;
	bool before = true, at = false;

	cases++;
	want = day_start(paper_first + last + 1);
	if (deadline_after(&cal, regions[r], from, p, &end) || end != want)
		return 1;
	if (p->roll)
		return 0;
	if (period_is_at_least(&cal, regions[r], from, end - 1, p, &before) ||
	    period_is_at_least(&cal, regions[r], from, end, p, &at))
		return 1;
	return before || !at;
}

/* Counted back from an event: the last instant is lawful, the next is not. */
static int
disagrees_back(int i, int64_t time, int r, const struct period *p)
{
	int64_t event = day_start(paper_first + i) + time, latest;
	bool at = false, after = true;

	cases++;
	if (latest_before(&cal, regions[r], event, p, &latest) ||
	    period_is_at_least(&cal, regions[r], latest, event, p, &at) ||
	    period_is_at_least(&cal, regions[r], latest + 1, event, p, &after))
		return 1;
	return !at || after;
}

static void
all_periods(void)
{
	static const int64_t times[] = { 0, 1, 18 * HOUR_MS, DAY_MS - 1 };
	static const int count[] = { 1, 2, 3, 5, 7, 10, 15, 20, 30 };
	int i, r, t, n, u, roll, mode, bad = 0, bad_back = 0;

	for (i = 730; i < 730 + 1461; i++)
		for (r = 0; r < REGIONS; r++)
			for (n = 0; n < 9; n++)
				for (u = UNIT_DAY; u <= UNIT_YEAR; u++) {
					struct period p = { .n = count[n],
							    .unit =
								(enum unit)u };

					if (u == UNIT_YEAR && p.n > 1)
						continue;
					if (u == UNIT_MONTH && p.n > 15)
						continue;
					for (t = 0; t < 4; t++)
						bad_back +=
						    disagrees_back(i, times[t],
								   r, &p);
					for (roll = 0; roll < 8; roll++) {
						t = roll / 2;
						mode = (i + roll) % 2;
						p.roll = roll % 2;
						p.mode = (enum count_mode)mode;
						bad += disagrees(i, times[t], r,
								 &p);
					}
				}
	ok(bad == 0, "from every day of 2024-2027 periods end as on paper");
	ok(bad_back == 0, "and counted back they begin right");
	diag("%lld periods", (long long)cases);
}

/* The end of a period as text, for the readable examples. */
static const char *
end_of(int64_t region, const char *from, int64_t n, enum unit u, bool roll)
{
	static char out[30];
	struct period p = { .n = n, .unit = u, .roll = roll };
	int64_t ms, end;
	enum day_err e;

	if (!instant_parse(from, &ms))
		return "what instant?";
	if ((e = deadline_after(&cal, region, ms, &p, &end)))
		return day_err_text(e);
	instant_print(out, end);
	return out;
}

static void
examples(void)
{
	static const char uncovered[] = "工作日历未覆盖所需日期";

	is(end_of(540600, "2026-03-16T18:00:00+08:00", 3, UNIT_DAY, false),
	   "2026-03-20T00:00:00.000+08:00",
	   "three days of publicity end at 24:00 of the third");
	is(end_of(0, "2026-09-28T09:00:00+08:00", 5, UNIT_WDAY, false),
	   "2026-10-11T00:00:00.000+08:00",
	   "working days jump the National Day week, a made-up Saturday "
	   "counts");
	is(end_of(0, "2026-09-25T09:00:00+08:00", 10, UNIT_DAY, true),
	   "2026-10-09T00:00:00.000+08:00",
	   "a last day in the National Day week rolls behind it");
	is(end_of(0, "2026-09-25T09:00:00+08:00", 10, UNIT_DAY, false),
	   "2026-10-06T00:00:00.000+08:00", "a shortest time does not roll");
	is(end_of(0, "2026-05-06T00:00:00+08:00", 3, UNIT_DAY, true),
	   "2026-05-10T00:00:00.000+08:00", "a Saturday made up does not roll");
	is(end_of(540102, "2026-05-06T00:00:00+08:00", 3, UNIT_DAY, true),
	   "2026-05-12T00:00:00.000+08:00",
	   "where it is not made up, it rolls");
	is(end_of(540121, "2026-08-10T12:00:00+08:00", 1, UNIT_WDAY, false),
	   "2026-08-19T00:00:00.000+08:00",
	   "the region's festival holds in its counties");
	is(end_of(510100, "2026-08-10T12:00:00+08:00", 1, UNIT_WDAY, false),
	   "2026-08-12T00:00:00.000+08:00", "and not outside");
	is(end_of(0, "2024-01-31T10:00:00+08:00", 1, UNIT_MONTH, false),
	   "2024-03-01T00:00:00.000+08:00",
	   "31 January and a month, leap year");
	is(end_of(0, "2024-02-29T10:00:00+08:00", 1, UNIT_YEAR, false),
	   "2025-03-01T00:00:00.000+08:00", "29 February and a year");
	is(end_of(0, "2026-03-16T18:30:00+08:00", 12, UNIT_HOUR, true),
	   "2026-03-17T06:30:00.000+08:00", "hours run from the minute");
	is(end_of(0, "2026-03-16T18:30:00+08:00", 40, UNIT_MINUTE, false),
	   "2026-03-16T19:10:00.000+08:00", "minutes too");
	is(end_of(0, "2026-03-16T18:30:00+08:00", 0, UNIT_WDAY, true),
	   "2026-03-16T18:30:00.000+08:00", "no period ends at once");
	is(end_of(0, "2029-12-28T10:00:00+08:00", 2, UNIT_WDAY, false),
	   uncovered, "past the calendar there is no answer");
	is(end_of(0, "2029-12-28T10:00:00+08:00", 1, UNIT_WDAY, false),
	   "2030-01-01T00:00:00.000+08:00", "up to its last day there is");
	is(end_of(0, "2029-12-28T10:00:00+08:00", 4, UNIT_DAY, true), uncovered,
	   "nor can it be known whether the last day rolls");
	is(end_of(0, "2029-12-28T10:00:00+08:00", 4, UNIT_DAY, false),
	   "2030-01-02T00:00:00.000+08:00", "plain days need no calendar");
}

static void
limits(void)
{
	struct period p = { .n = 20, .unit = UNIT_DAY };
	int64_t out = 7, ms = 0;
	bool yes = true;
	enum unit u;
	enum count_mode m;

	ok(!deadline_after(NULL, 0, 0, &p, &out), "plain days, no calendar");
	out = 7;
	p.unit = UNIT_WDAY;
	ok(deadline_after(NULL, 0, 0, &p, &out) == DAYS_UNKNOWN &&
	       latest_before(NULL, 0, 0, &p, &out) == DAYS_UNKNOWN &&
	       period_is_at_least(NULL, 0, 0, 0, &p, &yes) == DAYS_UNKNOWN,
	   "working days, no calendar: no answer");
	for (u = UNIT_DAY; u <= UNIT_MINUTE; u++) {
		p.unit = u;
		p.n = -1;
		yes &= deadline_after(&cal, 0, ms, &p, &out) == DAYS_RANGE;
		p.n = INT64_MAX;
		yes &= deadline_after(&cal, 0, ms, &p, &out) == DAYS_RANGE &&
		       latest_before(&cal, 0, ms, &p, &out) == DAYS_RANGE;
		p.n = 1000000000;
		yes &= deadline_after(&cal, 0, ms, &p, &out) != DAYS_OK ||
		       u == UNIT_MINUTE;
		p.n = 20;
		yes &=
		    deadline_after(&cal, 0, INT64_MAX, &p, &out) ==
			DAYS_RANGE &&
		    latest_before(&cal, 0, INT64_MIN, &p, &out) == DAYS_RANGE;
		if (u == UNIT_MINUTE)
			break;
	}
	ok(yes, "numbers beyond reason are refused in every unit");
	instant_parse("9999-12-31T12:00:00+08:00", &ms);
	p = (struct period){ .n = 1, .unit = UNIT_DAY };
	ok(deadline_after(&cal, 0, ms, &p, &out) == DAYS_RANGE,
	   "there is no day after the last");
	ok(unit_parse("wday", &u) && u == UNIT_WDAY &&
	       unit_parse("minute", &u) && u == UNIT_MINUTE &&
	       !unit_parse("pct", &u) && count_mode_parse("hours72", &m) &&
	       m == COUNT_HOURS && count_mode_parse("civil_code", &m) &&
	       m == COUNT_CIVIL && !count_mode_parse("", &m),
	   "units and modes have names");
	ok(*day_err_text(DAYS_OK) && *day_err_text(DAYS_UNKNOWN) &&
	       *day_err_text(DAYS_RANGE),
	   "errors have texts");
}

int
main(void)
{
	plan(44);
	write_paper();
	make_calendar();
	civil_days();
	texts();
	calendars();
	all_periods();
	examples();
	limits();
	return tap_bad != 0;
}
