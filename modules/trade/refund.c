/* A refund by itself: its row, what is posted for it, whether it may be. */
#include "refund.h"
#include "tender_rows.h"

#include "ledger_sql.h"

enum err
refund_post(struct req *r, const struct refund *f, int64_t kind, int64_t debit,
	    int64_t credit, int64_t fen)
{
	if (!fen)
		return OK;
	return ledger_post(r, &(struct posting){ .kind = kind,
						 .debit = debit,
						 .credit = credit,
						 .trade = f->trade,
						 .subject = f->subject,
						 .remittance = f->remittance,
						 .amount_fen = fen,
						 .basis = f->note });
}

enum err
refund_add(struct req *r, struct refund *f)
{
	f->state = REFUND_PROPOSED;
	f->proposed_by = r->user.id;
	f->proposed_at = r->now;
	f->proposer = r->user.name;
	return db_exec(r->db, SQL_REFUND_ADD,
		       ARGS(STR(r->domain), I64(f->trade), I64(f->subject),
			    I64(f->remittance), I64(f->origin),
			    I64(f->amount_fen), I64(f->interest_fen),
			    STR(f->payee), STR(f->payee_account),
			    I64(f->pay_on), I64(f->proposed_by),
			    I64(f->proposed_at)),
		       &f->id);
}

enum err
refund_is_free(struct req *r, int64_t subject, const char *name)
{
	int64_t trade = r->trade.id, n;
	enum err e;

	if (r->trade.stage >= S_PUBLICITY)
		return OK;
	if ((e = NUMBER(r, SQL_STAKE, &n, I64(trade), I64(subject), I64(trade),
			I64(subject), I64(r->trade.stage == S_NOTICE),
			I64(trade), I64(trade), I64(subject))))
		return e;
	return n ? req_say(r, E_STATE,
			   "%s "
			   "没有撤回，或者申请、投标有效，现在不能退；结束以后"
			   "再办理",
			   name)
		 : OK;
}
