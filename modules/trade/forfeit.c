/* Deposits that do not go back: kept by law, or turned into price. */
#include <inttypes.h>
#include <string.h>

#include "json.h"
#include "panel.h"
#include "refund.h"
#include "tender_rows.h"

#include "ledger_sql.h"

static const char *const state_words[] = { "proposed", "confirmed", "rejected",
					   NULL };

/* clang-format off */
static const struct field forfeit_field[] = {
	INT(struct forfeit, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct forfeit, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct forfeit, credit_code, 18, 18, F_BOTH, "统一社会信用代码"),
	TEXT(struct forfeit, name, 1, 200, F_OUT, "名称"),
	MONEY(struct forfeit, amount_fen, 1, MONEY_MAX, F_BOTH | F_OPT, "不予退还的金额"),
	TEXT(struct forfeit, rule_key, 3, 80, F_BOTH, "规则编号"),
	TEXT(struct forfeit, basis, 1, 500, F_OUT, "法律依据"),
	TEXT(struct forfeit, reason, 4, 500, F_BOTH, "事实"),
	TEXT(struct forfeit, guarantee, 1, 300, F_OUT, "向出具机构索赔的保函"),
	ENUM(struct forfeit, state, state_words, F_OUT, "状态"),
	INT(struct forfeit, proposed_by, 1, INT64_MAX, F_ROW, NULL),
	TIME(struct forfeit, proposed_at, F_OUT, "提出时间"),
	TIME(struct forfeit, decided_at, F_OUT, "确认、退回的时间"),
	TEXT(struct forfeit, note, 1, 500, F_OUT, "退回的理由"),
	FIELD_END
};
/* clang-format on */
RECORD(forfeit, struct forfeit);

/* Nothing is kept without a law that says so: a rule *.deposit.forfeit*. */
static enum err
law_of(struct req *r, struct forfeit *f)
{
	struct one_word w;
	enum err e;

	e = db_one(r->db, r->mem, SQL_FORFEIT_LAW,
		   ARGS(STR(f->rule_key), STR(r->domain)), &w);
	if (e == E_NOTFOUND)
		return req_bad(r, "rule_key", "不是保证金不予退还的规则");
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
		return req_say(r, E_STATE,
			       "这个主体没有在账的保证金，请在保证金列表里核对"
			       "主体和退还情况");
	*held = &h[i];
	return OK;
}

/* A guarantee is no money: what is kept of it the issuer is asked for. */
static enum err
use(struct req *r, const struct held *h, int64_t kind, int64_t to, int64_t fen,
    const char *basis)
{
	enum err e;

	e = db_exec(r->db, SQL_DEPOSIT_USE, ARGS(I64(fen), I64(h->id)), NULL);
	if (e || h->kind != DEPOSIT_CASH)
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

/* The deposit it is of, and how much; f->guarantee if that is no money. */
static enum err
take(struct req *r, struct forfeit *f, const struct held **h)
{
	int64_t rest;
	enum err e;

	if ((e = find(r, f->credit_code, h)))
		return e;
	rest = (*h)->amount_fen - (*h)->used_fen;
	if (f->amount_fen == NONE)
		f->amount_fen = rest;
	if (f->amount_fen > rest)
		return req_bad(r, "amount_fen", "不能超过在账的 %s",
			       money_text(r->mem, rest));
	f->subject = (*h)->subject;
	f->name = (*h)->name;
	if ((*h)->kind != DEPOSIT_CASH)
		f->guarantee = arena_printf(r->mem, "%s（%s）",
					    (*h)->guarantee_no, (*h)->issuer);
	return OK;
}

static enum err
step(struct req *r, struct forfeit *f)
{
	struct buf detail;
	enum err e;

	buf_init(&detail, r->mem);
	json_record(&detail, &forfeit_record, f, F_OUT);
	e = trade_step(r, f, buf_text(&detail));
	return e ? e : reply_record(r, &forfeit_record, f);
}

/* POST /trades/:id/forfeit -- proposed */
enum err
post_forfeit(struct req *r)
{
	struct forfeit *f = r->in;
	const struct held *h;
	enum err e;

	if ((e = law_of(r, f)) || (e = take(r, f, &h)))
		return e;
	f->state = FORFEIT_PROPOSED;
	f->proposed_at = r->now;
	if ((e = db_exec(r->db, SQL_FORFEIT_ADD,
			 ARGS(STR(r->domain), I64(r->trade.id), I64(f->subject),
			      I64(f->amount_fen), STR(f->rule_key),
			      STR(f->basis), STR(f->reason), I64(r->user.id),
			      I64(f->proposed_at)),
			 &f->id)))
		return e;
	r->status = 201;
	return step(r, f);
}

/* GET /trades/:id/forfeits -- whose deposit it is sees what was decided */
enum err
get_forfeits(struct req *r)
{
	struct list l = { 0, NULL };
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) ||
	    (e = db_all(r->db, r->mem, SQL_FORFEIT_LIST,
			ARGS(I64(r->id), I64((roles & INSIDERS) != 0),
			     I64(r->user.subject)),
			&l)))
		return e;
	return reply_items(r, &forfeit_record, &l, NULL);
}

/* One that is proposed, for another than who proposed it to decide. */
static enum err
proposed(struct req *r, struct forfeit *f)
{
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_FORFEIT_GET,
			ARGS(I64(r->id2), I64(r->trade.id)), f)))
		return e;
	if (f->state != FORFEIT_PROPOSED)
		return req_say(r, E_STATE,
			       "已经确认或者退回，不用再办；"
			       "仍要不予退还的请重新提出");
	if (f->proposed_by == r->user.id)
		return req_say(r, E_ROLE,
			       "要由提出的人以外的人确认或者退回，"
			       "请另一位办理");
	return OK;
}

static enum err
decide(struct req *r, struct forfeit *f, int64_t state, const char *note)
{
	enum err e;

	f->state = state;
	f->decided_at = r->now;
	f->note = note;
	e = db_exec(r->db, SQL_FORFEIT_DECIDE,
		    ARGS(I64(state), I64(r->user.id), I64(r->now), STR(note),
			 I64(f->id)),
		    NULL);
	return e ? e : step(r, f);
}

/* POST /trades/:id/forfeits/:id/confirm -- by another than who proposed it */
enum err
post_forfeit_confirm(struct req *r)
{
	const struct held *h;
	struct forfeit f;
	enum err e;

	if ((e = proposed(r, &f)) || (e = take(r, &f, &h)) ||
	    (e = use(r, h, TX_FORFEIT, L_FORFEITED, f.amount_fen, f.basis)))
		return e;
	return decide(r, &f, FORFEIT_CONFIRMED, NULL);
}

/* POST /trades/:id/forfeits/:id/reject -- the deposit stays what it is */
enum err
post_forfeit_reject(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct forfeit f;
	enum err e;

	e = proposed(r, &f);
	return e ? e : decide(r, &f, FORFEIT_REJECTED, in->reason);
}

/* POST /trades/:id/deposits/price -- the winner's deposit becomes price, of
 * several together each one's, as far as it is owed */
enum err
post_deposit_to_price(struct req *r)
{
	struct forfeit f = { .id = NONE,
			     .state = NONE,
			     .proposed_at = NONE,
			     .decided_at = NONE,
			     .reason = "竞得人的保证金转作价款" };
	const struct held *h;
	const struct named *w;
	struct list winners;
	int64_t fen, left;
	size_t i;
	enum err e;

	if ((e = winners_get(r, r->trade.id, &winners)))
		return e;
	if (!winners.n)
		return req_say(r, E_STATE, "还没有竞得人，成交以后再办理");
	if ((e = NUMBER(r, SQL_PRICE_LEFT, &left, I64(r->trade.id))))
		return e;
	if (!left)
		return req_say(r, E_STATE,
			       "价款已经付清，不用转；保证金请办理退还");
	for (w = winners.at, i = 0; i < winners.n; i++) {
		if ((e = find(r, w[i].credit_code, &h)))
			return e;
		if (h->kind != DEPOSIT_CASH)
			return req_say(r, E_STATE,
				       "保函不是钱，不能转作价款，请竞得人另付"
				       "价款");
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
