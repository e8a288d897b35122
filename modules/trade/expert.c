/* Calling for a draw: of experts, here; of bidders, in lot_draw.c. */
#include <inttypes.h>
#include <stdlib.h>

#include "crypt.h"
#include "drawing.h"
#include "json.h"
#include "pool.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field draw_call_field[] = {
	TEXT(struct draw_call, reason, 2, 200, F_IN | F_OPT, "再次抽取的原因"),
	FIELD_END
};
/* clang-format on */
RECORD(draw_call, struct draw_call);

static enum err
places_add(struct req *r, int64_t draw, const struct list *places)
{
	const struct place *p = places->at;
	size_t i;
	enum err e;

	for (i = 0; i < places->n; i++, p++) {
		e = db_exec(r->db, SQL_PLACE_ADD,
			    ARGS(STR(r->domain), I64(draw), I64(p->place),
				 I64(p->expert), I64(p->account), STR(p->name),
				 STR(p->employer), STR(p->code),
				 STR(p->employer_code), STR(p->why)),
			    NULL);
		if (e)
			return e;
	}
	return OK;
}

static const char *
call_detail(struct req *r, const struct drawing *d, const struct list *places,
	    size_t candidates)
{
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "draw");
	json_int(&b, d->no);
	json_key(&b, "reason");
	json_text(&b, d->reason);
	json_key(&b, "wanted");
	json_int(&b, d->wanted);
	json_key(&b, "candidates");
	json_int(&b, (int64_t)candidates);
	json_key(&b, "excluded");
	json_int(&b, (int64_t)(places->n - candidates));
	json_key(&b, "pool_digest");
	json_text(&b, d->pool_digest);
	json_key(&b, "parties");
	buf_char(&b, '[');
	for (i = 0; party_words[i]; i++) {
		json_comma(&b);
		json_text(&b, party_words[i]);
	}
	buf_char(&b, ']');
	json_key(&b, "commit_by");
	json_time(&b, d->limit_at);
	buf_char(&b, '}');
	return buf_text(&b);
}

/* Another draw only after a void one, or when nobody is left of the last. */
static enum err
may_call(struct req *r, const struct list *draws)
{
	struct list places = { 0, NULL }, next = { 0, NULL },
		    skipped = { 0, NULL };
	const struct drawing *last;
	enum err e;

	if (!draws->n)
		return OK;
	last = (const struct drawing *)draws->at + draws->n - 1;
	if (last->state < DRAW_DONE)
		return req_say(r, E_STATE,
			       "第 %lld 次抽取还没有结束，结束后才能再抽",
			       (long long)last->no);
	if (last->state == DRAW_VOID)
		return OK;
	if ((e = draw_substitutes(r, last, &places, &next, &skipped)))
		return e;
	if (next.n)
		return req_say(r, E_STATE,
			       "第 %lld 次抽取还有 %zu 名候补专家，请依次递补",
			       (long long)last->no, next.n);
	return OK;
}

static const char *
why_again(struct req *r, const struct list *draws, const struct draw_call *in)
{
	const struct drawing *last = draws->at;

	if (!draws->n)
		return NULL;
	last += draws->n - 1;
	if (in && in->reason)
		return in->reason;
	return last->state == DRAW_VOID
		   ? arena_printf(r->mem, "第 %lld 次抽取作废",
				  (long long)last->no)
		   : "候补专家已经用完";
}

enum err
draw_begin(struct req *r, const struct list *draws, struct drawing *d,
	   const unsigned char secret[SEED_LEN], struct list *places)
{
	size_t n;
	enum err e;

	d->secret = hex(r->mem, secret, SEED_LEN);
	d->no = (int64_t)draws->n + 1;
	d->at = r->now;
	d->state = DRAW_COMMIT;
	d->pool = draw_pool_text(r, d, places);
	d->pool_digest = hex_sha256(r->mem, d->pool, strlen(d->pool));
	e = period_end(r, "ex.draw.commit_limit", r->now, &d->limit_at);
	if (e)
		return e;
	for (n = 0; n < places->n; n++)
		if (((const struct place *)places->at)[n].why)
			break;
	e = db_exec(r->db, SQL_DRAW_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(d->no),
			 I64(d->kind), I64(d->state), I64(d->wanted),
			 I64(d->same_max), STR(d->sitting), STR(d->pool),
			 STR(d->pool_digest), STR(d->secret), STR(d->reason),
			 I64(r->user.id), I64(d->at), I64(d->limit_at)),
		    &d->id);
	if (e || (e = places_add(r, d->id, places)) ||
	    (e = due_add(r, "draw-void", r->trade.id, NONE, d->limit_at)))
		return e;
	return trade_step(r, NULL, call_detail(r, d, places, n));
}

/* POST /trades/:id/draws -- the pool of a draw, fixed before anybody knows
 * how it will be drawn */
enum err
post_draw(struct req *r)
{
	struct list draws = { 0, NULL }, there = { 0, NULL },
		    places = { 0, NULL };
	unsigned char secret[SEED_LEN], any[SEED_LEN] = { 0 };
	struct drawing d;
	size_t taken, *turn;
	enum err e;

	record_clear(&drawing_record, &d);
	random_bytes(secret, sizeof(secret));
	d.kind = DRAW_EXPERTS;
	if ((e = draws_read(r, &draws)) ||
	    (e = draw_vacancies(r, &d.wanted, &there)) ||
	    (e = may_call(r, &draws)) ||
	    (e = rule_int(r, "ex.same_unit_max", &d.same_max)) ||
	    (e = draw_places(r, secret, &places)))
		return e;
	d.reason = why_again(r, &draws, r->in);
	d.sitting = draw_sitting(r, secret, &there);
	/* how many can be taken is the same for every seed */
	turn = arena_alloc(r->mem, (places.n + 1) * sizeof(*turn));
	taken = draw_walk(r, &d, &places, any, turn);
	if (taken < (size_t)d.wanted)
		return req_say(r, E_STATE,
			       "符合专业和回避要求的专家只有 %zu 人，还需要 "
			       "%lld 人",
			       taken, (long long)d.wanted);
	if ((e = draw_begin(r, &draws, &d, secret, &places)))
		return e;
	draw_await(r, &draws, &d);
	draw_hide(r, &d);
	r->status = 201;
	return reply_record(r, &drawing_record, &d);
}
