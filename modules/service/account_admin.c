/* Accounts, for who administers them: the list, locking, unlocking. */
#include "account_sql.h"
#include "public.h"
#include "service.h"
#include "session.h"

/* GET /accounts -- accounts, for the security administrator */
enum err
list_accounts(struct req *r)
{
	const struct account_query *q = r->in;
	int64_t limit = page_limit(q->limit, 50);
	const char *role = q->role == NONE ? "" : who_words[q->role];
	const char *login = q->login ? q->login : "";
	const char *status = q->status ? q->status : "";
	const char *code = q->credit_code ? q->credit_code : "";
	const struct account *a;
	const char *next = NULL;
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_ACCOUNT_LIST,
		   ARGS(I64(q->after == NONE ? 0 : q->after), I64(r->user.id),
			STR(login), STR(login), STR(status), STR(status),
			STR(code), STR(code), STR(role), STR(role),
			I64(limit + 1)),
		   &l);
	if (e)
		return e;
	if (l.n > (size_t)limit) {
		a = l.at;
		l.n = (size_t)limit;
		next = page_next(r, a[limit - 1].id);
	}
	return reply_items(r, &account_record, &l, next);
}

/* All its roles hold where the user administers accounts. */
static enum err
is_managed(struct req *r)
{
	struct one_number outside;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_ACCOUNT_OUTSIDE,
			ARGS(I64(r->user.id), I64(r->id)), &outside)))
		return e;
	return outside.n ? req_say(r, E_ROLE,
				   "这个账号不在你的管理范围，请由上级地区的"
				   "安全管理员办理")
			 : OK;
}

/* GET /accounts/:id -- one of them */
enum err
get_account(struct req *r)
{
	enum err e = is_managed(r);

	return e ? e : account_reply(r);
}

/* The account that is dealt with: locked, somebody else's. */
static enum err
enter(struct req *r, struct account *a)
{
	enum err e =
	    db_one(r->db, r->mem, SQL_ACCOUNT_LOCK, ARGS(I64(r->id)), a);

	if (e)
		return e;
	return a->id == r->user.id
		   ? req_say(r, E_STATE,
			     "不能对自己的账号办理，请另一位安全管理员办理")
		   : is_managed(r);
}

/* Who resets an administrator's log-in would be two of the three. */
enum err
account_enter(struct req *r)
{
	struct one_number admin;
	struct account a;
	enum err e;

	if ((e = enter(r, &a)) ||
	    (e = db_one(r->db, r->mem, SQL_IS_ADMINISTRATOR, ARGS(I64(a.id)),
			&admin)))
		return e;
	return admin.n ? req_say(r, E_STATE,
				 "管理员的口令和动态口令由运维人员用 "
				 "ggzyctl account reset 重设")
		       : OK;
}

/* From `active` to `locked` or back. */
static enum err
status_set(struct req *r, const char *from, const char *to, const char *verb)
{
	struct account a;
	enum err e;

	if ((e = enter(r, &a)))
		return e;
	if (strcmp(a.status, from))
		return req_say(r, E_STATE,
			       strcmp(a.status, "active")
				   ? "账号已经停用；要再用，请先恢复"
				   : "账号没有停用，也没有锁定，可以登录");
	if ((e = db_exec(r->db, SQL_ACCOUNT_STATUS, ARGS(STR(to), I64(a.id)),
			 NULL)) ||
	    (e = session_close_all(r, a.id)) ||
	    (e = account_reason_event(r, verb)))
		return e;
	return account_reply(r);
}

/* POST /accounts/:id/lock -- nobody logs in with it any more */
enum err
post_account_lock(struct req *r)
{
	return status_set(r, "active", "locked", "account-lock");
}

/* What failures locked; E_NOTFOUND if they did not. */
static enum err
forgive(struct req *r, const struct account *a)
{
	struct account now;
	enum err e;

	e = db_one(r->db, r->mem, SQL_ACCOUNT_GET, ARGS(I64(a->id)), &now);
	if (e)
		return e;
	if (now.locked_until == NONE)
		return E_NOTFOUND;
	return db_exec(r->db, SQL_UNLOCK, ARGS(STR(a->login), STR(a->login)),
		       NULL);
}

/* POST /accounts/:id/unlock -- as before; also after too many failures */
enum err
post_account_unlock(struct req *r)
{
	struct account a;
	enum err e;

	if ((e = enter(r, &a)))
		return e;
	e = strcmp(a.status, "active") ? E_NOTFOUND : forgive(r, &a);
	if (e == E_NOTFOUND)
		return status_set(r, "locked", "active", "account-unlock");
	if (e || (e = account_reason_event(r, "account-unlock")))
		return e;
	return account_reply(r);
}
