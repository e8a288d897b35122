/* What must be true of a mining right before it is granted. */
#include <inttypes.h>
#include <string.h>

#include "days.h"
#include "land.h"
#include "mining.h"
#include "panel.h"

#include "mining_sql.h"

/* Declared areas are rounded, and were computed in a plane: they may differ
 * from that of the corners by a hundredth, or by as many square metres. */
#define AREA_PARTS 100
#define AREA_METRES 100

static enum err
term_is_lawful(struct req *r, const struct mining *m)
{
	bool exact = m->kind == EXPLORATION;
	const char *key = exact ? "kq.term.explore" : "kq.term.mining";
	const struct rule *rule;
	int64_t most;
	enum err e;

	if ((e = rule_get(r, key, &rule)) || (e = rule_int(r, key, &most)))
		return e;
	if (exact ? m->years == most : m->years <= most)
		return OK;
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "%" PRId64 " 年", m->years),
			   arena_printf(r->mem, "%s %" PRId64 " 年",
					exact ? "为" : "不超过", most),
			   NULL);
}

static enum err
is_described(struct req *r, const struct mining *m)
{
	if ((m->lowest == NONE) != (m->highest == NONE))
		return req_bad(r, m->lowest == NONE ? "lowest" : "highest",
			       "标高的上限和下限要一起填写");
	if (m->lowest != NONE && m->lowest >= m->highest)
		return req_bad(r, "highest", "要高于下限");
	if (m->kind == EXPLORATION)
		return OK;
	if (m->scale == NONE)
		return req_bad(r, "scale", "采矿权要填写生产规模");
	if (m->lowest == NONE)
		return req_bad(r, "lowest", "采矿权要填写开采标高");
	if (!m->reserves)
		return req_bad(r, "reserves", "采矿权要填写储量");
	return OK;
}

static enum err
area_is_that(struct req *r, const struct mining *m, const struct ground *g)
{
	int64_t computed = ring_metres(&g->ring);
	int64_t off =
	    m->area < computed ? computed - m->area : m->area - computed;

	if (computed < 0 || off <= AREA_METRES || off <= computed / AREA_PARTS)
		return OK;
	return req_bad(r, "area",
		       "按拐点坐标计算约 %" PRId64
		       " 平方米，相差超过百分之一，请核对面积和坐标",
		       computed);
}

static enum err
listing_is_complete(struct req *r, const struct mining *m)
{
	static const char *const name[] = { "start_fen", "deposit_fen",
					    "apply_to",  "listing_at",
					    "live_at",   "step_fen",
					    "countdown" };
	const int64_t value[] = { m->start_fen,  m->deposit_fen, m->apply_to,
				  m->listing_at, m->live_at,     m->step_fen,
				  m->countdown };
	bool tender = m->method == METHOD_TENDER;
	size_t i, n = sizeof(value) / sizeof(*value) - (tender ? 2 : 0);
	enum err e;

	for (i = 0; i < n; i++)
		if (value[i] == NONE)
			return req_bad(r, name[i], "%s要填写",
				       tender ? "招标" : "挂牌和拍卖");
	e = tender ? bids_are_sound(r, m->step_fen, m->ceiling_fen,
				    m->reserve_hash)
		   : offers_are_sound(r, m->start_fen, m->step_fen,
				      m->ceiling_fen, m->reserve_hash);
	if (e)
		return e;
	if (m->deposit_fen > m->start_fen)
		return req_bad(r, "deposit_fen", "不能超过起始价");
	if (m->listing_at >= m->live_at)
		return req_bad(r, "live_at", "要晚于%s开始",
			       tender ? "投标" : "挂牌");
	return m->apply_to < m->live_at ? OK
					: req_bad(r, "apply_to", "要早于%s截止",
						  tender ? "投标" : "挂牌");
}

/* It lies in an exploration right of who gets it. */
static enum err
conversion_is_lawful(struct req *r, const struct mining *m,
		     const struct ground *g)
{
	struct mining_right right;
	struct ring_fault f;
	struct ring ring;
	enum err e;

	if (!m->converts)
		return req_bad(r, "converts", "填写所转探矿权的许可证号");
	if ((e = right_of(r, m->converts, &right)))
		return e == E_NOTFOUND
			   ? req_bad(r, "converts", "没有这个有效的探矿权")
			   : e;
	if (right.kind != EXPLORATION)
		return req_bad(r, "converts", "不是探矿权");
	if (!right.holder_code || strcmp(right.holder_code, m->grantee_code))
		return req_bad(r, "grantee_code", "不是这个探矿权的探矿权人");
	if (!ring_read(r->mem, right.corners, &ring, &f) ||
	    !ring_holds(&ring, &g->ring))
		return req_bad(r, "corners", "超出了所转探矿权的范围");
	return OK;
}

static enum err
agreement_is_complete(struct req *r, const struct mining *m,
		      const struct ground *g)
{
	struct mining_basis b;
	enum err e;

	if ((e = basis_get(r, m->basis, &b)))
		return e;
	/* the national codes know no exploration right by agreement */
	if (m->kind == EXPLORATION)
		return req_bad(r, "kind", "协议出让只有采矿权");
	if (!m->approval)
		return req_bad(r, "approval", "协议出让要有批准文号");
	if (!m->grantee_code)
		return req_bad(r, "grantee_code", "协议出让要填写受让人");
	if (m->agreed_fen == NONE)
		return req_bad(r, "agreed_fen", "协议出让要填写协议价");
	if (m->start_fen != NONE || m->reserve_hash || m->method != NONE)
		return req_bad(r, "start_fen", "协议出让没有拍卖和挂牌的条件");
	if (!strcmp(b.method, "KQ210"))
		return conversion_is_lawful(r, m, g);
	return m->converts
		   ? req_bad(r, "converts", "这个依据不是探矿权转采矿权")
		   : OK;
}

enum err
mining_is_lawful(struct req *r, const void *rec)
{
	const struct mining *m = rec;
	struct ground g;
	enum err e;

	mining_rules(r);
	g.lowest = m->lowest;
	g.highest = m->highest;
	if ((e = ground_lock(r)) || (e = is_described(r, m)) ||
	    (e = term_is_lawful(r, m)) ||
	    (e = ground_read(r, m->region, m->corners, &g)) ||
	    (e = area_is_that(r, m, &g)))
		return e;
	if (!m->basis && (m->approval || m->grantee_code || m->converts ||
			  m->agreed_fen != NONE))
		return req_bad(r, "basis",
			       "协议出让要有依据，否则应当竞争出让");
	e = m->basis ? agreement_is_complete(r, m, &g)
		     : listing_is_complete(r, m);
	return e ? e : ground_is_free(r, &g, m->converts);
}

/* 20 working days from the notice to the listing, 10 of it; or to the auction,
 * before which it is shown; or to the first bid. */
enum err
mining_notice_is_lawful(struct req *r, const void *rec)
{
	const struct notice *n = rec;
	struct mining m;
	enum err e;

	if ((e = mining_get(r, r->trade.id, &m)))
		return e;
	if (m.basis)
		return req_say(r, E_STATE, "协议出让没有挂牌公告，请公示");
	if ((e = mining_is_lawful(r, &m)))
		return e;
	if (m.method == METHOD_AUCTION) {
		e = period_check(r, "kq.notice.before", n->publish_at,
				 m.live_at);
		return e ? e
			 : period_check(r, "auction.exhibit", m.listing_at,
					m.live_at);
	}
	e = period_check(r, "kq.notice.before", n->publish_at, m.listing_at);
	if (!e && m.method == METHOD_TENDER)
		return trustees_are_set(r);
	return e ? e
		 : period_check(r, "kq.listing.min", m.listing_at, m.live_at);
}

enum err
agreement_is_lawful(struct req *r, const void *rec)
{
	struct mining m;
	enum err e;

	(void)rec;
	if ((e = mining_get(r, r->trade.id, &m)))
		return e;
	if (!m.basis)
		return req_say(r, E_STATE, "没有协议出让的依据，应当挂牌出让");
	return mining_is_lawful(r, &m);
}

enum err
contract_is_due(struct req *r, const void *rec)
{
	const struct contract *c = rec;
	int64_t signed_by = day_end(c->signed_on) - 1;
	struct deal d;
	enum err e;

	if (!is_mining(&r->trade))
		return OK;
	if ((e = deal_get(r, r->trade.id, &d)))
		return e;
	return period_check(r, "kq.result.publicity", d.at,
			    signed_by < r->now ? signed_by : r->now);
}

enum err
may_be_terminated(struct req *r, const void *rec)
{
	struct lot l;
	enum err e;

	(void)rec;
	if (r->trade.stage != S_PUBLICITY)
		return OK;
	e = lot_get(r, r->trade.id, &l);
	if (e == E_NOTFOUND)
		return OK;
	return e ? e
		 : req_say(r, E_STAGE,
			   "已经成交，不能终止，请继续签订成交确认书和合同");
}
