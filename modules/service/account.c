/* Accounts: what everything about them shares. */
#include "account_sql.h"
#include "event.h"
#include "json.h"
#include "password.h"
#include "service.h"

/* clang-format off */
static const struct field one_number_field[] = {
	INT(struct one_number, n, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field account_secret_field[] = {
	INT(struct account_secret, id, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct account_secret, password, 1, 200, F_ROW, NULL),
	BOOL(struct account_secret, active, F_ROW, NULL),
	BOOL(struct account_secret, must_change, F_ROW, NULL),
	INT(struct account_secret, password_at, 0, INT64_MAX, F_ROW, NULL),
	BOOL(struct account_secret, factor, F_ROW, NULL),
	BOOL(struct account_secret, staff, F_ROW, NULL),
	FIELD_END
};
static const struct field account_field[] = {
	INT(struct account, id, 1, INT64_MAX, F_OUT, "账号编号"),
	TEXT(struct account, login, 3, 60, F_OUT, "账号"),
	TEXT(struct account, name, 1, 60, F_OUT, "姓名"),
	INT(struct account, subject, 1, INT64_MAX, F_OUT, "主体编号"),
	TEXT(struct account, subject_name, 1, 200, F_OUT, "单位名称"),
	TEXT(struct account, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct account, phone, 0, 40, F_OUT, "电话"),
	TEXT(struct account, status, 1, 10, F_OUT, "状态"),
	TIME(struct account, created_at, F_OUT, "建立时间"),
	TIME(struct account, locked_until, F_OUT, "登录失败锁定至（真实时间）"),
	BOOL(struct account, factor, F_OUT, "已登记动态口令"),
	RAW(struct account, roles, "角色"),
	FIELD_END
};
static const struct field account_query_field[] = {
	TEXT(struct account_query, login, 1, 60, F_IN | F_OPT, "账号"),
	TEXT(struct account_query, status, 1, 10, F_IN | F_OPT, "状态"),
	TEXT(struct account_query, credit_code, 18, 18, F_IN | F_OPT, "统一社会信用代码"),
	ENUM(struct account_query, role, who_words, F_IN | F_OPT, "角色"),
	INT(struct account_query, after, 0, INT64_MAX, F_IN | F_OPT, "从此编号之后"),
	INT(struct account_query, limit, 1, 100, F_IN | F_OPT, "条数"),
	FIELD_END
};
static const struct field reason_in_field[] = {
	TEXT(struct reason_in, reason, 2, 200, F_IN, "原因"),
	FIELD_END
};
/* clang-format on */
RECORD(one_number, struct one_number);
RECORD(account_secret, struct account_secret);
RECORD(account, struct account);
RECORD(account_query, struct account_query);
RECORD(reason_in, struct reason_in);

enum err
account_event(struct req *r, const char *verb, const char *detail)
{
	const struct event ev = event_of(verb, detail);

	return event_add(r, &ev);
}

/* 3 to 60 of a-z 0-9 . _ - @, capitals made small. */
enum err
account_check(struct req *r, const char **login, const char *password)
{
	char *s = arena_strdup(r->mem, *login), *p;
	struct password_rule rule;
	struct policy policy;
	const char *why;
	enum err e;

	if ((e = policy_get(r, &policy)))
		return e;
	rule = policy_password(&policy);

	for (p = s; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
		if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') ||
		      strchr("._-@", *p)))
			return req_bad(r, "login",
				       "账号只能由字母、数字和 . _ - @ 组成");
	}
	*login = s;
	if ((why = password_weak(r->mem, &rule, password, s)))
		return req_bad(r, "password", "%s", why);
	return OK;
}

enum err
account_add(struct req *r, const struct colleague_in *c, int64_t subject,
	    int64_t *id)
{
	struct policy p;
	enum err e;

	if ((e = policy_get(r, &p)))
		return e;
	/* who registers himself chose the password himself */
	e = db_exec(r->db, SQL_ACCOUNT_ADD,
		    ARGS(STR(c->login), STR(password_hash(r->mem, c->password)),
			 STR(c->name), I64(subject), STR(c->phone),
			 I64(r->user.id && p.first_change), I64(r->now)),
		    id);
	return e == E_EXISTS
		   ? req_say(r, e, "账号 %s 已被使用，请换一个", c->login)
		   : e;
}

enum err
region_check(struct req *r, const char *field, int64_t region)
{
	struct one_number row;
	enum err e;

	if (!region)
		return OK;
	e = db_one(r->db, r->mem, SQL_REGION_BY_CODE, ARGS(I64(region)), &row);
	return e == E_NOTFOUND ? req_bad(r, field, "没有这个行政区划代码") : e;
}

enum err
account_reply(struct req *r)
{
	struct account a;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_ACCOUNT_GET, ARGS(I64(r->id)), &a)))
		return e;
	return reply_record(r, &account_record, &a);
}

enum err
account_reason_event(struct req *r, const char *verb)
{
	const struct reason_in *in = r->in;
	struct buf detail;

	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "account");
	json_int(&detail, r->id);
	json_key(&detail, "reason");
	json_text(&detail, in->reason);
	buf_char(&detail, '}');
	return account_event(r, verb, buf_text(&detail));
}
