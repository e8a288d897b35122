#ifndef GEOMETRY_H
#define GEOMETRY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * Areas by their corner points (拐点): longitude and latitude of CGCS2000 in
 * whole hundred-thousandths of an arc second, so that decimal degrees of up to
 * seven places and seconds of up to five are both kept exactly.  An edge is
 * straight in longitude and latitude.  Whatever is asked of areas comes down
 * to the side of a line on which a point lies, computed in 128 bits: nothing
 * is rounded and there is no tolerance, but in ring_metres().
 */
#define ARC_SECOND INT64_C(100000)
#define ARC_MINUTE (60 * ARC_SECOND)
#define ARC_DEGREE (60 * ARC_MINUTE)

struct corner {
	int64_t x, y; /* east, north */
};

/* The last point joins the first, which is not repeated. */
struct ring {
	size_t n;
	struct corner *at;
};
#define RING_MAX 500

struct box {
	int64_t west, south, east, north;
};

enum ring_err {
	RING_OK,
	RING_SYNTAX,  /* point a is not written as one */
	RING_MANY,    /* more than RING_MAX */
	RING_FEW,     /* fewer than three points */
	RING_TWICE,   /* points a and b are the same */
	RING_BACK,    /* at point a the border goes back on itself */
	RING_CROSSES, /* the edges from points a and b meet */
};
struct ring_fault {
	enum ring_err err;
	size_t a, b; /* points, counted from 1 */
};

/*
 * Points are separated by semicolons or ends of line, each a longitude and a
 * latitude with a comma or blanks between: 91.1234567 29.65, or
 * 91°07′24.44″, 29°39′; for the three signs ' " and 度分秒 do as well.
 * A last point that repeats the first closes the ring and is dropped.  The
 * points stay in the arena.  False: see the fault.
 */
bool ring_read(struct arena *, const char *text, struct ring *,
	       struct ring_fault *);
/* Written so that ring_read() gives the same numbers again. */
const char *ring_text(struct arena *, const struct ring *);
/* Has it a single inside?  Ring and fault as above. */
bool ring_is_simple(const struct ring *, struct ring_fault *);

struct box ring_box(const struct ring *);
bool box_holds(const struct box *, const struct box *inner);

/* Have the insides of two simple rings a point in common?  Borders may touch.
 */
bool rings_overlap(const struct ring *, const struct ring *);
/* Is no point of the inner one outside? */
bool ring_holds(const struct ring *outer, const struct ring *inner);

/*
 * Square metres on the ellipsoid of CGCS2000, to a ten-thousandth for what is
 * up to a degree high: the area in square arc seconds times what one of them
 * measures at the latitude of the centre of gravity, between the values of
 * whole degrees.  -1 for latitudes that are not Tibet's.
 */
int64_t ring_metres(const struct ring *);

#endif
