/* Sides of lines, and what follows from them: crossings, insides, areas. */
#include "geometry.h"

enum place { OUTSIDE, BORDER, INSIDE };

/* b - a times c - a: positive where c lies to the left of the way a to b */
static __int128
cross(struct corner a, struct corner b, struct corner c)
{
	return (__int128)(b.x - a.x) * (c.y - a.y) -
	       (__int128)(b.y - a.y) * (c.x - a.x);
}

static int
side(struct corner a, struct corner b, struct corner c)
{
	__int128 n = cross(a, b, c);

	return (n > 0) - (n < 0);
}

static bool
same(struct corner a, struct corner b)
{
	return a.x == b.x && a.y == b.y;
}

static struct corner
after(const struct ring *r, size_t i)
{
	return r->at[i + 1 < r->n ? i + 1 : 0];
}

/* c on the line through a and b: between them, or one of them? */
static bool
is_between(struct corner a, struct corner b, struct corner c)
{
	return ((a.x <= c.x && c.x <= b.x) || (b.x <= c.x && c.x <= a.x)) &&
	       ((a.y <= c.y && c.y <= b.y) || (b.y <= c.y && c.y <= a.y));
}

static bool
is_on(struct corner a, struct corner b, struct corner c)
{
	return !side(a, b, c) && is_between(a, b, c);
}

/* In one point that is inside both. */
static bool
edges_cross(struct corner a, struct corner b, struct corner c, struct corner d)
{
	return side(a, b, c) * side(a, b, d) < 0 &&
	       side(c, d, a) * side(c, d, b) < 0;
}

static bool
edges_meet(struct corner a, struct corner b, struct corner c, struct corner d)
{
	return edges_cross(a, b, c, d) || is_on(a, b, c) || is_on(a, b, d) ||
	       is_on(c, d, a) || is_on(c, d, b);
}

static bool
fault(struct ring_fault *f, enum ring_err e, size_t a, size_t b)
{
	f->err = e;
	f->a = a + 1;
	f->b = b + 1;
	return false;
}

/* From a over b to c: straight back? */
static bool
goes_back(struct corner a, struct corner b, struct corner c)
{
	return !side(a, b, c) && !is_between(a, c, b);
}

bool
ring_is_simple(const struct ring *r, struct ring_fault *f)
{
	size_t i, j, n = r->n;

	if (n < 3)
		return fault(f, RING_FEW, 0, 0);
	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			if (same(r->at[i], r->at[j]))
				return fault(f, RING_TWICE, i, j);
	for (i = 0; i < n; i++)
		if (goes_back(r->at[i ? i - 1 : n - 1], r->at[i], after(r, i)))
			return fault(f, RING_BACK, i, i);
	/* edges that share a point are judged above */
	for (i = 0; i < n; i++)
		for (j = i + 2; j < n; j++)
			if (i + n - j > 1 && edges_meet(r->at[i], after(r, i),
							r->at[j], after(r, j)))
				return fault(f, RING_CROSSES, i, j);
	return true;
}

struct box
ring_box(const struct ring *r)
{
	struct box b = { r->at->x, r->at->y, r->at->x, r->at->y };
	size_t i;

	for (i = 1; i < r->n; i++) {
		if (r->at[i].x < b.west)
			b.west = r->at[i].x;
		if (r->at[i].x > b.east)
			b.east = r->at[i].x;
		if (r->at[i].y < b.south)
			b.south = r->at[i].y;
		if (r->at[i].y > b.north)
			b.north = r->at[i].y;
	}
	return b;
}

bool
box_holds(const struct box *b, const struct box *in)
{
	return b->west <= in->west && in->east <= b->east &&
	       b->south <= in->south && in->north <= b->north;
}

/* A ray from p to the east; *on (if on the border) is the edge it is on. */
static enum place
place_of(const struct ring *r, struct corner p, size_t *on)
{
	bool inside = false;
	struct corner a, b;
	size_t i;

	for (i = 0; i < r->n; i++) {
		a = r->at[i];
		b = after(r, i);
		if (is_on(a, b, p)) {
			*on = i;
			return BORDER;
		}
		if ((a.y > p.y) != (b.y > p.y) &&
		    (side(a, b, p) > 0) == (b.y > a.y))
			inside = !inside;
	}
	return inside ? INSIDE : OUTSIDE;
}

/* Twice the area, positive if the inside is to the left. */
static __int128
twice_area(const struct ring *r)
{
	__int128 sum = 0;
	size_t i;

	for (i = 1; i + 1 < r->n; i++)
		sum += cross(r->at[0], r->at[i], r->at[i + 1]);
	return sum;
}

/* a to b is on the edge `on` of o: are both insides on the same side of it? */
static bool
share_inside(const struct ring *r, struct corner a, struct corner b,
	     const struct ring *o, size_t on)
{
	struct corner c = o->at[on], d = after(o, on);
	__int128 along = (__int128)(b.x - a.x) * (d.x - c.x) +
			 (__int128)(b.y - a.y) * (d.y - c.y);

	return (along > 0) == ((twice_area(r) > 0) == (twice_area(o) > 0));
}

static int64_t
distance(struct corner a, struct corner b)
{
	return (b.x < a.x ? a.x - b.x : b.x - a.x) +
	       (b.y < a.y ? a.y - b.y : b.y - a.y);
}

/* The points of o that lie within the edge a to b, in their order, then b. */
static size_t
stops(struct corner a, struct corner b, const struct ring *o,
      struct corner stop[RING_MAX + 1])
{
	size_t n = 0, i, k;

	for (i = 0; i < o->n; i++) {
		if (!is_on(a, b, o->at[i]) || same(o->at[i], a) ||
		    same(o->at[i], b))
			continue;
		for (k = n++;
		     k && distance(a, stop[k - 1]) > distance(a, o->at[i]); k--)
			stop[k] = stop[k - 1];
		stop[k] = o->at[i];
	}
	stop[n++] = b;
	return n;
}

#define SEEN_OUTSIDE 1u
#define SEEN_INSIDE 2u
#define SEEN_SHARED 4u /* on the border, with the same inside */

/*
 * No edges cross.  Then each edge of r, cut where points of o lie on it, has
 * pieces that are as a whole inside o, outside, or on its border; the middle
 * of a piece tells which.  Coordinates are even, so that a middle is whole.
 */
static unsigned
seen(const struct ring *r, const struct ring *o)
{
	struct corner stop[RING_MAX + 1], a, middle;
	size_t i, k, n, on = 0;
	enum place place;
	unsigned all = 0;

	for (i = 0; i < r->n; i++) {
		a = r->at[i];
		n = stops(a, after(r, i), o, stop);
		for (k = 0; k < n; a = stop[k++]) {
			middle.x = (a.x + stop[k].x) / 2;
			middle.y = (a.y + stop[k].y) / 2;
			place = place_of(o, middle, &on);
			if (place == OUTSIDE)
				all |= SEEN_OUTSIDE;
			else if (place == INSIDE)
				all |= SEEN_INSIDE;
			else if (share_inside(r, a, stop[k], o, on))
				all |= SEEN_SHARED;
		}
	}
	return all;
}

static void
doubled(const struct ring *r, struct corner at[RING_MAX])
{
	size_t i;

	for (i = 0; i < r->n; i++)
		at[i] = (struct corner){ 2 * r->at[i].x, 2 * r->at[i].y };
}

static bool
cross_somewhere(const struct ring *a, const struct ring *b)
{
	size_t i, j;

	for (i = 0; i < a->n; i++)
		for (j = 0; j < b->n; j++)
			if (edges_cross(a->at[i], after(a, i), b->at[j],
					after(b, j)))
				return true;
	return false;
}

/*
 * Where insides meet, what they have in common has a border of its own: parts
 * of a's inside b, parts of b's inside a, or parts of both with the insides
 * on the same side.
 */
bool
rings_overlap(const struct ring *a, const struct ring *b)
{
	struct corner at[RING_MAX], bt[RING_MAX];
	struct ring a2 = { a->n, at }, b2 = { b->n, bt };

	if (cross_somewhere(a, b))
		return true;
	doubled(a, at);
	doubled(b, bt);
	return (seen(&a2, &b2) | seen(&b2, &a2)) & (SEEN_INSIDE | SEEN_SHARED);
}

bool
ring_holds(const struct ring *outer, const struct ring *inner)
{
	struct corner at[RING_MAX], bt[RING_MAX];
	struct ring o = { outer->n, at }, in = { inner->n, bt };

	if (cross_somewhere(outer, inner))
		return false;
	doubled(outer, at);
	doubled(inner, bt);
	return !(seen(&in, &o) & SEEN_OUTSIDE);
}

/*
 * A square arc second at whole degrees of latitude, in square centimetres:
 * M N cos(latitude) (pi/648000)^2 on the ellipsoid of CGCS2000, whose radii of
 * curvature M and N follow from a = 6378137 m and f = 1/298.257222101.
 */
#define SOUTHMOST 26
static const int64_t square_second[] = { 8558519, 8485950, 8410809, 8333114,
					 8252886, 8170144, 8084910, 7997205,
					 7907053, 7814477, 7719501, 7622149 };
#define DEGREES (sizeof(square_second) / sizeof(*square_second))

int64_t
ring_metres(const struct ring *r)
{
	__int128 moment = 0, area = twice_area(r), up, whole;
	int64_t y0 = r->at->y, north, scale;
	size_t i, degree;

	if (!area)
		return 0;
	for (i = 1; i + 1 < r->n; i++)
		moment += cross(r->at[0], r->at[i], r->at[i + 1]) *
			  (r->at[i].y - y0 + r->at[i + 1].y - y0);
	north = y0 + (int64_t)(moment / (3 * area)) - SOUTHMOST * ARC_DEGREE;
	if (north < 0 || north >= (int64_t)(DEGREES - 1) * ARC_DEGREE)
		return -1;
	degree = (size_t)(north / ARC_DEGREE);
	north %= ARC_DEGREE;
	scale = square_second[degree] -
		(square_second[degree] - square_second[degree + 1]) * north /
		    ARC_DEGREE;
	up = (area < 0 ? -area : area) * scale;
	whole = (__int128)2 * ARC_SECOND * ARC_SECOND * 10000;
	return (int64_t)((up + whole / 2) / whole);
}
