/* What must be true of a parcel before it goes out. */
#include <ctype.h>
#include <inttypes.h>

#include "land.h"
#include "mining.h"

/* By land_use. */
static const char *const term_keys[] = { "td.term.residential",
					 "td.term.industrial", "td.term.edu",
					 "td.term.commercial",
					 "td.term.other" };

static enum err
term_is_short_enough(struct req *r, int64_t land_use, int64_t years)
{
	const char *key = term_keys[land_use];
	const struct rule *rule;
	int64_t most;
	enum err e;

	if ((e = rule_get(r, key, &rule)) || (e = rule_int(r, key, &most)) ||
	    years <= most)
		return e;
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "%s %" PRId64 " 年",
					land_use_labels[land_use], years),
			   arena_printf(r->mem, "不超过 %" PRId64 " 年", most),
			   NULL);
}

/* Each use for as long as it may be; together they are the parcel. */
static enum err
uses_are_lawful(struct req *r, const struct parcel *p)
{
	const struct parcel_use *u = p->uses.at;
	int64_t area = 0;
	unsigned seen = 0;
	size_t i;
	enum err e;

	if ((e = term_is_short_enough(r, p->land_use, p->years)))
		return e;
	for (i = 0; i < p->uses.n; i++) {
		if (seen & 1u << u[i].land_use)
			return req_bad(r, "uses", "“%s”写了两次",
				       land_use_labels[u[i].land_use]);
		seen |= 1u << u[i].land_use;
		area += u[i].area;
		if ((e = term_is_short_enough(r, u[i].land_use, u[i].years)))
			return e;
	}
	if (i && (u->land_use != p->land_use || u->years != p->years))
		return req_bad(r, "uses", "第一项应与土地用途和出让年限一致");
	if (i && area != p->area)
		return req_bad(r, "uses", "各项面积合计 %s，应与宗地面积一致",
			       area_text(r->mem, area));
	return OK;
}

/* Less than is usual only for a reason. */
static enum err
deposit_is_high_enough(struct req *r, const struct parcel *p)
{
	const struct rule *rule;
	enum err e;

	if (p->deposit_fen > p->start_fen)
		return req_bad(r, "deposit_fen", "不能超过起始价");
	if ((e = rule_number(r, "td.deposit.min_pct", &rule)))
		return e;
	if (p->deposit_reason || (__int128)p->deposit_fen * 100 * rule->den >=
				     (__int128)p->start_fen * rule->num)
		return OK;
	return rule_refuse(r, rule, money_text(r->mem, p->deposit_fen),
			   arena_printf(r->mem, "不少于起始价的 %s%%",
					rule->value),
			   "确需降低的填写 deposit_reason");
}

/* In the order of their days; deposits end before the quotes do. */
static enum err
times_are_in_order(struct req *r, const struct parcel *p)
{
	static const char *const shown[] = { "展示", "挂牌", "投标" };
	const struct rule *rule;
	enum err e;

	if (p->listing_at >= p->live_at)
		return req_bad(r, "live_at", "要晚于%s开始", shown[p->method]);
	if (p->apply_to < p->live_at)
		return OK;
	if ((e = rule_get(r, "td.deposit.deadline", &rule)))
		return e;
	return rule_refuse(r, rule, when_text(r->mem, p->apply_to),
			   arena_printf(r->mem, "早于挂牌截止 %s",
					when_text(r->mem, p->live_at)),
			   NULL);
}

/* What comes at the ceiling is said before. */
static enum err
ceiling_is_clear(struct req *r, const struct parcel *p)
{
	bool build = p->at_ceiling == CEILING_BUILD;

	if (p->ceiling_fen == NONE && p->at_ceiling > CEILING_FIRST)
		return req_bad(r, "at_ceiling", "没有设最高限价");
	if (build != (p->build_step != NONE))
		return req_bad(r, "build_step", "竞配建的填写，否则不填写");
	if (p->build_max != NONE && (!build || p->build_max < p->build_step))
		return req_bad(r, "build_max",
			       "竞配建的才填写，不少于竞配建幅度");
	return OK;
}

static bool
is_hash(const char *s)
{
	while (isdigit((unsigned char)*s) || (*s >= 'a' && *s <= 'f'))
		s++;
	return !*s;
}

enum err
offers_are_sound(struct req *r, int64_t start, int64_t step, int64_t ceiling,
		 const char *reserve_hash)
{
	if (step > start)
		return req_bad(r, "step_fen", "不能超过起始价");
	if (ceiling != NONE && ceiling <= start)
		return req_bad(r, "ceiling_fen", "要高于起始价");
	if (reserve_hash && !is_hash(reserve_hash))
		return req_bad(r, "reserve_hash", "应是 64 位小写十六进制数字");
	return OK;
}

enum err
bids_are_sound(struct req *r, int64_t step, int64_t ceiling,
	       const char *reserve_hash)
{
	if (step > 1) /* that which tender_fill() wrote */
		return req_bad(r, "step_fen", "招标没有增价幅度");
	if (ceiling != NONE)
		return req_bad(r, "ceiling_fen", "招标不设最高限价");
	if (reserve_hash && !is_hash(reserve_hash))
		return req_bad(r, "reserve_hash", "应是 64 位小写十六进制数字");
	return OK;
}

static enum err
prices_are_sound(struct req *r, const struct parcel *p)
{
	if (p->method == METHOD_TENDER && p->examine_basis)
		return req_bad(r, "examine_basis", "招标的，投标前审查资格");
	if (p->method == METHOD_TENDER)
		return bids_are_sound(r, p->step_fen, p->ceiling_fen,
				      p->reserve_hash);
	if (p->step_fen == NONE)
		return req_bad(r, "step_fen", "挂牌和拍卖要填写");
	return offers_are_sound(r, p->start_fen, p->step_fen, p->ceiling_fen,
				p->reserve_hash);
}

enum err
parcel_is_lawful(struct req *r, const void *rec)
{
	const struct parcel *p = rec;
	enum err e;

	if (p->ratio_min != NONE && p->ratio_max != NONE &&
	    p->ratio_min > p->ratio_max)
		return req_bad(r, "ratio_max", "不能小于下限");
	if ((e = ceiling_is_clear(r, p)) || (e = prices_are_sound(r, p)) ||
	    (e = uses_are_lawful(r, p)) || (e = deposit_is_high_enough(r, p)))
		return e;
	return times_are_in_order(r, p);
}

/* 20 days from the notice to the listing; 10 days, and working days, of it.
 * Or to the auction, before which it is shown for 2; or to the first bid. */
enum err
notice_is_lawful(struct req *r, const void *rec)
{
	const struct notice *n = rec;
	struct parcel p;
	enum err e;

	if (is_mining(&r->trade))
		return mining_notice_is_lawful(r, rec);
	if ((e = parcel_get(r, r->trade.id, &p)) ||
	    (e = parcel_is_lawful(r, &p)))
		return e;
	if (p.method == METHOD_AUCTION) {
		e = period_check(r, "td.notice.before", n->publish_at,
				 p.live_at);
		return e ? e
			 : period_check(r, "auction.exhibit", p.listing_at,
					p.live_at);
	}
	if ((e = period_check(r, "td.notice.before", n->publish_at,
			      p.listing_at)))
		return e;
	if (p.method == METHOD_TENDER)
		return trustees_are_set(r);
	if ((e = period_check(r, "td.listing.min", p.listing_at, p.live_at)))
		return e;
	return period_check(r, "td.listing.min_wday", p.listing_at, p.live_at);
}
