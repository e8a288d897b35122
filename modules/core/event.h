#ifndef EVENT_H
#define EVENT_H
#include "req.h"

/*
 * The event log: every change inserts one event in its own transaction.  The
 * body is canonical JSON (fixed member order, no spaces) that holds a random
 * salt, so that a leaf tells nothing to who does not know the body.  Events of
 * one trade name the trail of those before them (trade/TRUST.md).  `clock`
 * puts events in order afterwards (log.h).
 */
struct event {
	const char *verb;
	int64_t project, trade, notice; /* NONE: not about one */
	int64_t before, after;          /* stages, or NONE */
	bool public;                    /* may the feed show the body? */
	const char *detail;             /* canonical JSON object, or NULL */
};

/* About nothing yet: say what, where it is about something. */
struct event event_of(const char *verb, const char *detail);
/* Adds the event of r's user at r->now. */
enum err event_add(struct req *, const struct event *);

#endif
