#ifndef FIND_H
#define FIND_H
#include "public.h"
#include "terms.h"

/* What is asked of the notices, and what was found. */
struct find {
	struct query *words; /* NULL: none */
	uint32_t facet[3];
	size_t facets;
	int64_t low, high; /* low <= pos < high */
	int64_t limit;
};

/* From the query of a request; E_FIELD if something cannot be. */
enum err find_read(struct req *, const struct notice_query *, struct find *);
/*
 * The newest that match, at most f->limit.  *more: the pos after which to go
 * on, or NONE.  It may stop early, with fewer and *more set, when candidates
 * keep failing: no question may hold a worker for long.
 */
enum err find_run(struct req *, const struct find *, struct list *found,
		  int64_t *more);

#endif
