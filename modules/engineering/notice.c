/* Notices: scheduled by people, made public by time. */
#include "engineering.h"
#include "statement.h"
#include "tender_rows.h"

#include "tender_sql.h"

#define PLAN "GC01" /* 招标计划: opens nothing yet */
#define INVITATION "GC07"

static int
ascending(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Documents are given out with the notice, not before; written down only when
 * it is public, for until then its hour may change. */
static void
set_times(struct req *r, int64_t from)
{
	struct trade *t = &r->trade;

	if (t->documents_from == NONE || t->documents_from < from)
		t->documents_from = from;
}

static enum err
write_times(struct req *r)
{
	const struct trade *t = &r->trade;

	return db_exec(r->db, SQL_TRADE_TIMES,
		       ARGS(I64(t->documents_from), I64(t->documents_to),
			    I64(t->deadline), I64(t->id)),
		       NULL);
}

/* May this trade be in the notice, and its user write one? */
static enum err
belongs(struct req *r, struct notice *n, int64_t trade)
{
	bool pending;
	enum err e;

	if ((e = trade_enter(r, trade, "schedule")))
		return e;
	if (n->project == NONE)
		n->project = r->trade.project;
	if (n->project != r->trade.project)
		return req_bad(r, "trades", "一份公告只能写一个项目的标段");
	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE, "标段 %s 已有排定的公告，请先撤回",
			       r->trade.name);
	return OK;
}

/* One trade of a new notice takes the step. */
static enum err
schedule(struct req *r, const struct notice *n, int64_t trade)
{
	enum err e;

	if ((e = trade_enter(r, trade, "schedule")))
		return e;
	set_times(r, n->publish_at);
	return trade_step(r, n, NULL);
}

static enum err
fields_agree(struct req *r, struct notice *n)
{
	int64_t *trade = n->trades.at;
	size_t i;

	if (strcmp(n->type, "GC02") && strcmp(n->type, INVITATION) &&
	    strcmp(n->type, PLAN))
		req_bad(r, "type",
			"这里只发 GC01 招标计划、GC02 招标公告、GC07 "
			"投标邀请书");
	if (!n->trades.n)
		req_bad(r, "trades", "至少写一个标段");
	qsort(trade, n->trades.n, sizeof(*trade), ascending);
	for (i = 1; i < n->trades.n; i++)
		if (trade[i] == trade[i - 1])
			req_bad(r, "trades", "同一个标段写了两次");
	if (n->publish_at == NONE)
		n->publish_at = r->now;
	else if (n->publish_at < r->now)
		req_bad(r, "publish_at", "不能早于现在");
	return r->bad.len ? E_FIELD : OK;
}

/* A tender notice comes with the documents it invites to take. */
static enum err
documents_are_there(struct req *r, const struct notice *n)
{
	int64_t tender;
	enum err e;

	if (!strcmp(n->type, PLAN))
		return OK;
	if ((e = NUMBER(r, SQL_NOTICE_KINDS, &tender, I64(n->id))))
		return e;
	return tender
		   ? OK
		   : req_bad(r, "documents", "要附上招标文件（种类 tender）");
}

/* POST /notices -- to be published at its hour */
enum err
post_notice(struct req *r)
{
	struct notice *n = r->in;
	const int64_t *trade = n->trades.at;
	enum err e;
	size_t i;

	n->project = n->public = n->corrects = NONE;
	n->state = NOTICE_SCHEDULED;
	n->nature = 1;
	if ((e = fields_agree(r, n)))
		return e;
	for (i = 0; i < n->trades.n; i++)
		if ((e = belongs(r, n, trade[i])))
			return e;
	for (i = 0; i < n->trades.n; i++)
		if ((e = schedule(r, n, trade[i])))
			return e;
	if ((e = notice_facts(r, n, &n->facts)) || (e = notice_add(r, n)) ||
	    (e = documents_are_there(r, n)) ||
	    (e = due_add(r, "publish", NONE, n->id, n->publish_at)))
		return e;
	r->status = 201;
	return reply_record(r, &notice_record, n);
}

/* The first of its trades that may not go out says why; a notice that comes
 * late leaves less time than was planned. */
static enum err
check(struct req *r, const struct notice *n)
{
	const int64_t *trade = n->trades.at;
	enum err e;
	size_t i;

	for (i = 0; i < n->trades.n; i++) {
		if ((e = trade_enter(r, trade[i], "publish")))
			return e;
		set_times(r, r->now);
		if ((e = r->move->guard(r, n)))
			return e;
	}
	return OK;
}

/* The step of a notice whose hour has come; all its trades or none. */
enum err
due_publish(struct req *r, const struct due *d)
{
	const int64_t *trade;
	const char *terms;
	struct notice n;
	enum err e = OK;
	size_t i;

	if ((e = notice_get(r, d->notice, &n)))
		return e;
	if (n.state != NOTICE_SCHEDULED)
		return E_STAGE;
	if (!strcmp(n.type, PLAN))
		return notice_publish(r, n.id);
	if ((e = check(r, &n)))
		return err_status(e) < 500 ? notice_give_up(r, &n, e) : e;
	for (trade = n.trades.at, i = 0; i < n.trades.n; i++) {
		if ((e = trade_enter(r, trade[i], "publish")))
			return e;
		set_times(r, n.publish_at);
		if ((e = rule_freeze(r)) || (e = write_times(r)) ||
		    (e = terms_state(r, &terms)) ||
		    (e = trade_step(r, &n,
				    arena_printf(r->mem, "{\"terms\":\"%s\"}",
						 terms))) ||
		    (e = due_add_close(r)))
			return e;
	}
	return notice_publish(r, n.id);
}

/* POST /trades/:id/clarifications */
enum err
post_clarification(struct req *r)
{
	struct clarification *c = r->in;

	if (c->corrects != NONE)
		return req_bad(r, "corrects", "澄清不更正公告，请用更正");
	return clarify(r, c, "GC05", 1, "gc.clarify.bid_doc");
}

/* POST /trades/:id/corrections -- of a notice that stays as it is */
enum err
post_correction(struct req *r)
{
	struct clarification *c = r->in;
	struct notice n;
	int64_t found;
	enum err e;

	if (c->corrects == NONE)
		return req_bad(r, "corrects", "要写明更正哪一份公告");
	e = NUMBER(r, SQL_NOTICE_OF_TRADE, &found, I64(r->trade.id),
		   I64(c->corrects));
	if (e == E_NOTFOUND)
		return req_bad(r, "corrects", "标段没有这份已发布的公告");
	if (e || (e = db_one(r->db, r->mem, SQL_NOTICE_READ,
			     ARGS(I64(c->corrects)), &n)))
		return e;
	if (r->now >= r->trade.deadline) {
		if (c->affects_bids)
			return req_bad(r, "affects_bids", "投标已经截止");
		if (c->deadline != NONE)
			return req_bad(r, "deadline", "投标已经截止");
	}
	return clarify(r, c, n.type, 2, "gc.clarify.bid_doc");
}
