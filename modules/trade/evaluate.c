/* A ranked evaluation: the panel is whole, its sheets locked. */
#include <inttypes.h>

#include "evaluate.h"
#include "log.h"
#include "panel_sql.h"

/* clang-format off */
#define NUMBER(m) INT(struct ranked_again, m, 0, INT64_MAX, F_ROW, NULL)
static const struct field ranked_again_field[] = {
	NUMBER(bid),
	NUMBER(price),
	NUMBER(against),
	NUMBER(total),
	NUMBER(technical),
	NUMBER(rank),
	BOOL(struct ranked_again, rejected, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(ranked_again, struct ranked_again);

/* The panel's leader, or the owner's side. */
static enum err
may_report(struct req *r, const struct table *t)
{
	const struct member *me = panel_me(r, &t->members);

	if ((me && me->leader) || (trade_roles(r) & (OWNER | AGENCY)))
		return OK;
	return req_say(r, E_ROLE, "由评标委员会负责人或者招标人提交");
}

/* The panel is whole and every sheet locked. */
static enum err
all_locked(struct req *r, const struct table *t, size_t *present)
{
	const struct member *m = t->members.at;
	int64_t size, owners;
	size_t i, open = 0;
	enum err e;

	if ((e = panel_seats(r, &size, &owners)))
		return e;
	for (*present = i = 0; i < t->members.n; i++) {
		if (m[i].state != SEAT_PRESENT)
			continue;
		++*present;
		open += m[i].locked_at == NONE;
		owners -= m[i].side == SIDE_OWNER;
	}
	if ((int64_t)*present != size || owners < 0)
		return req_say(r, E_STATE,
			       "评标委员会应到 %" PRId64 " 人，实到 %zu 人",
			       size, *present);
	if (open)
		return req_say(r, E_STATE, "还有 %zu 份评分表没有锁定", open);
	return OK;
}

static size_t
index_of(const struct table *t, int64_t bid)
{
	const struct evaluated *b = t->bids.at;
	size_t i;

	for (i = 0; i < t->bids.n; i++)
		if (b[i].bid == bid)
			break;
	return i;
}

/* Scores as rank.h wants them, of the members who are present. */
static int64_t *
score_array(struct req *r, const struct table *t, size_t present)
{
	const struct score_item *it = t->items.at;
	const struct member *m = t->members.at;
	const struct score *s = t->scores.at;
	size_t n = t->bids.n * t->items.n * present, i, j, k, item;
	int64_t *a = arena_alloc(r->mem, (n + 1) * sizeof(*a));

	for (i = 0; i < n; i++)
		a[i] = NO_SCORE;
	for (k = i = 0; i < t->members.n; i++) {
		if (m[i].state != SEAT_PRESENT)
			continue;
		for (j = 0; j < t->scores.n; j++) {
			if (s[j].member != m[i].id)
				continue;
			for (item = 0; it[item].no != s[j].item; item++)
				;
			a[(index_of(t, s[j].bid) * t->items.n + item) *
			      present +
			  k] = s[j].score;
		}
		k++;
	}
	return a;
}

/* Is the vote one of a member who sits? */
static bool
counts(const struct table *t, const struct vote *v)
{
	const struct member *m = t->members.at;
	size_t i;

	for (i = 0; i < t->members.n; i++)
		if (m[i].id == v->member)
			return m[i].state == SEAT_PRESENT;
	return false;
}

/* The same bids, the same totals, the same order by the other route? */
static enum err
agrees(struct req *r, const struct ranking *k)
{
	struct list rows = { 0, NULL };
	const struct ranked_again *a;
	const struct rank_bid *b = k->bid; /* both by bid */
	size_t i;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_RANKING_AGAIN,
			ARGS(I64(r->trade.id)), &rows)))
		return e;
	for (a = rows.at, i = 0; i < rows.n && i < k->t.bids.n; i++)
		if (a[i].bid != b[i].id || a[i].price != b[i].price ||
		    a[i].against != (int64_t)b[i].against ||
		    a[i].rejected != b[i].out || a[i].total != b[i].total ||
		    a[i].technical != b[i].technical ||
		    a[i].rank != (int64_t)b[i].rank)
			break;
	if (i == k->t.bids.n && i == rows.n)
		return OK;
	log_error("msg=ranking-disagrees trade=%" PRId64 " bid=%" PRId64,
		  r->trade.id, i < k->t.bids.n ? b[i].id : 0);
	return req_say(r, E_BUG, "两种算法的排序结果不一致，不能提交评标报告");
}

enum err
ranking_get(struct req *r, struct ranking *k)
{
	const struct score_item *it;
	const struct evaluated *b;
	const struct vote *v;
	struct rank_item *item;
	size_t i, present, n;
	enum err e;

	if ((e = table_read(r, &k->t)) || (e = may_report(r, &k->t)) ||
	    (e = all_locked(r, &k->t, &present)))
		return e;
	if ((e = objections_open(r, OBJECT_OPENING, &n)))
		return e;
	if (n)
		return req_say(r, E_STATE,
			       "对开标的异议还没有答复，请招标人答复以后再提"
			       "交");
	b = k->t.bids.at;
	it = k->t.items.at;
	k->bid = arena_alloc(r->mem, (k->t.bids.n + 1) * sizeof(*k->bid));
	k->order = arena_alloc(r->mem, (k->t.bids.n + 1) * sizeof(*k->order));
	item = arena_alloc(r->mem, (k->t.items.n + 1) * sizeof(*item));
	for (i = 0; i < k->t.items.n; i++) {
		item[i].kind = it[i].kind ? ITEM_PRICE : ITEM_EXPERT;
		item[i].max = it[i].max_score;
	}
	for (i = 0; i < k->t.bids.n; i++) {
		k->bid[i].id = b[i].bid;
		k->bid[i].price = b[i].price;
		k->bid[i].received = b[i].received_at;
	}
	for (v = k->t.votes.at, i = 0; i < k->t.votes.n; i++)
		if (counts(&k->t, &v[i]))
			k->bid[index_of(&k->t, v[i].bid)].against++;
	if (!rank_bids((enum evaluation)r->trade.evaluation, item, k->t.items.n,
		       score_array(r, &k->t, present), present, k->bid,
		       k->t.bids.n, k->order))
		return req_say(r, E_STATE,
			       "有的投标没有有效报价或者评分，请补齐评分，或者"
			       "否决没有有效报价的投标");
	for (i = 0; i < k->t.bids.n; i++)
		k->valid += !k->bid[i].out;
	return agrees(r, k);
}

const struct vote *
main_ground(const struct table *t, int64_t bid)
{
	const struct vote *v = t->votes.at, *first[GROUNDS] = { NULL };
	size_t n[GROUNDS] = { 0 }, i, best = 0;

	for (i = 0; i < t->votes.n; i++)
		if (v[i].bid == bid && counts(t, &v[i]) && !n[v[i].ground]++)
			first[v[i].ground] = &v[i];
	for (i = 1; i < GROUNDS; i++)
		if (n[i] > n[best])
			best = i;
	return first[best];
}
