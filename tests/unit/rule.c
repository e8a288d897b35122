/* Which rule of one key holds at a place: upper rows yield to stricter ones. */
#include "rule.h"
#include "tap.h"

#define TIBET 540000
#define LHASA 540100
#define COUNTY 540121

/* A rule of `key`; den 0: not a number. */
static struct rule
row(int64_t region, const char *op, int64_t num, int64_t den, const char *unit,
    const char *level)
{
	struct rule r = { .rule_key = "x",
			  .op = op,
			  .value = "",
			  .num = den ? num : NONE,
			  .den = den ? den : NONE,
			  .unit = unit,
			  .level = level,
			  .method = "",
			  .region = region };

	return r;
}

/* Which of two rows holds in a county of Lhasa: 0, 1, or -1 for none. */
static int
chosen(struct rule a, struct rule b, int64_t region, const char *method)
{
	struct rule rules[2];
	const struct rule *r;

	rules[0] = a;
	rules[1] = b;
	r = rule_choose(rules, 2, region, method);
	return r ? (int)(r - rules) : -1;
}

static int
here(struct rule a, struct rule b)
{
	return chosen(a, b, COUNTY, "GC1");
}

static void
blocking(void)
{
	struct rule law = row(0, "ge", 20, 1, "day", "B");

	ok(here(law, row(TIBET, "ge", 25, 1, "day", "B")) == 1,
	   "more days than the law wants hold");
	ok(here(law, row(TIBET, "ge", 15, 1, "day", "B")) == 0,
	   "fewer days than the law wants do not");
	ok(here(law, row(TIBET, "ge", 20, 1, "day", "B")) == 0,
	   "the same number changes nothing");
	ok(here(law, row(TIBET, "ge", 20, 1, "wday", "B")) == 1,
	   "as many working days are stricter");
	ok(here(row(0, "ge", 20, 1, "wday", "B"),
		row(TIBET, "ge", 25, 1, "day", "B")) == 0,
	   "days do not replace working days");
	ok(here(law, row(TIBET, "ge", 25, 1, "day", "W")) == 0,
	   "a warning does not replace what blocks");
	ok(here(law, row(TIBET, "le", 10, 1, "day", "B")) == 0,
	   "an upper limit does not replace a lower one");
	ok(here(law, row(TIBET, "gt", 20, 1, "day", "B")) == 1,
	   "more than 20 is stricter than 20 and more");
	ok(here(row(0, "le", 2, 1, "pct", "B"),
		row(TIBET, "le", 3, 2, "pct", "B")) == 1,
	   "a lower ceiling is stricter");
	ok(here(row(0, "le", 2, 1, "pct", "B"),
		row(TIBET, "le", 5, 2, "pct", "B")) == 0,
	   "a higher ceiling is not");
	ok(here(row(0, "flag", 0, 1, "flag", "B"),
		row(TIBET, "flag", 1, 1, "flag", "B")) == 1,
	   "a duty may be added below");
	ok(here(row(0, "flag", 1, 1, "flag", "B"),
		row(TIBET, "flag", 0, 1, "flag", "B")) == 0,
	   "but not lifted");
}

static void
words(void)
{
	struct rule all = row(0, "enum", 0, 0, "", "B");
	struct rule some = row(TIBET, "enum", 0, 0, "", "B");

	all.value = "公开招标|邀请招标";
	some.value = "公开招标";
	ok(here(all, some) == 1, "fewer choices are stricter");
	some.value = "公开招标|拍卖";
	ok(here(all, some) == 0, "other choices are not");
	some.value = "公开";
	ok(here(all, some) == 0, "half a word is another choice");
}

static void
places(void)
{
	struct rule law = row(0, "ge", 20, 1, "day", "B");
	struct rule lhasa = row(LHASA, "ge", 30, 1, "day", "B");
	struct rule warn = row(0, "le", 80, 1, "yuan", "W");
	struct rule three[3];

	ok(chosen(law, lhasa, 540200, NULL) == 0, "a city's rule ends there");
	ok(chosen(law, lhasa, TIBET, NULL) == 0, "and does not hold above it");
	ok(chosen(lhasa, law, LHASA, NULL) == 0,
	   "the order of rows is nothing");
	ok(chosen(lhasa, lhasa, 540200, NULL) == -1, "no rule may be left");
	ok(here(warn, row(TIBET, "le", 90, 1, "yuan", "W")) == 1,
	   "a lower place sets its own warnings");
	three[0] = lhasa;
	three[1] = law;
	three[2] = row(TIBET, "ge", 25, 1, "day", "B");
	ok(rule_choose(three, 3, COUNTY, NULL) == &three[0],
	   "the strictest of three levels holds");
	three[0].num = 22;
	ok(rule_choose(three, 3, COUNTY, NULL) == &three[2],
	   "wherever it stands");
}

static void
methods(void)
{
	struct rule all = row(0, "ge", 20, 1, "day", "B");
	struct rule invited = all;

	invited.method = "GC2";
	invited.num = 10;
	ok(chosen(all, invited, COUNTY, "GC2") == 1,
	   "a rule of the method goes before one for all");
	ok(chosen(all, invited, COUNTY, "GC1") == 0, "of that method only");
	ok(chosen(all, invited, COUNTY, NULL) == 0,
	   "and not where no method is known");
	invited.method = "";
	invited.valid_from = 1;
	ok(chosen(all, invited, COUNTY, NULL) == 1,
	   "of two versions the newer holds");
}

int
main(void)
{
	plan(26);
	blocking();
	words();
	places();
	methods();
	return tap_bad != 0;
}
