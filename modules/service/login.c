/* Logging in and out. */
#include <inttypes.h>

#include "account_sql.h"
#include "password.h"
#include "service.h"
#include "session.h"

#define DAY_MS 86400000

/* clang-format off */
static const struct field login_in_field[] = {
	TEXT(struct login_in, login, 1, 60, F_IN, "账号"),
	TEXT(struct login_in, password, 1, 128, F_IN, "口令"),
	TEXT(struct login_in, code, 1, 9, F_IN | F_OPT, "动态口令"),
	FIELD_END
};
/* clang-format on */
RECORD(login_in, struct login_in);

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
 * No such account, wrong password, wrong code, locked: one answer, one effort.
 * The failure is committed with its event (r->keep).
 */
enum err
login_refuse(struct req *r, const struct policy *p, const char *login,
	     const struct account_secret *a)
{
	const char *detail =
	    a->id == NONE
		? "{\"account\":null}"
		: arena_printf(r->mem, "{\"account\":%" PRId64 "}", a->id);
	enum err e;

	if ((e = throttle_fail(r, p, login, a->id)) ||
	    (e = account_event(r, "login-refused", detail)))
		return e;
	r->keep = true;
	return E_PASSWORD;
}

enum err
login_judge(struct req *r, const struct policy *p, const char *login,
	    const char *password, struct account_secret *a)
{
	bool known, right;
	enum err e;

	if ((e = throttle_check(r, p, login)))
		return e;
	e = db_one(r->db, r->mem, SQL_ACCOUNT_SECRET, ARGS(STR(login)), a);
	if (e && e != E_NOTFOUND)
		return e;
	known = !e;
	if (!known)
		a->id = NONE;
	right = password_ok(known ? a->password : NULL, password);
	return right && a->active ? OK : login_refuse(r, p, login, a);
}

/* What the account has to do first: PENDING_ bits. */
static unsigned
pending_of(const struct req *r, const struct policy *p,
	   const struct account_secret *a)
{
	unsigned pending = 0;

	if (a->must_change ||
	    (p->password_age &&
	     r->real >= a->password_at + p->password_age * DAY_MS))
		pending |= PENDING_PASSWORD;
	if (a->staff && p->staff_factor && !a->factor)
		pending |= PENDING_FACTOR;
	return pending;
}

/*
 * The code, of who has enrolled.  That one is missing is said only to who
 * knows the password; a wrong one is answered like a wrong password.
 */
static enum err
second(struct req *r, const struct policy *p, const struct account_secret *a,
       const char *login, const char *code)
{
	bool right;
	enum err e;

	if (!a->factor)
		return OK;
	if (!code)
		return E_FACTOR;
	if ((e = factor_is_right(r, a->id, code, &right)))
		return e;
	return right ? OK : login_refuse(r, p, login, a);
}

/* POST /login -- begin a session */
enum err
post_login(struct req *r)
{
	const struct login_in *in = r->in;
	const char *login = small(r, in->login);
	struct account_secret a = { .active = false };
	struct policy p;
	enum err e;

	if ((e = policy_get(r, &p)) ||
	    (e = login_judge(r, &p, login, in->password, &a)) ||
	    (e = second(r, &p, &a, login, in->code)) ||
	    (e = throttle_forget(r, login)))
		return e;
	if (r->user.id) { /* whoever used this browser before */
		if ((e = session_close(r)))
			return e;
		r->extra = NULL;
	}
	r->user.pending = pending_of(r, &p, &a);
	if ((e = session_open_for(r, a.id, r->user.pending, NULL)))
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
