#ifndef DOC_REPORT_H
#define DOC_REPORT_H
#include "archive.h"

/* What an evaluation report tells of: rows as the database has them. */
struct report {
	struct list bids, members, items, scores, votes, ranking;
	unsigned sections; /* so far */
};

/* The heading of the next section, which it numbers: what has nothing to tell
 * is left out and leaves no gap. */
void report_heading(struct doc *, struct report *, const char *);

/* Sections of it (doc_report_scores.c); nothing if there is nothing to tell. */
void report_scores(struct doc *, struct report *);
void report_votes(struct doc *, struct report *);

#endif
