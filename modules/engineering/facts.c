/* The key facts of a tender notice, in the order people look for them. */
#include <inttypes.h>

#include "engineering.h"
#include "tender_rows.h"

#include "tender_sql.h"

static const char *const method_text[] = { "综合评估法",
					   "经评审的最低投标价法" };

/* by opening_rules */
static const char *const decrypt_text[] = { "由受托人解密", "由投标人解密",
					    "由受托人或投标人解密" };

static const char *
days_text(struct req *r, int64_t days)
{
	return days == NONE ? NULL
			    : arena_printf(r->mem, "%" PRId64 " 日", days);
}

/* With several trades each label names its trade. */
static void
add(struct req *r, struct buf *b, const struct conditions *t, bool several,
    const char *label, const char *value)
{
	fact_add(b,
		 several ? arena_printf(r->mem, "%s：%s", t->name, label)
			 : label,
		 value);
}

static void
add_trade(struct req *r, struct buf *b, const struct conditions *t, bool s,
	  int64_t from)
{
	const char *ceiling = "不设";
	int64_t to = t->documents_to == NONE ? t->deadline : t->documents_to;

	if (t->documents_from != NONE && t->documents_from > from)
		from = t->documents_from;
	if (t->ceiling != NONE)
		ceiling = price_text(r->mem, t->price_form + 1, t->ceiling);
	add(r, b, t, s, "标段编号", t->code);
	add(r, b, t, s, "统一交易标识码", t->deal_code);
	add(r, b, t, s, "合同估算价", money_text(r->mem, t->estimate_fen));
	add(r, b, t, s, "最高投标限价", ceiling);
	add(r, b, t, s, "投标保证金",
	    t->deposit_fen ? money_text(r->mem, t->deposit_fen) : "不收");
	add(r, b, t, s, "评标办法", method_text[t->evaluation]);
	add(r, b, t, s, "工期", days_text(r, t->duration_days));
	add(r, b, t, s, "质量要求", t->quality);
	add(r, b, t, s, "投标人资格", t->qualification);
	add(r, b, t, s, "联合体投标", t->consortium ? "接受" : "不接受");
	add(r, b, t, s, "招标文件获取",
	    arena_printf(r->mem, "%s 至 %s，登录即可领取，无需报名",
			 when_text(r->mem, from), when_text(r->mem, to)));
	add(r, b, t, s, "投标截止和开标时间", when_text(r->mem, t->deadline));
	add(r, b, t, s, "解密", decrypt_text[t->opening_rule]);
}

enum err
notice_facts(struct req *r, const struct notice *n, const char **facts)
{
	const int64_t *trade = n->trades.at;
	struct project p;
	struct conditions t;
	struct buf b;
	enum err e;
	size_t i;

	if ((e = db_one(r->db, r->mem, SQL_PROJECT_GET, ARGS(I64(n->project)),
			&p)))
		return e;
	buf_init(&b, r->mem);
	fact_add(&b, "项目名称", p.name);
	fact_add(&b, "项目编号", p.code);
	fact_add(&b, "招标项目编号", p.tender_code);
	fact_add(&b, "招标人", p.owner_name);
	fact_add(&b, "代理机构", p.agency_name);
	fact_add(&b, "建设地点", p.place);
	fact_add(&b, "资金来源", p.fund_source);
	fact_add(&b, "行政监督部门", p.supervisor);
	for (i = 0; i < n->trades.n; i++) {
		if ((e = conditions_get(r, trade[i], &t)))
			return e;
		add_trade(r, &b, &t, n->trades.n > 1, n->publish_at);
	}
	*facts = buf_text(&b);
	return OK;
}
