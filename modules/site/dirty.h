#ifndef DIRTY_H
#define DIRTY_H
#include "site.h"

/* Numbers, kept in the arena of the round; { .mem = } is the empty one. */
struct set {
	struct arena *mem;
	int64_t *at;
	size_t n, cap;
};

/* NONE is left out. */
void set_add(struct set *, int64_t);
/* In order, each once. */
void set_sort(struct set *);
/* Calls `write` with each, to the first error; what uses much memory does so in
 * an arena of its own. */
enum err set_each(struct site *, const struct set *,
		  enum err (*write)(struct site *, int64_t));

/* What has to be written. */
struct dirty {
	struct set notices, trades;
	struct set fresh; /* notices that came or went: lists change */
	bool hide;        /* an import may have been undone */
};

void dirty_init(struct dirty *, struct arena *);
/* Takes in what an entry of the log says. */
void dirty_collect(struct dirty *, const struct entry *);
/* The pages of all that was collected, those that show it too, the search
 * index, the lists.  Done once more after an error, it does the same. */
enum err dirty_write(struct site *, struct dirty *);

#endif
