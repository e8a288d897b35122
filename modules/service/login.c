/* Logging in and out. */
#include <inttypes.h>

#include "account_sql.h"
#include "password.h"
#include "service.h"
#include "session.h"
#include "core_sql.h"

/* clang-format off */
static const struct field login_in_field[] = {
	TEXT(struct login_in, login, 1, 60, F_IN, "账号"),
	TEXT(struct login_in, password, 1, 128, F_IN, "口令"),
	FIELD_END
};
static const struct field password_in_field[] = {
	TEXT(struct password_in, old, 1, 128, F_IN, "原口令"),
	TEXT(struct password_in, new, 1, 128, F_IN, "新口令"),
	FIELD_END
};
/* clang-format on */
RECORD(login_in, struct login_in);
RECORD(password_in, struct password_in);

static char *
small(struct req *r, const char *login)
{
	char *s = arena_strdup(r->mem, login), *p;

	for (p = s; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return s;
}

/*
 * No such account, wrong password, locked: one answer, one effort.  The
 * failure is committed with its event (r->keep).
 */
static enum err
refuse(struct req *r, const char *login, const struct account_secret *a)
{
	const char *detail =
	    a->id == NONE
		? "{\"account\":null}"
		: arena_printf(r->mem, "{\"account\":%" PRId64 "}", a->id);
	enum err e;

	if ((e = throttle_fail(r, login)) ||
	    (e = account_event(r, "login-refused", detail)))
		return e;
	r->keep = true;
	return E_PASSWORD;
}

/* Is it the password of an account that may log in? */
static enum err
judge(struct req *r, const char *login, const char *password,
      struct account_secret *a)
{
	bool known, right;
	enum err e;

	if ((e = throttle_check(r, login)))
		return e;
	e = db_one(r->db, r->mem, SQL_ACCOUNT_SECRET, ARGS(STR(login)), a);
	if (e && e != E_NOTFOUND)
		return e;
	known = !e;
	if (!known)
		a->id = NONE;
	right = password_ok(known ? a->password : NULL, password);
	if (!right || !a->active)
		return refuse(r, login, a);
	return throttle_forget(r, login);
}

/* POST /login -- begin a session */
enum err
post_login(struct req *r)
{
	const struct login_in *in = r->in;
	const char *login = small(r, in->login);
	struct account_secret a = { .active = false };
	enum err e;

	if ((e = judge(r, login, in->password, &a)))
		return e;
	if (r->user.id) { /* whoever used this browser before */
		if ((e = session_close(r)))
			return e;
		r->extra = NULL;
	}
	if ((e = session_open(r, a.id, NULL)))
		return e;
	r->user.id = a.id;
	r->user.subject = NONE;
	if ((e = account_event(r, "login", NULL)))
		return e;
	return me_reply(r, a.id);
}

/* POST /logout -- end it */
enum err
post_logout(struct req *r)
{
	enum err e;

	if ((e = session_close(r)) || (e = account_event(r, "logout", NULL)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}

/* POST /password -- change it; every session ends, this one begins anew */
enum err
post_password(struct req *r)
{
	const struct password_in *in = r->in;
	struct account_secret a = { .active = false };
	const char *why;
	enum err e;

	if ((why = password_weak(in->new, r->user.login)))
		return req_bad(r, "new", "%s", why);
	if (!strcmp(in->old, in->new))
		return req_bad(r, "new", "新口令不能与原口令相同");
	if ((e = judge(r, r->user.login, in->old, &a)))
		return e == E_PASSWORD ? req_say(r, e, "原口令不对") : e;
	if ((e = db_exec(r->db, SQL_ACCOUNT_PASSWORD,
			 ARGS(STR(password_hash(r->mem, in->new)), I64(a.id)),
			 NULL)) ||
	    (e = session_close_all(r, a.id)) ||
	    (e = session_open(r, a.id, NULL)) ||
	    (e = account_event(r, "password", NULL)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}
