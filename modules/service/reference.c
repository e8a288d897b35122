/* Reference data: catalogue, regions, notice types, methods, calendar. */
#include "public.h"
#include "rows.h"
#include "core_sql.h"
#include "service_sql.h"

/* clang-format off */
static const struct field catalogue_item_field[] = {
	TEXT(struct catalogue_item, code, 1, 10, F_OUT, "目录编号"),
	TEXT(struct catalogue_item, name, 1, 100, F_OUT, "名称"),
	TEXT(struct catalogue_item, class, 1, 4, F_OUT, "业务类别"),
	TEXT(struct catalogue_item, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct catalogue_item, parent, 1, 10, F_OUT, "上级"),
	INT(struct catalogue_item, level, 1, 9, F_OUT, "层级"),
	TEXT(struct catalogue_item, national_stage, 0, 20, F_OUT, "国家平台分类"),
	TEXT(struct catalogue_item, entry_rule, 0, 100, F_OUT, "进场要求"),
	TEXT(struct catalogue_item, supervisor, 0, 100, F_OUT, "行政监督部门"),
	TEXT(struct catalogue_item, conf, 1, 20, F_OUT, "核实程度"),
	TEXT(struct catalogue_item, note, 0, 200, F_OUT, "说明"),
	DATE(struct catalogue_item, valid_from, F_OUT, "施行日期"),
	DATE(struct catalogue_item, valid_to, F_OUT, "失效日期"),
	FIELD_END
};
static const struct field region_field[] = {
	INT(struct region, code, 0, 999999, F_OUT, "行政区划代码"),
	TEXT(struct region, name, 1, 60, F_OUT, "名称"),
	INT(struct region, parent, 0, 999999, F_OUT, "上级"),
	INT(struct region, level, 1, 9, F_OUT, "层级"),
	TEXT(struct region, kind, 1, 20, F_OUT, "类别"),
	DATE(struct region, valid_from, F_OUT, "启用日期"),
	DATE(struct region, valid_to, F_OUT, "停用日期"),
	INT(struct region, superseded_by, 0, 999999, F_OUT, "由何代码接替"),
	TEXT(struct region, conf, 1, 20, F_OUT, "核实程度"),
	TEXT(struct region, note, 0, 200, F_OUT, "说明"),
	FIELD_END
};
static const struct field notice_type_field[] = {
	TEXT(struct notice_type, code, 1, 10, F_OUT, "公告类型"),
	TEXT(struct notice_type, class, 1, 4, F_OUT, "业务类别"),
	TEXT(struct notice_type, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct notice_type, name, 1, 60, F_OUT, "名称"),
	TEXT(struct notice_type, national_stage, 0, 10, F_OUT, "国家平台环节代码"),
	TEXT(struct notice_type, data_no, 0, 20, F_OUT, "数据规范表号"),
	TEXT(struct notice_type, min_period, 0, 100, F_OUT, "期限"),
	TEXT(struct notice_type, basis, 0, 100, F_OUT, "依据"),
	TEXT(struct notice_type, conf, 1, 20, F_OUT, "核实程度"),
	FIELD_END
};
static const struct field trade_method_field[] = {
	TEXT(struct trade_method, code, 1, 10, F_OUT, "交易方式"),
	TEXT(struct trade_method, class, 1, 4, F_OUT, "业务类别"),
	TEXT(struct trade_method, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct trade_method, name, 1, 60, F_OUT, "名称"),
	TEXT(struct trade_method, spec_code, 0, 10, F_OUT, "数据规范代码"),
	INT(struct trade_method, min_participants, 0, 999, F_OUT, "最少参加人数"),
	TEXT(struct trade_method, conf, 1, 20, F_OUT, "核实程度"),
	TEXT(struct trade_method, note, 0, 300, F_OUT, "说明"),
	FIELD_END
};
static const struct field calendar_row_field[] = {
	DATE(struct calendar_row, day, F_OUT, "日期"),
	INT(struct calendar_row, region, 0, 999999, F_OUT, "地区（0 全国）"),
	TEXT(struct calendar_row, kind, 1, 8, F_OUT, "work、weekend、holiday 或 makeup"),
	TEXT(struct calendar_row, name, 0, 60, F_OUT, "节日"),
	TEXT(struct calendar_row, conf, 1, 20, F_OUT, "核实程度"),
	TEXT(struct calendar_row, source, 0, 200, F_OUT, "来源"),
	FIELD_END
};
static const struct field reference_query_field[] = {
	ENUM(struct reference_query, domain, domain_words, F_IN | F_OPT, "领域"),
	TEXT(struct reference_query, class, 1, 4, F_IN | F_OPT, "业务类别"),
	FIELD_END
};
static const struct field domain_query_field[] = {
	ENUM(struct reference_query, domain, domain_words, F_IN | F_OPT, "领域"),
	FIELD_END
};
static const struct field region_query_field[] = {
	INT(struct region_query, under, 0, 999999, F_IN | F_OPT, "本级及下一级"),
	INT(struct region_query, level, 1, 9, F_IN | F_OPT, "层级"),
	FIELD_END
};
static const struct field calendar_query_field[] = {
	INT(struct calendar_query, year, 2000, 2099, F_IN, "年"),
	INT(struct calendar_query, region, 0, 999999, F_IN | F_OPT, "地区（另含全国）"),
	FIELD_END
};
/* clang-format on */
RECORD(catalogue_item, struct catalogue_item);
RECORD(region, struct region);
RECORD(notice_type, struct notice_type);
RECORD(trade_method, struct trade_method);
RECORD(calendar_row, struct calendar_row);
RECORD(reference_query, struct reference_query);
RECORD(domain_query, struct reference_query);
RECORD(region_query, struct region_query);
RECORD(calendar_query, struct calendar_query);

static const char *
domain_of(const struct reference_query *q)
{
	return q->domain == NONE ? "" : domain_words[q->domain];
}

/* GET /catalogue -- what is traded here, and what must be */
enum err
list_catalogue(struct req *r)
{
	const struct reference_query *q = r->in;
	const char *class = q->class ? q->class : "";
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_CATALOGUE_LIST,
		   ARGS(STR(domain_of(q)), STR(domain_of(q)), STR(class),
			STR(class)),
		   &l);
	return e ? e : reply_items(r, &catalogue_item_record, &l, NULL);
}

/* GET /regions -- administrative divisions */
enum err
list_regions(struct req *r)
{
	const struct region_query *q = r->in;
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_REGION_LIST,
		   ARGS(I64(q->under), I64(q->under), I64(q->under),
			I64(q->level), I64(q->level)),
		   &l);
	return e ? e : reply_items(r, &region_record, &l, NULL);
}

/* GET /notice-types -- kinds of notices */
enum err
list_notice_types(struct req *r)
{
	const char *domain = domain_of(r->in);
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_NOTICE_TYPE_LIST,
		   ARGS(STR(domain), STR(domain)), &l);
	return e ? e : reply_items(r, &notice_type_record, &l, NULL);
}

/* GET /methods -- ways of trading */
enum err
list_methods(struct req *r)
{
	const char *domain = domain_of(r->in);
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_METHOD_LIST,
		   ARGS(STR(domain), STR(domain)), &l);
	return e ? e : reply_items(r, &trade_method_record, &l, NULL);
}

/* GET /calendar -- working days and holidays of a year */
enum err
list_calendar(struct req *r)
{
	const struct calendar_query *q = r->in;
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_CALENDAR_YEAR,
		   ARGS(STR(arena_printf(r->mem, "%d-01-01", (int)q->year)),
			STR(arena_printf(r->mem, "%d-01-01", (int)q->year + 1)),
			I64(q->region), I64(q->region)),
		   &l);
	return e ? e : reply_items(r, &calendar_row_record, &l, NULL);
}

/* GET /installation -- who runs this platform, and is it a rehearsal? */
enum err
get_installation(struct req *r)
{
	struct installation i;
	enum err e;

	e = db_one(r->db, r->mem, SQL_INSTALLATION_GET, NOARGS, &i);
	return e ? e : reply_record(r, &installation_record, &i);
}
