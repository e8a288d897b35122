/* The library of experts: the trading centre enters them. */
#include <inttypes.h>

#include "account_sql.h"
#include "ids.h"
#include "public.h"
#include "service.h"

/* clang-format off */
static const struct field avoid_in_field[] = {
	TEXT(struct avoid_in, subject, 18, 18, F_IN, "回避单位的统一社会信用代码"),
	TEXT(struct avoid_in, reason, 2, 200, F_IN, "回避原因"),
	FIELD_END
};
static const struct field expert_in_field[] = {
	TEXT(struct expert_in, login, 3, 60, F_IN, "账号"),
	TEXT(struct expert_in, password, 1, 128, F_IN, "初始口令"),
	TEXT(struct expert_in, name, 1, 60, F_IN, "姓名"),
	TEXT(struct expert_in, resident_id, 18, 18, F_IN, "公民身份号码"),
	TEXT(struct expert_in, phone, 5, 40, F_IN, "电话"),
	TEXT(struct expert_in, employer, 18, 18, F_IN | F_OPT, "工作单位的统一社会信用代码"),
	INT(struct expert_in, region, 110000, 999999, F_IN, "常住地区"),
	TEXT(struct expert_in, title, 2, 60, F_IN, "职称"),
	INT(struct expert_in, years, 0, 80, F_IN, "从业年限"),
	TEXTS(struct expert_in, classes, 1, 10, F_IN, "专业类别"),
	LIST(struct expert_in, avoid, &avoid_in_record, 0, 50, F_IN | F_OPT, "须回避的单位"),
	FIELD_END
};
static const struct field expert_query_field[] = {
	TEXT(struct expert_query, class, 1, 10, F_IN | F_OPT, "专业类别"),
	INT(struct expert_query, region, 110000, 999999, F_IN | F_OPT, "地区及以下"),
	INT(struct expert_query, after, 0, INT64_MAX, F_IN | F_OPT, "从此编号之后"),
	INT(struct expert_query, limit, 1, 100, F_IN | F_OPT, "条数"),
	FIELD_END
};
static const struct field expert_out_field[] = {
	INT(struct expert_out, id, 1, INT64_MAX, F_OUT, "专家编号"),
	INT(struct expert_out, account, 1, INT64_MAX, F_OUT, "账号编号"),
	TEXT(struct expert_out, name, 1, 60, F_OUT, "姓名"),
	TEXT(struct expert_out, resident_id, 18, 18, F_OUT, "公民身份号码（出生日期隐去）"),
	TEXT(struct expert_out, employer, 18, 18, F_OUT, "工作单位的统一社会信用代码"),
	INT(struct expert_out, region, 110000, 999999, F_OUT, "常住地区"),
	TEXT(struct expert_out, title, 2, 60, F_OUT, "职称"),
	INT(struct expert_out, years, 0, 80, F_OUT, "从业年限"),
	TEXT(struct expert_out, status, 1, 10, F_OUT, "状态"),
	TIME(struct expert_out, created_at, F_OUT, "入库时间"),
	RAW(struct expert_out, classes, "专业类别"),
	FIELD_END
};
/* clang-format on */
RECORD(avoid_in, struct avoid_in);
RECORD(expert_in, struct expert_in);
RECORD(expert_query, struct expert_query);
RECORD(expert_out, struct expert_out);

static enum err
classes_check(struct req *r, const struct list *classes)
{
	const char *const *c = classes->at;
	struct one_number level;
	size_t i, j;
	enum err e;

	if (!classes->n)
		return req_bad(r, "classes", "至少一项");
	for (i = 0; i < classes->n; i++) {
		for (j = 0; j < i; j++)
			if (!strcmp(c[i], c[j]))
				return req_bad(r, "classes", "%s 重复", c[i]);
		e = db_one(r->db, r->mem, SQL_EXPERT_CLASS_GET, ARGS(STR(c[i])),
			   &level);
		if (e == E_NOTFOUND)
			return req_bad(r, "classes", "没有专业类别 %s", c[i]);
		if (e)
			return e;
	}
	return OK;
}

/* Reports every bad field. */
static enum err
check(struct req *r, const struct expert_in *in)
{
	const struct avoid_in *a = in->avoid.at;
	const char *why;
	size_t i, j;
	enum err e;

	if ((why = resident_id_bad(in->resident_id)))
		req_bad(r, "resident_id", "%s", why);
	if (in->employer && (why = credit_code_bad(in->employer)))
		req_bad(r, "employer", "%s", why);
	for (i = 0; i < in->avoid.n; i++) {
		if ((why = credit_code_bad(a[i].subject)))
			req_bad(r, "avoid", "第 %zu 项：%s", i + 1, why);
		for (j = 0; j < i; j++)
			if (!strcmp(a[i].subject, a[j].subject))
				req_bad(r, "avoid", "第 %zu 项重复", i + 1);
	}
	if ((e = region_check(r, "region", in->region)) && e != E_FIELD)
		return e;
	if ((e = classes_check(r, &in->classes)) && e != E_FIELD)
		return e;
	return r->bad.len ? E_FIELD : OK;
}

static enum err
lists_add(struct req *r, const struct expert_in *in, int64_t id)
{
	const char *const *c = in->classes.at;
	const struct avoid_in *a = in->avoid.at;
	size_t i;
	enum err e;

	for (i = 0; i < in->classes.n; i++)
		if ((e = db_exec(r->db, SQL_EXPERT_SPECIALTY_ADD,
				 ARGS(I64(id), STR(c[i])), NULL)))
			return e;
	for (i = 0; i < in->avoid.n; i++)
		if ((e = db_exec(r->db, SQL_EXPERT_AVOIDANCE_ADD,
				 ARGS(I64(id), STR(a[i].subject),
				      STR(a[i].reason)),
				 NULL)))
			return e;
	return OK;
}

static enum err
expert_add(struct req *r, const struct expert_in *in, int64_t account,
	   int64_t *id)
{
	enum err e;

	e = db_exec(r->db, SQL_EXPERT_ADD,
		    ARGS(I64(account), STR(in->name), STR(in->resident_id),
			 STR(in->employer), I64(in->region), STR(in->title),
			 I64(in->years), I64(r->now)),
		    id);
	if (e == E_EXISTS)
		return req_say(
		    r, e, "这位专家已经在库，不用再登记，请更新原来的记录");
	return e ? e : lists_add(r, in, *id);
}

static enum err
expert_event(struct req *r, const char *verb, int64_t id)
{
	return account_event(r, verb,
			     arena_printf(r->mem, "{\"expert\":%" PRId64 "}",
					  id));
}

/* POST /experts -- enter an expert, with an account of his own */
enum err
post_expert(struct req *r)
{
	const struct expert_in *in = r->in;
	struct colleague_in c = {
		.name = in->name,
		.phone = in->phone,
		.login = in->login,
		.password = in->password,
	};
	int64_t account, id;
	enum err e;

	if (!user_has(r, CENTRE, in->region))
		return req_say(r, E_ROLE,
			       "这个地区不在你的管理范围，请由那个地区的交易中"
			       "心办理");
	if ((e = account_check(r, &c.login, c.password)) && e != E_FIELD)
		return e;
	if ((e = check(r, in)) || (e = account_add(r, &c, NONE, &account)) ||
	    (e = db_exec(r->db, SQL_ROLE_ADD,
			 ARGS(I64(account), STR("expert"), I64(in->region),
			      I64(r->user.id), I64(r->now)),
			 NULL)) ||
	    (e = expert_add(r, in, account, &id)) ||
	    (e = expert_event(r, "expert-add", id)))
		return e;
	r->status = 201;
	buf_printf(&r->out, "{\"id\":%" PRId64 ",\"account\":%" PRId64 "}", id,
		   account);
	return OK;
}

/* GET /experts -- the library, for the trading centre */
enum err
list_experts(struct req *r)
{
	const struct expert_query *q = r->in;
	int64_t limit = page_limit(q->limit, 50), low = 0, high = 0, width;
	const char *class = q->class ? q->class : "";
	const struct expert_out *x;
	const char *next = NULL;
	struct list l;
	enum err e;

	if (q->region != NONE) {
		width = q->region % 10000 == 0 ? 10000
			: q->region % 100 == 0 ? 100
					       : 1;
		low = q->region;
		high = low + width - 1;
	}
	e = db_all(r->db, r->mem, SQL_EXPERT_LIST,
		   ARGS(I64(q->after == NONE ? 0 : q->after), I64(low),
			I64(low), I64(high), STR(class), STR(class),
			I64(limit + 1)),
		   &l);
	if (e)
		return e;
	if (l.n > (size_t)limit) {
		x = l.at;
		l.n = (size_t)limit;
		next = page_next(r, x[limit - 1].id);
	}
	return reply_items(r, &expert_out_record, &l, next);
}

static enum err
status_set(struct req *r, const char *status, const char *verb)
{
	enum err e;

	e = db_exec(r->db, SQL_EXPERT_STATUS, ARGS(STR(status), I64(r->id)),
		    NULL);
	if (e)
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	if ((e = expert_event(r, verb, r->id)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}

/* POST /experts/:id/suspend -- drawn no more */
enum err
post_expert_suspend(struct req *r)
{
	return status_set(r, "suspended", "expert-suspend");
}

/* POST /experts/:id/resume -- drawn again */
enum err
post_expert_resume(struct req *r)
{
	return status_set(r, "active", "expert-resume");
}
