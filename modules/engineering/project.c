/* Projects and their trades, as drafts. */
#include "engineering.h"

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
	enum err e;

	if ((e = draft_project(r, &p, OWNER | AGENCY)))
		return e;
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
	enum err e;

	t->id = r->trade.id;
	t->project = r->trade.project;
	r->trade.method = t->method;
	if ((e = draft_changed(r, &conditions_record, t)) ||
	    (e = conditions_set(r, t)) || (e = conditions_get(r, t->id, t)))
		return e;
	return reply_record(r, &conditions_record, t);
}
