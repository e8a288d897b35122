/* Until when, and by whom, objections may be made. */

#include "bid.h"
#include "panel.h"
#include "panel_sql.h"

/* Is now before the end of the window of a rule? */
static enum err
in_window(struct req *r, const char *key, int64_t end, const char *what)
{
	const struct rule *rule;
	enum err e;

	if (r->now < end)
		return OK;
	if ((e = rule_get(r, key, &rule)))
		return e;
	e = rule_refuse(r, rule, when_text(r->mem, r->now),
			arena_printf(r->mem, "早于 %s", when_text(r->mem, end)),
			NULL);
	r->detail =
	    arena_printf(r->mem, "对%s的异议应当在 %s 之前提出。%s。", what,
			 when_text(r->mem, end), rule_cite(r, rule));
	return e;
}

static enum err
stage_is(struct req *r, unsigned stages, const char *what)
{
	if (AT(r->trade.stage) & stages)
		return OK;
	return req_say(r, E_STAGE,
		       "现在不是对%"
		       "s提出异议的时候；违法违规的情形请向监督部门投诉",
		       what);
}

static enum err
documents_window(struct req *r)
{
	int64_t latest;
	enum err e;

	if ((e = stage_is(r, AT(S_NOTICE), "招标文件")) ||
	    (e = period_latest(r, "gc.objection.bid_doc_window",
			       r->trade.deadline, &latest)))
		return e;
	/* latest itself is in time */
	return in_window(r, "gc.objection.bid_doc_window", latest + 1,
			 "招标文件");
}

/* Only who bid was there; the spot lasts as long as the opening may. */
static enum err
opening_window(struct req *r)
{
	struct evaluated bid;
	struct moment opened;
	int64_t ms;
	enum err e;

	if ((e = stage_is(r, AT(S_OPENING) | AT(S_EVALUATION), "开标")))
		return e;
	e = db_one(r->db, r->mem, SQL_BIDDER_OF,
		   ARGS(I64(r->trade.id), I64(r->user.subject)), &bid);
	if (e == E_NOTFOUND)
		return req_say(r, E_ROLE,
			       "对开标的异议由投标人提出，请用投标人的账号办"
			       "理");
	if (e || (e = db_one(r->db, r->mem, SQL_OPENED_AT,
			     ARGS(I64(r->trade.id)), &opened)))
		return e;
	if (opened.at == NONE)
		return OK;
	if ((e = decrypt_window(r, &ms)))
		return e;
	return in_window(r, "gc.objection.opening", opened.at + ms, "开标");
}

static enum err
result_window(struct req *r)
{
	int64_t end;
	enum err e;

	if ((e = stage_is(r, AT(S_PUBLICITY), "评标结果")) ||
	    (e = publicity_end(r, &end)))
		return e;
	return in_window(r, "gc.objection.candidate_window", end, "评标结果");
}

enum err
objection_window(struct req *r, int64_t kind)
{
	static enum err (*const window[])(struct req *) = {
		NULL, documents_window, opening_window, result_window
	};

	return window[kind](r);
}
