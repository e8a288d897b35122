/* What beside the price decides over a lot: score items, and points for them.
 */
#include <inttypes.h>

#include "auction.h"
#include "json.h"
#include "rank.h"

#include "auction_sql.h"
#include "tender_sql.h"

#define WHOLE 10000 /* a hundred points */

/* clang-format off */
static const struct field point_field[] = {
	INT(struct point, item, 1, 100, F_BOTH, "评分项"),
	INT(struct point, score, 0, 10000, F_BOTH, "得分，百分之一分"),
	FIELD_END
};
static const struct record point_record = { "point", sizeof(struct point), point_field };
static const struct field points_field[] = {
	LIST(struct points, points, &point_record, 1, 100, F_BOTH, "价格以外各项的得分"),
	FIELD_END
};
/* clang-format on */
RECORD(points, struct points);

enum err
weights_are_lawful(struct req *r, const struct list *items)
{
	const struct score_item *x = items->at;
	int64_t sum = 0, prices = 0;
	size_t i;

	for (i = 0; i < items->n; i++) {
		sum += x[i].max_score;
		prices += x[i].kind == ITEM_PRICE;
	}
	if (prices != 1 || items->n < 2)
		return req_bad(r, "score_items",
			       "价格一项，价格以外的至少一项");
	if (sum != WHOLE)
		return req_bad(r, "score_items", "各项满分合计应为 100 分");
	return OK;
}

enum err
weights_get(struct req *r, int64_t trade, struct list *items)
{
	return db_all(r->db, r->mem, SQL_SCORE_ITEM_LIST, ARGS(I64(trade)),
		      items);
}

/* No point of an item that is not declared, or above what it counts. */
static enum err
is_declared(struct req *r, const struct list *items, const struct point *p)
{
	const struct score_item *x = items->at;
	size_t i;

	for (i = 0; i < items->n; i++)
		if (x[i].no == p->item && x[i].kind != ITEM_PRICE)
			break;
	if (i == items->n)
		return req_bad(r, "points", "没有评分项 %" PRId64, p->item);
	if (p->score > x[i].max_score)
		return req_bad(r, "points",
			       "评分项 %" PRId64 " 满分是 %" PRId64, p->item,
			       x[i].max_score);
	return OK;
}

/* POST /trades/:id/applications/:id/points -- once, and before any offer can
 * be known */
enum err
post_points(struct req *r)
{
	const struct points *in = r->in;
	const struct point *p = in->points.at;
	struct list items = { 0, NULL };
	struct entrant x;
	struct buf b;
	struct lot l;
	size_t i;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_ENTRANT_GET,
			ARGS(I64(r->id2), I64(r->trade.id)), &x)) ||
	    (e = lot_get(r, r->trade.id, &l)) ||
	    (e = weights_get(r, r->trade.id, &items)))
		return e;
	if (r->now >= l.live_at)
		return req_say(r, E_LATE,
			       "报价已经可以公开，评分已经截止，不能再评；漏评"
			       "的请报监督部门");
	for (i = 0; i < in->points.n; i++) {
		if ((e = is_declared(r, &items, &p[i])))
			return e;
		e = db_exec(r->db, SQL_POINT_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id), I64(x.id),
				 I64(p[i].item), I64(p[i].score)),
			    NULL);
		if (e == E_EXISTS)
			return req_say(
			    r, e, "这一项已经评过分，不能更改，请去掉它再提交");
		if (e)
			return e;
	}
	buf_init(&b, r->mem);
	json_record(&b, &points_record, in, F_OUT);
	if ((e = trade_step(r, in,
			    arena_printf(r->mem,
					 "{\"application\":%" PRId64
					 ",\"points\":%s}",
					 x.id, buf_text(&b)))))
		return e;
	r->status = 201;
	return reply_record(r, &points_record, in);
}
