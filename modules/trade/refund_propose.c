/* What of a deposit goes back: proposed, each payment by itself. */
#include <inttypes.h>
#include <string.h>

#include "bank.h"
#include "days.h"
#include "refund.h"

#include "ledger_sql.h"

/* What the law wants on top: the bank's interest, where it says so. */
static enum err
interest(struct req *r, struct refund *f, int64_t since)
{
	struct list wanted = { 0, NULL }, rates = { 0, NULL },
		    year = { 0, NULL };
	const struct rate *flag, *days;
	enum err e;

	f->interest_fen = 0;
	if ((e = rate_list(r, rule_of_method(r, "deposit.interest"),
			   &wanted)) ||
	    (e = rate_list(r, "common.deposit.rate", &rates)) ||
	    (e = rate_list(r, "common.interest.year_days", &year)))
		return e;
	flag = rate_on(&wanted, day_of(r->now));
	days = rate_on(&year, day_of(r->now));
	if (!flag || !flag->num || !days)
		return OK;
	f->interest_fen = interest_of(f->amount_fen, day_of(since), f->pay_on,
				      rates.at, rates.n, days->num);
	return OK;
}

/* So much of a deposit, to the account it came from. */
static enum err
propose(struct req *r, const struct held *h, const struct remittance *m,
	int64_t fen, struct refund *f)
{
	int64_t pay_on = f->pay_on;
	enum err e;

	record_clear(&refund_record, f);
	f->trade = r->trade.id;
	f->deal_code = r->trade.deal_code;
	f->subject = h->subject;
	f->amount_fen = fen;
	f->origin = m ? m->id : NONE;
	f->payee = m && *m->payer ? m->payer : h->name;
	f->payee_account =
	    m && *m->payer_account ? m->payer_account : h->payer_account;
	f->pay_on = pay_on;
	if ((e = interest(r, f, m ? m->paid_at : h->received_at)) ||
	    (e = refund_add(r, f)) ||
	    (e = refund_post(r, f, TX_REFUND, L_HELD, L_PAYABLE,
			     f->amount_fen)))
		return e;
	return refund_post(r, f, TX_INTEREST, L_INTEREST, L_PAYABLE,
			   f->interest_fen);
}

/*
 * A guarantee goes back as a paper does; of money each payment is proposed by
 * itself.  What was kept or has become price was of the first of them.
 */
static enum err
propose_all(struct req *r, const struct held *h, int64_t pay_on,
	    struct list *made)
{
	int64_t rest = h->amount_fen - h->used_fen, kept = -rest, fen;
	struct list parts = { 0, NULL };
	const struct remittance *m;
	struct refund *f;
	size_t i;
	enum err e;

	if (h->kind != DEPOSIT_CASH)
		return db_exec(r->db, SQL_DEPOSIT_RETURNED,
			       ARGS(I64(r->now), I64(h->id)), NULL);
	if ((e = db_all(r->db, r->mem, SQL_DEPOSIT_PARTS,
			ARGS(I64(r->trade.id), I64(h->subject)), &parts)))
		return e;
	f = arena_alloc(r->mem, (made->n + parts.n + 1) * sizeof(*f));
	if (made->n)
		memcpy(f, made->at, made->n * sizeof(*f));
	made->at = f;
	for (m = parts.at, i = 0; i < parts.n; i++)
		kept += m[i].amount_fen;
	/* once more: what was here before payments were told apart */
	for (i = 0; i <= parts.n && rest > 0; i++) {
		fen = i < parts.n ? m[i].amount_fen : rest;
		if (i < parts.n && kept > 0) {
			kept -= fen;
			if (kept >= 0)
				continue;
			fen = -kept;
		}
		if (fen > rest)
			fen = rest;
		f[made->n].pay_on = pay_on;
		if ((e = propose(r, h, i < parts.n ? &m[i] : NULL, fen,
				 &f[made->n])))
			return e;
		made->n++;
		rest -= fen;
	}
	return OK;
}

static bool
is_named(const struct refund_form *in, const char *credit_code)
{
	const char *const *code = in->credit_codes.at;
	size_t i;

	for (i = 0; i < in->credit_codes.n; i++)
		if (!strcmp(code[i], credit_code))
			return true;
	return false;
}

/* The winner's stays, unless somebody names it. */
static enum err
chosen(struct req *r, const struct refund_form *in, struct list *l)
{
	struct list winners;
	struct held *h;
	size_t i, n = 0;
	enum err e;

	if ((e = winners_get(r, r->trade.id, &winners)) ||
	    (e = deposits_held(r, r->trade.id, NONE, l)))
		return e;
	for (h = l->at, i = 0; i < l->n; i++)
		if (in->credit_codes.n ? is_named(in, h[i].credit_code)
				       : !winners_have(&winners, h[i].subject))
			h[n++] = h[i];
	l->n = n;
	if (!l->n || l->n < in->credit_codes.n)
		return req_say(
		    r, E_STATE,
		    in->credit_codes.n
			? "名单里有主体没有可退的保证金，请在保证金列表里核对"
			: "没有可退的保证金：没有交过、已经提出或者已经退还");
	for (h = l->at, i = 0; i < l->n; i++)
		if ((e = refund_is_free(r, h[i].subject, h[i].name)))
			return e;
	return OK;
}

/* POST /trades/:id/refunds */
enum err
post_refunds(struct req *r)
{
	const struct refund_form *in = r->in;
	int64_t today = day_of(r->now), pay_on = in->pay_on, sum = 0;
	struct list l = { 0, NULL }, made = { 0, NULL };
	const struct held *h;
	const struct refund *f;
	size_t i;
	enum err e;

	if (pay_on == NONE)
		pay_on = today;
	if (pay_on < today || pay_on > today + 10)
		return req_bad(r, "pay_on", "应在今天到 10 日之内");
	if (r->trade.stage < S_PUBLICITY && !in->credit_codes.n)
		return req_bad(r, "credit_codes", "结束以前要写明退给谁");
	if ((e = chosen(r, in, &l)))
		return e;
	for (h = l.at, i = 0; i < l.n; i++)
		if ((e = propose_all(r, &h[i], pay_on, &made)))
			return e;
	for (f = made.at, i = 0; i < made.n; i++)
		sum += f[i].amount_fen + f[i].interest_fen;
	e = trade_step(r, in,
		       arena_printf(r->mem,
				    "{\"refunds\":%zu,\"amount_fen\":%" PRId64
				    "}",
				    made.n, sum));
	if (e || (e = refunds_done(r)))
		return e;
	r->status = 201;
	return reply_items(r, &refund_record, &made, NULL);
}
