/* Whose a remittance is: what its memo and its payer say. */
#include <ctype.h>
#include <string.h>

#include "bank.h"
#include "panel.h"
#include "tender_rows.h"

#include "ledger_sql.h"

/* clang-format off */
static const struct field payee_field[] = {
	INT(struct payee, id, 1, INT64_MAX, F_ROW, NULL),
	MONEY(struct payee, deposit_fen, 0, MONEY_MAX, F_ROW, NULL),
	TIME(struct payee, until, F_ROW, NULL),
	BOOL(struct payee, lot, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(payee, struct payee);

/* Numbers and codes stand between other words. */
static size_t
code_length(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '-')
		n++;
	return n;
}

enum err
remittance_is_elsewhere(struct req *r, const struct remittance *m, bool *other)
{
	const char *s = m->memo, *code;
	int64_t where;
	size_t n;
	enum err e;

	*other = false;
	for (; *s; s += n ? n : 1) {
		n = code_length(s);
		if (n < 10 || n > 50)
			continue;
		code = arena_copy(r->mem, s, n);
		if ((e = NUMBER(r, SQL_PAYEE_WHERE, &where, STR(r->domain),
				STR(code), STR(code))))
			return e;
		if (where)
			*other = where == 1;
		if (where == 2)
			break;
	}
	return OK;
}

/* The one trade the memo names; *credit_code: what looks like one in it. */
static enum err
find_trade(struct req *r, struct remittance *m, const char **credit_code,
	   const char **why)
{
	const char *s = m->memo, *code;
	struct payee t;
	size_t n;
	enum err e;

	*credit_code = NULL;
	for (; *s; s += n ? n : 1) {
		n = code_length(s);
		if (n == 18)
			*credit_code = arena_copy(r->mem, s, n);
		if (n < 10 || n > 50)
			continue;
		code = arena_copy(r->mem, s, n);
		e = db_one(r->db, r->mem, SQL_PAYEE_BY_CODE,
			   ARGS(STR(code), STR(code)), &t);
		if (e == E_NOTFOUND)
			continue;
		if (e)
			return e;
		if (m->trade != NONE && m->trade != t.id) {
			m->trade = NONE;
			*why = "附言写了不止一个标的，请与付款人核对后人工核对";
			return OK;
		}
		m->trade = t.id;
	}
	if (m->trade == NONE)
		*why = "附言里没有本平台的统一交易标识码或标段编号，请与付款人"
		       "核对后人工核对";
	return OK;
}

/* （） and () are the same to banks. */
static const char *
other_brackets(struct req *r, const char *name)
{
	static const char *const pair[][2] = {
		{ "（", "(" }, { "）", ")" }, { "(", "（" }, { ")", "）" }
	};
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	while (*name) {
		for (i = 0; i < 4; i++)
			if (!strncmp(name, pair[i][0], strlen(pair[i][0])))
				break;
		if (i < 4) {
			buf_str(&b, pair[i][1]);
			name += strlen(pair[i][0]);
		} else {
			buf_char(&b, *name++);
		}
	}
	return buf_text(&b);
}

enum err
remittance_is_ours(struct req *r, int64_t id)
{
	struct remittance m;
	enum err e;

	e = db_one(r->db, r->mem, SQL_REMITTANCE_GET, ARGS(I64(id)), &m);
	if (!e && m.trade != NONE && !user_has(r, CENTRE, m.region))
		return E_ROLE;
	return e;
}

enum err
remittance_is_from(struct req *r, const struct remittance *m, int64_t trade,
		   int64_t subject, bool *is)
{
	int64_t n;
	enum err e;

	e = NUMBER(r, SQL_PAYER_IS, &n, I64(subject), I64(trade), I64(subject),
		   STR(m->payer), STR(other_brackets(r, m->payer)),
		   STR(*m->payer_account ? m->payer_account : NULL));
	*is = !e && n;
	return e;
}

enum err
remittance_find(struct req *r, struct remittance *m, const char **why)
{
	struct list l = { 0, NULL };
	const char *code, *other;
	struct payee t;
	enum err e;

	m->trade = m->subject = NONE;
	if ((e = find_trade(r, m, &code, why)) || *why ||
	    (e = db_one(r->db, r->mem, SQL_PAYEE_GET, ARGS(I64(m->trade)), &t)))
		return e;
	other = other_brackets(r, m->payer);
	/* a code in the memo says who it is only where the bank does not */
	if (*m->payer)
		code = NULL;
	e = db_all(r->db, r->mem, t.lot ? SQL_PAYER_ENTRANT : SQL_PAYER_SUBJECT,
		   ARGS(I64(m->trade), STR(m->payer), STR(other),
			STR(m->payer_account), STR(code)),
		   &l);
	if (e)
		return e;
	if (!l.n)
		*why = t.lot ? "付款人没有申请这个标的，请人工核对或者退回"
			     : "付款人没有在平台登记，请人工核对或者退回";
	else if (l.n > 1)
		*why = "按付款人找到不止一个主体，请人工核对";
	else
		m->subject = ((const struct named *)l.at)->subject;
	return OK;
}
