/* Forms and tables on pages. */
#include "flow_impl.h"

/* One cell of a row under way. */
struct cell {
	struct lines *lines;
	int x, width;
	enum align align;
	int shade;
};

static size_t
tallest(const struct cell *c, size_t n)
{
	size_t i, most = 1;

	for (i = 0; i < n; i++)
		if (c[i].lines->n > most)
			most = c[i].lines->n;
	return most;
}

/* Lines from..to of each cell, in frames; short cells stand in the middle. */
static void
row_part(struct page *p, const struct cell *c, size_t n, size_t from, size_t to)
{
	int lead = canvas_leading(SIZE_CELL);
	int height = (int)(to - from) * lead + 2 * PAD_Y, y;
	size_t i, lines, end;

	for (i = 0; i < n; i++) {
		if (c[i].shade)
			canvas_shade(p->c, c[i].x, p->y, c[i].width, height,
				     c[i].shade);
		canvas_frame(p->c, c[i].x, p->y, c[i].width, height);
		lines = c[i].lines->n;
		end = lines < to ? lines : to;
		if (from >= end)
			continue;
		y = p->y + PAD_Y;
		if (!from)
			y += (int)(to - end) * lead / 2;
		page_lines(p, c[i].lines, from, end, c[i].x + PAD_X, y,
			   c[i].width - 2 * PAD_X, c[i].align, SIZE_CELL);
	}
	p->y += height;
}

/*
 * A row on this page, or whole on the next, or, if longer than a page, in
 * parts.  head: the row to repeat above it, or NULL.
 */
static void
row(struct page *p, const struct cell *c, size_t n, const struct cell *head)
{
	int lead = canvas_leading(SIZE_CELL), room;
	size_t all = tallest(c, n), at = 0, fit;
	int height = (int)all * lead + 2 * PAD_Y;
	int page = p->bottom - p->top;
	int above = head ? (int)tallest(head, n) * lead + 2 * PAD_Y : 0;

	if (page_room(p, height <= page - above ? height : 2 * lead + above) &&
	    head)
		row_part(p, head, n, 0, tallest(head, n));
	while (at < all) {
		room = p->bottom - p->y - 2 * PAD_Y;
		fit = room > lead ? (size_t)(room / lead) : 1;
		if (fit > all - at)
			fit = all - at;
		row_part(p, c, n, at, at + fit);
		at += fit;
		if (at < all) {
			page_room(p, page);
			if (head)
				row_part(p, head, n, 0, tallest(head, n));
		}
	}
}

static void
cell_set(struct page *p, struct cell *c, const char *text, int x, int width,
	 enum align align, int shade)
{
	*c = (struct cell){ canvas_lines(p->c, text, width - 2 * PAD_X,
					 SIZE_CELL),
			    x, width, align, shade };
}

#define LABEL 84 /* points of a label */

/* Would the value take several lines in half the width? */
static bool
is_long(struct page *p, const char *text)
{
	return canvas_lines(p->c, text, p->width / 2 - LABEL - 2 * PAD_X,
			    SIZE_CELL)
		   ->n > 1;
}

void
page_facts(struct page *p, const struct block *b)
{
	const char *const *at = b->cells.at;
	int half = p->width / 2;
	struct cell c[4];
	bool pair;
	size_t i;

	for (i = 0; i + 1 < b->cells.n; i += pair ? 4 : 2) {
		pair = i + 3 < b->cells.n && !is_long(p, at[i + 1]) &&
		       !is_long(p, at[i + 3]);
		cell_set(p, &c[0], at[i], p->left, LABEL, A_LEFT, 6);
		cell_set(p, &c[1], at[i + 1], p->left + LABEL,
			 (pair ? half : p->width) - LABEL, A_LEFT, 0);
		if (pair) {
			cell_set(p, &c[2], at[i + 2], p->left + half, LABEL,
				 A_LEFT, 6);
			cell_set(p, &c[3], at[i + 3], p->left + half + LABEL,
				 p->width - half - LABEL, A_LEFT, 0);
		}
		row(p, c, pair ? 4 : 2, NULL);
		canvas_drop(p->c);
	}
	p->y += 6;
}

#define COLUMNS 16

struct grid {
	size_t n;
	struct cell head[COLUMNS], row[COLUMNS];
};

/* The head, and the row that begins with cell k. */
static void
grid_set(struct page *p, const struct block *b, size_t k, struct grid *g)
{
	size_t n = b->columns < COLUMNS ? b->columns : COLUMNS, i;
	int shares = 0, x = p->left, width;

	for (i = 0; i < n; i++)
		shares += b->column[i].share;
	for (i = 0; i < n; i++, x += width) {
		width = i + 1 < n ? p->width * b->column[i].share / shares
				  : p->left + p->width - x;
		cell_set(p, &g->head[i], b->column[i].head, x, width, A_MIDDLE,
			 6);
		cell_set(p, &g->row[i],
			 k + n <= b->cells.n ? b->cells.at[k + i] : "", x,
			 width, b->column[i].align, 0);
	}
	g->n = n;
}

static int
grid_beginning(const struct grid *g)
{
	size_t lines = tallest(g->row, g->n);

	lines = tallest(g->head, g->n) + (lines < 12 ? lines : 12);
	return (int)lines * canvas_leading(SIZE_CELL) + 4 * PAD_Y;
}

int
page_table_beginning(struct page *p, const struct block *b)
{
	struct grid g;

	grid_set(p, b, 0, &g);
	return grid_beginning(&g);
}

void
page_table(struct page *p, const struct block *b)
{
	struct grid g;
	size_t k;

	for (k = 0; k == 0 || k + g.n <= b->cells.n; k += g.n) {
		grid_set(p, b, k, &g);
		if (!k) {
			page_room(p, grid_beginning(&g));
			row_part(p, g.head, g.n, 0, tallest(g.head, g.n));
		}
		row(p, g.row, g.n, g.head);
		canvas_drop(p->c);
	}
	p->y += 6;
}
