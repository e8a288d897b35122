/* Who takes part in an auction: applications, judgement. */
#include "auction.h"
#include "bid.h"
#include "crypt.h"
#include "json.h"
#include "sale.h"

#include "auction_sql.h"

static const char *const state_words[] = { "applied", "qualified", "refused",
					   NULL };

/* clang-format off */
static const struct field entrant_field[] = {
	INT(struct entrant, id, 1, INT64_MAX, F_OUT, "申请序号"),
	INT(struct entrant, subject, 1, INT64_MAX, F_ROW, NULL),
	ENUM(struct entrant, state, state_words, F_OUT, "资格"),
	INT(struct entrant, bidder, 1, 9999, F_OUT, "竞买号"),
	TEXT(struct entrant, contact, 2, 60, F_BOTH, "联系人"),
	TEXT(struct entrant, phone, 5, 30, F_BOTH, "电话"),
	TEXT(struct entrant, reason, 1, 500, F_OUT, "审查意见"),
	TEXT(struct entrant, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TEXT(struct entrant, name, 1, 200, F_OUT, "竞买人"),
	TIME(struct entrant, applied_at, F_OUT, "申请时间"),
	TIME(struct entrant, judged_at, F_OUT, "审查时间"),
	BOOL(struct entrant, paid, F_ROW, NULL),
	TEXTS(struct entrant, members, 18, 18, F_BOTH | F_OPT, "联合体成员"),
	FIELD_END
};
static const struct field verdict_field[] = {
	BOOL(struct verdict, qualified, F_IN, "具备竞买资格"),
	TEXT(struct verdict, reason, 4, 500, F_IN | F_OPT, "审查意见"),
	FIELD_END
};
/* clang-format on */
RECORD(entrant, struct entrant);
RECORD(verdict, struct verdict);

enum err
applications_are_open(struct req *r, const void *rec)
{
	struct lot l;
	enum err e;

	(void)rec;
	if (r->skew)
		return E_CLOCK;
	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	if (r->now >= l.apply_to)
		return req_say(r, E_LATE, "竞买申请和保证金已于 %s 截止",
			       when_text(r->mem, l.apply_to));
	return OK;
}

static enum err
take_step(struct req *r, const struct record *rec, const void *it)
{
	struct buf detail;

	buf_init(&detail, r->mem);
	json_record(&detail, rec, it, F_OUT);
	return trade_step(r, it, buf_text(&detail));
}

/* Of four digits and at random, or it would tell who came first. */
static int64_t
draw(void)
{
	uint32_t x;

	do
		random_bytes(&x, sizeof(x));
	while (x >= UINT32_MAX / 9000 * 9000);
	return 1000 + x % 9000;
}

/* The log alone says whose number it is: the event is secret. */
static enum err
judge(struct req *r, struct entrant *x)
{
	bool fit = x->state == ENTRANT_QUALIFIED;
	enum err e = E_EXISTS;
	int tries;

	for (tries = 0; e == E_EXISTS && tries < 50; tries++)
		e = db_exec(r->db, SQL_ENTRANT_JUDGE,
			    ARGS(I64(x->state), I64(fit ? draw() : NONE),
				 I64(x->judged_at), STR(x->reason), I64(x->id)),
			    NULL);
	if (e || (e = db_one(r->db, r->mem, SQL_ENTRANT_GET,
			     ARGS(I64(x->id), I64(r->trade.id)), x)))
		return e;
	return take_step(r, &entrant_record, x);
}

/* Where it is examined when it has won, it takes part until then. */
static enum err
admit(struct req *r, const struct move *step, struct entrant *x)
{
	const struct list members = x->members;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) || !l.examine_basis)
		return e;
	r->move = step;
	x->state = ENTRANT_QUALIFIED;
	x->judged_at = NONE;
	if ((e = members_are_free(r, x)) || (e = trade_switch(r, "admit")))
		return e;
	e = judge(r, x);
	x->members = members;
	return e;
}

/* POST /trades/:id/applications */
enum err
post_application(struct req *r)
{
	const struct move *step = r->move;
	struct entrant *x = r->in;
	struct bidder b;
	enum err e;

	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "账号没有代表的主体，请用单位的账号办理");
	if ((e = may_take_part(r, r->user.credit_code, &b)))
		return e;
	x->subject = b.id;
	x->credit_code = b.credit_code;
	x->name = b.name;
	x->state = ENTRANT_APPLIED;
	x->applied_at = r->now;
	if ((e = members_check(r, x)) || (e = take_step(r, &entrant_record, x)))
		return e;
	e = db_exec(r->db, SQL_ENTRANT_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(x->subject),
			 I64(r->user.id), STR(x->contact), STR(x->phone),
			 I64(x->applied_at)),
		    &x->id);
	if (e == E_EXISTS)
		return req_say(r, e,
			       "已经申请过了，不用再办，请查看申请的审查结果");
	if (e || (e = members_add(r, x)) || (e = admit(r, step, x)))
		return e;
	r->status = 201;
	return reply_record(r, &entrant_record, x);
}

/*
 * GET /trades/:id/applications -- one's own; the owner's side, which judges,
 * all, but without the numbers until it has ended
 */
enum err
get_applications(struct req *r)
{
	struct list l = { 0, NULL };
	struct entrant *x;
	size_t i;
	bool all, ended;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	ended = r->trade.stage >= S_PUBLICITY;
	all = (roles & (OWNER | AGENCY)) || (ended && (roles & INSIDERS));
	if (!all && r->user.subject == NONE)
		return reply_items(r, &entrant_record, &l, NULL);
	if ((e = db_all(r->db, r->mem, SQL_ENTRANT_LIST,
			ARGS(I64(!all || ended), I64(r->id),
			     I64(all ? 0 : r->user.subject),
			     I64(r->user.subject)),
			&l)))
		return e;
	for (x = l.at, i = 0; i < l.n; i++)
		if ((e = members_read(r, r->id, &x[i])))
			return e;
	return reply_items(r, &entrant_record, &l, NULL);
}

/* POST /trades/:id/applications/:id/judge */
enum err
post_judge(struct req *r)
{
	const struct move *step = r->move;
	const struct verdict *v = r->in;
	struct entrant x;
	struct bidder b;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_ENTRANT_GET,
			ARGS(I64(r->id2), I64(r->trade.id)), &x)))
		return e;
	if (!v->qualified && !v->reason)
		return req_bad(r, "reason", "不通过要写明理由");
	if (v->qualified == (x.state == ENTRANT_QUALIFIED) &&
	    x.judged_at != NONE)
		return req_say(r, E_STATE,
			       "已经是这个结论，不用再办；要改请作相反的结论");
	if ((e = members_read(r, r->trade.id, &x)))
		return e;
	if (v->qualified &&
	    ((e = may_take_part(r, x.credit_code, &b)) ||
	     (e = members_check(r, &x)) || (e = members_are_free(r, &x))))
		return e;
	x.state = v->qualified ? ENTRANT_QUALIFIED : ENTRANT_REFUSED;
	x.reason = v->reason;
	x.judged_at = r->now;
	if ((e = judge(r, &x)) || (e = sale_examined(r, step, &x)))
		return e;
	x.bidder = NONE; /* not for the owner's side */
	return reply_record(r, &entrant_record, &x);
}

enum err
entrants_fit(struct req *r, int64_t trade, struct list *fit)
{
	struct list all = { 0, NULL };
	struct entrant *x;
	enum err e;
	size_t i;

	if ((e = db_all(r->db, r->mem, SQL_ENTRANT_LIST,
			ARGS(I64(1), I64(trade), I64(0), I64(0)), &all)))
		return e;
	fit->n = 0;
	fit->at = x = all.at;
	for (i = 0; i < all.n; i++) {
		if ((e = db_one(r->db, r->mem, SQL_ENTRANT_OF,
				ARGS(I64(trade), I64(x[i].subject)),
				&x[fit->n])))
			return e;
		if (x[fit->n].state == ENTRANT_QUALIFIED && x[fit->n].paid)
			fit->n++;
	}
	return OK;
}

enum err
winner_get(struct req *r, int64_t trade, struct entrant *x)
{
	return db_one(r->db, r->mem, SQL_WINNER_GET, ARGS(I64(trade)), x);
}

enum err
entrants_ready(struct req *r, int64_t trade, int64_t *n)
{
	struct list fit = { 0, NULL };
	enum err e = entrants_fit(r, trade, &fit);

	*n = (int64_t)fit.n;
	return e;
}
