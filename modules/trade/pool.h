#ifndef POOL_H
#define POOL_H
#include "panel.h"

/*
 * Who may serve on a panel: an active expert with a speciality in one of the
 * trade's classes or below, who is not employed by and does not act for the
 * owner, the agency, a bidder, a member of a bidding consortium or a bidder's
 * controlling subject, has declared no avoidance of one of them, and was not
 * called to this panel before.  The library knows the present employer only;
 * looking back (three years in procurement) rests on what experts declare.
 */
struct pool_expert {
	int64_t id, account;
	const char *name, *employer, *classes, *avoids, *acts_for;
	int64_t seat_state;
};
/* A subject of the trade and why its people may not serve. */
struct interest {
	const char *credit_code, *why;
};
struct pool {
	struct list experts; /* struct pool_expert, all active ones */
	struct list against; /* struct interest */
};
extern const struct record pool_expert_record, interest_record;

/* The library as it is now, seen from r->trade. */
enum err pool_read(struct req *, struct pool *);
/* Why this expert may not serve, or NULL. */
const char *pool_obstacle(struct req *, const struct pool *,
			  const struct pool_expert *);
/* Has he a speciality in one of the comma separated classes? */
bool pool_knows(const struct pool_expert *, const char *classes);
/* Is `class` one of the comma separated classes, or below one of them in the
 * tree?  A0301 and A030101 are below A03. */
bool class_fits(const char *classes, const char *class);

#endif
