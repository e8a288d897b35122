/* Projects and their trades while they are drafts. */
#include "event.h"
#include "json.h"
#include "trade.h"

/* POST /projects -- bring a project */
enum err
post_project(struct req *r)
{
	struct project *p = r->in;
	enum err e;

	if ((e = project_add(r, p)))
		return e;
	r->status = 201;
	return reply_record(r, &project_record, p);
}

/* POST /projects -- who sells acts for itself */
enum err
post_own_project(struct req *r)
{
	struct project *p = r->in;

	if (p->agency_code)
		return req_bad(r, "agency_code", "由出让方自己办理");
	p->owner_code = NULL;
	return post_project(r);
}

enum err
draft_project(struct req *r, struct project *p, unsigned who)
{
	unsigned roles;
	enum err e;

	if ((e = project_read(r, r->id, p, &roles)))
		return e;
	return roles & who ? OK : E_ROLE;
}

static const char *
said(struct req *r, const struct record *rec, const void *it)
{
	struct buf b;

	buf_init(&b, r->mem);
	json_record(&b, rec, it, F_IN);
	return buf_text(&b);
}

enum err
draft_added(struct req *r, int64_t project, int64_t trade,
	    const struct record *rec, const void *it)
{
	return event_add(r, &(struct event){ .verb = "trade",
					     .project = project,
					     .trade = trade,
					     .notice = NONE,
					     .before = NONE,
					     .after = S_DRAFT,
					     .detail = said(r, rec, it) });
}

enum err
draft_changed(struct req *r, const struct record *rec, const void *it)
{
	bool pending;
	enum err e;

	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE,
			       "公告已排定发布，请先撤回公告再修改");
	return trade_step(r, it, said(r, rec, it));
}
