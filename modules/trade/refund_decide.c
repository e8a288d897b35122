/* Another person confirms a refund or rejects it. */
#include <inttypes.h>

#include "bank.h"
#include "days.h"
#include "event.h"
#include "json.h"
#include "panel.h"
#include "refund.h"

#include "ledger_sql.h"

/* What a decision wants of a refund: its trade, if it is of one, entered, then
 * the row itself, locked and not decided yet. */
static enum err
take(struct req *r, int64_t id, struct refund *f)
{
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REFUND_GET, ARGS(I64(id)), f)) ||
	    (f->remittance == NONE &&
	     (e = trade_enter(r, f->trade, "refund"))) ||
	    (f->remittance != NONE &&
	     (e = remittance_is_ours(r, f->remittance))) ||
	    (e = db_one(r->db, r->mem, SQL_REFUND_LOCK, ARGS(I64(id)), f)))
		return e;
	if (f->state != REFUND_PROPOSED)
		return req_say(r, E_STATE,
			       "退款 %" PRId64 " 已经办过了，请刷新退款列表",
			       id);
	return OK;
}

static enum err
decide(struct req *r, struct refund *f, int64_t state, const char *note)
{
	struct bidder payer = { .credit_code = NULL };
	const char *detail;
	struct buf b;
	enum err e;

	if (f->remittance == NONE &&
	    (e = db_one(r->db, r->mem, SQL_PAYER_GET, ARGS(I64(f->subject)),
			&payer)))
		return e;
	buf_init(&b, r->mem);
	buf_printf(&b,
		   "{\"refund\":%" PRId64 ",\"state\":%" PRId64
		   ",\"amount_fen\":%" PRId64 ",\"interest_fen\":%" PRId64,
		   f->id, state, f->amount_fen, f->interest_fen);
	if (payer.credit_code) {
		json_key(&b, "credit_code");
		json_text(&b, payer.credit_code);
	}
	buf_char(&b, '}');
	detail = buf_text(&b);
	f->state = state;
	f->decided_by = r->user.id;
	f->decided_at = r->now;
	f->decider = r->user.name;
	if (note)
		f->note = note;
	e = db_exec(r->db, SQL_REFUND_DECIDE,
		    ARGS(I64(state), I64(f->decided_by), I64(f->decided_at),
			 STR(f->note), I64(f->id)),
		    NULL);
	if (e)
		return e;
	if (f->remittance == NONE)
		return trade_step(r, f, detail);
	r->trade.id = 0;
	return event_add(r, &(struct event){ .verb = "refund",
					     .project = NONE,
					     .trade = NONE,
					     .notice = NONE,
					     .before = NONE,
					     .after = NONE,
					     .detail = detail });
}

static enum err
confirm(struct req *r, int64_t id, struct refund *f)
{
	enum err e;

	if ((e = take(r, id, f)))
		return e;
	if (f->proposed_by == r->user.id)
		return req_say(r, E_ROLE,
			       "退款要由提出的人以外的人复核，请另一位经办人办"
			       "理");
	if (day_of(r->now) > f->pay_on)
		return req_say(r, E_LATE,
			       "退款 %" PRId64 " 的计息日已过，请退回重新办理",
			       id);
	/* who withdrew may have come back since it was proposed */
	if (f->remittance == NONE &&
	    (e = refund_is_free(r, f->subject, f->payee)))
		return e;
	if ((e = refund_post(r, f, TX_PAY, L_PAYABLE, L_BANK,
			     f->amount_fen + f->interest_fen)))
		return e;
	if (f->remittance == NONE &&
	    (e = db_exec(r->db, SQL_DEPOSIT_RETURNED_OF,
			 ARGS(I64(f->amount_fen), I64(r->now),
			      I64(f->amount_fen), I64(f->amount_fen),
			      I64(f->trade), I64(f->subject)),
			 NULL)))
		return e;
	if ((e = decide(r, f, REFUND_CONFIRMED, NULL)))
		return e;
	return f->remittance == NONE ? refunds_done(r) : OK;
}

/* POST /refunds/confirm -- by another than who proposed; all or none */
enum err
post_refunds_confirm(struct req *r)
{
	const struct refund_choice *in = r->in;
	const int64_t *id = in->refunds.at;
	struct list done = { in->refunds.n, NULL };
	struct refund *f;
	size_t i;
	enum err e;

	done.at = f = arena_alloc(r->mem, (done.n + 1) * sizeof(*f));
	for (i = 0; i < done.n; i++)
		if ((e = confirm(r, id[i], &f[i])))
			return e;
	return reply_items(r, &refund_record, &done, NULL);
}

/* POST /refunds/:id/reject -- what was proposed is held again */
enum err
post_refund_reject(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct refund f;
	enum err e;

	if ((e = take(r, r->id, &f)) ||
	    (e = refund_post(r, &f, TX_REVERSE, L_PAYABLE,
			     f.remittance == NONE ? L_HELD : L_OPEN,
			     f.amount_fen)) ||
	    (e = refund_post(r, &f, TX_REVERSE, L_PAYABLE, L_INTEREST,
			     f.interest_fen)))
		return e;
	if (f.remittance != NONE &&
	    (e = db_exec(r->db, SQL_REMITTANCE_STATE,
			 ARGS(I64(REMITTANCE_OPEN), STR(in->reason),
			      I64(f.remittance)),
			 NULL)))
		return e;
	if ((e = decide(r, &f, REFUND_REJECTED, in->reason)))
		return e;
	return reply_record(r, &refund_record, &f);
}
