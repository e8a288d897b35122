/* Money that a person knows of before a statement has it. */
#include "bank.h"

#include "ledger_sql.h"

enum err
remittance_by_hand(struct req *r, struct remittance *m, int64_t ledger)
{
	enum err e;

	m->trade = r->trade.id;
	m->purpose = ledger == L_PRICE ? PURPOSE_PRICE : PURPOSE_DEPOSIT;
	e = db_exec(r->db, SQL_REMITTANCE_ADD,
		    ARGS(STR(r->domain), I64(NONE), STR(m->serial),
			 I64(m->paid_at), STR(m->payer), STR(m->payer_account),
			 I64(m->amount_fen), STR(m->memo), I64(r->user.id)),
		    &m->id);
	if (e == E_EXISTS)
		return req_say(r, e,
			       "流水号 %s "
			       "的来款已经导入或者登记过，请核对流水号；登记有"
			       "误的先撤销登记",
			       m->serial);
	if (e || (e = ledger_post(r, &(struct posting){ .kind = TX_ARRIVE,
							.debit = L_BANK,
							.credit = L_OPEN,
							.trade = NONE,
							.subject = NONE,
							.remittance = m->id,
							.amount_fen =
							    m->amount_fen })))
		return e;
	return remittance_count(r, m, ledger);
}
