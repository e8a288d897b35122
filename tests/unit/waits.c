/* What failed waits, longer each time, and is forgotten when it is done. */
#include "tap.h"
#include "waits.h"

#define MANY 1000

/* Rounds until it is tried. */
static unsigned
rounds(struct waits *w, int64_t id)
{
	unsigned n = 0;

	while (waits_hold(w, id))
		n++;
	return n;
}

int
main(void)
{
	struct waits w = { .n = 0 };
	unsigned n = 0, bad = 0;
	int64_t i;

	plan(7);
	ok(!waits_hold(&w, 7), "what never failed is tried");
	waits_add(&w, 7);
	ok(rounds(&w, 7) == WAIT_FIRST, "what failed waits some rounds");
	waits_add(&w, 7);
	ok(rounds(&w, 7) == 2 * WAIT_FIRST, "twice as many the next time");
	for (i = 0; i < 20; i++, n = rounds(&w, 7))
		waits_add(&w, 7);
	ok(n == WAIT_MAX, "but not for ever longer");
	waits_drop(&w, 7);
	waits_add(&w, 7);
	ok(rounds(&w, 7) == WAIT_FIRST, "what was done begins anew");
	for (i = 100; i < 100 + MANY; i++)
		waits_add(&w, i);
	for (i = 100; i < 100 + MANY; i++)
		bad += rounds(&w, i) != WAIT_FIRST;
	ok(!bad, "each of %d waits for itself", MANY);
	for (i = 7; i < 100 + MANY; i++)
		waits_drop(&w, i);
	ok(!w.n, "nothing is left of what is done");
	arena_free(w.mem);
	return tap_bad != 0;
}
