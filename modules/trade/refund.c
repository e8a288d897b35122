/* Refunds: one proposes, another confirms. */
#include <inttypes.h>
#include <string.h>

#include "bank.h"
#include "days.h"
#include "event.h"
#include "json.h"
#include "panel.h"
#include "refund.h"
#include "tender_rows.h"

#include "ledger_sql.h"

static enum err
post(struct req *r, const struct refund *f, int64_t kind, int64_t debit,
     int64_t credit, int64_t fen)
{
	if (!fen)
		return OK;
	return ledger_post(r, &(struct posting){ .kind = kind,
						 .debit = debit,
						 .credit = credit,
						 .trade = f->trade,
						 .subject = f->subject,
						 .remittance = f->remittance,
						 .amount_fen = fen,
						 .basis = f->note });
}

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

static enum err
add(struct req *r, struct refund *f)
{
	f->state = REFUND_PROPOSED;
	f->proposed_by = r->user.id;
	f->proposed_at = r->now;
	f->proposer = r->user.name;
	return db_exec(r->db, SQL_REFUND_ADD,
		       ARGS(STR(r->domain), I64(f->trade), I64(f->subject),
			    I64(f->remittance), I64(f->origin),
			    I64(f->amount_fen), I64(f->interest_fen),
			    STR(f->payee), STR(f->payee_account),
			    I64(f->pay_on), I64(f->proposed_by),
			    I64(f->proposed_at)),
		       &f->id);
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
	    (e = add(r, f)) ||
	    (e = post(r, f, TX_REFUND, L_HELD, L_PAYABLE, f->amount_fen)))
		return e;
	return post(r, f, TX_INTEREST, L_INTEREST, L_PAYABLE, f->interest_fen);
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

/* While it is bid for, only who was refused or withdrew has his money back. */
static enum err
has_no_stake(struct req *r, int64_t subject, const char *name)
{
	int64_t trade = r->trade.id, n;
	enum err e;

	if (r->trade.stage >= S_PUBLICITY)
		return OK;
	if ((e = NUMBER(r, SQL_STAKE, &n, I64(trade), I64(subject), I64(trade),
			I64(subject), I64(r->trade.stage == S_NOTICE),
			I64(trade), I64(trade), I64(subject))))
		return e;
	return n ? req_say(r, E_STATE,
			   "%s 没有撤回，或者申请、投标有效，现在不能退", name)
		 : OK;
}

enum err
winners_get(struct req *r, int64_t trade, struct list *l)
{
	*l = (struct list){ 0, NULL };
	return db_all(r->db, r->mem, SQL_LOT_WINNERS,
		      ARGS(I64(trade), I64(trade)), l);
}

bool
winners_have(const struct list *l, int64_t subject)
{
	const struct named *w = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (w[i].subject == subject)
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
		return req_say(r, E_STATE,
			       in->credit_codes.n
				   ? "名单里有主体没有可退的保证金"
				   : "没有可退的保证金");
	for (h = l->at, i = 0; i < l->n; i++)
		if ((e = has_no_stake(r, h[i].subject, h[i].name)))
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

/* Booked by hand with another serial it would be the same money, and go back
 * while it is held. */
static enum err
is_not_the_other(struct req *r, const struct remittance *m)
{
	int64_t n;
	enum err e;

	if (m->trade == NONE || m->subject == NONE)
		return OK;
	e = NUMBER(r, SQL_REMITTANCE_UNSEEN, &n, I64(m->trade),
		   I64(m->subject));
	if (e || !n)
		return e;
	return req_say(r, E_STATE,
		       "这个主体有手工登记的款还没有对上对账单，"
		       "这笔可能就是它");
}

/* POST /remittances/:id/return -- money that is nobody's here goes back */
enum err
post_remittance_return(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct remittance m;
	struct refund f;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REMITTANCE_LOCK, ARGS(I64(r->id)),
			&m)))
		return e;
	if (m.state != REMITTANCE_OPEN)
		return req_say(r, E_STATE, "这笔来款已经处理过了");
	if ((e = remittance_is_ours(r, m.id)) || (e = is_not_the_other(r, &m)))
		return e;
	record_clear(&refund_record, &f);
	f.remittance = m.id;
	f.amount_fen = m.amount_fen;
	f.interest_fen = 0;
	f.payee = m.payer;
	f.payee_account = m.payer_account;
	f.pay_on = day_of(r->now) + 10;
	f.note = in->reason;
	if ((e = add(r, &f)) ||
	    (e = post(r, &f, TX_REFUND, L_OPEN, L_PAYABLE, f.amount_fen)) ||
	    (e = db_exec(r->db, SQL_REMITTANCE_STATE,
			 ARGS(I64(REMITTANCE_RETURNED), STR(in->reason),
			      I64(m.id)),
			 NULL)))
		return e;
	r->status = 201;
	return reply_record(r, &refund_record, &f);
}

/* What a decision wants of a refund: its trade, if it is of one, entered, then
 * the row itself, locked and not decided yet. */
static enum err
take(struct req *r, int64_t id, struct refund *f)
{
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_REFUND_GET, ARGS(I64(id)), f)) ||
	    (f->remittance == NONE &&
	     (e = trade_enter(r, f->trade, "refund"))) ||
	    (f->remittance != NONE &&
	     (e = remittance_is_ours(r, f->remittance))) ||
	    (e = db_one(r->db, r->mem, SQL_REFUND_LOCK, ARGS(I64(id)), f)))
		return e;
	if (f->state != REFUND_PROPOSED)
		return req_say(r, E_STATE, "退款 %" PRId64 " 已经办过了", id);
	return OK;
}

static enum err
decide(struct req *r, struct refund *f, int64_t state, const char *note)
{
	struct bidder payer = { .credit_code = NULL };
	const char *detail;
	struct buf b;
	enum err e;

	if (f->remittance == NONE &&
	    (e = db_one(r->db, r->mem, SQL_PAYER_GET, ARGS(I64(f->subject)),
			&payer)))
		return e;
	buf_init(&b, r->mem);
	buf_printf(&b,
		   "{\"refund\":%" PRId64 ",\"state\":%" PRId64
		   ",\"amount_fen\":%" PRId64 ",\"interest_fen\":%" PRId64,
		   f->id, state, f->amount_fen, f->interest_fen);
	if (payer.credit_code) {
		json_key(&b, "credit_code");
		json_text(&b, payer.credit_code);
	}
	buf_char(&b, '}');
	detail = buf_text(&b);
	f->state = state;
	f->decided_by = r->user.id;
	f->decided_at = r->now;
	f->decider = r->user.name;
	if (note)
		f->note = note;
	e = db_exec(r->db, SQL_REFUND_DECIDE,
		    ARGS(I64(state), I64(f->decided_by), I64(f->decided_at),
			 STR(f->note), I64(f->id)),
		    NULL);
	if (e)
		return e;
	if (f->remittance == NONE)
		return trade_step(r, f, detail);
	r->trade.id = 0;
	return event_add(r, &(struct event){ .verb = "refund",
					     .project = NONE,
					     .trade = NONE,
					     .notice = NONE,
					     .before = NONE,
					     .after = NONE,
					     .detail = detail });
}

/* All that was to go back has gone: the duty is done. */
enum err
refunds_done(struct req *r)
{
	int64_t left;
	enum err e;

	e = NUMBER(r, SQL_REFUNDS_LEFT, &left, I64(r->trade.id),
		   I64(r->trade.id));
	if (e || left)
		return e;
	if ((e = duty_done(r, rule_of_method(r, "deposit.return"))))
		return e;
	return duty_done(r, "gc.terminate.refund");
}

static enum err
confirm(struct req *r, int64_t id, struct refund *f)
{
	enum err e;

	if ((e = take(r, id, f)))
		return e;
	if (f->proposed_by == r->user.id)
		return req_say(r, E_ROLE, "退款要由提出的人以外的人复核");
	if (day_of(r->now) > f->pay_on)
		return req_say(r, E_LATE,
			       "退款 %" PRId64 " 的计息日已过，请退回重新办理",
			       id);
	/* who withdrew may have come back since it was proposed */
	if (f->remittance == NONE &&
	    (e = has_no_stake(r, f->subject, f->payee)))
		return e;
	if ((e = post(r, f, TX_PAY, L_PAYABLE, L_BANK,
		      f->amount_fen + f->interest_fen)))
		return e;
	if (f->remittance == NONE &&
	    (e = db_exec(r->db, SQL_DEPOSIT_RETURNED_OF,
			 ARGS(I64(f->amount_fen), I64(r->now),
			      I64(f->amount_fen), I64(f->amount_fen),
			      I64(f->trade), I64(f->subject)),
			 NULL)))
		return e;
	if ((e = decide(r, f, REFUND_CONFIRMED, NULL)))
		return e;
	return f->remittance == NONE ? refunds_done(r) : OK;
}

/* POST /refunds/confirm -- by another than who proposed; all or none */
enum err
post_refunds_confirm(struct req *r)
{
	const struct refund_choice *in = r->in;
	const int64_t *id = in->refunds.at;
	struct list done = { in->refunds.n, NULL };
	struct refund *f;
	size_t i;
	enum err e;

	done.at = f = arena_alloc(r->mem, (done.n + 1) * sizeof(*f));
	for (i = 0; i < done.n; i++)
		if ((e = confirm(r, id[i], &f[i])))
			return e;
	return reply_items(r, &refund_record, &done, NULL);
}

/* POST /refunds/:id/reject -- what was proposed is held again */
enum err
post_refund_reject(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct refund f;
	enum err e;

	if ((e = take(r, r->id, &f)) ||
	    (e = post(r, &f, TX_REVERSE, L_PAYABLE,
		      f.remittance == NONE ? L_HELD : L_OPEN, f.amount_fen)) ||
	    (e = post(r, &f, TX_REVERSE, L_PAYABLE, L_INTEREST,
		      f.interest_fen)))
		return e;
	if (f.remittance != NONE &&
	    (e = db_exec(r->db, SQL_REMITTANCE_STATE,
			 ARGS(I64(REMITTANCE_OPEN), STR(in->reason),
			      I64(f.remittance)),
			 NULL)))
		return e;
	if ((e = decide(r, &f, REFUND_REJECTED, in->reason)))
		return e;
	return reply_record(r, &refund_record, &f);
}

enum err
refunds_fall_due(struct req *r)
{
	int64_t left;
	enum err e;

	/* a domain without that step reports no duties */
	if (!move_find(r->worker->moves, "report-duty"))
		return OK;
	e = NUMBER(r, SQL_REFUNDS_LEFT, &left, I64(r->trade.id),
		   I64(r->trade.id));
	if (e || !left)
		return e;
	return duty_add(r, rule_of_method(r, "deposit.return"),
			"退还未成交人的保证金");
}
