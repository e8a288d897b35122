/* What must be true before a tender notice goes out. */
#include <inttypes.h>

#include "bid.h"
#include "engineering.h"
#include "panel.h"
#include "tender_rows.h"

#include "tender_sql.h"

static enum err
times_are_lawful(struct req *r, const struct project *p)
{
	const struct trade *t = &r->trade;
	int64_t to = t->documents_to == NONE ? t->deadline : t->documents_to;
	enum err e;

	if (t->deadline <= t->documents_from)
		return req_say(r, E_LATE,
			       "标段 %s 的投标截止时间已经过去，请先改截止时间",
			       t->name);
	if (p->entry_kind == ENTRY_MUST &&
	    (e = period_check(r, "gc.bid.prep_min", t->documents_from,
			      t->deadline)))
		return e;
	return period_check(r, "gc.doc.sale_min", t->documents_from, to);
}

static enum err
enough_are_invited(struct req *r, const struct notice *n)
{
	bool invitation = !strcmp(n->type, "GC07");
	const struct rule *rule;
	int64_t invited, min;
	enum err e;

	if (invitation != is_by_invitation(&r->trade))
		return req_bad(r, "type",
			       "公开招标发 GC02 招标公告，邀请招标发 GC07 "
			       "投标邀请书");
	if (!invitation)
		return OK;
	if ((e = rule_get(r, "gc.invite.min", &rule)) ||
	    (e = rule_int(r, "gc.invite.min", &min)) ||
	    (e = invitee_count(r, &invited)) || invited >= min)
		return e;
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "%" PRId64 " 家", invited),
			   arena_printf(r->mem, "不少于 %" PRId64 " 家", min),
			   arena_printf(r->mem, "请再邀请 %" PRId64 " 家",
					min - invited));
}

static enum err
scoring_is_set(struct req *r, const struct conditions *t)
{
	if (t->evaluation == 0 && !t->score_items.n)
		return req_say(r, E_STATE,
			       "标段 %s 用综合评估法，还没有写评分标准",
			       r->trade.name);
	return OK;
}

enum err
notice_is_lawful(struct req *r, const void *rec)
{
	const struct notice *n = rec;
	int64_t size, owners;
	struct project p;
	struct conditions t;
	enum err e;

	if (!strcmp(n->type, "GC01"))
		return OK; /* a plan binds nobody yet */
	if ((e = db_one(r->db, r->mem, SQL_PROJECT_GET,
			ARGS(I64(r->trade.project)), &p)) ||
	    (e = conditions_get(r, r->trade.id, &t)) ||
	    (e = limits_hold(r, &t, &p)) || (e = times_are_lawful(r, &p)) ||
	    (e = enough_are_invited(r, n)) ||
	    (e = panel_seats(r, &size, &owners)) || (e = trustees_are_set(r)))
		return e;
	return scoring_is_set(r, &t);
}
