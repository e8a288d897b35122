/* Joint applications, and guarantees instead of cash, for lots. */
#include <string.h>

#include "auction.h"
#include "bid.h"
#include "days.h"
#include "json.h"
#include "ledger.h"
#include "panel.h"

#include "auction_sql.h"
#include "bid_sql.h"

enum err
members_check(struct req *r, const struct entrant *x)
{
	const char *const *code = x->members.at;
	struct bidder b;
	size_t i, k;
	enum err e;

	if (x->members.n && !r->trade.consortium)
		return req_bad(r, "members", "不接受联合体竞买");
	for (i = 0; i < x->members.n; i++) {
		for (k = 0; k < i; k++)
			if (!strcmp(code[k], code[i]))
				return req_bad(r, "members", "%s 写了两次",
					       code[i]);
		if (!strcmp(code[i], x->credit_code))
			return req_bad(r, "members", "牵头人不写在成员里");
		e = may_take_part(r, code[i], &b);
		if (e == E_NOTFOUND)
			return req_bad(r, "members", "平台没有登记 %s",
				       code[i]);
		if (e)
			return e;
	}
	return OK;
}

enum err
members_add(struct req *r, const struct entrant *x)
{
	const char *const *code = x->members.at;
	size_t i;
	enum err e;

	for (i = 0; i < x->members.n; i++)
		if ((e = db_exec(r->db, SQL_ENTRANT_MEMBER_ADD,
				 ARGS(STR(r->domain), I64(r->trade.id),
				      I64(x->subject), STR(code[i])),
				 NULL)))
			return e;
	return OK;
}

enum err
members_read(struct req *r, int64_t trade, struct entrant *x)
{
	struct list l = { 0, NULL };
	const struct named *m;
	const char **code;
	size_t i;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_ENTRANT_MEMBERS,
			ARGS(I64(trade), I64(x->subject)), &l)))
		return e;
	x->members.n = l.n;
	x->members.at = code = arena_alloc(r->mem, (l.n + 1) * sizeof(*code));
	for (m = l.at, i = 0; i < l.n; i++)
		code[i] = m[i].credit_code;
	return OK;
}

enum err
members_tell(struct req *r, const struct entrant *x, struct buf *facts)
{
	struct list l = { 0, NULL };
	const struct named *m;
	struct buf names;
	size_t i;
	enum err e;

	e = db_all(r->db, r->mem, SQL_ENTRANT_MEMBERS,
		   ARGS(I64(r->trade.id), I64(x->subject)), &l);
	if (e || !l.n)
		return e;
	buf_init(&names, r->mem);
	for (m = l.at, i = 0; i < l.n; i++) {
		buf_str(&names, i ? "、" : "");
		buf_str(&names, m[i].name);
	}
	fact_add(facts, "联合体成员", buf_text(&names));
	return OK;
}

enum err
members_are_free(struct req *r, const struct entrant *x)
{
	int64_t trade = r->trade.id;
	struct named n;
	enum err e;

	e = db_one(r->db, r->mem, SQL_ENTRANT_ENTANGLED,
		   ARGS(I64(trade), I64(x->subject), I64(trade),
			I64(x->subject), I64(x->subject), I64(trade),
			I64(x->subject)),
		   &n);
	if (e == E_NOTFOUND)
		return OK;
	if (e)
		return e;
	return req_say(r, E_STATE,
		       "%s已经在另一份通过审查的申请里，请换成员，或者先改那份"
		       "申请的结论",
		       n.name);
}

/* clang-format off */
static const struct field guarantee_seen_field[] = {
	TEXT(struct guarantee_seen, credit_code, 18, 18, F_IN, "统一社会信用代码"),
	TEXT(struct guarantee_seen, note, 4, 500, F_IN, "向出具机构核实的情况"),
	FIELD_END
};
/* clang-format on */
RECORD(guarantee_seen, struct guarantee_seen);

/* POST /trades/:id/guarantees/accept -- the centre has asked its issuer */
enum err
post_guarantee_accept(struct req *r)
{
	const struct guarantee_seen *in = r->in;
	struct list l = { 0, NULL };
	struct deposit *d;
	struct buf detail;
	size_t i;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_DEPOSIT_LIST,
			ARGS(I64(r->trade.id), I64(0), I64(0), I64(NONE),
			     I64(NONE)),
			&l)))
		return e;
	for (d = l.at, i = 0; i < l.n; i++, d++)
		if (d->kind == DEPOSIT_GUARANTEE && d->returned_at == NONE &&
		    !strcmp(d->credit_code, in->credit_code))
			break;
	if (i == l.n)
		return req_bad(r, "credit_code", "这个主体没有提交保函");
	if (d->accepted_at != NONE)
		return req_say(r, E_STATE, "这份保函已经核实，不用再办");
	d->accepted_at = r->now;
	buf_init(&detail, r->mem);
	json_record(&detail, &deposit_record, d, F_OUT);
	if ((e = db_exec(r->db, SQL_DEPOSIT_ACCEPT,
			 ARGS(I64(r->now), I64(r->user.id), I64(d->id)),
			 NULL)) ||
	    (e = trade_step(r, in, buf_text(&detail))))
		return e;
	return reply_record(r, &deposit_record, d);
}

/* POST /trades/:id/guarantees?issuer=&guarantee_no=&amount_fen=&valid_to= */
enum err
post_lot_guarantee(struct req *r)
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
			     .digest = r->blob.digest,
			     .received_at = r->now,
			     .returned_at = NONE,
			     .accepted_at = NONE };
	struct entrant x;
	struct buf detail;
	struct lot l;
	enum err e;

	if (r->user.subject == NONE)
		return req_say(r, E_ROLE,
			       "账号没有代表的主体，请用单位的账号办理");
	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	e = db_one(r->db, r->mem, SQL_ENTRANT_OF,
		   ARGS(I64(r->trade.id), I64(d.subject)), &x);
	if (e == E_NOTFOUND)
		return req_say(r, E_STATE, "请先申请竞买");
	if (e)
		return e;
	if (!r->trade.deposit_fen)
		return req_say(r, E_STATE,
			       "这个标的不收竞买保证金，不用提交保函");
	if (in->amount_fen < r->trade.deposit_fen)
		return req_bad(r, "amount_fen", "不能少于 %s",
			       money_text(r->mem, r->trade.deposit_fen));
	if (in->valid_to <= day_of(l.live_at))
		return req_bad(r, "valid_to", "须晚于竞价之日");
	buf_init(&detail, r->mem);
	json_record(&detail, &deposit_record, &d, F_OUT);
	if ((e = trade_step(r, &d, buf_text(&detail))) ||
	    (e = deposit_add(r, &d)))
		return e;
	r->status = 201;
	return reply_record(r, &deposit_record, &d);
}
