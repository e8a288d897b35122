/* Steps that failed are asked for again later, and later each time. */
#include "clock.h"

#define WAITS 256
#define FIRST_MS 250
#define LONGEST_MS 60000
#define PAUSED_MS 5000 /* look again at a paused trade */

/* A step that failed: not before. */
struct wait {
	int64_t id, until, last;
};

static struct wait *
wait_find(struct clock *c, int64_t id)
{
	struct wait *w, *oldest;

	if (!c->waits && !(c->waits = calloc(WAITS, sizeof(*w))))
		exit(70);
	for (oldest = w = c->waits; w < c->waits + WAITS; w++) {
		if (w->id == id)
			return w;
		if (w->until < oldest->until)
			oldest = w;
	}
	return oldest;
}

void
wait_longer(struct clock *c, int64_t id, bool paused)
{
	struct wait *w = wait_find(c, id);
	int64_t longest = c->speed > 1 ? 2000 : LONGEST_MS;

	if (w->id != id)
		*w = (struct wait){ .id = id };
	w->last = w->last ? 2 * w->last : FIRST_MS;
	if (paused)
		w->last = c->speed > 1 ? 500 : PAUSED_MS;
	if (w->last > longest)
		w->last = longest;
	w->until = c->r.real + w->last;
}

bool
must_wait(struct clock *c, int64_t id)
{
	const struct wait *w = wait_find(c, id);

	return w->id == id && w->until > c->r.real;
}
