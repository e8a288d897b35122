/* The deposit of who takes part in an auction, as the centre received it. */
#include "auction.h"
#include "bank.h"
#include "json.h"
#include "ledger.h"

#include "auction_sql.h"

/* clang-format off */
static const struct field payment_field[] = {
	TEXT(struct payment, credit_code, 18, 18, F_IN, "竞买人统一社会信用代码"),
	TEXT(struct payment, payer_account, 4, 40, F_IN, "付款账户"),
	MONEY(struct payment, amount_fen, 1, MONEY_MAX, F_IN, "金额"),
	TEXT(struct payment, serial, 1, 60, F_IN, "银行流水号"),
	FIELD_END
};
/* clang-format on */
RECORD(payment, struct payment);

static enum err
step(struct req *r, const struct deposit *d)
{
	struct buf detail;

	buf_init(&detail, r->mem);
	json_record(&detail, &deposit_record, d, F_OUT);
	return trade_step(r, d, buf_text(&detail));
}

/* POST /trades/:id/deposits -- the centre received money for who applied */
enum err
post_payment(struct req *r)
{
	const struct payment *in = r->in;
	struct deposit d = { .kind = DEPOSIT_CASH,
			     .credit_code = in->credit_code,
			     .payer_account = in->payer_account,
			     .amount_fen = in->amount_fen,
			     .valid_to = NONE,
			     .received_at = r->now,
			     .returned_at = NONE,
			     .accepted_at = NONE };
	struct remittance m = { .serial = in->serial,
				.paid_at = r->now,
				.payer = "",
				.payer_account = in->payer_account,
				.amount_fen = in->amount_fen,
				.memo = "" };
	struct entrant x;
	struct bidder b;
	enum err e;

	e = bidder_get(r, in->credit_code, &b);
	if (!e)
		e = db_one(r->db, r->mem, SQL_ENTRANT_OF,
			   ARGS(I64(r->trade.id), I64(b.id)), &x);
	if (e == E_NOTFOUND)
		return req_bad(r, "credit_code", "这个主体没有申请竞买");
	if (e)
		return e;
	if (!r->trade.deposit_fen)
		return req_say(r, E_STATE, "这个标的不收竞买保证金，不用登记");
	if (in->amount_fen < r->trade.deposit_fen)
		return req_bad(r, "amount_fen", "不能少于 %s",
			       money_text(r->mem, r->trade.deposit_fen));
	d.subject = m.subject = b.id;
	d.name = b.name;
	if ((e = step(r, &d)) || (e = deposit_add(r, &d)) ||
	    (e = remittance_by_hand(r, &m, L_HELD)))
		return e;
	r->status = 201;
	return reply_record(r, &deposit_record, &d);
}
