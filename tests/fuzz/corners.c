/* Fuzz target: corner points as text, and what is asked of their area. */
#include <stdlib.h>

#include "geometry.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct ring_fault f;
	struct ring r, again, part;
	struct box box;
	size_t i;

	/* an area is written so that it reads the same */
	if (ring_read(mem, arena_copy(mem, data, n), &r, &f)) {
		if (r.n < 40 && ring_is_simple(&r, &f)) {
			if (!ring_read(mem, ring_text(mem, &r), &again, &f) ||
			    again.n != r.n)
				abort();
			for (i = 0; i < r.n; i++)
				if (again.at[i].x != r.at[i].x ||
				    again.at[i].y != r.at[i].y)
					abort();
			/* it overlaps itself; what is cut out, both ways */
			if (!rings_overlap(&r, &again) || !ring_metres(&r))
				abort();
			part = (struct ring){ r.n - 1, again.at };
			if (ring_is_simple(&part, &f) &&
			    rings_overlap(&r, &part) !=
				rings_overlap(&part, &r))
				abort();
			box = ring_box(&r);
			if (!box_holds(&box, &box))
				abort();
		}
	} else if (!f.err) {
		abort();
	}
	arena_free(mem);
	return 0;
}
