/* What happened in a trade, in words, and whether the law's periods were kept.
 */
#include "days.h"
#include "public.h"
#include "service_sql.h"

/* Steps by their verbs; several domains share them. */
static const struct {
	const char *verb, *label;
} labels[] = {
	{ "publish", "进入公告阶段" },
	{ "publish-notice", "发布公告" },
	{ "answer", "答复提问" },
	{ "clarify", "澄清或修改招标文件" },
	{ "correct", "更正公告" },
	{ "box-closed", "封箱" },
	{ "close", "投标截止" },
	{ "release", "释放密钥份额" },
	{ "open", "开标" },
	{ "report", "提交评标报告" },
	{ "reject-all", "否决全部投标" },
	{ "object", "提出异议" },
	{ "answer-objection", "答复异议" },
	{ "withdraw-objection", "撤回异议" },
	{ "end-publicity", "公示期满" },
	{ "award", "确定中标人" },
	{ "contract", "登记合同" },
	{ "return-deposits", "退还保证金" },
	{ "perform", "登记履约情况" },
	{ "change", "登记合同变更" },
	{ "archive", "归档" },
	{ "archive-ended", "归档" },
	{ "official", "生成文书" },
	{ "package", "生成归档包" },
	{ "fail", "流标" },
	{ "terminate", "终止" },
	{ "retender", "重新招标" },
	{ "list", "挂牌开始" },
	{ "live", "进入限时竞价" },
	{ "once", "宣布第一次" },
	{ "twice", "宣布第二次" },
	{ "knock", "落槌" },
	{ "pass", "宣布流拍" },
	{ "extend", "延长竞价" },
	{ "hammer", "竞价结束" },
	{ "reveal-reserve", "公开底价" },
	{ "deal", "成交" },
	{ "unsold", "流拍" },
	{ "confirm", "签订成交确认书" },
	{ "confirmed", "成交确认" },
	{ "pause", "暂停竞价" },
	{ "suspend", "暂停" },
	{ "resume", "恢复" },
	{ NULL, NULL },
};

/* A moment in the life of a trade. */
enum moment {
	M_DOCUMENTS_FROM,
	M_DOCUMENTS_TO,
	M_DEADLINE,
	M_CANDIDATES, /* their notice */
	M_PUBLICITY_END,
	M_AWARD, /* its notice */
	M_CONTRACT
};

/* Periods of the law that the public can check by itself. */
static const struct {
	const char *key;
	enum moment from, to;
} periods[] = {
	{ "gc.doc.sale_min", M_DOCUMENTS_FROM, M_DOCUMENTS_TO },
	{ "gc.bid.prep_min", M_DOCUMENTS_FROM, M_DEADLINE },
	{ "gc.candidate.publicity_min", M_CANDIDATES, M_PUBLICITY_END },
	{ "gc.contract.sign", M_AWARD, M_CONTRACT },
	{ NULL, 0, 0 },
};

static int64_t
notice_at(const struct public_trade *t, const char *type)
{
	const struct notice_item *n = t->notices.at;
	size_t i;

	for (i = 0; i < t->notices.n; i++)
		if (!strcmp(n[i].type, type))
			return n[i].publish_at;
	return NONE;
}

static int64_t
event_at(const struct public_trade *t, const char *verb)
{
	const struct timeline_row *row = t->timeline.at;
	size_t i;

	for (i = 0; i < t->timeline.n; i++)
		if (!strcmp(row[i].verb, verb))
			return row[i].at;
	return NONE;
}

static int64_t
moment_at(const struct public_trade *t, enum moment m)
{
	switch (m) {
	case M_DOCUMENTS_FROM:
		return t->documents_from;
	case M_DOCUMENTS_TO: /* to be had till the deadline, if not said */
		return t->documents_to == NONE ? t->deadline : t->documents_to;
	case M_DEADLINE:
		return t->deadline;
	case M_CANDIDATES:
		return notice_at(t, "GC09");
	case M_PUBLICITY_END:
		return event_at(t, "end-publicity");
	case M_AWARD:
		return notice_at(t, "GC10");
	case M_CONTRACT:
		return t->award && t->award->signed_on != NONE
			   ? day_start(t->award->signed_on)
			   : NONE;
	}
	return NONE;
}

/*
 * Days between two moments as days.h counts them: the first day does not
 * count.  A shortest time (ge) has only its whole days, a longest (le) every
 * day begun.
 */
static int64_t
days_between(int64_t from, int64_t to, bool whole)
{
	int64_t n = day_of(to) - day_of(from) - (whole ? 1 : 0);

	return n < 0 ? 0 : n;
}

static bool
period_make(const struct public_trade *t, const struct rule *rule,
	    enum moment from, enum moment to, struct period_item *p)
{
	bool least = !strcmp(rule->op, "ge");

	*p = (struct period_item){
		.rule_key = rule->rule_key,
		.title = rule->title,
		.op = rule->op,
		.unit = rule->unit,
		.law = rule->law,
		.article = rule->article,
		.basis = rule->basis,
		.required = rule->num,
		.from = moment_at(t, from),
		.to = moment_at(t, to),
	};
	if (p->from == NONE || p->to == NONE || strcmp(p->unit, "day") ||
	    rule->den != 1)
		return false;
	p->actual = days_between(p->from, p->to, least);
	p->kept = least ? p->actual >= p->required : p->actual <= p->required;
	return true;
}

static enum err
periods_fill(struct req *r, struct public_trade *t)
{
	struct period_item *p;
	const struct rule *rule;
	struct list rules;
	size_t i, j;
	enum err e;

	e = db_all(r->db, r->mem, SQL_TRADE_RULES, ARGS(I64(t->id)), &rules);
	if (e)
		return e;
	p = arena_alloc(r->mem,
			sizeof(periods) / sizeof(*periods) * sizeof(*p));
	t->periods = (struct list){ 0, p };
	for (i = 0; periods[i].key; i++)
		for (rule = rules.at, j = 0; j < rules.n; j++)
			if (!strcmp(rule[j].rule_key, periods[i].key) &&
			    period_make(t, &rule[j], periods[i].from,
					periods[i].to, &p[t->periods.n])) {
				t->periods.n++;
				break;
			}
	return OK;
}

enum err
timeline_fill(struct req *r, struct public_trade *t)
{
	struct timeline_row *row = t->timeline.at;
	size_t i, j;

	for (i = 0; i < t->timeline.n; i++) {
		for (j = 0; labels[j].verb; j++)
			if (!strcmp(labels[j].verb, row[i].verb))
				break;
		row[i].label = labels[j].verb ? labels[j].label : row[i].verb;
	}
	return periods_fill(r, t);
}
