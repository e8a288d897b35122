/* Periods of the rules, from and to instants. */
#include <inttypes.h>

#include "days.h"
#include "log.h"
#include "trade.h"

const char *
unit_text(int unit)
{
	static const char *const text[] = { "日", "个工作日", "个月",
					    "年", "小时",     "分钟" };

	return text[unit];
}

enum err
rule_period(struct req *r, const char *key, bool roll, struct period *p,
	    const struct rule **rule)
{
	enum err e;

	if ((e = rule_get(r, key, rule)))
		return e;
	if ((*rule)->num == NONE || (*rule)->den != 1 ||
	    !unit_parse((*rule)->unit, &p->unit) ||
	    !count_mode_parse((*rule)->count_mode, &p->mode)) {
		log_error("msg=rule-no-period key=%s value=%s unit=%s", key,
			  (*rule)->value, (*rule)->unit);
		return E_BUG;
	}
	p->n = (*rule)->num;
	p->roll = roll;
	return OK;
}

static enum err
judge(struct req *r, enum day_err e)
{
	if (!e)
		return OK;
	return req_say(r, E_STATE,
		       "算不出这个期限：%s；请运维人员核对工作日历和规则",
		       day_err_text(e));
}

enum err
period_end(struct req *r, const char *key, int64_t from, int64_t *end)
{
	const struct rule *rule;
	struct period p;
	enum err e;

	if ((e = rule_period(r, key, false, &p, &rule)))
		return e;
	p.roll = *rule->op == 'l';
	return judge(r, deadline_after(calendar(), r->trade.region, from, &p,
				       end));
}

enum err
period_latest(struct req *r, const char *key, int64_t event, int64_t *latest)
{
	const struct rule *rule;
	struct period p;
	enum err e;

	if ((e = rule_period(r, key, false, &p, &rule)))
		return e;
	return judge(r, latest_before(calendar(), r->trade.region, event, &p,
				      latest));
}

/* The same hour as `like`, on the first day on which that is not before. */
static int64_t
same_hour(int64_t like, int64_t earliest)
{
	int64_t hour = like - day_start(day_of(like));
	int64_t at = day_start(day_of(earliest)) + hour;

	return at < earliest ? at + DAY_MS : at;
}

/* How many whole units from..to holds: fewer than p->n. */
static int64_t
whole(struct req *r, int64_t from, int64_t to, struct period p)
{
	bool yes = false;

	while (p.n > 0) {
		p.n--;
		if (period_is_at_least(calendar(), r->trade.region, from, to,
				       &p, &yes) ||
		    yes)
			break;
	}
	return p.n;
}

enum err
period_check(struct req *r, const char *key, int64_t from, int64_t to)
{
	const struct rule *rule;
	const char *unit;
	struct period p;
	int64_t end;
	bool yes;
	enum err e;

	if ((e = rule_period(r, key, false, &p, &rule)) ||
	    (e = judge(r, period_is_at_least(calendar(), r->trade.region, from,
					     to, &p, &yes))) ||
	    yes)
		return e;
	if ((e = judge(r, deadline_after(calendar(), r->trade.region, from, &p,
					 &end))))
		return e;
	unit = unit_text(p.unit);
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "%" PRId64 " %s",
					whole(r, from, to, p), unit),
			   arena_printf(r->mem, "不少于 %" PRId64 " %s", p.n,
					unit),
			   arena_printf(r->mem, "最早可选 %s",
					when_text(r->mem, same_hour(to, end))));
}
