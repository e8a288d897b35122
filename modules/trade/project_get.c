/* What is shown of projects. */

#include "trade.h"
#include "tender_sql.h"

/* GET /projects/:id */
enum err
get_project(struct req *r)
{
	struct project p;
	enum err e;

	if ((e = project_read(r, r->id, &p, NULL)))
		return e;
	return reply_record(r, &project_record, &p);
}

/* GET /projects/:id/trades -- strangers see those that were public */
enum err
get_project_trades(struct req *r)
{
	struct list l = { 0, NULL };
	struct project p;
	unsigned roles;
	enum err e;

	if ((e = project_read(r, r->id, &p, &roles)))
		return e;
	roles &= INSIDERS;
	if ((e = db_all(r->db, r->mem, SQL_CONDITIONS_LIST,
			ARGS(I64(p.id), I64(roles != 0)), &l)))
		return e;
	return reply_items(r, &conditions_record, &l, NULL);
}

/* GET /my/projects -- those the user's subject owns or acts for */
enum err
get_my_projects(struct req *r)
{
	struct list l = { 0, NULL };
	struct page p = page_of(r);
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_PROJECT_LIST,
			ARGS(I64(r->user.subject), I64(r->user.subject),
			     I64(p.after), I64(p.limit + 1)),
			&l)))
		return e;
	return reply_items(r, &project_record, &l,
			   page_next(r, &p, &l, sizeof(struct project),
				     offsetof(struct project, id)));
}
