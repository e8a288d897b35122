/* Money that is nobody's here goes back to who paid it. */
#include "bank.h"
#include "days.h"
#include "panel.h"
#include "refund.h"
#include "tender_rows.h"

#include "ledger_sql.h"

/* Booked by hand with another serial it would be the same money, and go back
 * while it is held. */
static enum err
is_not_the_other(struct req *r, const struct remittance *m)
{
	int64_t n;
	enum err e;

	if (m->trade == NONE || m->subject == NONE)
		return OK;
	e = NUMBER(r, SQL_REMITTANCE_UNSEEN, &n, I64(m->trade),
		   I64(m->subject));
	if (e || !n)
		return e;
	return req_say(r, E_STATE,
		       "这个主体有手工登记的款还没有对上对账单，"
		       "这笔可能就是它；请先核对，登记有误的先撤销登记");
}

/* POST /remittances/:id/return -- money that is nobody's here goes back */
enum err
post_remittance_return(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct remittance m;
	struct refund f;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REMITTANCE_LOCK, ARGS(I64(r->id)),
			&m)))
		return e;
	if (m.state != REMITTANCE_OPEN)
		return req_say(r, E_STATE,
			       "这笔来款已经处理过了，请刷新来款列表");
	if ((e = remittance_is_ours(r, m.id)) || (e = is_not_the_other(r, &m)))
		return e;
	record_clear(&refund_record, &f);
	f.remittance = m.id;
	f.amount_fen = m.amount_fen;
	f.interest_fen = 0;
	f.payee = m.payer;
	f.payee_account = m.payer_account;
	f.pay_on = day_of(r->now) + 10;
	f.note = in->reason;
	if ((e = refund_add(r, &f)) ||
	    (e = refund_post(r, &f, TX_REFUND, L_OPEN, L_PAYABLE,
			     f.amount_fen)) ||
	    (e = db_exec(r->db, SQL_REMITTANCE_STATE,
			 ARGS(I64(REMITTANCE_RETURNED), STR(in->reason),
			      I64(m.id)),
			 NULL)))
		return e;
	r->status = 201;
	return reply_record(r, &refund_record, &f);
}
