/* The ledger: what is posted, and deposits in it. */
#include "ledger.h"

#include "ledger_sql.h"

static const char *const ledger_accounts[] = { "bank",     "held",      "open",
					       "payable",  "forfeited", "price",
					       "interest", NULL };
static const char *const ledger_kinds[] = { "receive", "return",  "arrive",
					    "match",   "refund",  "interest",
					    "pay",     "forfeit", "price",
					    "reverse", NULL };

/* clang-format off */
static const struct field ledger_line_field[] = {
	INT(struct ledger_line, id, 1, INT64_MAX, F_OUT, "序号"),
	ENUM(struct ledger_line, kind, ledger_kinds, F_OUT, "事项"),
	ENUM(struct ledger_line, debit, ledger_accounts, F_OUT, "借方"),
	ENUM(struct ledger_line, credit, ledger_accounts, F_OUT, "贷方"),
	MONEY(struct ledger_line, amount_fen, 1, MONEY_MAX, F_OUT, "金额"),
	TEXT(struct ledger_line, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct ledger_line, name, 1, 200, F_OUT, "名称"),
	TEXT(struct ledger_line, basis, 1, 500, F_OUT, "依据"),
	TEXT(struct ledger_line, serial, 1, 60, F_OUT, "银行流水号"),
	TIME(struct ledger_line, at, F_OUT, "记账时间"),
	FIELD_END
};
static const struct field held_field[] = {
	INT(struct held, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct held, subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct held, kind, 0, 1, F_ROW, NULL),
	MONEY(struct held, amount_fen, 0, MONEY_MAX, F_ROW, NULL),
	MONEY(struct held, used_fen, 0, MONEY_MAX, F_ROW, NULL),
	TIME(struct held, received_at, F_ROW, NULL),
	TEXT(struct held, credit_code, 18, 18, F_ROW, NULL),
	TEXT(struct held, name, 1, 200, F_ROW, NULL),
	TEXT(struct held, payer_account, 1, 40, F_ROW, NULL),
	TEXT(struct held, issuer, 1, 200, F_ROW, NULL),
	TEXT(struct held, guarantee_no, 1, 60, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(ledger_line, struct ledger_line);
RECORD(held, struct held);

enum err
ledger_post(struct req *r, const struct posting *p)
{
	int64_t tx;
	enum err e;

	e = db_exec(r->db, SQL_LEDGER_TX_ADD,
		    ARGS(STR(r->domain), I64(p->kind), I64(p->trade),
			 I64(p->subject), I64(p->remittance), STR(p->basis),
			 I64(r->user.id), I64(r->now)),
		    &tx);
	if (e)
		return e;
	return db_exec(r->db, SQL_LEDGER_ENTRY_ADD,
		       ARGS(STR(r->domain), I64(tx), I64(p->debit),
			    I64(p->amount_fen), STR(r->domain), I64(tx),
			    I64(p->credit), I64(-p->amount_fen)),
		       NULL);
}

enum err
deposit_add(struct req *r, struct deposit *d)
{
	enum err e;

	e = db_exec(r->db, SQL_DEPOSIT_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(d->subject),
			 I64(d->kind), I64(d->amount_fen),
			 STR(d->payer_account), STR(d->issuer),
			 STR(d->guarantee_no), I64(d->valid_to), STR(d->digest),
			 I64(d->received_at), I64(r->user.id)),
		    &d->id);
	if (e != E_EXISTS)
		return e;
	e = db_exec(r->db, SQL_DEPOSIT_AGAIN,
		    ARGS(I64(d->kind), I64(d->amount_fen),
			 STR(d->payer_account), STR(d->issuer),
			 STR(d->guarantee_no), I64(d->valid_to), STR(d->digest),
			 I64(d->received_at), I64(r->user.id), I64(r->trade.id),
			 I64(d->subject)),
		    NULL);
	if (!e && !db_rows(r->db))
		return req_say(r, E_EXISTS,
			       "已经有这个主体的保证金，不能再登记；多付的请退"
			       "回来款");
	return e;
}

enum err
deposits_held(struct req *r, int64_t trade, int64_t except, struct list *l)
{
	return db_all(r->db, r->mem, SQL_DEPOSIT_HELD,
		      ARGS(I64(trade), I64(except)), l);
}

/* GET /trades/:id/ledger -- who pays is not known before it has ended */
enum err
get_ledger(struct req *r)
{
	struct list l = { 0, NULL };
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!(roles & CENTRE) &&
	    (r->trade.stage < S_PUBLICITY || !(roles & INSIDERS)))
		return E_ROLE;
	if ((e = db_all(r->db, r->mem, SQL_LEDGER_LIST, ARGS(I64(r->id)), &l)))
		return e;
	return reply_items(r, &ledger_line_record, &l, NULL);
}
