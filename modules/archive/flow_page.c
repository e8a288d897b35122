/* Pages: head, foot, texts, forms and tables. */
#include <inttypes.h>
#include <string.h>

#include "flow_impl.h"
#include "qr.h"

/* Lines from..to of a text at a place. */
static void
draw(struct page *p, const struct lines *l, size_t from, size_t to, int x,
     int y, int width, enum align align, int size)
{
	size_t i;

	for (i = from; i < to; i++, y += canvas_leading(size))
		canvas_line(p->c, l, i, x, y, width, align, size);
}

static void
one_line(struct page *p, const char *text, int y, enum align align)
{
	struct lines *l = canvas_lines(p->c, text, p->width, SIZE_NOTE);

	draw(p, l, 0, 1, p->left, y, p->width, align, SIZE_NOTE);
}

static void
frame_page(struct page *p)
{
	char text[80];

	if (p->head->warning) {
		canvas_red(p->c, true);
		one_line(p, p->head->warning, p->top - 26, A_MIDDLE);
		canvas_red(p->c, false);
	}
	snprintf(text, sizeof(text), "第 %" PRId64 " 页　共 %" PRId64 " 页",
		 p->number, p->of);
	one_line(p, text, p->bottom + 18, A_RIGHT);
	one_line(p, p->head->number, p->bottom + 18, A_LEFT);
}

void
page_last(struct page *p)
{
	frame_page(p);
	canvas_page(p->c);
}

bool
page_room(struct page *p, int height)
{
	if (p->y + height <= p->bottom)
		return false;
	page_last(p);
	p->number++;
	p->y = p->top;
	return true;
}

/* Who issues, the title, and the code that leads to the log. */
void
page_first(struct page *p)
{
	int x = p->left + p->width - CODE_SIDE, y = p->top;
	int room = p->width - 2 * (CODE_SIDE + 10);
	struct qr *code = NULL;
	struct lines *l;

	if (p->head->code)
		code = qr_make(p->mem, p->head->code);
	if (code) {
		canvas_cells(p->c, x, y, CODE_SIDE, code->dark, code->cells);
		l = canvas_lines(p->c, "扫码核验", CODE_SIDE, SIZE_NOTE);
		draw(p, l, 0, 1, x, y + CODE_SIDE + 2, CODE_SIDE, A_MIDDLE,
		     SIZE_NOTE);
	}
	x = p->left + CODE_SIDE + 10;
	l = canvas_lines(p->c, p->head->over, room, SIZE_OVER);
	draw(p, l, 0, l->n, x, y + 4, room, A_MIDDLE, SIZE_OVER);
	y += 10 + (int)l->n * canvas_leading(SIZE_OVER);
	l = canvas_lines(p->c, p->head->title, room, SIZE_TITLE);
	draw(p, l, 0, l->n, x, y, room, A_MIDDLE, SIZE_TITLE);
	y += (int)l->n * canvas_leading(SIZE_TITLE);
	p->y = p->top + CODE_SIDE + 20;
	if (y + 10 > p->y)
		p->y = y + 10;
}

void
page_text(struct page *p, const struct block *b)
{
	int lead = canvas_leading(b->size);
	struct lines *l = canvas_lines(p->c, b->text, p->width, b->size);
	size_t i;

	p->y += b->before;
	page_room(p, b->stays ? lead + 60 : lead);
	for (i = 0; i < l->n; i++) {
		page_room(p, lead);
		canvas_line(p->c, l, i, p->left, p->y, p->width, b->align,
			    b->size);
		p->y += lead;
	}
	p->y += b->after;
}

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
		draw(p, c[i].lines, from, end, c[i].x + PAD_X, y,
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

void
page_table(struct page *p, const struct block *b)
{
	size_t n = b->columns < COLUMNS ? b->columns : COLUMNS, i, k;
	int shares = 0, x = p->left, width[COLUMNS];
	struct cell head[COLUMNS], c[COLUMNS];

	for (i = 0; i < n; i++)
		shares += b->column[i].share;
	for (i = 0; i < n; i++) {
		width[i] = i + 1 < n ? p->width * b->column[i].share / shares
				     : p->left + p->width - x;
		x += width[i];
	}
	for (k = 0; k == 0 || k + n <= b->cells.n; k += n) {
		for (x = p->left, i = 0; i < n; x += width[i++])
			cell_set(p, &head[i], b->column[i].head, x, width[i],
				 A_MIDDLE, 6);
		for (x = p->left, i = 0; i < n; x += width[i++])
			cell_set(p, &c[i],
				 k + n <= b->cells.n ? b->cells.at[k + i] : "",
				 x, width[i], b->column[i].align, 0);
		if (!k) {
			/* the head with its first row, or much of it */
			i = tallest(c, n) < 12 ? tallest(c, n) : 12;
			page_room(p, (int)(tallest(head, n) + i) *
					     canvas_leading(SIZE_CELL) +
					 4 * PAD_Y);
			row_part(p, head, n, 0, tallest(head, n));
		}
		row(p, c, n, head);
		canvas_drop(p->c);
	}
	p->y += 6;
}
