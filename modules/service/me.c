/* One's own account: who am I, where am I logged in. */
#include "account_sql.h"
#include "conf.h"
#include "service.h"
#include "session.h"
#include "session_row.h"
#include "core_sql.h"

/* clang-format off */
static const struct field me_field[] = {
	INT(struct me, id, 1, INT64_MAX, F_OUT, "账号编号"),
	TEXT(struct me, login, 3, 60, F_OUT, "账号"),
	TEXT(struct me, name, 1, 60, F_OUT, "姓名"),
	INT(struct me, subject, 1, INT64_MAX, F_OUT, "主体编号"),
	TEXT(struct me, subject_name, 1, 200, F_OUT, "单位名称"),
	TEXT(struct me, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	LIST(struct me, roles, &grant_record, 0, 1000, F_OUT, "角色"),
	TEXTS(struct me, pending, 0, 20, F_OUT, "须先办理：password 修改口令，factor 登记动态口令"),
	FIELD_END
};
static const struct field session_out_field[] = {
	TEXT(struct session_out, id, 16, 16, F_OUT, "会话编号"),
	TIME(struct session_out, created_at, F_OUT, "登录时间"),
	TIME(struct session_out, seen_at, F_OUT, "最近使用"),
	TIME(struct session_out, expires_at, F_OUT, "最迟失效"),
	TEXT(struct session_out, address, 0, 45, F_OUT, "网络地址"),
	BOOL(struct session_out, current, F_OUT, "当前会话"),
	FIELD_END
};
/* clang-format on */
RECORD(me, struct me);
RECORD(session_out, struct session_out);

/* The words of PENDING_ bits. */
static struct list
pending_words(struct req *r)
{
	const char **at = arena_alloc(r->mem, 2 * sizeof(*at));
	size_t n = 0;

	if (r->user.pending & PENDING_PASSWORD)
		at[n++] = "password";
	if (r->user.pending & PENDING_FACTOR)
		at[n++] = "factor";
	return (struct list){ n, at };
}

enum err
me_reply(struct req *r, int64_t id)
{
	struct account a;
	struct grant *g;
	struct me me;
	size_t i, n;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_ACCOUNT_GET, ARGS(I64(id)), &a)) ||
	    (e = db_all(r->db, r->mem, SQL_USER_GRANTS, ARGS(I64(id)),
			&me.roles)))
		return e;
	/* what people cannot hold is not shown */
	for (g = me.roles.at, n = 0, i = 0; i < me.roles.n; i++)
		if (g[i].role >= 0 && 1u << g[i].role <= AUDITOR)
			g[n++] = g[i];
	me.roles.n = n;
	me.pending = pending_words(r);
	me.id = a.id;
	me.login = a.login;
	me.name = a.name;
	me.subject = a.subject;
	me.subject_name = a.subject_name;
	me.credit_code = a.credit_code;
	return reply_record(r, &me_record, &me);
}

/* GET /me -- who I am and what I may do */
enum err
get_me(struct req *r)
{
	return me_reply(r, r->user.id);
}

/* GET /sessions -- where I am logged in */
enum err
list_sessions(struct req *r)
{
	const char *token = session_token(r);
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_SESSION_LIST,
		   ARGS(STR(session_digest(r, token ? token : "")),
			I64(r->user.id), I64(r->real), I64(r->real),
			I64(conf.session_idle * 1000)),
		   &l);
	return e ? e : reply_items(r, &session_out_record, &l, NULL);
}

/* POST /sessions/:word/revoke -- end one of them */
enum err
post_session_revoke(struct req *r)
{
	enum err e;

	if (strlen(r->word) != 16)
		return E_NOTFOUND;
	e = db_exec(r->db, SQL_SESSION_END_ONE,
		    ARGS(I64(r->real), I64(r->user.id), STR(r->word)), NULL);
	if (e)
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	if ((e = account_event(r, "session-revoke", NULL)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}

/* POST /sessions/revoke -- end all but this one */
enum err
post_sessions_revoke(struct req *r)
{
	const char *token = session_token(r);
	enum err e;

	e = db_exec(r->db, SQL_SESSION_END_OTHERS,
		    ARGS(I64(r->real), I64(r->user.id),
			 STR(session_digest(r, token ? token : ""))),
		    NULL);
	if (e || (e = account_event(r, "session-revoke", NULL)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}
