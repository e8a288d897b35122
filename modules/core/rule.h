#ifndef RULE_H
#define RULE_H
#include "err.h"
#include "field.h"

/*
 * Rules: the numbers of the law as rows (six unifications).  A guard asks by
 * key and never holds a number.  For a trade whose first notice was made
 * public the rules frozen on that day hold; otherwise those in force now.
 * Rows of a region override upper ones only if stricter (level B).
 */
struct rule {
	int64_t id;
	const char *class, *domain, *rule_key, *title, *op, *value;
	int64_t num, den; /* value as a fraction; NONE if not a number */
	const char *unit, *from_event, *dir, *level;
	const char *law, *article, *basis, *conf, *src, *note;
	const char *method, *count_mode;
	int64_t region;
	int64_t valid_from, valid_to; /* days; valid_to NONE: in force */
};
extern const struct record rule_record;

/* Why E_RULE: shown with law and article. */
struct refusal {
	const struct rule *rule;
	const char *given;  /* "18 日" */
	const char *needed; /* "不少于 20 日" */
	const char *hint;   /* the nearest value that would pass, or NULL */
};

struct req;

/* The rule that holds for r->trade (or, with r->trade.id 0, in r->trade.region,
 * 0 everywhere, today).  E_NOTFOUND is logged and becomes E_BUG: a guard
 * must never pass because its rule is missing. */
enum err rule_get(struct req *, const char *key, const struct rule **);
/* The same, when its value must be a number, num/den; E_BUG if it is none. */
enum err rule_number(struct req *, const char *key, const struct rule **);
/* Its whole number; E_BUG if it is a fraction. */
enum err rule_int(struct req *, const char *key, int64_t *value);
/* 《招标投标法》第二十四条 */
const char *rule_cite(struct req *, const struct rule *);
/* Sets r->why and returns E_RULE.  hint may be NULL. */
enum err rule_refuse(struct req *, const struct rule *, const char *given,
		     const char *needed, const char *hint);
/* The rules that would be frozen for r->trade today, by key. */
enum err rule_list(struct req *, struct list *rules);
/* Freezes today's rules for r->trade (once; a second call does nothing). */
enum err rule_freeze(struct req *);
/* Of rows with one key, the one that holds at a place: the upper row unless a
 * lower region's is stricter (B) or simply lower (W, P).  Pure. */
const struct rule *rule_choose(const struct rule *, size_t n, int64_t region,
			       const char *method);

/* Working days: loaded once from ggzy_core.calendar_day at start. */
struct calendar;
const struct calendar *calendar(void);
enum err calendar_load(struct req *);

#endif
