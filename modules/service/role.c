/* Roles: given and taken by the security administrator, but not his own kind:
 * who appoints an administrator, or unmakes one, could be two of the three. */
#include "account_sql.h"
#include "core_sql.h"
#include "json.h"
#include "service.h"
#include "session.h"

static enum err
role_event(struct req *r, const char *verb, const struct grant *g)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "account");
	json_int(&b, r->id);
	json_key(&b, "role");
	json_text(&b, who_words[g->role]);
	json_key(&b, "region");
	json_int(&b, g->region);
	buf_char(&b, '}');
	return account_event(r, verb, buf_text(&b));
}

/* The account whose roles change: locked, somebody else's. */
static enum err
enter(struct req *r, const struct grant *g, struct account *a)
{
	enum err e;

	if ((e = region_check(r, "region", g->region)))
		return e;
	if (1u << g->role & (ADMIN | SECURITY | AUDITOR))
		return req_say(r, E_ROLE,
			       "管理员由运维人员用 ggzyctl account role 指定");
	if (!user_has(r, SECURITY, g->region))
		return req_say(r, E_ROLE,
			       "这个地区不在你的管理范围，请由管理那个地区的管"
			       "理员办理");
	e = db_one(r->db, r->mem, SQL_ACCOUNT_LOCK, ARGS(I64(r->id)), a);
	if (e)
		return e;
	return a->id == r->user.id
		   ? req_say(r, E_STATE,
			     "不能改变自己的角色，请另一位安全管理员办理")
		   : OK;
}

/* Is the role one that may be added to those the account has? */
static enum err
fits(struct req *r, const struct grant *g, const struct account *a)
{
	unsigned bit = 1u << g->role, roles = bit;
	const struct grant *old;
	struct list l;
	size_t i;
	enum err e;

	if (bit == EXPERT)
		return req_bad(r, "role", "专家由交易中心登记入库");
	if ((bit & TRADING) && a->subject == NONE)
		return req_say(r, E_STATE,
			       "账号不代表任何单位，不能参加交易，请选代表单位"
			       "的账号");
	if ((e = db_all(r->db, r->mem, SQL_USER_GRANTS, ARGS(I64(a->id)), &l)))
		return e;
	for (old = l.at, i = 0; i < l.n; i++)
		if (old[i].role >= 0)
			roles |= 1u << old[i].role;
	if (!roles_agree(roles))
		return req_say(r, E_STATE,
			       "这个角色与账号已有的角色不能由同一账号担任，请"
			       "先收回那个角色，或者换一个账号");
	return OK;
}

/* POST /accounts/:id/roles -- give a role in a region and below */
enum err
post_role(struct req *r)
{
	const struct grant *g = r->in;
	struct account a;
	enum err e;

	if ((e = enter(r, g, &a)) || (e = fits(r, g, &a)))
		return e;
	if ((e = db_exec(r->db, SQL_ROLE_ADD,
			 ARGS(I64(a.id), STR(who_words[g->role]),
			      I64(g->region), I64(r->user.id), I64(r->now)),
			 NULL)))
		return e;
	/* who got more rights shows the password again */
	if ((e = session_close_all(r, a.id)) ||
	    (e = role_event(r, "role-grant", g)))
		return e;
	return account_reply(r);
}

/* POST /accounts/:id/roles/revoke -- take it back, at once */
enum err
post_role_revoke(struct req *r)
{
	const struct grant *g = r->in;
	struct account a;
	enum err e;

	if ((e = enter(r, g, &a)) ||
	    (e = db_exec(r->db, SQL_ROLE_DEL,
			 ARGS(I64(a.id), STR(who_words[g->role]),
			      I64(g->region)),
			 NULL)))
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	if ((e = role_event(r, "role-revoke", g)))
		return e;
	return account_reply(r);
}
