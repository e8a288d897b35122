/* Deposits that do not go back: kept by law, or turned into price. */
#include <inttypes.h>
#include <string.h>

#include "json.h"
#include "panel.h"
#include "refund.h"
#include "tender_rows.h"

#include "ledger_sql.h"

/* clang-format off */
static const struct field forfeit_field[] = {
	TEXT(struct forfeit, credit_code, 18, 18, F_BOTH, "统一社会信用代码"),
	MONEY(struct forfeit, amount_fen, 1, MONEY_MAX, F_BOTH | F_OPT, "不予退还的金额"),
	TEXT(struct forfeit, rule_key, 3, 80, F_BOTH | F_OPT, "规则编号"),
	TEXT(struct forfeit, basis, 4, 300, F_BOTH | F_OPT, "法律依据"),
	TEXT(struct forfeit, reason, 4, 500, F_BOTH, "事实"),
	FIELD_END
};
/* clang-format on */
RECORD(forfeit, struct forfeit);

/* Nothing is kept without a law that says so. */
static enum err
law_of(struct req *r, struct forfeit *f)
{
	struct one_word w;
	enum err e;

	if (!f->rule_key)
		return f->basis ? OK
				: req_bad(r, "basis",
					  "要写明法律依据，或者规则编号");
	e = db_one(r->db, r->mem, SQL_RULE_LAW, ARGS(STR(f->rule_key)), &w);
	if (e == E_NOTFOUND)
		return req_bad(r, "rule_key", "没有这条规则");
	if (!e && !f->basis)
		f->basis = w.word;
	return e;
}

static enum err
find(struct req *r, const char *credit_code, const struct held **held)
{
	struct list l = { 0, NULL };
	const struct held *h;
	size_t i;
	enum err e;

	if ((e = deposits_held(r, r->trade.id, NONE, &l)))
		return e;
	for (h = l.at, i = 0; i < l.n; i++)
		if (!strcmp(h[i].credit_code, credit_code))
			break;
	if (i == l.n)
		return req_say(r, E_STATE, "这个主体没有在账的保证金");
	if (h[i].kind != DEPOSIT_CASH)
		return req_say(r, E_STATE, "保函请向出具机构索赔");
	*held = &h[i];
	return OK;
}

static enum err
use(struct req *r, const struct held *h, int64_t kind, int64_t to, int64_t fen,
    const char *basis)
{
	enum err e;

	e = db_exec(r->db, SQL_DEPOSIT_USE, ARGS(I64(fen), I64(h->id)), NULL);
	if (e)
		return e;
	return ledger_post(r, &(struct posting){ .kind = kind,
						 .debit = L_HELD,
						 .credit = to,
						 .trade = r->trade.id,
						 .subject = h->subject,
						 .remittance = NONE,
						 .amount_fen = fen,
						 .basis = basis });
}

/* POST /trades/:id/forfeit */
enum err
post_forfeit(struct req *r)
{
	struct forfeit *in = r->in;
	const struct held *h;
	struct buf detail;
	int64_t rest;
	enum err e;

	if ((e = law_of(r, in)) || (e = find(r, in->credit_code, &h)))
		return e;
	rest = h->amount_fen - h->used_fen;
	if (in->amount_fen == NONE)
		in->amount_fen = rest;
	if (in->amount_fen > rest)
		return req_bad(r, "amount_fen", "不能超过在账的 %s",
			       money_text(r->mem, rest));
	buf_init(&detail, r->mem);
	json_record(&detail, &forfeit_record, in, F_OUT);
	if ((e = use(r, h, TX_FORFEIT, L_FORFEITED, in->amount_fen,
		     in->basis)) ||
	    (e = trade_step(r, in, buf_text(&detail))))
		return e;
	return reply_record(r, &forfeit_record, in);
}

/* POST /trades/:id/deposits/price -- the winner's deposit becomes price, of
 * several together each one's, as far as it is owed */
enum err
post_deposit_to_price(struct req *r)
{
	struct forfeit f = { .reason = "竞得人的保证金转作价款" };
	const struct held *h;
	const struct named *w;
	struct list winners;
	int64_t fen, left;
	size_t i;
	enum err e;

	if ((e = winners_get(r, r->trade.id, &winners)))
		return e;
	if (!winners.n)
		return req_say(r, E_STATE, "还没有竞得人");
	if ((e = NUMBER(r, SQL_PRICE_LEFT, &left, I64(r->trade.id))))
		return e;
	if (!left)
		return req_say(r, E_STATE, "价款已经付清");
	for (w = winners.at, i = 0; i < winners.n; i++) {
		if ((e = find(r, w[i].credit_code, &h)))
			return e;
		fen = h->amount_fen - h->used_fen;
		if (fen > left - f.amount_fen)
			fen = left - f.amount_fen;
		if (!fen)
			break;
		if ((e = use(r, h, TX_PRICE, L_PRICE, fen, f.reason)))
			return e;
		f.amount_fen += fen;
	}
	f.credit_code = w->credit_code;
	if ((e = trade_step(r, &f,
			    arena_printf(r->mem, "{\"amount_fen\":%" PRId64 "}",
					 f.amount_fen))))
		return e;
	return reply_record(r, &forfeit_record, &f);
}
