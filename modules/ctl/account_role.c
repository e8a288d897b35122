/* ggzyctl account role: what somebody may do, also as administrator. */
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "json.h"
#include "rows.h"
#include "core_sql.h"
#include "ctl_sql.h"

struct appointment {
	const char *login, *role;
	bool away; /* taken back */
};

enum err
region_read(struct req *r, const char *text, int64_t *region)
{
	struct number known;
	char *end;
	enum err e;

	*region = strtol(text, &end, 10);
	if (!*region && !*end)
		return OK;
	if ((e = db_one(r->db, r->mem, SQL_REGION_KNOWN, ARGS(I64(*region)),
			&known)))
		return e;
	if (*end || !known.n)
		return req_say(r, E_FIELD,
			       "没有区划 %s（先执行 ggzyctl "
			       "reference load）",
			       text);
	return OK;
}

enum err
role_read(struct req *r, const char *text, const char **role, int64_t *region,
	  unsigned *roles)
{
	size_t n = strcspn(text, ":");
	int64_t i;

	*role = arena_copy(r->mem, text, n);
	if ((i = word_index(who_words, *role)) < 0)
		return req_say(r, E_FIELD, "没有角色 %s", *role);
	*roles |= 1u << i;
	return region_read(r, text[n] ? text + n + 1 : REGION_ALL, region);
}

/* The bits of those that the account has. */
static enum err
roles_had(struct req *r, int64_t account, unsigned *roles)
{
	const struct grant *g;
	struct list l;
	size_t i;
	enum err e;

	e = db_all(r->db, r->mem, SQL_USER_GRANTS, ARGS(I64(account)), &l);
	for (g = l.at, i = 0; !e && i < l.n; i++)
		if (g[i].role >= 0)
			*roles |= 1u << g[i].role;
	return e;
}

static enum err
note(struct req *r, const char *verb, int64_t account, const char *role,
     int64_t region)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "account");
	json_int(&b, account);
	json_key(&b, "role");
	json_text(&b, role);
	json_key(&b, "region");
	json_int(&b, region);
	buf_char(&b, '}');
	return ctl_event(r, verb, false, buf_text(&b));
}

static enum err
give(struct req *r, int64_t account, const char *role, int64_t region,
     unsigned roles)
{
	enum err e;

	if ((e = roles_had(r, account, &roles)))
		return e;
	if (!roles_agree(roles))
		return req_say(r, E_STATE,
			       "这个角色与账号已有的角色不能由同一账号担任");
	if ((e = db_exec(r->db, SQL_ACCOUNT_ROLE_ADD,
			 ARGS(I64(account), STR(role), I64(region),
			      I64(r->now)),
			 NULL)))
		return e;
	return note(r, "role-grant", account, role, region);
}

static enum err
take(struct req *r, int64_t account, const char *role, int64_t region)
{
	enum err e;

	if ((e = db_exec(r->db, SQL_ACCOUNT_ROLE_DEL,
			 ARGS(I64(account), STR(role), I64(region)), NULL)))
		return e;
	if (!db_rows(r->db))
		return req_say(r, E_NOTFOUND, "账号没有这个角色");
	return note(r, "role-revoke", account, role, region);
}

/* Whose rights changed logs in anew. */
static enum err
appoint(struct req *r, void *at)
{
	const struct appointment *p = at;
	struct account_line a;
	unsigned roles = 0;
	const char *role;
	int64_t region;
	enum err e;

	e = db_one(r->db, r->mem, SQL_ACCOUNT_FIND, ARGS(STR(p->login)), &a);
	if (e == E_NOTFOUND)
		return req_say(r, e, "登录名 %s", p->login);
	if (e || (e = role_read(r, p->role, &role, &region, &roles)))
		return e;
	e = p->away ? take(r, a.id, role, region)
		    : give(r, a.id, role, region, roles);
	return e ? e
		 : db_exec(r->db, SQL_SESSION_END_ALL,
			   ARGS(I64(r->real), I64(a.id)), NULL);
}

/* account role add|remove LOGIN ROLE:REGION */
int
account_role(int argc, char **argv)
{
	struct appointment p = { .away = false };
	const struct option_of none[] = { { .name = NULL } };

	if (options_read(argc, argv, none) != 3)
		return ctl_usage();
	p.away = !strcmp(argv[0], "remove");
	if (!p.away && strcmp(argv[0], "add"))
		return ctl_usage();
	p.login = argv[1];
	p.role = argv[2];
	return ctl_outcome(ctl_last(), ctl_change("ctl", appoint, &p), p.login);
}
