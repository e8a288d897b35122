/* The rules of any day, each with its law. */
#include "days.h"
#include "public.h"
#include "service_sql.h"

/* clang-format off */
static const struct field rule_item_field[] = {
	INT(struct rule_item, id, 1, INT64_MAX, F_OUT, "编号"),
	TEXT(struct rule_item, class, 1, 4, F_OUT, "业务类别"),
	TEXT(struct rule_item, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct rule_item, rule_key, 1, 80, F_OUT, "规则编号"),
	TEXT(struct rule_item, title, 1, 200, F_OUT, "规则"),
	TEXT(struct rule_item, op, 1, 8, F_OUT, "比较方式"),
	TEXT(struct rule_item, value, 0, 200, F_OUT, "值"),
	INT(struct rule_item, num, INT64_MIN, INT64_MAX, F_OUT, "分子"),
	INT(struct rule_item, den, 1, INT64_MAX, F_OUT, "分母"),
	TEXT(struct rule_item, unit, 0, 16, F_OUT, "单位"),
	TEXT(struct rule_item, from_event, 0, 100, F_OUT, "起算事件"),
	TEXT(struct rule_item, dir, 0, 8, F_OUT, "方向"),
	TEXT(struct rule_item, level, 1, 1, F_OUT, "效力（B 阻止 W 提醒 P 参数 N 说明）"),
	TEXT(struct rule_item, law, 1, 200, F_OUT, "依据文件"),
	TEXT(struct rule_item, article, 0, 60, F_OUT, "条款"),
	TEXT(struct rule_item, basis, 1, 300, F_OUT, "依据"),
	TEXT(struct rule_item, conf, 1, 20, F_OUT, "核实程度"),
	TEXT(struct rule_item, src, 0, 100, F_OUT, "来源"),
	TEXT(struct rule_item, note, 0, 1000, F_OUT, "说明"),
	TEXT(struct rule_item, method, 0, 10, F_OUT, "交易方式"),
	INT(struct rule_item, region, 0, 999999, F_OUT, "适用地区（0 全国）"),
	TEXT(struct rule_item, count_mode, 0, 16, F_OUT, "期间算法"),
	DATE(struct rule_item, valid_from, F_OUT, "施行日期"),
	DATE(struct rule_item, valid_to, F_OUT, "失效日期"),
	FIELD_END
};
static const struct field rule_query_field[] = {
	DATE(struct rule_query, at, F_IN | F_OPT, "哪一天施行的（默认今天）"),
	ENUM(struct rule_query, domain, domain_words, F_IN | F_OPT, "领域"),
	TEXT(struct rule_query, class, 1, 4, F_IN | F_OPT, "业务类别"),
	TEXT(struct rule_query, key, 1, 80, F_IN | F_OPT, "规则编号"),
	INT(struct rule_query, region, 110000, 999999, F_IN | F_OPT, "地区（另含上级和全国）"),
	INT(struct rule_query, after, 0, INT32_MAX, F_IN | F_OPT, "从此编号之后"),
	INT(struct rule_query, limit, 1, 1000, F_IN | F_OPT, "条数"),
	FIELD_END
};
/* clang-format on */
RECORD(rule_item, struct rule_item);
RECORD(rule_query, struct rule_query);

/* GET /rules -- the rules in force on a day */
enum err
list_rules(struct req *r)
{
	const struct rule_query *q = r->in;
	int64_t limit = page_limit(q->limit, 500), up = q->region, top = up;
	const char *class = q->class ? q->class : "";
	const char *domain = q->domain == NONE ? "" : domain_words[q->domain];
	const char *key = q->key ? q->key : "", *next = NULL;
	const struct rule_item *items;
	struct list l;
	char day[11];
	enum err e;

	if (q->region != NONE) {
		up = q->region / 100 * 100;
		top = q->region / 10000 * 10000;
	}
	day_print(day, q->at == NONE ? day_of(r->now) : q->at);
	e = db_all(r->db, r->mem, SQL_RULES_AT,
		   ARGS(I64(q->after == NONE ? 0 : q->after), STR(day),
			STR(day), STR(domain), STR(domain), STR(class),
			STR(class), STR(key), STR(key), I64(q->region),
			I64(q->region), I64(up), I64(top), I64(limit + 1)),
		   &l);
	if (e)
		return e;
	if (l.n > (size_t)limit) {
		items = l.at;
		l.n = (size_t)limit;
		next = page_next(r, items[limit - 1].id);
	}
	return reply_items(r, &rule_item_record, &l, next);
}
