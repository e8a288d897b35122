/* Which of several rules with one key holds at a place. */
#include "rule.h"
#include "req.h"

/* 0 the whole country, 1 province, 2 prefecture, 3 county */
static int
depth(int64_t region)
{
	if (!region)
		return 0;
	return region % 10000 == 0 ? 1 : region % 100 == 0 ? 2 : 3;
}

/* Is every word of a|b|c among those of all? */
static bool
words_are_among(const char *words, const char *all)
{
	const char *at;
	size_t n;

	for (; *words; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		for (at = all; *at; at++) {
			if (strcspn(at, "|") == n && !memcmp(at, words, n))
				break;
			at += strcspn(at, "|");
			if (!*at)
				break;
		}
		if (!*at)
			return false;
	}
	return true;
}

/*
 * Units that can be compared count the same thing: a period of n working days
 * is never shorter than one of n days, so that alone is let through.
 */
static bool
units_agree(const struct rule *a, const struct rule *b, bool longer)
{
	const char *more = longer ? "wday" : "day",
		   *less = longer ? "day" : "wday";

	return !strcmp(a->unit, b->unit) ||
	       (!strcmp(a->unit, more) && !strcmp(b->unit, less));
}

/* The sign of a - b. */
static int
compare(const struct rule *a, const struct rule *b)
{
	__int128 x = (__int128)a->num * b->den, y = (__int128)b->num * a->den;

	return (x > y) - (x < y);
}

static bool
wants_more(const struct rule *r)
{
	return !strcmp(r->op, "ge") || !strcmp(r->op, "gt");
}

static bool
wants_less(const struct rule *r)
{
	return !strcmp(r->op, "le") || !strcmp(r->op, "lt");
}

static bool
is_exclusive(const struct rule *r)
{
	return r->op[1] == 't'; /* gt, lt */
}

static bool
is_number(const struct rule *r)
{
	return r->num != NONE && r->den != NONE;
}

/* Does whoever keeps rule a keep b too, and is a the harder one? */
static bool
is_stricter(const struct rule *a, const struct rule *b)
{
	int sign;

	if (!strcmp(a->op, "enum") && !strcmp(b->op, "enum"))
		return words_are_among(a->value, b->value) &&
		       !words_are_among(b->value, a->value);
	if (!is_number(a) || !is_number(b))
		return false;
	sign = compare(a, b);
	if (!strcmp(a->op, "flag") && !strcmp(b->op, "flag"))
		return sign > 0;
	if (wants_more(a) && wants_more(b)) {
		if (!units_agree(a, b, true))
			return false;
	} else if (wants_less(a) && wants_less(b)) {
		if (!units_agree(a, b, false))
			return false;
		sign = -sign;
	} else {
		return false; /* no order: the upper one stays */
	}
	if (sign)
		return sign > 0;
	return strcmp(a->unit, b->unit) || is_exclusive(a) > is_exclusive(b);
}

static bool
applies(const struct rule *r, int64_t region, const char *method)
{
	return region_in(region, r->region) &&
	       (!*r->method || (method && !strcmp(r->method, method)));
}

/* At the same place: a row for the method before one for all, then the newer */
static bool
goes_before(const struct rule *a, const struct rule *b)
{
	if (!*a->method != !*b->method)
		return *a->method;
	return a->valid_from > b->valid_from;
}

const struct rule *
rule_choose(const struct rule *rules, size_t n, int64_t region,
	    const char *method)
{
	const struct rule *holds = NULL, *here;
	size_t i;
	int d;

	for (d = 0; d <= 3; d++) {
		here = NULL;
		for (i = 0; i < n; i++)
			if (depth(rules[i].region) == d &&
			    applies(&rules[i], region, method) &&
			    (!here || goes_before(&rules[i], here)))
				here = &rules[i];
		if (!here)
			continue;
		/* what blocks above blocks below, and only harder */
		if (!holds || *holds->level != 'B' ||
		    (*here->level == 'B' && is_stricter(here, holds)))
			holds = here;
	}
	return holds;
}
