/* The deadline to the millisecond, and clocks that differ. */
#include <time.h>
#include <unistd.h>

#include "deadline.h"
#include "instant.h"
#include "rows.h"
#include "tap.h"
#include "trade.h"

#define TRIALS 10000

static unsigned long state = 88172645463325252UL;

static int64_t
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state >> 1);
}

static void
neighbours(void)
{
	int64_t deadline, wrong = 0;
	int i;

	for (i = 0; i < TRIALS; i++) {
		/* any millisecond of the years 1970 to 2100 */
		deadline = next() % 4102444800000;
		wrong += !in_time(deadline - 1, deadline);
		wrong += in_time(deadline, deadline);
		wrong += in_time(deadline + 1, deadline);
	}
	ok(!wrong,
	   "one millisecond before is in time, at and after is not "
	   "(%d deadlines)",
	   TRIALS);
}

/* Near and far: in time, or the box may be closed; never both or neither. */
static void
order(void)
{
	int64_t deadline, came, wrong = 0;
	int i;

	for (i = 0; i < TRIALS; i++) {
		deadline = next() % 4102444800000;
		came =
		    i % 2 ? deadline + next() % 7 - 3 : next() % 4102444800000;
		wrong += in_time(came, deadline) != (deadline - came > 0);
		/* what came later is not in time when this was late */
		wrong +=
		    !in_time(came, deadline) && in_time(came + 1, deadline);
	}
	ok(!wrong, "and so it is at any distance (%d pairs)", TRIALS);
	ok(!in_time(0, 0) && in_time(-1, 0) && in_time(0, INT64_MAX) &&
	       !in_time(INT64_MAX, 0) && !in_time(INT64_MAX, INT64_MAX) &&
	       in_time(INT64_MIN, INT64_MIN + 1),
	   "the ends of time are ordered too");
}

static void
skew(void)
{
	int64_t before, after, wrong = 0, d;
	int i;

	for (i = 0; i < TRIALS; i++) {
		before = next() % 4102444800000;
		after = before + next() % 40000; /* an answer may be slow */
		/* a clock that agrees is never suspected */
		d = before + (after > before ? next() % (after - before) : 0);
		wrong += instant_skew(d, before, after) != 0;
		wrong += instant_skew(before - SKEW_MS, before, after) != 0;
		wrong += instant_skew(after + SKEW_MS, before, after) != 0;
		/* one that does not always is */
		wrong += instant_skew(before - SKEW_MS - 1, before, after) !=
			 -SKEW_MS - 1;
		wrong += instant_skew(after + SKEW_MS + 1, before, after) !=
			 SKEW_MS + 1;
	}
	ok(!wrong, "a skew is one of more than %d ms, however slow the answer",
	   SKEW_MS);
	ok(instant_skew(3600000, 0, 5) == 3599995 &&
	       instant_skew(0, 3600000, 3600005) == -3600000,
	   "an hour either way is told as such");
}

/* What the database says in the place of db_one(): how far it is ahead. */
static int64_t ahead;
static enum err outcome;
enum err __wrap_db_one(struct db *, struct arena *, unsigned,
		       const struct val *, size_t, void *);

enum err
__wrap_db_one(struct db *db, struct arena *mem, unsigned stmt,
	      const struct val *v, size_t n, void *row)
{
	struct instant *now = row;
	struct timespec t;

	(void)db, (void)mem, (void)stmt, (void)v, (void)n;
	clock_gettime(CLOCK_REALTIME, &t);
	now->real_ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + ahead;
	return outcome;
}

static void
alarm_is_told(void)
{
	static const int64_t turns[] = { 0, 3600000, 3600000, 0, 0, -3600000 };
	struct instant now = { .now_ms = 0 };
	int64_t wrong = 0;
	char line[400];
	int said = 0, agreed = 0;
	size_t i;
	FILE *log = tmpfile();
	int old = dup(2);

	dup2(fileno(log), 2);
	for (i = 0; i < sizeof(turns) / sizeof(*turns); i++) {
		ahead = turns[i];
		wrong += instant_read(NULL, NULL, &now) != OK;
		wrong += (now.skew > 0) != (ahead > 0);
		wrong += (now.skew < 0) != (ahead < 0);
	}
	dup2(old, 2);
	close(old);
	rewind(log);
	while (fgets(line, sizeof(line), log)) {
		said += strstr(line, "clock-skew") != NULL;
		agreed += strstr(line, "clock-agrees") != NULL;
	}
	fclose(log);
	ok(!wrong && said == 2 && agreed == 1,
	   "clocks that part are told once, that they agree again too");
	outcome = E_DB;
	ok(instant_read(NULL, NULL, &now) == E_DB,
	   "without the database there is no time");
}

static enum err
asked(struct arena *mem, int64_t now, int64_t deadline, int64_t differ,
      const char **why)
{
	struct req r = { .mem = mem, .now = now, .skew = differ };
	enum err e;

	r.trade.deadline = deadline;
	e = deadline_is_ahead(&r, NULL);
	*why = r.detail;
	return e;
}

static void
guard(void)
{
	static const int64_t at = INT64_C(1800000000000);
	struct arena *mem = arena_new();
	const char *why;

	ok(asked(mem, at - 1, at, 0, &why) == OK, "a step before the deadline");
	ok(asked(mem, at, at, 0, &why) == E_LATE, "is late at it");
	is(why, "投标已于 2027-01-15 16:00 截止", "and hears since when");
	ok(asked(mem, at - 1, at, 201, &why) == E_CLOCK &&
	       asked(mem, at - 1, at, -201, &why) == E_CLOCK &&
	       asked(mem, at, at, 201, &why) == E_CLOCK,
	   "nobody is asked while clocks differ");
	arena_free(mem);
}

int
main(void)
{
	plan(11);
	neighbours();
	order();
	skew();
	alarm_is_told();
	guard();
	return tap_bad != 0;
}
