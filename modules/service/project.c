/* One project in public, with its trades and notices. */
#include "public.h"
#include "service_sql.h"

/* clang-format off */
static const struct field trade_item_field[] = {
	INT(struct trade_item, id, 1, INT64_MAX, F_OUT, "标段"),
	TEXT(struct trade_item, code, 1, 50, F_OUT, "标段编号"),
	TEXT(struct trade_item, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct trade_item, name, 1, 200, F_OUT, "标段名称"),
	TEXT(struct trade_item, method, 1, 10, F_OUT, "交易方式"),
	ENUM(struct trade_item, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct trade_item, paused, 0, 200, F_OUT, "暂停原因"),
	TIME(struct trade_item, deadline, F_OUT, "投标截止"),
	INT(struct trade_item, round, 1, INT64_MAX, F_OUT, "第几次招标"),
	INT(struct trade_item, predecessor, 1, INT64_MAX, F_OUT, "上一次招标的标段"),
	FIELD_END
};
static const struct field public_project_field[] = {
	INT(struct public_project, id, 1, INT64_MAX, F_OUT, "项目"),
	TEXT(struct public_project, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct public_project, code, 1, 50, F_OUT, "项目编号"),
	TEXT(struct public_project, tender_code, 1, 50, F_OUT, "招标项目编号"),
	TEXT(struct public_project, name, 1, 200, F_OUT, "项目名称"),
	TEXT(struct public_project, catalogue_item, 1, 10, F_OUT, "目录项"),
	TEXT(struct public_project, catalogue_name, 1, 100, F_OUT, "目录项名称"),
	INT(struct public_project, region, 0, 999999, F_OUT, "地区"),
	TEXT(struct public_project, region_name, 1, 60, F_OUT, "地区名称"),
	INT(struct public_project, entry_kind, 0, 1, F_OUT, "进场方式（0 必须 1 自愿）"),
	BOOL(struct public_project, state_funded, F_OUT, "国有资金占控股或者主导地位"),
	MONEY(struct public_project, investment_fen, 0, MONEY_MAX, F_OUT, "总投资（分）"),
	TEXT(struct public_project, approval_no, 0, 100, F_OUT, "批准文号"),
	TEXT(struct public_project, fund_source, 0, 200, F_OUT, "资金来源"),
	TEXT(struct public_project, place, 0, 200, F_OUT, "建设地点"),
	TEXT(struct public_project, summary, 0, INT64_MAX, F_OUT, "概况"),
	TEXT(struct public_project, supervisor, 0, 100, F_OUT, "行政监督部门"),
	TEXT(struct public_project, owner_name, 1, 200, F_OUT, "招标人"),
	TEXT(struct public_project, owner_code, 18, 18, F_OUT, "招标人代码"),
	TEXT(struct public_project, agency_name, 1, 200, F_OUT, "代理机构"),
	TEXT(struct public_project, agency_code, 18, 18, F_OUT, "代理机构代码"),
	LIST(struct public_project, trades, &trade_item_record, 0, INT64_MAX, F_OUT, "标段"),
	LIST(struct public_project, notices, &notice_item_record, 0, INT64_MAX, F_OUT, "公告"),
	FIELD_END
};
/* clang-format on */
RECORD(trade_item, struct trade_item);
RECORD(public_project, struct public_project);

/* GET /projects/:id -- a project that has something public */
enum err
get_project(struct req *r)
{
	struct public_project p;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_PROJECT_GET, ARGS(I64(r->id)),
			&p)) ||
	    (e = db_all(r->db, r->mem, SQL_PROJECT_TRADES, ARGS(I64(p.id)),
			&p.trades)) ||
	    (e = db_all(r->db, r->mem, SQL_NOTICE_SIBLINGS,
			ARGS(I64(p.id), I64(0)), &p.notices)))
		return e;
	return reply_record(r, &public_project_record, &p);
}
