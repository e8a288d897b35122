/* What the conditions of a trade may not ask for: money, prices, methods. */
#include <inttypes.h>

#include "engineering.h"
#include "tender_rows.h"

#include "tender_sql.h"

#define WHOLE_SCORE 10000 /* 100 points in hundredths */

/* 公开招标 or 邀请招标, and nothing else */
static enum err
method_is_lawful(struct req *r, const struct conditions *t)
{
	const struct rule *rule;
	struct one_word row;
	const char *p;
	size_t n;
	enum err e;

	e = db_one(r->db, r->mem, SQL_METHOD_NAME,
		   ARGS(STR(t->method), STR(r->domain)), &row);
	if (e == E_NOTFOUND)
		return req_bad(r, "method", "没有这种交易方式");
	if (e || (e = rule_get(r, "gc.method.set", &rule)))
		return e;
	for (p = rule->value; *p; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		if (n == strlen(row.word) && !memcmp(p, row.word, n))
			return OK;
	}
	return rule_refuse(r, rule, row.word, "公开招标或者邀请招标",
			   "请选 GC1 公开招标或者 GC2 邀请招标");
}

/* 16号令: what must be tendered cannot come in voluntarily. */
static enum err
entry_is_lawful(struct req *r, const struct conditions *t,
		const struct project *p)
{
	static const char *const key[] = { "gc.must.works_amount",
					   "gc.must.goods_amount",
					   "gc.must.services_amount" };
	const struct rule *rule;
	int64_t limit, others;
	enum err e;

	if (p->entry_kind == ENTRY_MUST || !p->state_funded)
		return OK;
	if ((e = rule_get(r, key[t->content], &rule)) ||
	    (e = rule_int(r, key[t->content], &limit)) ||
	    (e = conditions_sum(r, p->id, t->content, t->id == NONE ? 0 : t->id,
				&others)))
		return e;
	limit *= 100;
	/* 同一项目中可以合并的, 合计达到就必须招标 */
	if (t->estimate_fen < limit &&
	    (!others || t->estimate_fen + others < limit))
		return OK;
	if (t->estimate_fen < limit &&
	    (e = rule_get(r, "gc.must.aggregate", &rule)))
		return e;
	return rule_refuse(r, rule,
			   money_text(r->mem, t->estimate_fen + others),
			   arena_printf(r->mem, "低于 %s 才能自愿进场",
					money_text(r->mem, limit)),
			   "请把项目的进场方式改为必须招标");
}

static enum err
deposit_is_lawful(struct req *r, const struct conditions *t)
{
	const struct rule *rule;
	int64_t pct, most, share;
	enum err e;

	if ((e = rule_get(r, "gc.deposit.max_pct", &rule)) ||
	    (e = rule_int(r, "gc.deposit.max_pct", &pct)))
		return e;
	most = t->estimate_fen / 100 * pct + t->estimate_fen % 100 * pct / 100;
	if (t->deposit_fen <= most)
		return OK;
	/* in hundredths of a percent, rounded up: never shown as lawful */
	share =
	    (int64_t)(((__int128)t->deposit_fen * 10000 + t->estimate_fen - 1) /
		      t->estimate_fen);
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "%" PRId64 ".%02d %%",
					share / 100, (int)(share % 100)),
			   arena_printf(r->mem, "不超过 %" PRId64 " %%", pct),
			   arena_printf(r->mem, "最多可填 %s",
					money_text(r->mem, most)));
}

/* A sum that may be exceeded, but only for a reason that is kept. */
static enum err
deposit_is_usual(struct req *r, const struct conditions *t)
{
	const char *key = t->content == CONTENT_SERVICES
			      ? "gc.deposit.max_yuan_design"
			      : "gc.deposit.max_yuan";
	const struct rule *rule;
	int64_t yuan;
	enum err e;

	if ((e = rule_get(r, key, &rule)) || (e = rule_int(r, key, &yuan)))
		return e;
	if (t->deposit_fen <= yuan * 100 || t->deposit_reason)
		return OK;
	return rule_refuse(r, rule, money_text(r->mem, t->deposit_fen),
			   arena_printf(r->mem, "不超过 %s",
					money_text(r->mem, yuan * 100)),
			   "确需超过的，请写明理由");
}

static enum err
prices_are_lawful(struct req *r, const struct conditions *t)
{
	const struct rule *rule;
	enum err e;

	if (t->min_price != NONE) {
		e = rule_get(r, "gc.price.min_limit_forbidden", &rule);
		return e ? e
			 : rule_refuse(r, rule,
				       price_text(r->mem, t->price_form + 1,
						  t->min_price),
				       "不设最低投标限价",
				       "请去掉最低投标限价");
	}
	if (t->ceiling_secret) {
		e = rule_get(r, "gc.price.max_limit_disclosed", &rule);
		return e ? e
			 : rule_refuse(r, rule, NULL, "在招标文件中公开",
				       "请公开最高投标限价，或者不设");
	}
	return OK;
}

static enum err
opening_is_at_the_deadline(struct req *r, const struct conditions *t)
{
	const char *deadline = when_text(r->mem, t->deadline);
	const struct rule *rule;
	enum err e;

	if (t->opening_at == NONE || t->opening_at == t->deadline)
		return OK;
	if ((e = rule_get(r, "gc.open.same_time", &rule)))
		return e;
	return rule_refuse(r, rule, when_text(r->mem, t->opening_at),
			   arena_printf(r->mem, "就是投标截止时间 %s",
					deadline),
			   "开标时间可以不填");
}

static enum err
fields_agree(struct req *r, const struct conditions *t)
{
	const struct score_item *item = t->score_items.at;
	int64_t sum = 0;
	size_t i;

	if (t->documents_from != NONE && t->documents_from >= t->deadline)
		req_bad(r, "documents_from", "要早于投标截止时间");
	if (t->documents_to != NONE && t->documents_to > t->deadline)
		req_bad(r, "documents_to", "不能晚于投标截止时间");
	if (t->panel_size != NONE && t->panel_owners != NONE &&
	    t->panel_owners > t->panel_size)
		req_bad(r, "panel_owners", "不能多于评标委员会人数");
	if (t->price_form == 1 && t->ceiling != NONE && t->ceiling > 1000000)
		req_bad(r, "ceiling", "费率以万分之一为单位，不能超过 100 倍");
	for (i = 0; i < t->score_items.n; i++)
		sum += item[i].max_score;
	if (i && sum != WHOLE_SCORE)
		req_bad(r, "score_items", "各项满分合计应为 100 分");
	return r->bad.len ? E_FIELD : OK;
}

enum err
limits_hold(struct req *r, const struct conditions *t, const struct project *p)
{
	enum err e;

	if ((e = fields_agree(r, t)) || (e = method_is_lawful(r, t)) ||
	    (e = entry_is_lawful(r, t, p)) || (e = deposit_is_lawful(r, t)) ||
	    (e = prices_are_lawful(r, t)))
		return e;
	return opening_is_at_the_deadline(r, t);
}

enum err
conditions_are_lawful(struct req *r, const void *rec)
{
	const struct conditions *t = rec;
	struct project p;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_PROJECT_GET, ARGS(I64(t->project)),
			&p)) ||
	    (e = limits_hold(r, t, &p)))
		return e;
	return deposit_is_usual(r, t);
}
