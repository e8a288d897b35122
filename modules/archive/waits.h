#ifndef WAITS_H
#define WAITS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * What failed, by its number, and is tried again later: after twice as many
 * rounds each time, up to an hour of them.  Begins zeroed, and anew with the
 * process.
 */
#define WAIT_FIRST 10 /* rounds */
#define WAIT_MAX 7200

struct waits {
	struct arena *mem; /* made with the first entry, for ever */
	struct waiting {
		int64_t id;
		unsigned wait, left; /* rounds */
	} * at;
	size_t n, room;
};

/* Asked once a round: has it to wait in this one? */
bool waits_hold(struct waits *, int64_t id);
/* It failed. */
void waits_add(struct waits *, int64_t id);
/* It is done. */
void waits_drop(struct waits *, int64_t id);

#endif
