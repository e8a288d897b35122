/* The deadline to the millisecond, and clocks that differ. */
#include "deadline.h"
#include "instant.h"
#include "tap.h"

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

int
main(void)
{
	plan(5);
	neighbours();
	order();
	skew();
	return tap_bad != 0;
}
