/* Whether a remittance counts, and as what. */
#include <inttypes.h>

#include "bank.h"
#include "json.h"
#include "tender_rows.h"

#include "ledger_sql.h"

enum err
remittance_count(struct req *r, struct remittance *m, int64_t ledger)
{
	enum err e;

	m->state = REMITTANCE_MATCHED;
	m->reason = NULL;
	e = ledger_post(r, &(struct posting){ .kind = TX_MATCH,
					      .debit = L_OPEN,
					      .credit = ledger,
					      .trade = m->trade,
					      .subject = m->subject,
					      .remittance = m->id,
					      .amount_fen = m->amount_fen,
					      .basis = m->note });
	if (e)
		return e;
	return db_exec(r->db, SQL_REMITTANCE_SET,
		       ARGS(I64(m->state), STR(NULL), I64(m->trade),
			    I64(m->subject), I64(m->purpose), STR(m->note),
			    I64(r->user.id), I64(r->now), I64(m->id)),
		       NULL);
}

/* All that waited and this one make a deposit of the trade that was entered. */
static enum err
fill(struct req *r, struct remittance *m, struct list *waiting, int64_t sum)
{
	struct deposit d = { .kind = DEPOSIT_CASH,
			     .subject = m->subject,
			     .payer_account = m->payer_account,
			     .amount_fen = sum,
			     .valid_to = NONE,
			     .received_at = m->paid_at,
			     .returned_at = NONE,
			     .accepted_at = NONE };
	struct remittance *w = waiting->at;
	struct bidder payer;
	struct buf b;
	enum err e;
	size_t i;

	for (i = 0; i < waiting->n; i++) {
		if (w[i].paid_at > d.received_at)
			d.received_at = w[i].paid_at;
		w[i].trade = m->trade;
		w[i].subject = m->subject;
		w[i].purpose = PURPOSE_DEPOSIT;
		if ((e = remittance_count(r, &w[i], L_HELD)))
			return e;
	}
	if ((e = remittance_count(r, m, L_HELD)))
		return e;
	if ((e = deposit_add(r, &d)) ||
	    (e = db_one(r->db, r->mem, SQL_PAYER_GET, ARGS(I64(d.subject)),
			&payer)))
		return e;
	buf_init(&b, r->mem);
	buf_printf(&b, "{\"remittance\":%" PRId64, m->id);
	json_key(&b, "credit_code");
	json_text(&b, payer.credit_code);
	json_key(&b, "amount_fen");
	json_int(&b, sum);
	json_key(&b, "received_at");
	json_time(&b, d.received_at);
	buf_char(&b, '}');
	return trade_step(r, &d, buf_text(&b));
}

/* 实施条例 26 for tenders: from the basic account.  For lots anybody may pay
 * from any account of its own. */
static enum err
from_its_account(struct req *r, const struct remittance *m, const char **why)
{
	int64_t n;
	enum err e;

	e = NUMBER(r, SQL_PAYER_BASIC, &n, I64(m->subject),
		   STR(m->payer_account));
	if (!e && !n)
		*why = "不是从投标人登记的基本账户转出，不计入，请退回";
	return e;
}

static enum err
deposit(struct req *r, struct remittance *m, const char **why)
{
	struct list waiting = { 0, NULL };
	const struct remittance *w;
	int64_t n, sum = m->amount_fen;
	struct payee t;
	size_t i;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_PAYEE_GET, ARGS(I64(m->trade)), &t)))
		return e;
	if (!t.deposit_fen) {
		*why = "这个标的不收保证金，请退回";
		return OK;
	}
	if (m->paid_at >= t.until) {
		*why =
		    arena_printf(r->mem, "到账晚于截止时间 %s，不计入，请退回",
				 when_text(r->mem, t.until));
		return OK;
	}
	if ((e = NUMBER(r, SQL_DEPOSIT_COUNT, &n, I64(m->trade),
			I64(m->subject))))
		return e;
	if (n) {
		*why = "已经有这个主体的保证金，这笔多付，请退回";
		return OK;
	}
	if (!t.lot && ((e = from_its_account(r, m, why)) || *why))
		return e;
	e = db_all(r->db, r->mem, SQL_REMITTANCE_WAITING,
		   ARGS(I64(m->trade), I64(m->subject), I64(t.until),
			I64(m->id)),
		   &waiting);
	if (e)
		return e;
	for (w = waiting.at, i = 0; i < waiting.n; i++)
		sum += w[i].amount_fen;
	m->purpose = PURPOSE_DEPOSIT;
	if (sum >= t.deposit_fen)
		return fill(r, m, &waiting, sum);
	*why = arena_printf(r->mem, "不足额：共到账 %s，还差 %s",
			    money_text(r->mem, sum),
			    money_text(r->mem, t.deposit_fen - sum));
	return OK;
}

/* What the winner owes for what it won. */
static enum err
price(struct req *r, struct remittance *m, const char **why)
{
	int64_t n;
	enum err e;

	if ((e = NUMBER(r, SQL_PRICE_OWED, &n, I64(m->trade), I64(m->subject),
			I64(m->subject))))
		return e;
	if (!n) {
		*why = "付款人不是这个标的的竞得人，请人工核对或者退回";
		return OK;
	}
	if ((e = NUMBER(r, SQL_PRICE_LEFT, &n, I64(m->trade))))
		return e;
	if (m->amount_fen > n) {
		*why = arena_printf(r->mem,
				    "价款只欠 %s，这笔多付，请退回后按欠数付",
				    money_text(r->mem, n));
		return OK;
	}
	m->purpose = PURPOSE_PRICE;
	if ((e = remittance_count(r, m, L_PRICE)))
		return e;
	return trade_step(r, m,
			  arena_printf(r->mem,
				       "{\"remittance\":%" PRId64
				       ",\"amount_fen\":%" PRId64 "}",
				       m->id, m->amount_fen));
}

/* What says no to one line refuses it alone. */
static bool
is_no(enum err e)
{
	return e == E_STAGE || e == E_ROLE || e == E_PAUSED || e == E_NOTFOUND;
}

enum err
remittance_settle(struct req *r, struct remittance *m)
{
	const char *why = m->reason;
	enum err e = OK;

	m->purpose = NONE;
	if (!why) {
		e = trade_enter(r, m->trade, "credit");
		if (is_no(e))
			why = r->detail ? r->detail : err_text(e);
		else if (e)
			return e;
		else if ((e = r->trade.stage >= S_PUBLICITY
				  ? price(r, m, &why)
				  : deposit(r, m, &why)))
			return e;
		r->detail = NULL;
		r->move = NULL;
	}
	if (!why)
		return OK;
	m->reason = why;
	return db_exec(r->db, SQL_REMITTANCE_SET,
		       ARGS(I64(REMITTANCE_OPEN), STR(why), I64(m->trade),
			    I64(m->subject), I64(m->purpose), STR(m->note),
			    I64(NONE), I64(NONE), I64(m->id)),
		       NULL);
}
