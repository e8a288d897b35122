/* The accounts that shall hold the shares of an opening, and their keys. */

#include "bid.h"
#include "jose.h"

#include "bid_sql.h"

/* Roles, one of which a trustee of the side holds in the trade's region. */
static const char *const side_roles[] = { "owner,agency", "centre",
					  "supervisor" };

static const struct suite *
suite_of_key(const char *jwk)
{
	return jwk_suite(jwk, strlen(jwk));
}

/* The account of a pick, or a reason on its field. */
static enum err
choose(struct req *r, size_t i, const struct trustee_pick *p,
       const struct suite *s, struct trustee_choice *c)
{
	const struct trade *t = &r->trade;
	const char *field = arena_printf(r->mem, "trustees[%zu].login", i);
	enum err e;

	e = db_one(r->db, r->mem, SQL_TRUSTEE_PICK,
		   ARGS(STR(side_roles[p->side]), I64(t->region),
			I64(t->region), I64(t->region),
			STR(s ? s->curve : NULL), STR(s ? s->curve : NULL),
			STR(p->login)),
		   c);
	if (e == E_NOTFOUND)
		return req_bad(r, field, "没有这个账号");
	if (e)
		return e;
	if (!c->holds || (p->side == TRUSTEE_OWNER && c->subject != t->owner &&
			  c->subject != t->agency))
		return req_bad(r, field, "账号不能代表%s",
			       trustee_labels[p->side]);
	if (c->account_key == NONE)
		return req_bad(r, field, "账号还没有登记%s公钥",
			       s ? arena_printf(r->mem, " %s ", s->curve) : "");
	e = trustee_judge(r, c, true);
	return e == E_CERT || e == E_STATE ? req_bad(r, field, "%s", r->detail)
					   : e;
}

/* So many people, so many keys: two shares for one key would open with fewer
 * people than it takes. */
static enum err
are_different(struct req *r, const struct trustee_choice *c, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < i; j++) {
			if (c[i].account == c[j].account)
				return req_bad(r, "trustees", "须是不同的人");
			if (!strcmp(c[i].thumbprint, c[j].thumbprint))
				return req_bad(r, "trustees",
					       "第 %zu 位和第 %zu 位受托人"
					       "登记的是同一把公钥，"
					       "须各用自己的",
					       j + 1, i + 1);
		}
	return OK;
}

enum err
trustees_choose(struct req *r, const struct trustee_form *in,
		struct trustee_choice *c)
{
	const struct suite *s = in->suite ? suite_of_name(in->suite) : NULL;
	const struct trustee_pick *p = in->trustees.at;
	enum err e, bad = OK;
	size_t i;

	if (in->suite && !s)
		return req_bad(r, "suite", "没有这种算法套件");
	for (i = 0; i < in->trustees.n; i++) {
		e = choose(r, i, &p[i], s, &c[i]);
		if (e && e != E_FIELD)
			return e;
		bad = e ? e : bad;
	}
	if (!bad && (e = are_different(r, c, in->trustees.n)))
		return e;
	/* a share wrapped the weaker way would be the way in */
	for (i = 1; !bad && i < in->trustees.n; i++)
		if (suite_of_key(c[i].jwk) != suite_of_key(c[0].jwk))
			return req_bad(r, "suite",
				       "受托人的公钥不是同一算法套件的，"
				       "请写明用哪一套");
	return bad;
}
