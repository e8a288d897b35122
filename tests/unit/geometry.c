/* Areas by corner points: text, shape, overlap, square metres. */
#include <stdio.h>

#include "geometry.h"
#include "tap.h"

static struct arena *mem;

static struct ring
read(const char *text)
{
	struct ring_fault f;
	struct ring r;

	ring_read(mem, text, &r, &f);
	return r;
}

/* Why not, or RING_OK if it is an area. */
static enum ring_err
fault(const char *text)
{
	struct ring_fault f;
	struct ring r;

	return ring_read(mem, text, &r, &f) && ring_is_simple(&r, &f) ? RING_OK
								      : f.err;
}

static void
text(void)
{
	static const char *const bad[] = {
		"91.1 29.6;x;91.2 29.7",
		"91.1,,29.6;1 1;2 2",
		"91.123456789 29;1 1;2 2",
		"91°60′ 29;1 1;2 2",
		"91°07′24.123456″ 29;1 1;2 2",
		"180 29;1 1;2 2",
		"91 90;1 1;2 2",
		"91. 29;1 1;2 2",
		"91°07 29;1 1;2 2",
		"91 29 3;1 1;2 2",
		"9129;1 1;2 2",
		"-91 29;1 1;2 2",
		"91°07′24 29;1 1;2 2",
	};
	char many[(RING_MAX + 1) * 12], *p = many;
	size_t i, wrong = 0;
	struct ring r;

	r = read("91.1234567,29.65; 91°07′24.44444″ 29°39′\n91度8分0.5秒，30°");
	ok(r.n == 3 && r.at[0].x == INT64_C(910000000) * 36 + 1234567 * 36 &&
	       r.at[0].y == 29 * ARC_DEGREE + 39 * ARC_MINUTE,
	   "decimal degrees are kept exactly");
	ok(r.at[1].x == 91 * ARC_DEGREE + 7 * ARC_MINUTE + 2444444 &&
	       r.at[1].y == r.at[0].y,
	   "and so are seconds");
	ok(r.at[2].x == 91 * ARC_DEGREE + 8 * ARC_MINUTE + ARC_SECOND / 2 &&
	       r.at[2].y == 30 * ARC_DEGREE,
	   "however they are written");
	is(ring_text(mem, &r),
	   "91°07′24.44412″, 29°39′00.00000″; 91°07′24.44444″, "
	   "29°39′00.00000″; 91°08′00.50000″, 30°00′00.00000″",
	   "they are written in one way");
	ok(read("1 1;2 1;2 2;1 1;\n").n == 3, "a ring may be closed or not");
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (fault(bad[i]) != RING_SYNTAX) {
			diag("%s: %d", bad[i], fault(bad[i]));
			wrong++;
		}
	ok(!wrong, "what is no coordinate is none");
	for (i = 0; i <= RING_MAX; i++)
		p += snprintf(p, 12, "%d.%02d %d;", (int)i / 100, (int)i % 100,
			      (int)i % 2);
	ok(fault(many) == RING_MANY, "there is a limit to corners");
	p[-7] = 0;
	ok(fault(many) != RING_MANY, "which may be reached");
}

static void
shapes(void)
{
	ok(!fault("1 1;2 1;1 2"), "a triangle is an area");
	ok(!fault("1 1;2 1;3 1;3 3"), "a point may lie on a straight border");
	ok(fault("1 1;2 1") == RING_FEW, "two points are none");
	ok(fault("1 1;2 1;1 1") == RING_FEW, "nor are two and one of them");
	ok(fault("1 1;2 1;2 1;1 2") == RING_TWICE, "no point comes twice");
	ok(fault("1 1;2 1;3 1") == RING_BACK, "a line is no area");
	ok(fault("1 1;5 1;5 5;3 5;3 7;3 4") == RING_BACK,
	   "there are no spikes");
	ok(fault("1 1;3 3;3 1;1 3") == RING_CROSSES, "a bow crosses itself");
	ok(fault("1 1;5 1;5 5;3 1;1 5") == RING_CROSSES,
	   "and so does what touches itself");
}

static bool
overlap(const char *a, const char *b)
{
	struct ring x = read(a), y = read(b);
	bool yes = rings_overlap(&x, &y);

	if (yes != rings_overlap(&y, &x))
		diag("one way only: %s | %s", a, b);
	return yes;
}

#define SQUARE "10 10;20 10;20 20;10 20"

static void
overlaps(void)
{
	ok(overlap(SQUARE, SQUARE), "an area overlaps itself");
	ok(overlap(SQUARE, "20 20;20 10;10 10;10 20"), "either way round");
	ok(overlap(SQUARE, "12 12;13 12;13 13"), "one within the other");
	ok(overlap(SQUARE, "10 12;13 12;10 13"), "or at its border");
	ok(overlap(SQUARE, "10 10;20 20;10 20"), "or corner to corner");
	ok(overlap(SQUARE, "15 5;25 5;25 15;15 15"), "or across");
	ok(overlap(SQUARE, "15 5;20 15;15 25;10 15"), "or at corners only");
	ok(overlap("10 10;20 10;15 20", "10 20;15 10;20 20"), "a star");
	ok(!overlap(SQUARE, "20 10;30 10;30 20;20 20"), "neighbours do not");
	ok(!overlap(SQUARE, "20 5;30 5;30 25;20 25"), "of whatever size");
	ok(!overlap(SQUARE, "20 20;30 20;30 30"), "nor at a corner");
	ok(!overlap("10 10;40 10;40 40;10 40;10 30;30 30;30 20;10 20",
		    "10 20;30 20;30 30;10 30"),
	   "nor what fills a gap exactly");
	ok(overlap("10 10;40 10;40 40;10 40;10 30;30 30;30 20;10 20",
		   "10 20;30.0000001 20;30 30;10 30"),
	   "and a ten-millionth of a degree is seen");
}

static bool
holds(const char *a, const char *b)
{
	struct ring x = read(a), y = read(b);

	return ring_holds(&x, &y);
}

#define GAP "10 10;40 10;40 40;10 40;10 30;30 30;30 20;10 20"

static void
held(void)
{
	ok(holds(SQUARE, SQUARE) && holds(SQUARE, "12 12;13 12;13 13"),
	   "an area holds itself and what is within");
	ok(holds(SQUARE, "10 10;20 20;10 20"), "up to its border");
	ok(!holds(SQUARE, "12 12;21 12;13 13") &&
	       !holds("12 12;13 12;13 13", SQUARE),
	   "and not what is larger");
	ok(!holds(GAP, "10 20;30 20;30 30;10 30"), "or in a gap of it");
}

/* ---- a second opinion, on a small grid and by other means ---- */

static uint32_t seed = 20260401;

static int
dice(int n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return (int)(seed % (uint32_t)n);
}

static struct ring
random_ring(struct corner *at, int grid)
{
	struct ring r = { 3 + (size_t)dice(5), at };
	size_t i;

	for (i = 0; i < r.n; i++)
		at[i] = (struct corner){ dice(grid), dice(grid) };
	return r;
}

/* Solves for where the lines of two edges meet. */
static bool
solved(struct corner a, struct corner b, struct corner c, struct corner d)
{
	int64_t ux = b.x - a.x, uy = b.y - a.y, vx = d.x - c.x, vy = d.y - c.y;
	int64_t wx = c.x - a.x, wy = c.y - a.y, det = ux * vy - uy * vx;
	int64_t s = wx * vy - wy * vx, t = wx * uy - wy * ux;
	int64_t from, to, len = ux * ux + uy * uy;

	if (det < 0) {
		det = -det;
		s = -s;
		t = -t;
	}
	if (det)
		return s >= 0 && s <= det && t >= 0 && t <= det;
	if (wx * uy != wy * ux)
		return false;
	from = wx * ux + wy * uy;
	to = from + vx * ux + vy * uy;
	return (from >= 0 || to >= 0) && (from <= len || to <= len);
}

static bool
simple_by_solving(const struct ring *r)
{
	struct corner *p = r->at, a, b, c;
	size_t i, j, n = r->n;

	for (i = 0; i < n; i++) {
		a = p[i];
		b = p[(i + 1) % n];
		c = p[(i + 2) % n];
		if (a.x == b.x && a.y == b.y)
			return false;
		/* the next edge has nothing but its begin in common */
		if ((b.x - a.x) * (c.y - b.y) == (b.y - a.y) * (c.x - b.x) &&
		    (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) <= 0)
			return false;
		for (j = i + 2; j < n; j++)
			if ((j + 1) % n != i &&
			    solved(a, b, p[j], p[(j + 1) % n]))
				return false;
	}
	return true;
}

static void
random_shapes(void)
{
	int i, wrong = 0, good = 0;
	struct corner at[8];
	struct ring_fault f;
	struct ring r;
	bool yes;

	for (i = 0; i < 200000; i++) {
		r = random_ring(at, 3 + i % 5);
		yes = simple_by_solving(&r);
		good += yes;
		wrong += yes != ring_is_simple(&r, &f);
	}
	ok(!wrong && good > 10000, "%d of %d random shapes, %d judged wrong",
	   good, i, wrong);
}

/* The parts of a line at x that are inside, as pairs of y; how many ends. */
static int
chords(const struct ring *r, double x, double y[8])
{
	struct corner a, b;
	int n = 0, k;
	double at;
	size_t i;

	for (i = 0; i < r->n; i++) {
		a = r->at[i];
		b = r->at[(i + 1) % r->n];
		if (((double)a.x > x) == ((double)b.x > x))
			continue;
		at = (double)a.y + (x - (double)a.x) * (double)(b.y - a.y) /
				       (double)(b.x - a.x);
		for (k = n++; k && y[k - 1] > at; k--)
			y[k] = y[k - 1];
		y[k] = at;
	}
	return n;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Abscissas of all corners and of all meetings of lines, in order. */
static int
abscissas(const struct ring *r, const struct ring *o, double *x)
{
	struct corner a, b, c, d;
	size_t i, j;
	double det;
	int n = 0;

	for (i = 0; i < r->n; i++) {
		a = r->at[i];
		b = r->at[(i + 1) % r->n];
		x[n++] = (double)a.x;
		for (j = 0; j < o->n; j++) {
			c = o->at[j];
			d = o->at[(j + 1) % o->n];
			if (!i)
				x[n++] = (double)c.x;
			det = (double)((b.x - a.x) * (d.y - c.y) -
				       (b.y - a.y) * (d.x - c.x));
			if (det != 0)
				x[n++] =
				    (double)a.x +
				    (double)(b.x - a.x) *
					(double)((c.x - a.x) * (d.y - c.y) -
						 (c.y - a.y) * (d.x - c.x)) /
					det;
		}
	}
	qsort(x, (size_t)n, sizeof(*x), by_size);
	return n;
}

/* In each strip between two abscissas borders do not meet: one line tells. */
static bool
overlap_by_strips(const struct ring *r, const struct ring *o)
{
	double x[80], y[8], z[8], from, to;
	int n = abscissas(r, o, x), i, j, k, ny, nz;

	for (i = 0; i + 1 < n; i++) {
		if (x[i + 1] - x[i] < 1e-9)
			continue;
		ny = chords(r, (x[i] + x[i + 1]) / 2, y);
		nz = chords(o, (x[i] + x[i + 1]) / 2, z);
		for (j = 0; j + 1 < ny; j += 2)
			for (k = 0; k + 1 < nz; k += 2) {
				from = y[j] > z[k] ? y[j] : z[k];
				to = y[j + 1] < z[k + 1] ? y[j + 1] : z[k + 1];
				if (to - from > 1e-9)
					return true;
			}
	}
	return false;
}

/* The same shape elsewhere, larger, begun elsewhere and perhaps turned. */
static struct ring
moved(const struct ring *r, struct corner *at)
{
	size_t i, from = (size_t)dice((int)r->n), turned = (size_t)dice(2), k;

	for (i = 0; i < r->n; i++) {
		k = (from + (turned ? r->n - i : i)) % r->n;
		at[i].x = 91 * ARC_DEGREE + r->at[k].x * 99999999;
		at[i].y = 29 * ARC_DEGREE + r->at[k].y * 99999999;
	}
	return (struct ring){ r->n, at };
}

static void
random_overlaps(void)
{
	struct corner at[8], bt[8], mat[8], mbt[8];
	int i = 0, wrong = 0, apart = 0, grid;
	struct ring a, b, ma, mb;
	struct ring_fault f;
	bool yes;

	while (i < 60000) {
		grid = 3 + dice(6);
		a = random_ring(at, grid);
		b = random_ring(bt, grid);
		if (!ring_is_simple(&a, &f) || !ring_is_simple(&b, &f))
			continue;
		i++;
		yes = overlap_by_strips(&a, &b);
		apart += !yes;
		ma = moved(&a, mat);
		mb = moved(&b, mbt);
		wrong += yes != rings_overlap(&a, &b) ||
			 yes != rings_overlap(&mb, &ma);
	}
	ok(!wrong && apart > 1000, "%d random pairs, %d apart, %d judged wrong",
	   i, apart, wrong);
}

static void
metres(void)
{
	struct ring r = read("91.1 29.6;91.2 29.6;91.2 29.7;91.1 29.7");
	struct box b = ring_box(&r);
	struct box region = { 78 * ARC_DEGREE, 26 * ARC_DEGREE,
			      100 * ARC_DEGREE, 37 * ARC_DEGREE };

	/* by the closed formula of the ellipsoid: 107325020 */
	ok(llabs(ring_metres(&r) - 107325020) < 107325020 / 10000,
	   "a tenth of a degree squared (%lld)", (long long)ring_metres(&r));
	r = read("91.1 29.6;91.1 29.7;91.2 29.7;91.2 29.6");
	ok(llabs(ring_metres(&r) - 107325020) < 107325020 / 10000,
	   "the other way round");
	ok(box_holds(&region, &b), "it lies in Tibet");
	r = read("77.99 29.6;91.2 29.6;91.2 29.7");
	b = ring_box(&r);
	ok(!box_holds(&region, &b), "the other one not wholly");
	r = read("91 10;92 10;92 11");
	ok(ring_metres(&r) == -1, "nothing is said of other latitudes");
}

int
main(void)
{
	mem = arena_new();
	plan(41);
	text();
	shapes();
	overlaps();
	held();
	random_shapes();
	random_overlaps();
	metres();
	arena_free(mem);
	return tap_bad != 0;
}
