#ifndef FLOW_IMPL_H
#define FLOW_IMPL_H
#include "flow.h"

/* What flow.c collects and flow_page.c puts on pages. */

#define SIZE_TITLE 36 /* half points */
#define SIZE_OVER 22
#define SIZE_HEADING 24
#define SIZE_TEXT 21
#define SIZE_CELL 18
#define SIZE_NOTE 16

#define MARGIN 57 /* points: 2 cm */
#define CODE_SIDE 70
#define PAD_X 4
#define PAD_Y 4

struct cells {
	size_t n, room;
	const char **at;
};
struct block {
	struct block *next;
	enum { B_TEXT, B_GAP, B_FACTS, B_TABLE } kind;
	const char *text;
	int size, before, after; /* points of room around a text */
	enum align align;
	bool stays; /* with what follows: not alone at the foot of a page */
	size_t columns;
	const struct column *column;
	struct cells cells; /* of a table; label, value ... of facts */
};

/* Where the pen is. */
struct page {
	struct arena *mem;
	struct canvas *c;
	const struct letterhead *head;
	int64_t number, of; /* of: 0 while pages are counted */
	int left, width, top, y, bottom;
};

void page_first(struct page *);
/* Goes to a new page unless so much room is left; true if it did. */
bool page_room(struct page *, int height);
void page_last(struct page *);
/* Lines from..to of a text at a place. */
void page_lines(struct page *, const struct lines *, size_t from, size_t to,
		int x, int y, int width, enum align, int size);
void page_text(struct page *, const struct block *);
/* flow_table.c */
/* The head of a table and its first row, or much of it. */
int page_table_beginning(struct page *, const struct block *);
void page_facts(struct page *, const struct block *);
void page_table(struct page *, const struct block *);

#endif
