/* Pages: head, foot and texts. */
#include <inttypes.h>
#include <string.h>

#include "flow_impl.h"
#include "qr.h"

void
page_lines(struct page *p, const struct lines *l, size_t from, size_t to, int x,
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

	page_lines(p, l, 0, 1, p->left, y, p->width, align, SIZE_NOTE);
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
		page_lines(p, l, 0, 1, x, y + CODE_SIDE + 2, CODE_SIDE,
			   A_MIDDLE, SIZE_NOTE);
	}
	x = p->left + CODE_SIDE + 10;
	l = canvas_lines(p->c, p->head->over, room, SIZE_OVER);
	page_lines(p, l, 0, l->n, x, y + 4, room, A_MIDDLE, SIZE_OVER);
	y += 10 + (int)l->n * canvas_leading(SIZE_OVER);
	l = canvas_lines(p->c, p->head->title, room, SIZE_TITLE);
	page_lines(p, l, 0, l->n, x, y, room, A_MIDDLE, SIZE_TITLE);
	y += (int)l->n * canvas_leading(SIZE_TITLE);
	p->y = p->top + CODE_SIDE + 20;
	if (y + 10 > p->y)
		p->y = y + 10;
}

/* What has to be on one page with a text that stays with what follows. */
static int
beginning(struct page *p, const struct block *b)
{
	int height = 0;

	for (; b && b->kind == B_TEXT && b->stays; b = b->next)
		height += b->before + canvas_leading(b->size) + b->after;
	if (!b)
		return height;
	if (b->kind == B_TABLE)
		return height + page_table_beginning(p, b);
	return height + 2 * canvas_leading(SIZE_TEXT) + 2 * PAD_Y;
}

void
page_text(struct page *p, const struct block *b)
{
	int lead = canvas_leading(b->size);
	struct lines *l = canvas_lines(p->c, b->text, p->width, b->size);
	size_t i;

	page_room(p, b->stays ? beginning(p, b) : b->before + lead);
	if (p->y > p->top)
		p->y += b->before;
	for (i = 0; i < l->n; i++) {
		page_room(p, lead);
		canvas_line(p->c, l, i, p->left, p->y, p->width, b->align,
			    b->size);
		p->y += lead;
	}
	p->y += b->after;
}
