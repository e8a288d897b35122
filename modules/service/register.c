/* How a subject comes to the platform: its first account and further ones. */
#include <inttypes.h>

#include "account_sql.h"
#include "ids.h"
#include "service.h"

/* clang-format off */
static const struct field register_in_field[] = {
	TEXT(struct register_in, credit_code, 18, 18, F_IN, "统一社会信用代码"),
	TEXT(struct register_in, company, 2, 200, F_IN, "单位名称"),
	INT(struct register_in, region, 110000, 999999, F_IN, "所在地"),
	TEXT(struct register_in, address, 0, 200, F_IN | F_OPT, "地址"),
	TEXT(struct register_in, legal_person, 0, 60, F_IN | F_OPT, "法定代表人"),
	TEXT(struct register_in, contact, 1, 60, F_IN, "联系人"),
	TEXT(struct register_in, phone, 5, 40, F_IN, "电话"),
	TEXT(struct register_in, login, 3, 60, F_IN, "账号"),
	TEXT(struct register_in, password, 1, 128, F_IN, "口令"),
	FIELD_END
};
static const struct field colleague_in_field[] = {
	TEXT(struct colleague_in, name, 1, 60, F_IN, "姓名"),
	TEXT(struct colleague_in, phone, 5, 40, F_IN, "电话"),
	TEXT(struct colleague_in, login, 3, 60, F_IN, "账号"),
	TEXT(struct colleague_in, password, 1, 128, F_IN, "口令"),
	FIELD_END
};
/* clang-format on */
RECORD(register_in, struct register_in);
RECORD(colleague_in, struct colleague_in);

static enum err
subject_add(struct req *r, const struct register_in *in, int64_t *id)
{
	struct one_number row;
	enum err e;

	e = db_one(r->db, r->mem, SQL_SUBJECT_BY_CODE,
		   ARGS(STR(in->credit_code)), &row);
	if (!e)
		return req_say(r, E_EXISTS,
			       "这个单位已经注册；新增账号请由本单位已有的账号"
			       "登录后办理");
	if (e != E_NOTFOUND)
		return e;
	return db_exec(r->db, SQL_SUBJECT_ADD,
		       ARGS(STR(in->credit_code), STR(in->company),
			    I64(in->region), STR(in->address),
			    STR(in->legal_person), STR(in->phone), I64(r->now)),
		       id);
}

/* An account that may bid anywhere, in the name of a subject. */
static enum err
bidder_add(struct req *r, const struct colleague_in *c, int64_t subject,
	   int64_t *id)
{
	enum err e;

	if ((e = account_add(r, c, subject, id)))
		return e;
	return db_exec(r->db, SQL_ROLE_ADD,
		       ARGS(I64(*id), STR("bidder"), I64(0), I64(NONE),
			    I64(r->now)),
		       NULL);
}

static enum err
reply_account(struct req *r, int64_t id)
{
	r->id = id;
	r->status = 201;
	return account_reply(r);
}

/* POST /register -- a subject and its first account; free of charge */
enum err
post_register(struct req *r)
{
	const struct register_in *in = r->in;
	struct colleague_in c = {
		.name = in->contact,
		.phone = in->phone,
		.login = in->login,
		.password = in->password,
	};
	int64_t subject, id;
	const char *why;
	enum err e;

	if ((why = credit_code_bad(in->credit_code)))
		req_bad(r, "credit_code", "%s", why);
	e = account_check(r, &c.login, c.password);
	if (!e)
		e = region_check(r, "region", in->region);
	if (r->bad.len)
		return E_FIELD;
	if (e || (e = subject_add(r, in, &subject)) ||
	    (e = bidder_add(r, &c, subject, &id)))
		return e;
	r->user.id = id;
	r->user.subject = subject;
	e = account_event(r, "register",
			  arena_printf(r->mem,
				       "{\"account\":%" PRId64
				       ",\"subject\":%" PRId64 "}",
				       id, subject));
	return e ? e : reply_account(r, id);
}

/* POST /accounts -- a colleague's account, for one's own subject */
enum err
post_account(struct req *r)
{
	struct colleague_in c = *(const struct colleague_in *)r->in;
	int64_t id;
	enum err e;

	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "你的账号不代表任何单位，请用单位的账号办理");
	if ((e = account_check(r, &c.login, c.password)) ||
	    (e = bidder_add(r, &c, r->user.subject, &id)))
		return e;
	e = account_event(r, "account-add",
			  arena_printf(r->mem, "{\"account\":%" PRId64 "}",
				       id));
	return e ? e : reply_account(r, id);
}
