#ifndef CLOCK_H
#define CLOCK_H
#include "crypt.h"
#include "merkle.h"
#include "req.h"

/*
 * ggzy-clock does what time does.  One process, one loop; each turn of it is
 * a few short transactions:
 *
 *	order	committed events get their place in the log; with a closed box
 *		comes a signed head
 *	head	the log is signed every minute, and when somebody waits for a
 *		head (table head_wanted)
 *	steps	steps that are due are asked of their workers; a step that takes
 *		long is waited for in later turns
 *	duties	duties that are overdue and that no step reported become events
 *
 * A second clock does no harm: all of it happens under one row lock, and a
 * step is taken by the worker once.
 */
struct clock {
	struct req r;       /* database, memory of one turn, time */
	struct merkle tree; /* what is in the log, if `known` */
	bool known;
	struct key *key;
	int64_t account;        /* that steps are taken by */
	int64_t speed;          /* of the installation */
	const char *cookie;     /* of its session; malloc'd, NULL: none */
	int64_t sessions;       /* that were opened */
	int64_t signed_at;      /* true time of the last */
	int64_t reported_at;    /* true time when duties were looked at */
	struct wait *waits;     /* steps that failed */
	struct flight *flights; /* steps that are under way */
};

/* The transaction of one part of a turn, with the one lock held. */
enum err clock_begin(struct clock *);
enum err clock_end(struct clock *, enum err);

enum err clock_order(struct clock *, bool *more);
enum err clock_head(struct clock *);
enum err clock_duties(struct clock *);
enum err clock_steps(struct clock *);
void clock_steps_leave(struct clock *);

/* Real milliseconds; a rehearsal that runs fast is not kept waiting. */
void wait_longer(struct clock *, int64_t step, bool paused);
bool must_wait(struct clock *, int64_t step);

/* A session of the clock's account for its requests. */
enum err door_open(struct clock *);
void door_close(struct clock *);

#endif
