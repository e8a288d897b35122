/* When the price of a parcel is paid: half of it soon, all of it within a
 * year; otherwise only for a reason. */
#include "days.h"
#include "land.h"
#include "mining.h"
#include "panel.h"
#include "schedule.h"

#include "panel_sql.h"

/* Of a contract that is not signed yet: as if it were today. */
static enum err
signed_at(struct req *r, int64_t *at)
{
	struct contract c;
	enum err e =
	    db_one(r->db, r->mem, SQL_CONTRACT_GET, ARGS(I64(r->trade.id)), &c);

	*at = e ? r->now : day_start(c.signed_on);
	return e == E_NOTFOUND ? OK : e;
}

/* No holiday moves the end: a year ahead nobody knows them. */
static enum err
payable_until(struct req *r, const char *key, int64_t from, int64_t *end)
{
	const struct rule *rule;
	struct period p;
	enum day_err d;
	enum err e;

	if ((e = rule_period(r, key, false, &p, &rule)))
		return e;
	d = deadline_after(calendar(), r->trade.region, from, &p, end);
	if (!d)
		return OK;
	return req_say(r, E_STATE, "算不出付款期限：%s；请运维人员核对规则",
		       day_err_text(d));
}

static bool
is_excused(const struct rule *rule, const struct instalment *i)
{
	return *rule->level == 'W' && i->reason;
}

static enum err
first_is_enough(struct req *r, const struct list *l, int64_t from)
{
	const struct instalment *i = l->at;
	int64_t end, price = 0, first = 0;
	const struct rule *rule;
	size_t k;
	enum err e;

	if ((e = payable_until(r, "td.payment.first_within", from, &end)) ||
	    (e = rule_number(r, "td.payment.first_pct", &rule)))
		return e;
	for (k = 0; k < l->n; k++) {
		price += i[k].amount_fen;
		if (day_start(i[k].due_on) < end)
			first += i[k].amount_fen;
	}
	if (is_excused(rule, i) ||
	    (__int128)first * 100 * rule->den >= (__int128)price * rule->num)
		return OK;
	return rule_refuse(r, rule, money_text(r->mem, first),
			   arena_printf(r->mem, "在 %s 以前付价款的 %s%% 以上",
					until_text(r->mem, end), rule->value),
			   "确需少付的，在第一期填写 reason");
}

/* Is it due within the period of the rule, or is there a reason? */
static enum err
is_in_time(struct req *r, const struct instalment *i, const char *key,
	   int64_t from)
{
	const struct rule *rule;
	int64_t end;
	char day[11];
	enum err e;

	if ((e = payable_until(r, key, from, &end)) ||
	    (e = rule_get(r, key, &rule)))
		return e;
	if (day_start(i->due_on) < end || is_excused(rule, i))
		return OK;
	day_print(day, i->due_on);
	return rule_refuse(r, rule, arena_strdup(r->mem, day),
			   arena_printf(r->mem, "不晚于 %s",
					until_text(r->mem, end)),
			   "经批准延长的，在这一期填写 reason");
}

enum err
payments_are_lawful(struct req *r, const void *rec)
{
	const struct schedule *s = rec;
	const struct instalment *last = s->instalments.at;
	int64_t from;
	enum err e;

	if (is_mining(&r->trade))
		return OK;
	last += s->instalments.n - 1;
	if ((e = signed_at(r, &from)) ||
	    (e = first_is_enough(r, &s->instalments, from)) ||
	    (e = is_in_time(r, last, "td.payment.rest_special", from)))
		return e;
	return is_in_time(r, last, "td.payment.rest", from);
}
