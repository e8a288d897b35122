/*
 * Whoever fails to log in too often waits.  等保三级: five failures lock the
 * account for half an hour (account_policy), and nobody shall lock a rival out
 * an hour before a deadline by guessing badly.  So three counts are kept:
 *
 *	at:ADDRESS LOGIN	this name from this address; locks for it
 *	all:LOGIN		this name from addresses it never came from;
 *				locks for all of those
 *	from:ADDRESS		this address, whatever the name; waits longer
 *				and longer
 *
 * An address from which the account has logged in before is not touched by
 * what happens elsewhere; a log-in by certificate asks nothing of this.  Nor
 * do guesses run free: from unknown addresses the account has five in half an
 * hour, all together.  No login has a space, no address has one.
 */
#include <inttypes.h>

#include "account_sql.h"
#include "service.h"

#define FREE_ADDRESS 20 /* an office of many people may share one address */
#define FORGET_MS 3600000
#define MINUTE_MS 60000
#define DAY_MS 86400000

static const char *
address(struct req *r)
{
	return r->address ? r->address : "";
}

static char *
name_at(struct req *r, const char *login)
{
	return arena_printf(r->mem, "at:%s %s", address(r), login);
}

static char *
name_all(struct req *r, const char *login)
{
	return arena_printf(r->mem, "all:%s", login);
}

static char *
name_from(struct req *r)
{
	return arena_printf(r->mem, "from:%s", address(r));
}

static enum err
is_known(struct req *r, const struct policy *p, const char *login, bool *known)
{
	struct one_number n;
	enum err e;

	e = db_one(r->db, r->mem, SQL_ADDRESS_KNOWN,
		   ARGS(STR(login), STR(address(r)),
			I64(r->real - p->known_days * DAY_MS)),
		   &n);
	*known = !e && n.n;
	return e;
}

/* Names that exist and names that do not are treated alike. */
enum err
throttle_check(struct req *r, const struct policy *p, const char *login)
{
	const char *at = name_at(r, login);
	struct one_number until;
	bool known;
	enum err e;

	if ((e = is_known(r, p, login, &known)))
		return e;
	e = db_one(r->db, r->mem, SQL_THROTTLE_GET,
		   ARGS(STR(at), STR(known ? at : name_all(r, login)),
			STR(name_from(r))),
		   &until);
	if (e)
		return e;
	if (until.n <= r->real)
		return OK;
	return req_say(r, E_THROTTLE, "请在 %d 秒后再试",
		       (int)((until.n - r->real) / 1000 + 1));
}

/* One more failure of a name; the one that locks it leaves an event. */
static enum err
count(struct req *r, const struct policy *p, const char *name, int64_t account)
{
	struct one_number fails;
	enum err e;

	if ((e = db_exec(r->db, SQL_LOCK_ADD,
			 ARGS(STR(name), I64(r->real),
			      I64(r->real - p->failure_window * MINUTE_MS),
			      I64(p->login_failures), I64(r->real),
			      I64(r->real), I64(p->login_failures),
			      I64(p->lock_minutes * MINUTE_MS)),
			 NULL)) ||
	    (e = db_one(r->db, r->mem, SQL_LOCK_FAILS, ARGS(STR(name)),
			&fails)))
		return e;
	if (fails.n != p->login_failures || account == NONE)
		return OK;
	return account_event(r, "login-locked",
			     arena_printf(r->mem,
					  "{\"account\":%" PRId64
					  ",\"minutes\":%" PRId64
					  ",\"everywhere\":%s}",
					  account, p->lock_minutes,
					  strncmp(name, "all:", 4) ? "false"
								   : "true"));
}

enum err
throttle_fail(struct req *r, const struct policy *p, const char *login,
	      int64_t account)
{
	bool known;
	enum err e;

	if ((e = is_known(r, p, login, &known)) ||
	    (e = count(r, p, name_at(r, login), account)) ||
	    (!known && (e = count(r, p, name_all(r, login), account))))
		return e;
	e = db_exec(r->db, SQL_THROTTLE_ADD,
		    ARGS(STR(name_from(r)), I64(r->real),
			 I64(r->real - FORGET_MS), I64(r->real),
			 I64(FREE_ADDRESS), I64(FREE_ADDRESS)),
		    NULL);
	return e ? e
		 : db_exec(r->db, SQL_THROTTLE_SWEEP,
			   ARGS(I64(r->real - FORGET_MS)), NULL);
}

/* The address is not forgiven: its owner could have an account of his own. */
enum err
throttle_forget(struct req *r, const char *login)
{
	return db_exec(r->db, SQL_THROTTLE_DEL, ARGS(STR(name_at(r, login))),
		       NULL);
}
