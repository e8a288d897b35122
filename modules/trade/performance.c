/* After the contract: progress, payments, changes, acceptance. */
#include <inttypes.h>

#include "panel.h"
#include "panel_sql.h"

enum { P_PROGRESS, P_PAYMENT, P_CHANGE, P_ACCEPTANCE, P_EVALUATION };
static const char *const kind_words[] = { "progress",   "payment",    "change",
					  "acceptance", "evaluation", NULL };

/* clang-format off */
static const struct field performance_field[] = {
	INT(struct performance, id, 1, INT64_MAX, F_OUT, "序号"),
	ENUM(struct performance, kind, kind_words, F_BOTH, "类别"),
	TEXT(struct performance, body, 2, 10000, F_BOTH, "内容"),
	MONEY(struct performance, amount_fen, -MONEY_MAX, MONEY_MAX,
	      F_BOTH | F_OPT, "金额"),
	TIME(struct performance, at, F_OUT, "时间"),
	FIELD_END
};
static const struct field change_field[] = {
	TEXT(struct performance, body, 4, 10000, F_IN, "变更内容和原因"),
	MONEY(struct performance, amount_fen, -MONEY_MAX, MONEY_MAX,
	      F_IN | F_OPT, "金额增减"),
	FIELD_END
};
/* clang-format on */
RECORD(performance, struct performance);
RECORD(change, struct performance);

static enum err
add(struct req *r, struct performance *p)
{
	enum err e;

	p->at = r->now;
	e = db_exec(r->db, SQL_PERFORMANCE_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(p->kind),
			 STR(p->body), I64(p->amount_fen), I64(r->user.id),
			 I64(p->at)),
		    &p->id);
	if (e)
		return e;
	r->status = 201;
	return trade_step(r, p,
			  arena_printf(r->mem,
				       "{\"record\":%" PRId64
				       ",\"kind\":\"%s\"}",
				       p->id, kind_words[p->kind]));
}

/* POST /trades/:id/performance */
enum err
post_performance(struct req *r)
{
	struct performance *p = r->in;
	enum err e;

	if (p->kind == P_CHANGE)
		return req_bad(r, "kind", "合同变更请登记到 changes");
	if ((e = add(r, p)))
		return e;
	return reply_record(r, &performance_record, p);
}

/* POST /trades/:id/changes -- a change of the contract is public */
enum err
post_change(struct req *r)
{
	struct performance *p = r->in;
	const struct trade *t = &r->trade;
	struct buf facts;
	enum err e;

	p->kind = P_CHANGE;
	if ((e = add(r, p)))
		return e;
	buf_init(&facts, r->mem);
	fact_add(&facts, "变更", p->body);
	if (p->amount_fen != NONE)
		fact_add(&facts, "金额增减", money_text(r->mem, p->amount_fen));
	e = notice_announce(r,
			    &(struct announce){
				.type = "GC12",
				.title = arena_printf(r->mem, "%s合同变更公开",
						      t->name),
				.body =
				    arena_printf(r->mem,
						 "%s（%s）合同变更：\n\n%s\n",
						 t->name, t->code, p->body),
				.facts = buf_text(&facts) },
			    NULL);
	return e ? e : reply_record(r, &performance_record, p);
}

/* GET /trades/:id/performance */
enum err
get_performance(struct req *r)
{
	struct list all = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)))
		return e;
	e = db_all(r->db, r->mem, SQL_PERFORMANCE_LIST, ARGS(I64(r->id)), &all);
	return e ? e : reply_items(r, &performance_record, &all, NULL);
}
