/* Projects: what an owner, or an agency for it, brings to the platform. */
#include <inttypes.h>

#include "days.h"
#include "event.h"
#include "ids.h"
#include "json.h"
#include "log.h"
#include "rows.h"
#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

static const char *const entry_words[] = { "must", "voluntary", NULL };

/* clang-format off */
static const struct field project_field[] = {
	INT(struct project, id, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct project, code, 1, 50, F_OUT, "项目编号"),
	TEXT(struct project, tender_code, 1, 50, F_OUT, "招标项目编号"),
	TEXT(struct project, name, 4, 200, F_BOTH, "项目名称"),
	TEXT(struct project, catalogue_item, 1, 10, F_BOTH, "交易目录项"),
	INT(struct project, region, 540000, 549999, F_BOTH, "行政区划"),
	INT(struct project, owner, 1, INT64_MAX, F_OUT, "招标人序号"),
	INT(struct project, agency, 1, INT64_MAX, F_OUT, "代理机构序号"),
	TEXT(struct project, owner_code, 18, 18, F_BOTH | F_OPT, "招标人统一社会信用代码"),
	TEXT(struct project, agency_code, 18, 18, F_BOTH | F_OPT, "代理机构统一社会信用代码"),
	TEXT(struct project, owner_name, 1, 200, F_OUT, "招标人"),
	TEXT(struct project, agency_name, 1, 200, F_OUT, "代理机构"),
	ENUM(struct project, entry_kind, entry_words, F_BOTH, "进场方式"),
	BOOL(struct project, state_funded, F_BOTH, "国有资金占控股或者主导地位"),
	MONEY(struct project, investment_fen, 1, MONEY_MAX, F_BOTH, "投资额"),
	TEXT(struct project, approval_no, 1, 100, F_BOTH | F_OPT, "审批、核准或备案文号"),
	TEXT(struct project, fund_source, 1, 200, F_BOTH | F_OPT, "资金来源"),
	TEXT(struct project, place, 1, 200, F_BOTH | F_OPT, "建设地点"),
	TEXT(struct project, summary, 1, 10000, F_BOTH | F_OPT, "项目概况"),
	TEXT(struct project, supervisor, 1, 100, F_BOTH | F_OPT, "行政监督部门"),
	TIME(struct project, created_at, F_OUT, "建立时间"),
	BOOL(struct project, begun, F_ROW, NULL),
	FIELD_END
};
static const struct field subject_field[] = {
	INT(struct subject, id, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct subject, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct subject, name, 1, 200, F_OUT, "名称"),
	INT(struct subject, region, 0, 999999, F_OUT, "行政区划"),
	BOOL(struct subject, operator, F_ROW, NULL),
	BOOL(struct subject, active, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(project, struct project);
RECORD(subject, struct subject);

enum err
subject_find(struct req *r, const char *credit_code, struct subject *s)
{
	return db_one(r->db, r->mem, SQL_SUBJECT_BY_CODE,
		      ARGS(STR(credit_code)), s);
}

/* The subject a field names; only registered and active ones trade. */
static enum err
find(struct req *r, const char *field, const char *code, struct subject *s)
{
	const char *why = credit_code_bad(code);
	enum err e;

	if (why)
		return req_bad(r, field, "%s", why);
	if ((e = subject_find(r, code, s)) && e != E_NOTFOUND)
		return e;
	if (e)
		return req_bad(r, field, "这个主体还没有在平台登记");
	if (!s->active)
		return req_bad(r, field, "这个主体已经停用");
	return OK;
}

/*
 * Who is who.  An owner acts for itself and may name an agency; an agency
 * names the owner it acts for.  Either holds its role in the region.
 */
static enum err
set_sides(struct req *r, struct project *p)
{
	const char *me = r->user.credit_code;
	struct subject owner, agency;
	enum err e;

	if (r->user.subject == NONE || !me)
		return req_say(r, E_ROLE,
			       "你的账号不属于任何主体，不能建立项目");
	if (!p->owner_code)
		p->owner_code = me;
	if (!p->agency_code && strcmp(p->owner_code, me))
		p->agency_code = me;
	if ((e = find(r, "owner_code", p->owner_code, &owner)))
		return e;
	p->owner = owner.id;
	p->owner_name = owner.name;
	p->agency = NONE;
	if (p->agency_code) {
		if ((e = find(r, "agency_code", p->agency_code, &agency)))
			return e;
		if (agency.id == owner.id)
			return req_bad(r, "agency_code",
				       "代理机构不能就是招标人自己");
		p->agency = agency.id;
		p->agency_name = agency.name;
	}
	if (!(owner.id == r->user.subject && user_has(r, OWNER, p->region)) &&
	    !(p->agency == r->user.subject && user_has(r, AGENCY, p->region)))
		return req_say(r, E_ROLE, "你没有在 %" PRId64 " 建立项目的资格",
			       p->region);
	return OK;
}

/* The operator of the platform and its affiliates are no agency on it. */
static enum err
agency_is_neutral(struct req *r, const struct project *p)
{
	const struct rule *rule;
	struct subject agency;
	enum err e;

	if (p->agency == NONE)
		return OK;
	if ((e = subject_find(r, p->agency_code, &agency)) || !agency.operator)
		return e;
	if ((e = rule_get(r, "ebid.operator_no_bid", &rule)))
		return e;
	return rule_refuse(r, rule, NULL, NULL,
			   arena_printf(r->mem,
					"%s运营本平台或者与运营机构有控股、管理"
					"关系，"
					"请另选代理机构",
					agency.name));
}

/* Nothing trades outside the catalogue. */
static enum err
is_in_catalogue(struct req *r, const struct project *p)
{
	struct one_word row;
	char day[11];
	enum err e;

	day_print(day, day_of(r->now));
	e = db_one(r->db, r->mem, SQL_CATALOGUE_DOMAIN,
		   ARGS(STR(p->catalogue_item), STR(r->worker->class), STR(day),
			STR(day)),
		   &row);
	if (e == E_NOTFOUND || (!e && strcmp(row.word, r->domain)))
		return req_bad(r, "catalogue_item",
			       "公共资源交易目录里没有这个现行有效的“%s”项目，"
			       "目录以外的不能交易",
			       r->worker->title);
	if (e)
		return e;
	e = db_one(r->db, r->mem, SQL_REGION_NAME, ARGS(I64(p->region)), &row);
	return e == E_NOTFOUND ? req_bad(r, "region", "没有这个行政区划") : e;
}

static enum err
mint(struct req *r, struct project *p)
{
	char code[SECTION_CODE + 1], tender[SECTION_CODE + 1];
	struct installation in;
	const char *counter;
	int64_t n;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_INSTALLATION_GET, NOARGS, &in)))
		return e;
	counter = arena_printf(r->mem, "project:%s", in.platform_code11);
	if ((e = counter_next(r, counter, &n)))
		return e;
	if (!project_code_make(code, in.platform_code11, n) ||
	    !project_code_make(tender, code, 1)) {
		log_error("msg=project-code platform=%s serial=%" PRId64,
			  in.platform_code11, n);
		return E_BUG;
	}
	p->code = arena_strdup(r->mem, code);
	p->tender_code = arena_strdup(r->mem, tender);
	return OK;
}

/* The event that says what the project is now. */
static enum err
about(struct req *r, const char *verb, const struct project *p)
{
	struct event ev;
	struct buf detail;

	buf_init(&detail, r->mem);
	json_record(&detail, &project_record, p, F_OUT);
	ev = event_of(verb, buf_text(&detail));
	ev.project = p->id;
	return event_add(r, &ev);
}

enum err
project_add(struct req *r, struct project *p)
{
	enum err e;

	if ((e = is_in_catalogue(r, p)) || (e = set_sides(r, p)) ||
	    (e = agency_is_neutral(r, p)) || (e = mint(r, p)))
		return e;
	p->created_at = r->now;
	e = db_exec(r->db, SQL_PROJECT_ADD,
		    ARGS(STR(r->domain), STR(p->code), STR(p->tender_code),
			 STR(p->name), STR(p->catalogue_item), I64(p->region),
			 I64(p->owner), I64(p->agency), I64(p->entry_kind),
			 I64(p->state_funded), I64(p->investment_fen),
			 STR(p->approval_no), STR(p->fund_source),
			 STR(p->place), STR(p->summary), STR(p->supervisor),
			 I64(r->user.id), I64(r->now)),
		    &p->id);
	if (e)
		return e;
	return about(r, "project", p);
}

/* A project stays what it is once people could read of it. */
static enum err
may_change(struct req *r, const struct project *old, const struct project *p)
{
	int64_t pending;
	enum err e;

	if (p->region != old->region)
		req_bad(r, "region", "编号已定，不能再改，请另建项目");
	if (strcmp(p->catalogue_item, old->catalogue_item))
		req_bad(r, "catalogue_item", "编号已定，不能再改，请另建项目");
	if (p->owner_code && strcmp(p->owner_code, old->owner_code))
		req_bad(r, "owner_code", "招标人不能再改，请另建项目");
	if (p->agency_code &&
	    (!old->agency_code || strcmp(p->agency_code, old->agency_code)))
		req_bad(r, "agency_code", "代理机构不能再改，请另建项目");
	if (r->bad.len)
		return E_FIELD;
	if ((e = NUMBER(r, SQL_PROJECT_PENDING, &pending, I64(old->id))))
		return e;
	if (old->begun || pending)
		return req_say(r, E_STATE, "项目已有公告，不能再改");
	return OK;
}

enum err
project_set(struct req *r, int64_t id, struct project *p)
{
	struct project old;
	unsigned roles;
	enum err e;

	if ((e = project_read(r, id, &old, &roles)))
		return e;
	if (!(roles & (OWNER | AGENCY)))
		return E_ROLE;
	if ((e = may_change(r, &old, p)) ||
	    (e = db_exec(r->db, SQL_PROJECT_SET,
			 ARGS(STR(p->name), I64(p->entry_kind),
			      I64(p->state_funded), I64(p->investment_fen),
			      STR(p->approval_no), STR(p->fund_source),
			      STR(p->place), STR(p->summary),
			      STR(p->supervisor), I64(id)),
			 NULL)) ||
	    (e = db_one(r->db, r->mem, SQL_PROJECT_GET, ARGS(I64(id)), p)))
		return e;
	return about(r, "change-project", p);
}
