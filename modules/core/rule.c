/* Rules by key: in force today, or frozen for the trade at hand. */
#include <inttypes.h>

#include "days.h"
#include "log.h"
#include "req.h"
#include "rule.h"
#include "worker.h"

#include "step_sql.h"

/* clang-format off */
static const struct field rule_field[] = {
	INT(struct rule, id, 1, INT32_MAX, F_ROW, NULL),
	TEXT(struct rule, class, 0, 4, F_OUT, "业务类别"),
	TEXT(struct rule, domain, 0, 16, F_OUT, "领域"),
	TEXT(struct rule, rule_key, 0, 80, F_OUT, "规则编号"),
	TEXT(struct rule, title, 0, 200, F_OUT, "规则"),
	TEXT(struct rule, op, 0, 8, F_OUT, "比较方式"),
	TEXT(struct rule, value, 0, 200, F_OUT, "值"),
	INT(struct rule, num, INT64_MIN, INT64_MAX, F_OUT, "分子"),
	INT(struct rule, den, 1, INT64_MAX, F_OUT, "分母"),
	TEXT(struct rule, unit, 0, 16, F_OUT, "单位"),
	TEXT(struct rule, from_event, 0, 100, F_OUT, "起算事件"),
	TEXT(struct rule, dir, 0, 8, F_OUT, "方向"),
	TEXT(struct rule, level, 0, 1, F_OUT, "效力"),
	TEXT(struct rule, law, 0, 200, F_OUT, "依据文件"),
	TEXT(struct rule, article, 0, 60, F_OUT, "条款"),
	TEXT(struct rule, basis, 0, 300, F_OUT, "依据"),
	TEXT(struct rule, conf, 0, 20, F_OUT, "核实程度"),
	TEXT(struct rule, src, 0, 100, F_OUT, "来源"),
	TEXT(struct rule, note, 0, 1000, F_OUT, "说明"),
	TEXT(struct rule, method, 0, 10, F_OUT, "交易方式"),
	TEXT(struct rule, count_mode, 0, 16, F_OUT, "期间算法"),
	INT(struct rule, region, 0, 999999, F_OUT, "适用区域"),
	DATE(struct rule, valid_from, F_OUT, "施行日期"),
	DATE(struct rule, valid_to, F_OUT, "失效日期"),
	FIELD_END
};
/* clang-format on */
RECORD(rule, struct rule);

static enum err
missing(const char *key)
{
	log_error("msg=rule-missing key=%s", key);
	return E_BUG;
}

/* The rows of a key, "" for all, that are valid on the day of an instant. */
static enum err
in_force(struct req *r, const char *key, int64_t at, struct list *rules)
{
	const char *class = r->worker->class;
	char day[11];

	day_print(day, day_of(at));
	return db_all(r->db, r->mem, SQL_RULE_LIST,
		      ARGS(STR(class ? class : ""), STR(r->domain), STR(key),
			   STR(key), STR(day), STR(day)),
		      rules);
}

enum err
rule_get(struct req *r, const char *key, const struct rule **rule)
{
	struct rule *frozen = arena_alloc(r->mem, sizeof(*frozen));
	struct list rules = { 0, NULL };
	enum err e;

	if (r->trade.id && r->trade.frozen > 0) {
		e = db_one(r->db, r->mem, SQL_RULE_FROZEN,
			   ARGS(I64(r->trade.id), STR(key)), frozen);
		*rule = frozen;
		return e == E_NOTFOUND ? missing(key) : e;
	}
	if ((e = in_force(r, key, r->now, &rules)))
		return e;
	*rule =
	    rule_choose(rules.at, rules.n, r->trade.region, r->trade.method);
	return *rule ? OK : missing(key);
}

static enum err
not_a(const char *what, const char *key, const struct rule *rule)
{
	log_error("msg=rule-no-%s key=%s value=%s", what, key, rule->value);
	return E_BUG;
}

enum err
rule_number(struct req *r, const char *key, const struct rule **rule)
{
	enum err e;

	if ((e = rule_get(r, key, rule)))
		return e;
	if ((*rule)->num == NONE || (*rule)->den < 1)
		return not_a("number", key, *rule);
	return OK;
}

enum err
rule_int(struct req *r, const char *key, int64_t *value)
{
	const struct rule *rule;
	enum err e;

	if ((e = rule_number(r, key, &rule)))
		return e;
	if (rule->den != 1)
		return not_a("whole-number", key, rule);
	*value = rule->num;
	return OK;
}

enum err
rule_list(struct req *r, struct list *rules)
{
	struct list all = { 0, NULL };
	const struct rule *at, *rule;
	struct rule *out;
	size_t i, n;
	enum err e;

	if ((e = in_force(r, "", r->now, &all)))
		return e;
	at = all.at; /* sorted by key */
	out = arena_alloc(r->mem, all.n * sizeof(*out));
	rules->at = out;
	rules->n = 0;
	for (i = 0; i < all.n; i += n) {
		for (n = 1; i + n < all.n; n++)
			if (strcmp(at[i].rule_key, at[i + n].rule_key))
				break;
		rule = rule_choose(&at[i], n, r->trade.region, r->trade.method);
		if (rule)
			out[rules->n++] = *rule;
	}
	return OK;
}

enum err
rule_freeze(struct req *r)
{
	struct list rules = { 0, NULL };
	const struct rule *at;
	struct buf ids;
	size_t i;
	enum err e;

	if (r->trade.frozen > 0)
		return OK;
	if ((e = rule_list(r, &rules)))
		return e;
	at = rules.at;
	buf_init(&ids, r->mem);
	for (i = 0; i < rules.n; i++)
		buf_printf(&ids, "%s%" PRId64, i ? "," : "", at[i].id);
	if ((e = db_exec(r->db, SQL_RULE_FREEZE,
			 ARGS(STR(r->domain), I64(r->trade.id), I64(r->now),
			      STR(buf_text(&ids))),
			 NULL)))
		return e;
	r->trade.frozen = db_rows(r->db);
	return r->trade.frozen ? OK : missing("(all)");
}

/* What a title has in brackets stands outside. */
const char *
rule_cite(struct req *r, const struct rule *rule)
{
	const char *bracket = strstr(rule->law, "（");
	int n =
	    (int)(bracket ? (size_t)(bracket - rule->law) : strlen(rule->law));

	return arena_printf(r->mem, "《%.*s》%s%s", n, rule->law, rule->law + n,
			    rule->article ? rule->article : "");
}

/* One sentence a person can act on: what is wrong, the law, the way out. */
static const char *
sentence(struct req *r, const struct rule *rule, const struct refusal *why)
{
	bool more = *rule->op == 'g';
	struct buf b;

	buf_init(&b, r->mem);
	buf_printf(&b, "%.*s", (int)strcspn(rule->title, "("), rule->title);
	if (why->given)
		buf_printf(&b, "%s%s", more ? "只有 " : "：现为 ", why->given);
	if (why->needed)
		buf_printf(&b, "，应当%s", why->needed);
	buf_printf(&b, "。%s。", rule_cite(r, rule));
	if (why->hint)
		buf_printf(&b, "%s。", why->hint);
	return buf_text(&b);
}

enum err
rule_refuse(struct req *r, const struct rule *rule, const char *given,
	    const char *needed, const char *hint)
{
	r->why.rule = rule;
	r->why.given = given;
	r->why.needed = needed;
	r->why.hint = hint;
	r->detail = sentence(r, rule, &r->why);
	return E_RULE;
}
