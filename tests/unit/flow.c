/*
 * How a document flows over pages, on paper that remembers: what is drawn,
 * where, on which page.  A line takes as many letters as fit, ten points each.
 */
#include "flow_impl.h"
#include "qr.h"
#include "tap.h"

#define DRAWN 200000
#define LETTER 10

struct canvas {
	struct arena *mem;
	int64_t page;
	bool real;
};
static struct drawn {
	int64_t page;
	int x, y;
	const char *text; /* whole, of its cell */
	size_t line;
	enum align align;
} drawn[DRAWN];
static size_t n;

struct canvas *
canvas_open(struct arena *mem, const struct paper *p, struct buf *out)
{
	struct canvas *c = arena_alloc(mem, sizeof(*c));

	(void)p;
	c->mem = mem;
	c->page = 1;
	c->real = out;
	n = 0;
	return c;
}

void
canvas_page(struct canvas *c)
{
	c->page++;
}

bool
canvas_close(struct canvas *c)
{
	(void)c;
	return true;
}

struct lines *
canvas_lines(struct canvas *c, const char *text, int width, int size)
{
	struct lines *l = arena_alloc(c->mem, sizeof(*l));
	size_t fit = width > LETTER ? (size_t)(width / LETTER) : 1;

	(void)size;
	l->layout = arena_strdup(c->mem, text);
	l->n = (strlen(text) + fit - 1) / fit;
	if (!l->n)
		l->n = 1;
	return l;
}

void
canvas_drop(struct canvas *c)
{
	(void)c;
}

int
canvas_leading(int size)
{
	return (size * 3 + 3) / 4;
}

void
canvas_line(struct canvas *c, const struct lines *l, size_t i, int x, int y,
	    int width, enum align align, int size)
{
	(void)width;
	(void)size;
	if (c->real && n < DRAWN)
		drawn[n++] =
		    (struct drawn){ c->page, x, y, l->layout, i, align };
}

void
canvas_frame(struct canvas *c, int x, int y, int w, int h)
{
	(void)c;
	(void)x;
	(void)y;
	(void)w;
	(void)h;
}

void
canvas_shade(struct canvas *c, int x, int y, int w, int h, int percent)
{
	canvas_frame(c, x, y, w, h);
	(void)percent;
}

void
canvas_cells(struct canvas *c, int x, int y, int side,
	     const unsigned char *dark, int cells)
{
	canvas_frame(c, x, y, side, cells);
	(void)dark;
}

void
canvas_red(struct canvas *c, bool red)
{
	(void)c;
	(void)red;
}

struct qr *
qr_make(struct arena *mem, const char *text)
{
	(void)mem;
	(void)text;
	return NULL;
}

static struct arena *mem;
static const struct column columns[] = { { "HEAD", 1, A_LEFT },
					 { "NAME", 9, A_LEFT } };
static struct letterhead head = { .over = "over",
				  .title = "title",
				  .number = "number" };
static struct buf out;
static int64_t pages;

static const char *
letters(size_t many)
{
	char *t = arena_alloc(mem, many + 1);

	memset(t, 'x', many);
	return t;
}

static bool
write_it(struct flow *f)
{
	buf_init(&out, mem);
	return flow_write(f, &out, &pages);
}

/* How often a text's line stands on a page (0: on any). */
static size_t
times(const char *text, int64_t page, size_t line)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		k += (!page || drawn[i].page == page) &&
		     drawn[i].line == line && !strcmp(drawn[i].text, text);
	return k;
}

/* Is nothing below the foot, above the top, or over something else? */
static bool
stays_within(void)
{
	int bottom = PAPER_LONG - MARGIN + 18;
	size_t i, j;

	for (i = 0; i < n; i++) {
		if (drawn[i].y < MARGIN - 26 || drawn[i].y > bottom)
			return false;
		for (j = i + 1; j < n && j < i + 40; j++)
			if (drawn[i].page == drawn[j].page &&
			    drawn[i].x == drawn[j].x &&
			    drawn[i].y == drawn[j].y &&
			    drawn[i].align == drawn[j].align)
				return false;
	}
	return true;
}

/* rows of a name so long; is every line of every row drawn once, under a head
 * on its page? */
static bool
table_is_whole(size_t rows, size_t length)
{
	struct flow f;
	size_t i, k, lines, bad = 0;
	int64_t p;

	arena_reset(mem);
	flow_begin(&f, mem, &head);
	flow_table(&f, columns, 2);
	for (i = 0; i < rows; i++) {
		flow_cell(&f, arena_printf(mem, "%zu", i));
		flow_cell(&f, letters(length));
	}
	if (!write_it(&f))
		return false;
	for (i = 0; i < rows; i++)
		bad += times(arena_printf(mem, "%zu", i), 0, 0) != 1;
	lines = (length + 41) / 42; /* width 433 less 2 * PAD_X */
	for (k = 0; k < lines; k++)
		bad += times(letters(length), 0, k) != rows;
	for (p = 1; p <= pages; p++)
		bad += times("NAME", p, 0) != 1;
	return !bad && stays_within();
}

int
main(void)
{
	size_t i, bad = 0;
	struct flow f;

	plan(8);
	mem = arena_new();
	for (i = 1; i < 120; i++)
		bad += !table_is_whole(i, 10);
	ok(!bad, "tables of 1 to 119 rows are whole, each page with its head");
	for (bad = 0, i = 1; i < 40; i++)
		bad += !table_is_whole(7, 42 * i);
	ok(!bad, "so are rows of 1 to 39 lines");
	ok(table_is_whole(1, 42 * 400) && pages > 7,
	   "a row longer than pages goes on");
	ok(table_is_whole(1200, 60) && pages > 50,
	   "1200 bidders take more than 50 pages");

	arena_reset(mem);
	flow_begin(&f, mem, &head);
	for (i = 0; i < 200; i++) {
		flow_heading(&f, arena_printf(mem, "heading %zu", i));
		flow_plain(&f, letters(42 * (i % 13)));
	}
	ok(write_it(&f) && stays_within(), "texts stay on their pages");
	for (bad = 0, i = 0; i + 1 < n; i++)
		bad += !strncmp(drawn[i].text, "heading", 7) &&
		       drawn[i + 1].page != drawn[i].page &&
		       drawn[i + 1].y > MARGIN;
	ok(!bad, "no heading is left at the foot of a page");
	ok(times(arena_printf(mem, "第 %d 页　共 %d 页", (int)pages,
			      (int)pages),
		 pages, 0) == 1,
	   "the last page says how many there are");

	arena_reset(mem);
	flow_begin(&f, mem, &head);
	for (i = 0; i < 90; i++)
		flow_fact(&f, arena_printf(mem, "label %zu", i),
			  letters(i % 7 ? 5 : 90));
	for (bad = !write_it(&f), i = 0; i < 90; i++)
		bad += times(arena_printf(mem, "label %zu", i), 0, 0) != 1;
	ok(!bad && stays_within(), "forms are whole");
	arena_free(mem);
	return tap_bad != 0;
}
