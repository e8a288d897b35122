/* Passwords: changing one's own, resetting a forgotten one. */
#include "password.h"
#include "account_sql.h"
#include "service.h"
#include "session.h"

/* clang-format off */
static const struct field password_in_field[] = {
	TEXT(struct password_in, old, 1, 128, F_IN, "原口令"),
	TEXT(struct password_in, new, 1, 128, F_IN, "新口令"),
	FIELD_END
};
static const struct field password_new_field[] = {
	TEXT(struct password_new, login, 1, 60, F_OUT, "账号"),
	TEXT(struct password_new, password, 1, 128, F_OUT, "一次性口令，只显示这一次"),
	FIELD_END
};
static const struct field password_old_field[] = {
	TEXT(struct password_old, password, 1, 200, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(password_in, struct password_in);
RECORD(password_old, struct password_old);
RECORD(password_new, struct password_new);

/* E_BUG while the reference data is not loaded. */
enum err
policy_get(struct req *r, struct policy *p)
{
	enum err e = db_one(r->db, r->mem, SQL_POLICY_GET, NOARGS, p);

	return e ? e : policy_whole(p) ? OK : E_BUG;
}

/* Is it one of the last, of which the one in use is the first? */
static enum err
is_used(struct req *r, const struct policy *p, int64_t account,
	const char *password, bool *used)
{
	const struct password_old *old;
	struct list l;
	size_t i;
	enum err e;

	*used = false;
	e = db_all(r->db, r->mem, SQL_PASSWORD_OLD_LIST,
		   ARGS(I64(account), I64(p->password_history - 1)), &l);
	for (old = l.at, i = 0; !e && !*used && i < l.n; i++)
		*used = password_ok(old[i].password, password);
	return e;
}

static enum err
change(struct req *r, int64_t account, const char *password)
{
	enum err e = db_exec(r->db, SQL_PASSWORD_OLD_ADD,
			     ARGS(I64(r->real), I64(account)), NULL);

	return e ? e
		 : db_exec(r->db, SQL_ACCOUNT_PASSWORD,
			   ARGS(STR(password_hash(r->mem, password)),
				I64(r->real), I64(account)),
			   NULL);
}

/* Every session ends, this one begins anew. */
static enum err
begin_anew(struct req *r, int64_t account)
{
	enum err e;

	if ((e = session_close_all(r, account)) ||
	    (e = session_open_for(r, account,
				  r->user.pending & ~PENDING_PASSWORD, NULL)))
		return e;
	return account_event(r, "password", NULL);
}

/* POST /password -- change it; who has enrolled gave a code at the log-in */
enum err
post_password(struct req *r)
{
	const struct password_in *in = r->in;
	struct account_secret a = { .active = false };
	struct password_rule rule;
	struct policy p;
	const char *why;
	bool used;
	enum err e;

	if ((e = policy_get(r, &p)))
		return e;
	rule = policy_password(&p);
	if ((why = password_weak(r->mem, &rule, in->new, r->user.login)))
		return req_bad(r, "new", "%s", why);
	if (!strcmp(in->old, in->new))
		return req_bad(r, "new", "新口令不能与原口令相同");
	if ((e = login_judge(r, &p, r->user.login, in->old, &a)))
		return e == E_PASSWORD ? req_say(r, e, "原口令不对") : e;
	if ((e = throttle_forget(r, r->user.login)) ||
	    (e = is_used(r, &p, a.id, in->new, &used)))
		return e;
	if (used)
		return req_bad(r, "new", "不能与最近 %d 次用过的口令相同",
			       (int)p.password_history);
	if ((e = change(r, a.id, in->new)) || (e = begin_anew(r, a.id)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}

/*
 * POST /accounts/:id/password/reset -- a password for one log-in, after which
 * its owner chooses another; whoever is logged in with the account is out
 */
enum err
post_password_reset(struct req *r)
{
	struct password_new new;
	struct password_rule rule;
	struct policy p;
	struct account a;
	enum err e;

	if ((e = account_enter(r)) ||
	    (e = db_one(r->db, r->mem, SQL_ACCOUNT_GET, ARGS(I64(r->id)),
			&a)) ||
	    (e = policy_get(r, &p)))
		return e;
	rule = policy_password(&p);
	new.login = a.login;
	new.password = password_make(r->mem, &rule);
	if ((e = db_exec(r->db, SQL_PASSWORD_OLD_ADD,
			 ARGS(I64(r->real), I64(a.id)), NULL)) ||
	    (e = db_exec(r->db, SQL_ACCOUNT_PASSWORD_RESET,
			 ARGS(STR(password_hash(r->mem, new.password)),
			      I64(r->real), I64(a.id)),
			 NULL)) ||
	    (e = db_exec(r->db, SQL_UNLOCK, ARGS(STR(a.login), STR(a.login)),
			 NULL)) ||
	    (e = session_close_all(r, a.id)) ||
	    (e = account_reason_event(r, "password-reset")))
		return e;
	return reply_record(r, &password_new_record, &new);
}
