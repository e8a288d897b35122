/* One trade in public: what it is, what happened, what came out. */
#include "public.h"
#include "service_sql.h"

/* clang-format off */
static const struct field timeline_row_field[] = {
	TIME(struct timeline_row, at, F_OUT, "时间"),
	TEXT(struct timeline_row, verb, 1, 40, F_OUT, "事项"),
	TEXT(struct timeline_row, label, 1, 60, F_OUT, "事项名称"),
	INT(struct timeline_row, notice, 1, INT64_MAX, F_OUT, "公告"),
	ENUM(struct timeline_row, before, stage_words, F_OUT, "之前的阶段"),
	ENUM(struct timeline_row, after, stage_words, F_OUT, "之后的阶段"),
	INT(struct timeline_row, seq, 0, INT64_MAX, F_OUT, "留痕日志中的序号"),
	FIELD_END
};
static const struct field period_item_field[] = {
	TEXT(struct period_item, rule_key, 1, 80, F_OUT, "规则编号"),
	TEXT(struct period_item, title, 1, 200, F_OUT, "规则"),
	TEXT(struct period_item, op, 2, 2, F_OUT, "不少于（ge）或不超过（le）"),
	INT(struct period_item, required, 0, INT64_MAX, F_OUT, "法定"),
	INT(struct period_item, actual, 0, INT64_MAX, F_OUT, "实际"),
	TEXT(struct period_item, unit, 1, 16, F_OUT, "单位"),
	BOOL(struct period_item, kept, F_OUT, "符合"),
	TIME(struct period_item, from, F_OUT, "起"),
	TIME(struct period_item, to, F_OUT, "止"),
	TEXT(struct period_item, law, 1, 200, F_OUT, "依据文件"),
	TEXT(struct period_item, article, 0, 60, F_OUT, "条款"),
	TEXT(struct period_item, basis, 0, 300, F_OUT, "依据"),
	FIELD_END
};
static const struct field public_opening_field[] = {
	TEXT(struct public_opening, bidder, 1, 500, F_OUT, "投标人"),
	BOOL(struct public_opening, opened, F_OUT, "解密成功"),
	TEXT(struct public_opening, cause, 0, 200, F_OUT, "未能解密的原因"),
	INT(struct public_opening, price, 0, INT64_MAX, F_OUT, "投标报价（按报价方式的最小单位）"),
	TEXT(struct public_opening, price_text, 0, 200, F_OUT, "投标报价"),
	INT(struct public_opening, duration_days, 0, INT64_MAX, F_OUT, "工期（日）"),
	TEXT(struct public_opening, quality, 0, 100, F_OUT, "质量"),
	TEXT(struct public_opening, manager, 0, 60, F_OUT, "项目负责人"),
	FIELD_END
};
static const struct field public_candidate_field[] = {
	INT(struct public_candidate, rank, 1, INT64_MAX, F_OUT, "名次"),
	TEXT(struct public_candidate, bidder, 1, 500, F_OUT, "投标人"),
	INT(struct public_candidate, score, 0, INT64_MAX, F_OUT, "得分（百分之一分）"),
	INT(struct public_candidate, price, 0, INT64_MAX, F_OUT, "评标价"),
	BOOL(struct public_candidate, rejected, F_OUT, "被否决"),
	INT(struct public_candidate, ground, 1, 7, F_OUT, "否决情形"),
	TEXT(struct public_candidate, reason, 0, 500, F_OUT, "否决理由"),
	FIELD_END
};
static const struct field public_award_field[] = {
	TEXT(struct public_award, bidder, 1, 500, F_OUT, "中标人"),
	INT(struct public_award, price, 0, INT64_MAX, F_OUT, "中标价"),
	TIME(struct public_award, at, F_OUT, "定标时间"),
	TEXT(struct public_award, contract_number, 0, 60, F_OUT, "合同编号"),
	MONEY(struct public_award, contract_fen, 0, MONEY_MAX, F_OUT, "合同金额（分）"),
	DATE(struct public_award, signed_on, F_OUT, "合同签订日"),
	FIELD_END
};
static const struct field public_trade_field[] = {
	INT(struct public_trade, id, 1, INT64_MAX, F_OUT, "标段"),
	TEXT(struct public_trade, domain, 1, 16, F_OUT, "领域"),
	INT(struct public_trade, project, 1, INT64_MAX, F_OUT, "项目"),
	TEXT(struct public_trade, project_name, 1, 200, F_OUT, "项目名称"),
	TEXT(struct public_trade, project_code, 1, 60, F_OUT, "项目编号"),
	TEXT(struct public_trade, catalogue_item, 1, 10, F_OUT, "目录项"),
	TEXT(struct public_trade, code, 1, 50, F_OUT, "标段编号"),
	TEXT(struct public_trade, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct public_trade, name, 1, 200, F_OUT, "标段名称"),
	TEXT(struct public_trade, method, 1, 10, F_OUT, "交易方式"),
	TEXT(struct public_trade, method_name, 1, 60, F_OUT, "交易方式名称"),
	ENUM(struct public_trade, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct public_trade, stage_name, 1, 20, F_OUT, "阶段名称"),
	TEXT(struct public_trade, paused, 0, 200, F_OUT, "暂停原因"),
	INT(struct public_trade, region, 0, 999999, F_OUT, "地区"),
	TEXT(struct public_trade, region_name, 1, 60, F_OUT, "地区名称"),
	TEXT(struct public_trade, owner_name, 1, 200, F_OUT, "招标人"),
	TEXT(struct public_trade, owner_code, 18, 18, F_OUT, "招标人代码"),
	TEXT(struct public_trade, agency_name, 1, 200, F_OUT, "代理机构"),
	TEXT(struct public_trade, agency_code, 18, 18, F_OUT, "代理机构代码"),
	INT(struct public_trade, content, 0, 9, F_OUT, "标的（0 施工 1 货物 2 服务）"),
	INT(struct public_trade, evaluation, 0, 9, F_OUT, "评标办法（1 综合评估法 2 经评审的最低投标价法）"),
	INT(struct public_trade, price_form, 0, 9, F_OUT, "报价方式（1 总价 2 费率 3 单价）"),
	INT(struct public_trade, ceiling, 0, INT64_MAX, F_OUT, "最高投标限价（按报价方式的最小单位）"),
	MONEY(struct public_trade, deposit_fen, 0, MONEY_MAX, F_OUT, "投标保证金（分）"),
	BOOL(struct public_trade, consortium, F_OUT, "接受联合体"),
	TIME(struct public_trade, documents_from, F_OUT, "文件获取开始"),
	TIME(struct public_trade, documents_to, F_OUT, "文件获取结束"),
	TIME(struct public_trade, deadline, F_OUT, "投标截止"),
	INT(struct public_trade, threshold, 1, 99, F_OUT, "开标所需密钥持有人数"),
	INT(struct public_trade, round, 1, INT64_MAX, F_OUT, "第几次招标"),
	INT(struct public_trade, predecessor, 1, INT64_MAX, F_OUT, "上一次招标的标段"),
	TEXT(struct public_trade, reason, 0, 500, F_OUT, "流标或终止的原因"),
	LIST(struct public_trade, timeline, &timeline_row_record, 0, INT64_MAX, F_OUT, "经过"),
	LIST(struct public_trade, notices, &notice_item_record, 0, INT64_MAX, F_OUT, "公告"),
	LIST(struct public_trade, periods, &period_item_record, 0, INT64_MAX, F_OUT, "法定期限与实际"),
	LIST(struct public_trade, openings, &public_opening_record, 0, INT64_MAX, F_OUT, "开标结果"),
	LIST(struct public_trade, candidates, &public_candidate_record, 0, INT64_MAX, F_OUT, "候选人"),
	NEST(struct public_trade, award, struct public_award, &public_award_record, F_OUT, "中标结果"),
	FIELD_END
};
/* clang-format on */
RECORD(timeline_row, struct timeline_row);
RECORD(period_item, struct period_item);
RECORD(public_opening, struct public_opening);
RECORD(public_candidate, struct public_candidate);
RECORD(public_award, struct public_award);
RECORD(public_trade, struct public_trade);

static enum err
results_read(struct req *r, struct public_trade *t)
{
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_TRADE_OPENINGS, ARGS(I64(t->id)),
			&t->openings)) ||
	    (e = db_all(r->db, r->mem, SQL_TRADE_CANDIDATES, ARGS(I64(t->id)),
			&t->candidates)))
		return e;
	t->award = arena_alloc(r->mem, sizeof(*t->award));
	e = db_one(r->db, r->mem, SQL_TRADE_AWARD, ARGS(I64(t->id)), t->award);
	if (e == E_NOTFOUND)
		t->award = NULL;
	return e == E_NOTFOUND ? OK : e;
}

/* GET /trades/:id -- a trade with its timeline and results */
enum err
get_trade(struct req *r)
{
	struct public_trade t;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_TRADE_GET, ARGS(I64(r->id)), &t)))
		return e;
	t.stage_name = stage_label(t.stage);
	if ((e = db_all(r->db, r->mem, SQL_TRADE_EVENTS, ARGS(I64(t.id)),
			&t.timeline)) ||
	    (e = db_all(r->db, r->mem, SQL_NOTICE_OF_TRADE, ARGS(I64(t.id)),
			&t.notices)) ||
	    (e = results_read(r, &t)) || (e = timeline_fill(r, &t)))
		return e;
	return reply_record(r, &public_trade_record, &t);
}
