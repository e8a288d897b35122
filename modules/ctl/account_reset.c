/* ggzyctl account reset: a new password for who forgot his. */
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "json.h"
#include "password.h"
#include "policy.h"
#include "ctl_sql.h"

struct forgotten {
	const char *login, *reason;
	char *password; /* made here */
	bool factor;    /* the one-time codes as well */
};

static enum err
note(struct req *r, const char *verb, const struct forgotten *f)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "login");
	json_text(&b, f->login);
	json_key(&b, "reason");
	json_text(&b, f->reason);
	buf_char(&b, '}');
	return ctl_event(r, verb, false, buf_text(&b));
}

/* Who lost the telephone too enrols anew. */
static enum err
forget_factor(struct req *r, const struct forgotten *f, int64_t account)
{
	enum err e;

	if (!f->factor)
		return OK;
	if ((e = db_exec(r->db, SQL_FACTOR_DEL, ARGS(I64(account)), NULL)))
		return e;
	return db_rows(r->db) ? note(r, "factor-reset", f) : OK;
}

/* The password to be changed first, every session ended, no lock left. */
static enum err
reset(struct req *r, void *at)
{
	struct forgotten *f = at;
	struct password_rule rule;
	struct account_line a;
	struct policy p;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_POLICY_GET, NOARGS, &p)))
		return e;
	if (!policy_whole(&p))
		return req_say(r, E_STATE,
			       "没有账号规则，请先执行 ggzyctl reference load");
	e = db_one(r->db, r->mem, SQL_ACCOUNT_FIND, ARGS(STR(f->login)), &a);
	if (e == E_NOTFOUND)
		return req_say(r, e, "登录名 %s", f->login);
	if (e)
		return e;
	rule = policy_password(&p);
	f->password = password_make(ctl_mem(), &rule);
	if ((e = db_exec(r->db, SQL_PASSWORD_OLD_ADD,
			 ARGS(I64(r->real), I64(a.id)), NULL)) ||
	    (e = db_exec(r->db, SQL_ACCOUNT_PASSWORD_RESET,
			 ARGS(STR(password_hash(r->mem, f->password)),
			      I64(r->real), I64(a.id)),
			 NULL)) ||
	    (e = db_exec(r->db, SQL_SESSION_END_ALL,
			 ARGS(I64(r->real), I64(a.id)), NULL)) ||
	    (e = db_exec(r->db, SQL_UNLOCK, ARGS(STR(f->login), STR(f->login)),
			 NULL)) ||
	    (e = forget_factor(r, f, a.id)))
		return e;
	return note(r, "password-reset", f);
}

/* account reset --reason REASON [--factor] LOGIN -- prints the password, once
 */
int
account_reset(int argc, char **argv)
{
	struct forgotten f = { .reason = NULL };
	const struct option_of options[] = {
		{ .name = "reason", .value = &f.reason },
		{ .name = "factor", .flag = &f.factor },
		{ .name = NULL }
	};
	enum err e;

	if (options_read(argc, argv, options) != 1 || !f.reason)
		return ctl_usage();
	f.login = argv[0];
	e = ctl_change("ctl", reset, &f);
	if (!e)
		printf("%s\n", f.password);
	return ctl_outcome(ctl_last(), e, f.login);
}
