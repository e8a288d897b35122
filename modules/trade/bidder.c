/* Who may bid. */
#include "auction.h"
#include "bid.h"
#include "days.h"
#include "tender_rows.h"

#include "bid_sql.h"

/* clang-format off */
static const struct field bidder_field[] = {
	INT(struct bidder, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct bidder, controller, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct bidder, credit_code, 18, 18, F_ROW, NULL),
	TEXT(struct bidder, name, 1, 200, F_ROW, NULL),
	TEXT(struct bidder, bank_account, 0, 40, F_ROW, NULL),
	BOOL(struct bidder, active, F_ROW, NULL),
	BOOL(struct bidder, operator, F_ROW, NULL),
	BOOL(struct bidder, owns, F_ROW, NULL),
	BOOL(struct bidder, invited, F_ROW, NULL),
	TEXT(struct bidder, restricted, 0, 200, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(bidder, struct bidder);

enum err
bidder_get(struct req *r, const char *credit_code, struct bidder *b)
{
	char today[11];

	day_print(today, day_of(r->now));
	return db_one(r->db, r->mem, SQL_BIDDER_GET,
		      ARGS(STR(today), STR(today), I64(r->trade.id),
			   STR(credit_code)),
		      b);
}

/* What is known of the bidder alone. */
static enum err
may_bid(struct req *r, const struct bidder *b)
{
	const struct rule *rule;
	enum err e;

	if (!b->active)
		return req_say(r, E_STATE, "%s的登记已停用，请联系交易中心恢复",
			       b->name);
	if (b->owns)
		return req_say(r, E_STATE,
			       "招标人、代理机构不能在自己的标段投标");
	if (b->operator) {
		if ((e = rule_get(r, "ebid.operator_no_bid", &rule)))
			return e;
		return rule_refuse(r, rule, b->name,
				   "不是平台运营机构及其控股、管理关系单位",
				   NULL);
	}
	if (b->restricted)
		return req_say(r, E_STATE, "%s在限制期内，不能投标：%s",
			       b->name, b->restricted);
	return OK;
}

/*
 * And beside the bids that others lead.  The refusal must say that there is
 * one, since the law forbids both (实施条例 34), but not whose; only who has a
 * relative learns it.
 */
static enum err
alone(struct req *r, const struct bidder *b)
{
	const struct rule *rule;
	int64_t n;
	enum err e;

	if ((e = NUMBER(r, SQL_BID_RELATED, &n, I64(r->trade.id), I64(b->id),
			I64(b->id), I64(b->controller), I64(b->controller))))
		return e;
	if (!n)
		return OK;
	if ((e = rule_get(r, "gc.bidder.same_controller", &rule)))
		return e;
	return rule_refuse(r, rule, b->name,
			   "与同一标段其他投标人没有控股、管理关系", NULL);
}

/*
 * Nobody asks a member whether it agreed, so being named binds it to nothing:
 * otherwise one bidder could bar another, or learn that it has bid.  Who is in
 * two bids (实施条例 37) is said at the opening, for the panel to judge.
 */
static enum err
check(struct req *r, const char *credit_code, bool leads, struct bidder *b)
{
	enum err e = bidder_get(r, credit_code, b);

	if (e == E_NOTFOUND)
		return req_say(r, E_STATE, "平台没有登记 %s", credit_code);
	if (e || (e = may_bid(r, b)))
		return e;
	return leads ? alone(r, b) : OK;
}

enum err
bidders_may_bid(struct req *r, const struct envelope *v, struct list *all)
{
	const char *const *member = v->members.at;
	struct bidder *b;
	size_t i;
	enum err e;

	if (v->members.n && !r->trade.consortium)
		return req_say(r, E_STATE,
			       "本标段不接受联合体投标，请去掉联合体成员，重新"
			       "加密");
	all->n = v->members.n + 1;
	all->at = b = arena_alloc(r->mem, all->n * sizeof(*b));
	for (i = 0; i < all->n; i++)
		if ((e = check(r, i ? member[i - 1] : v->bidder, !i, &b[i])))
			return e;
	if (is_by_invitation(&r->trade) && !b[0].invited)
		return req_say(r, E_STATE,
			       "邀请招标，只有被邀请的单位可以投标；认为有误请"
			       "联系招标人");
	return OK;
}

/* For a lot: asked when it applies, when it is judged and when it offers. */
enum err
may_take_part(struct req *r, const char *credit_code, struct bidder *b)
{
	enum err e;

	if ((e = bidder_get(r, credit_code, b)))
		return e;
	if (!b->active)
		return req_say(r, E_STATE, "%s的登记已停用，请联系交易中心恢复",
			       b->name);
	if (b->owns)
		return req_say(r, E_STATE, "出让人不能竞买自己的标的");
	if (b->operator)
		return req_say(r, E_STATE,
			       "%s运营本平台或者与运营机构有控股、管理关系，"
			       "不能竞买",
			       b->name);
	if (b->restricted)
		return req_say(r, E_STATE, "%s在限制期内，不能竞买：%s",
			       b->name, b->restricted);
	return OK;
}
