/* What failed and is tried again later. */
#include <string.h>

#include "waits.h"

static struct waiting *
find(const struct waits *w, int64_t id)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->at[i].id == id)
			return &w->at[i];
	return NULL;
}

static struct waiting *
add(struct waits *w, int64_t id)
{
	struct waiting *more;

	if (!w->mem)
		w->mem = arena_new();
	if (w->n == w->room) {
		w->room = w->room ? 2 * w->room : 64;
		more = arena_alloc(w->mem, w->room * sizeof(*more));
		if (w->n)
			memcpy(more, w->at, w->n * sizeof(*more));
		w->at = more;
	}
	w->at[w->n] = (struct waiting){ .id = id, .wait = WAIT_FIRST };
	return &w->at[w->n++];
}

bool
waits_hold(struct waits *w, int64_t id)
{
	struct waiting *x = find(w, id);

	return x && x->left && x->left--;
}

void
waits_add(struct waits *w, int64_t id)
{
	struct waiting *x = find(w, id);

	if (!x)
		x = add(w, id);
	x->left = x->wait;
	x->wait = x->wait < WAIT_MAX / 2 ? 2 * x->wait : WAIT_MAX;
}

void
waits_drop(struct waits *w, int64_t id)
{
	struct waiting *x = find(w, id);

	if (x)
		*x = w->at[--w->n];
}
