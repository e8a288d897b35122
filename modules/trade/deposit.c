/* Bid deposits: cash the centre received, guarantees the bidder brings. */
#include "bank.h"
#include "bid.h"
#include "days.h"
#include "json.h"
#include "ledger.h"

#include "bid_sql.h"

const char *const deposit_kinds[] = { "cash", "guarantee", NULL };

struct cash {
	const char *credit_code, *payer_account, *serial;
	int64_t amount_fen;
};

/* clang-format off */
static const struct field deposit_field[] = {
	/* consecutive: it would tell how many others have paid */
	INT(struct deposit, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct deposit, subject, 1, INT64_MAX, F_ROW, NULL),
	ENUM(struct deposit, kind, deposit_kinds, F_OUT, "形式"),
	TEXT(struct deposit, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct deposit, name, 1, 200, F_OUT, "投标人"),
	MONEY(struct deposit, amount_fen, 1, MONEY_MAX, F_OUT, "金额"),
	TEXT(struct deposit, payer_account, 1, 40, F_OUT, "付款账户"),
	TEXT(struct deposit, issuer, 1, 200, F_OUT, "出具机构"),
	TEXT(struct deposit, guarantee_no, 1, 60, F_OUT, "保函编号"),
	DATE(struct deposit, valid_to, F_OUT, "有效期至"),
	TEXT(struct deposit, digest, 64, 64, F_OUT, "文件摘要"),
	TIME(struct deposit, received_at, F_OUT, "收到时间"),
	TIME(struct deposit, returned_at, F_OUT, "退还时间"),
	TIME(struct deposit, accepted_at, F_OUT, "保函核实时间"),
	FIELD_END
};
RECORD(deposit, struct deposit);

static const struct field cash_field[] = {
	TEXT(struct cash, credit_code, 18, 18, F_IN, "投标人统一社会信用代码"),
	TEXT(struct cash, payer_account, 4, 40, F_IN, "付款账户"),
	MONEY(struct cash, amount_fen, 1, MONEY_MAX, F_IN, "金额"),
	TEXT(struct cash, serial, 1, 60, F_IN, "银行流水号"),
	FIELD_END
};
RECORD(cash, struct cash);

static const struct field guarantee_field[] = {
	TEXT(struct guarantee, issuer, 2, 200, F_IN, "出具机构"),
	TEXT(struct guarantee, guarantee_no, 4, 60, F_IN, "保函编号"),
	MONEY(struct guarantee, amount_fen, 1, MONEY_MAX, F_IN, "金额"),
	DATE(struct guarantee, valid_to, F_IN, "有效期至"),
	FIELD_END
};
RECORD(guarantee, struct guarantee);
/* clang-format on */

static enum err
is_enough(struct req *r, int64_t fen)
{
	if (!r->trade.deposit_fen)
		return req_say(r, E_STATE, "本标段不收投标保证金，不用登记");
	if (fen < r->trade.deposit_fen)
		return req_bad(r, "amount_fen", "不能少于 %s",
			       money_text(r->mem, r->trade.deposit_fen));
	return OK;
}

/*
 * 实施条例 26: money comes from the bidder's basic account.  Who has told us
 * none cannot pay in cash.
 */
static enum err
account_is_basic(struct req *r, const struct cash *in, const struct bidder *b)
{
	const struct rule *rule;
	enum err e;

	if (b->bank_account && !strcmp(b->bank_account, in->payer_account))
		return OK;
	if ((e = rule_get(r, "gc.deposit.basic_account", &rule)))
		return e;
	return rule_refuse(r, rule,
			   b->bank_account ? "从其他账户转出"
					   : "投标人没有登记基本账户",
			   "从投标人基本账户转出", NULL);
}

static enum err
store(struct req *r, struct deposit *d, struct remittance *m)
{
	struct buf detail;
	enum err e;

	d->received_at = r->now;
	d->returned_at = d->accepted_at = NONE;
	buf_init(&detail, r->mem);
	json_record(&detail, &deposit_record, d, F_OUT);
	if ((e = trade_step(r, d, buf_text(&detail))))
		return e;
	if ((e = deposit_add(r, d)) ||
	    (m && (e = remittance_by_hand(r, m, L_HELD))))
		return e;
	r->status = 201;
	return reply_record(r, &deposit_record, d);
}

/* POST /trades/:id/deposits -- the centre received money for a bidder */
enum err
post_deposit(struct req *r)
{
	const struct cash *in = r->in;
	struct deposit d = { .kind = DEPOSIT_CASH,
			     .credit_code = in->credit_code,
			     .payer_account = in->payer_account,
			     .amount_fen = in->amount_fen,
			     .valid_to = NONE };
	struct remittance m = { .serial = in->serial,
				.paid_at = r->now,
				.payer = "",
				.payer_account = in->payer_account,
				.amount_fen = in->amount_fen,
				.memo = "" };
	struct bidder b;
	enum err e;

	e = bidder_get(r, in->credit_code, &b);
	if (e == E_NOTFOUND)
		return req_bad(r, "credit_code", "没有这个主体");
	if (e || (e = is_enough(r, in->amount_fen)) ||
	    (e = account_is_basic(r, in, &b)))
		return e;
	d.subject = m.subject = b.id;
	d.name = b.name;
	return store(r, &d, &m);
}

/*
 * POST /trades/:id/guarantees?issuer=&guarantee_no=&amount_fen=&valid_to= --
 * the bidder brings an electronic guarantee.  It must hold beyond the
 * deadline; whether for the whole validity of bids (实施条例 26) depends on
 * the documents, and the panel looks at it.
 */
enum err
post_guarantee(struct req *r)
{
	const struct guarantee *in = r->in;
	struct deposit d = { .kind = DEPOSIT_GUARANTEE,
			     .subject = r->user.subject,
			     .credit_code = r->user.credit_code,
			     .name = r->user.subject_name,
			     .issuer = in->issuer,
			     .guarantee_no = in->guarantee_no,
			     .amount_fen = in->amount_fen,
			     .valid_to = in->valid_to,
			     .digest = r->blob.digest };
	enum err e;

	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "账号没有代表的主体，请用单位的账号办理");
	if ((e = is_enough(r, in->amount_fen)))
		return e;
	if (in->valid_to <= day_of(r->trade.deadline))
		return req_bad(r, "valid_to", "须晚于投标截止日");
	return store(r, &d, NULL);
}

/*
 * GET /trades/:id/deposits -- before the box is closed a bidder sees its own
 * and the centre the money it recorded (of a lot guarantees, too); afterwards
 * the owner's side, the centre and the supervision see all
 */
enum err
get_deposits(struct req *r)
{
	struct list l = { 0, NULL };
	int64_t subject, kind = NONE;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	subject = r->user.subject == NONE ? -1 : r->user.subject;
	if (r->trade.stage >= S_OPENING && (roles & INSIDERS))
		subject = 0;
	else if (roles & CENTRE)
		kind = DEPOSIT_CASH;
	if ((e = db_all(r->db, r->mem, SQL_DEPOSIT_LIST,
			ARGS(I64(r->trade.id), I64(subject), I64(subject),
			     I64(kind), I64(kind)),
			&l)))
		return e;
	return reply_items(r, &deposit_record, &l, NULL);
}
