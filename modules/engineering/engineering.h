#ifndef ENGINEERING_H
#define ENGINEERING_H
#include "trade.h"

/*
 * Tenders of construction engineering (工程建设项目招标投标): the life cycle,
 * its guards, and the handlers that are not the same in every domain.
 */
extern const struct move engineering_moves[];
extern const struct due_verb engineering_due[];

/* limits.c: guards of the conditions.  rec is a struct conditions. */
enum err conditions_are_lawful(struct req *, const void *rec);
/* The same without what may be exceeded for a reason. */
enum err limits_hold(struct req *, const struct conditions *,
		     const struct project *);

/* guards.c: may the notice that is rec go out for r->trade? */
enum err notice_is_lawful(struct req *, const void *rec);

/* project.c */
enum err post_project_change(struct req *); /* POST /projects/:id */
enum err post_trade(struct req *);          /* POST /projects/:id/trades */
enum err post_conditions(struct req *); /* POST /trades/:id/conditions: edit */

/* notice.c */
enum err post_notice(struct req *); /* POST /notices: schedule */
enum err due_publish(struct req *, const struct due *);
enum err post_clarification(struct req *); /* ../clarifications: clarify */
enum err post_correction(struct req *);    /* ../corrections: correct */

/* facts.c: the key facts of a tender notice. */
enum err notice_facts(struct req *, const struct notice *, const char **facts);

enum err post_due(struct req *); /* POST /due/:id */

#endif
