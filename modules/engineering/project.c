/* Projects and their trades, as drafts. */
#include "engineering.h"
#include "json.h"

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

/* POST /projects/:id -- describe it anew; notices ask again what is lawful */
enum err
post_project_change(struct req *r)
{
	struct project *p = r->in;
	enum err e;

	if ((e = project_set(r, r->id, p)))
		return e;
	return reply_record(r, &project_record, p);
}

/* POST /projects/:id/trades -- a section of it, with its conditions */
enum err
post_trade(struct req *r)
{
	struct conditions *t = r->in;
	struct project p;
	unsigned roles;
	enum err e;

	if ((e = project_read(r, r->id, &p, &roles)))
		return e;
	if (!(roles & (OWNER | AGENCY)))
		return E_ROLE;
	t->id = NONE;
	t->project = p.id;
	t->round = NONE;
	t->predecessor = NONE;
	t->threshold = NONE;
	r->trade.method = t->method;
	if ((e = conditions_are_lawful(r, t)) ||
	    (e = conditions_add(r, &p, t)) || (e = conditions_get(r, t->id, t)))
		return e;
	r->status = 201;
	return reply_record(r, &conditions_record, t);
}

/* POST /trades/:id/conditions -- all conditions of a draft anew */
enum err
post_conditions(struct req *r)
{
	struct conditions *t = r->in;
	bool pending;
	struct buf b;
	enum err e;

	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE,
			       "公告已排定发布，请先撤回公告再修改");
	t->id = r->trade.id;
	t->project = r->trade.project;
	r->trade.method = t->method;
	buf_init(&b, r->mem);
	json_record(&b, &conditions_record, t, F_IN);
	if ((e = trade_step(r, t, buf_text(&b))) ||
	    (e = conditions_set(r, t)) || (e = conditions_get(r, t->id, t)))
		return e;
	return reply_record(r, &conditions_record, t);
}
