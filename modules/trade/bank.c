/* What came by the bank, as a list. */
#include "bank.h"

#include "ledger_sql.h"

static const char *const state_words[] = { "open", "matched", "returned",
					   "cancelled", NULL };
static const char *const purpose_words[] = { "deposit", "price", NULL };

/* clang-format off */
static const struct field remittance_field[] = {
	INT(struct remittance, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct remittance, statement, 1, INT64_MAX, F_OUT, "对账单"),
	INT(struct remittance, line, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct remittance, serial, 1, 60, F_OUT, "银行流水号"),
	TIME(struct remittance, paid_at, F_OUT, "到账时间"),
	TEXT(struct remittance, payer, 0, 200, F_OUT, "付款人"),
	TEXT(struct remittance, payer_account, 0, 40, F_OUT, "付款账号"),
	MONEY(struct remittance, amount_fen, 1, MONEY_MAX, F_OUT, "金额"),
	TEXT(struct remittance, memo, 0, 500, F_OUT, "附言"),
	ENUM(struct remittance, state, state_words, F_OUT, "状态"),
	TEXT(struct remittance, reason, 1, 500, F_OUT, "没有对上的原因"),
	ENUM(struct remittance, purpose, purpose_words, F_OUT, "款项"),
	INT(struct remittance, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	TEXT(struct remittance, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	INT(struct remittance, subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct remittance, region, 0, 999999, F_ROW, NULL),
	TEXT(struct remittance, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct remittance, name, 1, 200, F_OUT, "对应主体"),
	TEXT(struct remittance, note, 1, 500, F_OUT, "人工核对说明"),
	TIME(struct remittance, matched_at, F_OUT, "核对时间"),
	INT(struct remittance, claim_trade, 1, INT64_MAX, F_ROW, NULL),
	INT(struct remittance, claim_subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct remittance, claim_by, 1, INT64_MAX, F_ROW, NULL),
	INT(struct remittance, entered_by, 1, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field remittance_query_field[] = {
	INT(struct remittance_query, after, 1, INT64_MAX, F_IN | F_OPT, "从此往前"),
	INT(struct remittance_query, limit, 1, 200, F_IN | F_OPT, "条数"),
	ENUM(struct remittance_query, state, state_words, F_IN | F_OPT, "状态"),
	FIELD_END
};
/* clang-format on */
RECORD(remittance, struct remittance);
RECORD(remittance_query, struct remittance_query);

/* GET /remittances?state=open -- those of one's region, and those of nobody */
enum err
get_remittances(struct req *r)
{
	const struct remittance_query *q = r->in;
	struct page p = page_of(r);
	struct list l = { 0, NULL };
	struct remittance *m;
	const char *next;
	size_t i, n = 0;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_REMITTANCE_LIST,
			ARGS(I64(p.after), I64(q->state), I64(q->state),
			     I64(p.limit + 1)),
			&l)))
		return e;
	next =
	    page_next(r, &p, &l, sizeof(*m), offsetof(struct remittance, id));
	for (m = l.at, i = 0; i < l.n; i++)
		if (m[i].trade == NONE || user_has(r, CENTRE, m[i].region))
			m[n++] = m[i];
	l.n = n;
	return reply_items(r, &remittance_record, &l, next);
}
