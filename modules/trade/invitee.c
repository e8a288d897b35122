/* Whom a tender by invitation invites. */
#include "ids.h"
#include "json.h"
#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

#define BY_INVITATION '2' /* last character of trade_method: GC2, ZC2 */

/* clang-format off */
static const struct field invitation_field[] = {
	TEXTS(struct invitation, credit_codes, 18, 18, F_IN, "受邀人统一社会信用代码"),
	FIELD_END
};
/* clang-format on */
RECORD(invitation, struct invitation);

bool
is_by_invitation(const struct trade *t)
{
	size_t n = strlen(t->method);

	return n && t->method[n - 1] == BY_INVITATION;
}

enum err
invitee_count(struct req *r, int64_t *n)
{
	return NUMBER(r, SQL_INVITEE_COUNT, n, I64(r->trade.id));
}

enum err
is_invited(struct req *r, bool *yes)
{
	int64_t n = 0;
	enum err e = OK;

	*yes = !is_by_invitation(&r->trade);
	if (!*yes)
		e = NUMBER(r, SQL_INVITEE_IS, &n, I64(r->trade.id),
			   I64(r->user.subject));
	*yes = *yes || n > 0;
	return e;
}

static enum err
add(struct req *r, const char *code)
{
	const char *why = credit_code_bad(code);
	struct subject s;
	enum err e;

	if (why)
		return req_bad(r, "credit_codes", "%s：%s", code, why);
	e = subject_find(r, code, &s);
	if (e == E_NOTFOUND || (!e && !s.active))
		return req_bad(r, "credit_codes",
			       "%s：没有在平台登记或者已停用", code);
	if (e)
		return e;
	return db_exec(r->db, SQL_INVITEE_ADD,
		       ARGS(STR(r->domain), I64(r->trade.id), I64(s.id)), NULL);
}

static enum err
reply(struct req *r)
{
	struct list l = { 0, NULL };
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_INVITEE_LIST, ARGS(I64(r->trade.id)),
			&l)))
		return e;
	return reply_items(r, &subject_record, &l, NULL);
}

/* POST /trades/:id/invitees -- the whole list, anew */
enum err
post_invitees(struct req *r)
{
	const struct invitation *in = r->in;
	const char *const *code = in->credit_codes.at;
	enum err e;
	size_t i;

	if (!is_by_invitation(&r->trade))
		return req_say(r, E_STATE, "公开招标不邀请特定的投标人");
	if ((e = db_exec(r->db, SQL_INVITEE_CLEAR, ARGS(I64(r->trade.id)),
			 NULL)))
		return e;
	for (i = 0; i < in->credit_codes.n; i++)
		if ((e = add(r, code[i])) && e != E_FIELD)
			return e;
	if (r->bad.len)
		return E_FIELD;
	if ((e = trade_step(r, in, NULL)))
		return e;
	return reply(r);
}

/* GET /trades/:id/invitees -- for those who invited */
enum err
get_invitees(struct req *r)
{
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!(roles & (OWNER | AGENCY)) &&
	    !((roles & (CENTRE | SUPERVISOR)) && r->trade.stage > S_NOTICE))
		return E_ROLE;
	return reply(r);
}
