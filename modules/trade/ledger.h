#ifndef LEDGER_H
#define LEDGER_H
#include "bid.h"
#include "trade.h"

/*
 * Money that is here for trades (保证金台账), in double entry: a transaction
 * takes from one account what it gives to another, in one statement, and
 * nothing changes it afterwards.  A row of `deposit` and what the ledger holds
 * for its trade and subject always agree: LEDGER_UNBALANCED and
 * LEDGER_DISAGREES of db/queries/ctl.sql, which `ggzyctl ledger check` asks,
 * find nothing.
 *
 * Whoever changes money of a trade holds the trade (trade_enter()).  The
 * guarantee of a bank is a deposit, but no money.
 */

/* ---- The ledger (ledger.c) ---- */

/* Indexes of ledger_accounts, and numbers in the database for ever. */
enum {
	L_BANK, /* 银行存款 */
	L_HELD, /* deposits, by trade and subject */
	L_OPEN, /* 待核来款: whose it is is not known yet, or not enough */
	L_PAYABLE,   /* 应退款 */
	L_FORFEITED, /* 不予退还, due to the treasury or the owner */
	L_PRICE,     /* 价款 */
	L_INTEREST   /* 利息: what the bank pays, and what is passed on */
};
enum {
	TX_RECEIVE,
	TX_RETURN,
	TX_ARRIVE,
	TX_MATCH,
	TX_REFUND,
	TX_INTEREST,
	TX_PAY,
	TX_FORFEIT,
	TX_PRICE,
	TX_REVERSE
};

/* amount_fen goes from one account to the other; trade, subject and remittance
 * may be NONE, basis NULL. */
struct posting {
	int64_t kind;          /* TX_ */
	int64_t debit, credit; /* L_ */
	int64_t trade, subject, remittance, amount_fen;
	const char *basis;
};
enum err ledger_post(struct req *, const struct posting *);

struct ledger_line {
	int64_t id, kind, debit, credit, amount_fen, at;
	const char *credit_code, *name, *basis, *serial;
};
extern const struct record ledger_line_record;
/* GET /trades/:id/ledger -- for the centre; when it has ended, for all insiders
 */
enum err get_ledger(struct req *);

/* Writes the deposit of r->trade; cash is posted by its remittance (bank.h).
 * E_EXISTS with the reason when there is one of that subject. */
enum err deposit_add(struct req *, struct deposit *);

struct held {
	int64_t id, subject, kind, amount_fen, used_fen, received_at;
	const char *credit_code, *name, *payer_account;
	const char *issuer, *guarantee_no; /* of a guarantee */
};
extern const struct record held_record;
/* Deposits of a trade that are neither given back nor used up nor about to be
 * given back; but those of a subject, if it is not NONE. */
enum err deposits_held(struct req *, int64_t trade, int64_t except,
		       struct list *);

#endif
