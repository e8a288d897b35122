/* What must be true of an asset before it is disclosed. */
#include <ctype.h>
#include <inttypes.h>

#include "assets.h"
#include "days.h"

static const char *
money(struct req *r, int64_t fen)
{
	return money_text(r->mem, fen);
}

/* Is fen at least the rule's percentage of whole? */
static bool
reaches(const struct rule *rule, int64_t fen, int64_t whole)
{
	return (__int128)fen * 100 * rule->den >= (__int128)whole * rule->num;
}

static enum err
deposit_is_low_enough(struct req *r, const struct asset *a)
{
	const struct rule *rule;
	enum err e;

	if ((e = rule_number(r, "cq.deposit.max_pct", &rule)))
		return e;
	if ((__int128)a->deposit_fen * 100 * rule->den <=
	    (__int128)a->start_fen * rule->num)
		return OK;
	return rule_refuse(r, rule, money(r, a->deposit_fen),
			   arena_printf(r->mem, "不超过转让底价的 %s%%",
					rule->value),
			   NULL);
}

/* First not below the appraisal; later far below it with consent only. */
static enum err
price_is_high_enough(struct req *r, const struct asset *a)
{
	bool first = a->disclosed_at == NONE;
	const struct rule *rule;
	enum err e;

	if ((e = rule_number(r,
			     first ? "cq.price.first_floor"
				   : "cq.price.cut_line",
			     &rule)))
		return e;
	if (reaches(rule, a->start_fen, a->appraised_fen) ||
	    (!first && a->cut_approval))
		return OK;
	return rule_refuse(r, rule, money(r, a->start_fen),
			   arena_printf(r->mem, "不低于评估值 %s 的 %s%%",
					money(r, a->appraised_fen),
					rule->value),
			   first ? NULL
				 : "经行为批准单位书面同意的填写 cut_approval");
}

static bool
is_hash(const char *s)
{
	while (isdigit((unsigned char)*s) || (*s >= 'a' && *s <= 'f'))
		s++;
	return !*s;
}

enum err
asset_is_lawful(struct req *r, const void *rec)
{
	const struct asset *a = rec;
	enum err e;

	if ((a->kind == KIND_EQUITY || a->kind == KIND_INCREASE) &&
	    a->share == NONE)
		return req_bad(r, "share", "要写明比例");
	if (a->kind == KIND_LEASE && a->lease_months == NONE)
		return req_bad(r, "lease_months", "要写明租期");
	if (a->score_items.n && a->bidding != LOT_SEALED)
		return req_bad(r, "score_items", "只有一次报价可以加权");
	if (a->score_items.n && (e = weights_are_lawful(r, &a->score_items)))
		return e;
	if (a->approved_on > day_of(r->now))
		return req_bad(r, "approved_on", "不能晚于今天");
	if (a->bidding == LOT_TENDER && a->step_fen > 1)
		return req_bad(r, "step_fen", "招投标没有加价幅度，填 1");
	if (a->step_fen > a->start_fen)
		return req_bad(r, "step_fen", "不能超过转让底价");
	if (a->reserve_hash && !is_hash(a->reserve_hash))
		return req_bad(r, "reserve_hash", "应是 64 位小写十六进制数字");
	if (a->listing_at <= a->apply_to)
		return req_bad(r, "listing_at",
			       "要晚于受让登记截止，以便审查资格");
	if (a->live_at <= a->listing_at)
		return req_bad(r, "live_at", "要晚于自由报价开始");
	if ((e = price_is_high_enough(r, a)))
		return e;
	return deposit_is_low_enough(r, a);
}

/* Soon after the approval. */
enum err
predisclosure_is_due(struct req *r, const void *rec)
{
	const struct asset *a = rec;
	const struct rule *rule;
	int64_t end;
	enum err e;

	if ((e = period_end(r, "cq.predisclose.within",
			    day_start(a->approved_on), &end)) ||
	    (e = rule_get(r, "cq.predisclose.within", &rule)) || r->now < end)
		return e;
	return rule_refuse(r, rule, when_text(r->mem, r->now),
			   arena_printf(r->mem, "批准后 %s 个工作日内",
					rule->value),
			   "过期的要重新取得批准，更新 approved_on");
}

static enum err
predisclosure_was_long(struct req *r, const struct asset *a, int64_t at)
{
	const struct rule *rule;
	enum err e;

	if (a->kind != KIND_EQUITY || !a->control_passes)
		return OK;
	if (a->predisclosed_at != NONE)
		return period_check(r, "cq.predisclose.min", a->predisclosed_at,
				    at);
	if ((e = rule_get(r, "cq.predisclose.min", &rule)))
		return e;
	return rule_refuse(r, rule, "没有预披露",
			   arena_printf(r->mem, "预披露 %s 个工作日",
					rule->value),
			   "实际控制权转移的，正式披露前要预披露");
}

/* An asset by its price: short of the first number no rule holds. */
static const char *
asset_key(struct req *r, const struct asset *a, enum err *e)
{
	int64_t big, mid;

	if ((*e = rule_int(r, "cq.asset.big_from", &big)) ||
	    (*e = rule_int(r, "cq.asset.mid_from", &mid)))
		return NULL;
	if (a->start_fen >= big * 100)
		return "cq.asset.big";
	return a->start_fen >= mid * 100 ? "cq.asset.mid" : NULL;
}

static enum err
disclosure_is_long(struct req *r, const struct asset *a, int64_t at)
{
	const char *key = "cq.disclose.min";
	enum err e = OK;

	if (a->kind == KIND_INCREASE && a->predisclosed_at != NONE) {
		if ((e = period_check(r, "cq.increase.split_total",
				      a->predisclosed_at, a->apply_to)))
			return e;
		key = "cq.increase.split_formal";
	} else if (a->kind == KIND_INCREASE) {
		key = "cq.increase.disclose";
	} else if (a->kind != KIND_EQUITY) {
		key = asset_key(r, a, &e);
	}
	return e || !key ? e : period_check(r, key, at, a->apply_to);
}

/* What is offered again is appraised again after a year; for less, it is
 * disclosed as long as at first. */
static enum err
again_is_lawful(struct req *r, const struct asset *a, int64_t at)
{
	const struct rule *rule;
	int64_t end;
	enum err e;

	if (a->disclosed_at == NONE)
		return OK;
	if ((e = period_end(r, "cq.no_buyer.restart", a->disclosed_at, &end)) ||
	    (e = rule_get(r, "cq.no_buyer.restart", &rule)))
		return e;
	if (at >= end)
		return rule_refuse(r, rule, when_text(r->mem, at),
				   arena_printf(r->mem, "首次披露后 %s 个月内",
						rule->value),
				   "请重新审批、评估，更新 appraisal_no");
	return a->start_fen >= a->appraised_fen
		   ? OK
		   : period_check(r, "cq.price.cut_period", at, a->apply_to);
}

enum err
disclosure_is_lawful(struct req *r, const void *rec)
{
	const struct notice *n = rec;
	struct list holders = { 0, NULL };
	struct asset a;
	enum err e;

	if ((e = asset_get(r, r->trade.id, &a)) ||
	    (e = asset_is_lawful(r, &a)) || (e = holder_list(r, &holders)))
		return e;
	if (holders.n && a.priority_minutes == NONE)
		return req_say(r, E_STATE,
			       "有优先购买权人，要写明竞价结束后行权的时限 "
			       "priority_minutes");
	if (a.bidding == LOT_TENDER && (e = trustees_are_set(r)))
		return e;
	if ((e = predisclosure_was_long(r, &a, n->publish_at)) ||
	    (e = disclosure_is_long(r, &a, n->publish_at)))
		return e;
	return again_is_lawful(r, &a, n->publish_at);
}
