#ifndef OPEN_IMPL_H
#define OPEN_IMPL_H
#include "bid.h"
#include "panel.h"

/* One opening at work, within open.c and open_words.c. */

/* Whose fault it is that a bid does not open (电子招标投标办法 31). */
enum { BIDDERS_FAULT, OTHERS_FAULT };

struct session {
	struct list bids, shares; /* struct standing, struct share_row */
	struct list trustees, faults;
	struct list lines; /* struct opening, one a bid */
	struct arena *bid; /* what opening one takes, before the next */
	size_t opened;
	const char *law; /* what becomes of a bid that does not open */
	struct buf body, facts, detail;
};

/* What is read aloud of a bid, for the notice, and what the event holds. */
void session_describe(struct req *, struct session *, const struct opening *);
/* Who is in two bids or beside a relative's, for the panel to judge. */
enum err session_warn(struct req *, struct session *);
/* Trustees whose shares were not what they should be. */
void session_blame(struct session *);
enum err session_announce(struct req *, struct session *);

#endif
