/* Whose a payment is, said by persons. */
#include "bank.h"

#include "ledger_sql.h"

/* clang-format off */
static const struct field remittance_match_field[] = {
	TEXT(struct remittance_match, deal_code, 40, 40, F_IN, "统一交易标识码"),
	TEXT(struct remittance_match, credit_code, 18, 18, F_IN, "统一社会信用代码"),
	TEXT(struct remittance_match, note, 4, 500, F_IN, "核对依据"),
	FIELD_END
};
/* clang-format on */
RECORD(remittance_match, struct remittance_match);

/* Needs no second person: what the bank says of the payer is the same. */
static enum err
is_plain(struct req *r, const struct remittance *m,
	 const struct remittance *named, bool *plain)
{
	*plain = false;
	if ((m->trade != NONE && m->trade != named->trade) ||
	    (m->subject != NONE && m->subject != named->subject))
		return OK;
	return remittance_is_from(r, m, named->trade, named->subject, plain);
}

/* Has another person said the same?  Otherwise it is kept for the next. */
static enum err
is_seconded(struct req *r, const struct remittance *m,
	    const struct remittance *named, const char *note, bool *is)
{
	*is = m->claim_by != NONE && m->claim_by != r->user.id &&
	      m->claim_trade == named->trade &&
	      m->claim_subject == named->subject;
	if (*is)
		return OK;
	return db_exec(r->db, SQL_REMITTANCE_CLAIM,
		       ARGS(I64(named->trade), I64(named->subject),
			    I64(r->user.id), STR(note),
			    STR(arena_printf(r->mem,
					     "%s 提出归 %s，待另一人核对",
					     r->user.name, named->name)),
			    I64(m->id)),
		       NULL);
}

static enum err
reply_remittance(struct req *r, int64_t id)
{
	struct remittance m;
	enum err e;

	e = db_one(r->db, r->mem, SQL_REMITTANCE_GET, ARGS(I64(id)), &m);
	return e ? e : reply_record(r, &remittance_record, &m);
}

/* POST /remittances/:id/match -- a person says whose it is, and why; two, if
 * the bank says otherwise or nothing */
enum err
post_remittance_match(struct req *r)
{
	const struct remittance_match *in = r->in;
	struct remittance m, named;
	bool sure;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REMITTANCE_LOCK, ARGS(I64(r->id)),
			&m)))
		return e;
	if (m.state != REMITTANCE_OPEN)
		return req_say(r, E_STATE,
			       "这笔来款已经处理过了，请刷新来款列表");
	if ((e = remittance_is_ours(r, m.id)))
		return e;
	e = db_one(r->db, r->mem, SQL_REMITTANCE_NAMED,
		   ARGS(STR(in->deal_code), STR(in->credit_code)), &named);
	if (e == E_NOTFOUND)
		return req_bad(r, "deal_code",
			       "没有这个标的，或者没有这个主体");
	if (e)
		return e;
	if (!user_has(r, CENTRE, named.region))
		return E_ROLE;
	if ((e = is_plain(r, &m, &named, &sure)) ||
	    (!sure && (e = is_seconded(r, &m, &named, in->note, &sure))))
		return e;
	if (!sure)
		return reply_remittance(r, m.id);
	m.trade = named.trade;
	m.subject = named.subject;
	m.note = in->note;
	m.reason = NULL;
	if ((e = remittance_settle(r, &m)))
		return e;
	/* what waits for the rest is somebody's now; other reasons stand */
	if (m.state == REMITTANCE_OPEN && m.purpose == NONE)
		return req_say(r, E_STATE, "%s", m.reason);
	return reply_remittance(r, m.id);
}
