/*
 * Whoever fails to log in too often waits: a name from one address, an address
 * whatever the name, and, far later, a name from wherever; so that nobody locks
 * a rival out by guessing badly from elsewhere.
 */
#include "account_sql.h"
#include "service.h"

/* An office of many people may share one address. */
#define FREE_NAME 5
#define FREE_EVERYWHERE 100
#define FREE_ADDRESS 20
#define FORGET_MS 3600000

static char *
name_of(struct req *r, const char *login)
{
	return arena_printf(r->mem, "login:%s@%s", login,
			    r->address ? r->address : "");
}

static char *
everywhere(struct req *r, const char *login)
{
	return arena_printf(r->mem, "login:%s", login);
}

static char *
address_of(struct req *r)
{
	return arena_printf(r->mem, "from:%s", r->address ? r->address : "");
}

/* Names that exist and names that do not are treated alike. */
enum err
throttle_check(struct req *r, const char *login)
{
	struct one_number until;
	enum err e;

	e = db_one(r->db, r->mem, SQL_THROTTLE_GET,
		   ARGS(STR(name_of(r, login)), STR(everywhere(r, login)),
			STR(address_of(r))),
		   &until);
	if (e)
		return e;
	if (until.n <= r->real)
		return OK;
	return req_say(r, E_THROTTLE, "请在 %d 秒后再试",
		       (int)((until.n - r->real) / 1000 + 1));
}

static enum err
count(struct req *r, const char *name, int64_t free)
{
	return db_exec(r->db, SQL_THROTTLE_ADD,
		       ARGS(STR(name), I64(r->real), I64(r->real - FORGET_MS),
			    I64(r->real), I64(free), I64(free)),
		       NULL);
}

enum err
throttle_fail(struct req *r, const char *login)
{
	enum err e;

	if ((e = count(r, name_of(r, login), FREE_NAME)) ||
	    (e = count(r, everywhere(r, login), FREE_EVERYWHERE)) ||
	    (e = count(r, address_of(r), FREE_ADDRESS)))
		return e;
	return db_exec(r->db, SQL_THROTTLE_SWEEP,
		       ARGS(I64(r->real - FORGET_MS)), NULL);
}

/* The address is not forgiven: its owner could have an account of his own. */
enum err
throttle_forget(struct req *r, const char *login)
{
	return db_exec(r->db, SQL_THROTTLE_DEL, ARGS(STR(name_of(r, login))),
		       NULL);
}
