/* A receipt that was written down by mistake: two people take it back. */
#include <inttypes.h>

#include "bank.h"
#include "json.h"
#include "panel.h"
#include "tender_rows.h"

#include "ledger_sql.h"

static enum err
may_be_cancelled(struct req *r, const struct remittance *m)
{
	if (m->state == REMITTANCE_CANCELLED)
		return req_say(r, E_STATE, "这笔登记已经撤销，不用再办");
	if (m->entered_by == NONE)
		return req_say(r, E_STATE,
			       "这笔来款是对账单导入的，不能撤销；"
			       "归属请人工核对，多付的请退回");
	if (m->purpose != PURPOSE_DEPOSIT)
		return req_say(r, E_STATE,
			       "这笔是价款，已经计入结算，不能撤销；"
			       "请写明情况报监督部门");
	return OK;
}

/* The trade it is of, entered, then the row itself, locked. */
static enum err
take(struct req *r, struct remittance *m)
{
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REMITTANCE_GET, ARGS(I64(r->id)),
			m)))
		return e;
	if (m->trade == NONE)
		return may_be_cancelled(r, m);
	if ((e = trade_enter(r, m->trade, "refund")) ||
	    (e = db_one(r->db, r->mem, SQL_REMITTANCE_LOCK, ARGS(I64(r->id)),
			m)))
		return e;
	return may_be_cancelled(r, m);
}

/* Nothing has been done with the money since. */
static enum err
untouched(struct req *r, const struct remittance *m, const struct held **held)
{
	struct list l = { 0, NULL };
	const struct held *h;
	size_t i;
	enum err e;

	if ((e = deposits_held(r, m->trade, NONE, &l)))
		return e;
	for (h = l.at, i = 0; i < l.n; i++, h++)
		if (h->subject == m->subject && h->kind == DEPOSIT_CASH &&
		    h->amount_fen == m->amount_fen && !h->used_fen) {
			*held = h;
			return OK;
		}
	return req_say(r, E_STATE,
		       "这笔保证金已经动用或者正在退还，不能撤销；"
		       "正在退还的，请先退回那项退款申请");
}

/* "refund" of the log: until it pays anew the subject has not paid. */
static enum err
tell(struct req *r, const struct remittance *m, const char *reason,
     const char *credit_code)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_printf(&b, "{\"remittance\":%" PRId64, m->id);
	json_key(&b, credit_code ? "cancelled" : "cancel");
	json_text(&b, m->serial);
	json_key(&b, "reason");
	json_text(&b, reason);
	if (credit_code) {
		json_key(&b, "credit_code");
		json_text(&b, credit_code);
		json_key(&b, "amount_fen");
		json_int(&b, m->amount_fen);
		buf_printf(&b, ",\"state\":%d", 1);
	}
	buf_char(&b, '}');
	return trade_step(r, m, buf_text(&b));
}

/* One of two says so. */
static enum err
propose(struct req *r, const struct remittance *m, const char *reason)
{
	enum err e;

	e = db_exec(r->db, SQL_REMITTANCE_CLAIM,
		    ARGS(I64(m->trade), I64(m->subject), I64(r->user.id),
			 STR(reason),
			 STR(arena_printf(r->mem,
					  "%s 提出撤销登记，待另一人确认",
					  r->user.name)),
			 I64(m->id)),
		    NULL);
	return e ? e : tell(r, m, reason, NULL);
}

/* Both postings of remittance_by_hand(), the other way round. */
static enum err
reverse(struct req *r, const struct remittance *m, const char *reason)
{
	struct posting p = { .kind = TX_REVERSE,
			     .debit = L_HELD,
			     .credit = L_OPEN,
			     .trade = m->trade,
			     .subject = m->subject,
			     .remittance = m->id,
			     .amount_fen = m->amount_fen,
			     .basis = reason };
	enum err e;

	if ((e = ledger_post(r, &p)))
		return e;
	p.debit = L_OPEN;
	p.credit = L_BANK;
	p.trade = p.subject = NONE;
	return ledger_post(r, &p);
}

/* POST /remittances/:id/cancel -- what was written down by hand never came, or
 * came otherwise; its serial is free again */
enum err
post_remittance_cancel(struct req *r)
{
	const struct seat_reason *in = r->in;
	const struct held *h;
	struct remittance m;
	enum err e;

	if ((e = take(r, &m)) || (e = untouched(r, &m, &h)))
		return e;
	if (m.claim_by == r->user.id)
		return req_say(r, E_ROLE,
			       "撤销要由提出的人以外的人确认，"
			       "请另一位经办人办理");
	if (m.claim_by == NONE) {
		e = propose(r, &m, in->reason);
	} else {
		if ((e = reverse(r, &m, in->reason)) ||
		    (e = db_exec(r->db, SQL_DEPOSIT_CANCEL,
				 ARGS(I64(r->now), I64(r->now), I64(h->id)),
				 NULL)) ||
		    (e = db_exec(r->db, SQL_REMITTANCE_CANCEL, ARGS(I64(m.id)),
				 NULL)))
			return e;
		e = tell(r, &m, in->reason, h->credit_code);
	}
	if (e || (e = db_one(r->db, r->mem, SQL_REMITTANCE_GET, ARGS(I64(m.id)),
			     &m)))
		return e;
	return reply_record(r, &remittance_record, &m);
}
