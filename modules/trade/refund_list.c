/* Refunds as lists: for people, and for the bank. */
#include <inttypes.h>
#include <string.h>

#include "refund.h"

#include "ledger_sql.h"

static const char *const state_words[] = { "proposed", "confirmed", "rejected",
					   NULL };

/* clang-format off */
static const struct field refund_field[] = {
	INT(struct refund, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct refund, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	TEXT(struct refund, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	INT(struct refund, subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct refund, remittance, 1, INT64_MAX, F_OUT, "来款序号"),
	INT(struct refund, origin, 1, INT64_MAX, F_OUT, "保证金中的来款"),
	INT(struct refund, region, 0, 999999, F_ROW, NULL),
	TEXT(struct refund, payee, 0, 200, F_OUT, "收款人"),
	TEXT(struct refund, payee_account, 0, 40, F_OUT, "收款账号"),
	MONEY(struct refund, amount_fen, 0, MONEY_MAX, F_OUT, "本金"),
	MONEY(struct refund, interest_fen, 0, MONEY_MAX, F_OUT, "利息"),
	DATE(struct refund, pay_on, F_OUT, "付款日，计息到这一天"),
	ENUM(struct refund, state, state_words, F_OUT, "状态"),
	INT(struct refund, proposed_by, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct refund, proposer, 1, 60, F_OUT, "提出人"),
	TIME(struct refund, proposed_at, F_OUT, "提出时间"),
	INT(struct refund, decided_by, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct refund, decider, 1, 60, F_OUT, "复核人"),
	TIME(struct refund, decided_at, F_OUT, "复核时间"),
	TEXT(struct refund, note, 1, 500, F_OUT, "说明"),
	FIELD_END
};
static const struct field refund_form_field[] = {
	TEXTS(struct refund_form, credit_codes, 18, 18, F_IN | F_OPT, "退给哪些主体"),
	DATE(struct refund_form, pay_on, F_IN | F_OPT, "付款日"),
	FIELD_END
};
static const struct field refund_choice_field[] = {
	INTS(struct refund_choice, refunds, 1, INT64_MAX, F_IN, "退款序号"),
	FIELD_END
};
static const struct field refund_query_field[] = {
	INT(struct refund_query, after, 1, INT64_MAX, F_IN | F_OPT, "从此往前"),
	INT(struct refund_query, limit, 1, 200, F_IN | F_OPT, "条数"),
	ENUM(struct refund_query, state, state_words, F_IN | F_OPT, "状态"),
	FIELD_END
};
/* clang-format on */
RECORD(refund, struct refund);
RECORD(refund_form, struct refund_form);
RECORD(refund_choice, struct refund_choice);
RECORD(refund_query, struct refund_query);

/* Those of one's region, and those of no trade for the centre. */
static bool
may_see(const struct req *r, const struct refund *f)
{
	if (f->trade == NONE)
		return r->user.roles & CENTRE;
	return user_has(r, CENTRE, f->region) ||
	       user_has(r, SUPERVISOR, f->region);
}

static enum err
find(struct req *r, struct list *l, const char **next)
{
	const struct refund_query *q = r->in;
	struct page p = page_of(r);
	struct refund *f;
	size_t i, n = 0;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_REFUND_LIST,
			ARGS(I64(p.after), I64(q->state), I64(q->state),
			     I64(p.limit + 1)),
			l)))
		return e;
	*next = page_next(r, &p, l, sizeof(*f), offsetof(struct refund, id));
	for (f = l->at, i = 0; i < l->n; i++)
		if (may_see(r, &f[i]))
			f[n++] = f[i];
	l->n = n;
	return OK;
}

/* GET /refunds?state= */
enum err
get_refunds(struct req *r)
{
	struct list l = { 0, NULL };
	const char *next;
	enum err e;

	if ((e = find(r, &l, &next)))
		return e;
	return reply_items(r, &refund_record, &l, next);
}

/* A cell in quotes, which no office program takes for a formula. */
static void
cell(struct buf *b, const char *s)
{
	buf_char(b, '"');
	if (*s && strchr("=+-@\t", *s))
		buf_char(b, '\'');
	for (; *s; s++) {
		if (*s == '"')
			buf_char(b, '"');
		buf_char(b, *s);
	}
	buf_str(b, "\",");
}

/* GET /refunds/bank-list -- what is confirmed, as the bank takes it */
enum err
get_refunds_csv(struct req *r)
{
	struct refund_query *q = r->in;
	struct list l = { 0, NULL };
	const struct refund *f;
	const char *next;
	int64_t fen;
	size_t i;
	enum err e;

	q->state = REFUND_CONFIRMED;
	if ((e = find(r, &l, &next)))
		return e;
	buf_str(&r->out, "\xef\xbb\xbf序号,收款人,收款账号,金额,用途\r\n");
	for (f = l.at, i = 0; i < l.n; i++, f++) {
		fen = f->amount_fen + f->interest_fen;
		buf_printf(&r->out, "%" PRId64 ",", f->id);
		cell(&r->out, f->payee);
		cell(&r->out, f->payee_account);
		buf_printf(&r->out, "%" PRId64 ".%02d,退款%" PRId64 "%s\r\n",
			   fen / 100, (int)(fen % 100), f->id,
			   f->interest_fen ? "含利息" : "");
	}
	r->media = "text/csv";
	r->extra = download_header(r->mem, "退款清单.csv");
	return OK;
}
