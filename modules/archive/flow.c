/* Collecting a document, and writing it. */
#include <string.h>

#include "flow_impl.h"
#include "log.h"

void
flow_begin(struct flow *f, struct arena *mem, const struct letterhead *head)
{
	f->mem = mem;
	f->head = head;
	f->first = NULL;
	f->last = &f->first;
	f->open = NULL;
}

static struct block *
add(struct flow *f, int kind)
{
	struct block *b = arena_alloc(f->mem, sizeof(*b));

	b->kind = kind;
	*f->last = b;
	f->last = &b->next;
	f->open = NULL;
	return b;
}

static struct block *
add_text(struct flow *f, const char *text, int size, int before, int after)
{
	struct block *b = add(f, B_TEXT);

	b->text = text;
	b->size = size;
	b->before = before;
	b->after = after;
	return b;
}

void
flow_heading(struct flow *f, const char *text)
{
	add_text(f, text, SIZE_HEADING, 12, 5)->stays = true;
}

void
flow_caption(struct flow *f, const char *text)
{
	add_text(f, text, SIZE_TEXT, 4, 3)->stays = true;
}

void
flow_text(struct flow *f, const char *text)
{
	size_t n;

	for (;; text += n + 1) {
		n = strcspn(text, "\r\n");
		if (n)
			add_text(f,
				 arena_printf(f->mem, "　　%.*s", (int)n, text),
				 SIZE_TEXT, 0, 4);
		if (!text[n])
			return;
	}
}

void
flow_plain(struct flow *f, const char *text)
{
	add_text(f, text, SIZE_TEXT, 0, 4);
}

void
flow_note(struct flow *f, const char *text)
{
	add_text(f, text, SIZE_NOTE, 2, 2);
}

void
flow_right(struct flow *f, const char *text)
{
	add_text(f, text, SIZE_TEXT, 0, 4)->align = A_RIGHT;
}

void
flow_gap(struct flow *f, int points)
{
	add(f, B_GAP)->before = points;
}

static void
push(struct flow *f, struct cells *c, const char *text)
{
	const char **more;

	if (c->n == c->room) {
		c->room = c->room ? 2 * c->room : 32;
		more = arena_alloc(f->mem, c->room * sizeof(*more));
		if (c->n)
			memcpy(more, c->at, c->n * sizeof(*more));
		c->at = more;
	}
	c->at[c->n++] = text;
}

void
flow_fact(struct flow *f, const char *label, const char *value)
{
	if (!f->open || f->open->kind != B_FACTS)
		f->open = add(f, B_FACTS);
	push(f, &f->open->cells, label);
	push(f, &f->open->cells, value);
}

void
flow_table(struct flow *f, const struct column *column, size_t n)
{
	struct block *b = add(f, B_TABLE);

	b->columns = n;
	b->column = column;
	f->open = b;
}

void
flow_cell(struct flow *f, const char *text)
{
	push(f, &f->open->cells, text);
}

/* Lays everything out; returns how many pages it took, 0 if that failed. */
static int64_t
lay_out(struct flow *f, struct buf *out, int64_t of)
{
	bool wide = f->head->paper.landscape;
	struct page p = {
		.mem = f->mem, .head = f->head, .number = 1, .of = of
	};
	const struct block *b;

	p.c = canvas_open(f->mem, &f->head->paper, out);
	p.left = p.top = MARGIN;
	p.width = (wide ? PAPER_LONG : PAPER_SHORT) - 2 * MARGIN;
	p.bottom = (wide ? PAPER_SHORT : PAPER_LONG) - MARGIN;
	page_first(&p);
	for (b = f->first; b; b = b->next) {
		switch (b->kind) {
		case B_TEXT:
			page_text(&p, b);
			break;
		case B_GAP:
			p.y += b->before;
			break;
		case B_FACTS:
			page_facts(&p, b);
			break;
		case B_TABLE:
			page_table(&p, b);
			break;
		}
		canvas_drop(p.c);
	}
	page_last(&p);
	return canvas_close(p.c) ? p.number : 0;
}

bool
flow_write(struct flow *f, struct buf *out, int64_t *pages)
{
	int64_t n = lay_out(f, NULL, 0);

	if (pages)
		*pages = n;
	if (n && lay_out(f, out, n) == n)
		return true;
	log_error("msg=pdf-not-written title=\"%s\"", f->head->title);
	return false;
}
