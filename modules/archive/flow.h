#ifndef FLOW_H
#define FLOW_H
#include "canvas.h"

/*
 * An official document from its head to its last page: what is added flows
 * over as many pages as it needs.  A table repeats its head, a row stays whole
 * unless it is longer than a page.  Each page says which of how many it is, so
 * everything is laid out twice: once to count.
 */
struct letterhead {
	struct paper paper;
	const char *over;    /* above the title: who issues */
	const char *title;   /* of the document */
	const char *number;  /* in the foot of each page */
	const char *code;    /* text of the QR code, or NULL */
	const char *warning; /* red on every page, or NULL */
};

struct column {
	const char *head;
	int share; /* of the width */
	enum align align;
};

struct block;
struct flow {
	struct arena *mem;
	const struct letterhead *head;
	struct block *first, **last;
	struct block *open; /* table that takes cells */
};

void flow_begin(struct flow *, struct arena *, const struct letterhead *);
void flow_heading(struct flow *, const char *);
void flow_caption(struct flow *, const char *); /* above a table */
void flow_text(struct flow *, const char *);    /* a paragraph a line */
void flow_plain(struct flow *, const char *);   /* without indent */
void flow_note(struct flow *, const char *);    /* small */
void flow_right(struct flow *, const char *);   /* signatures, dates */
void flow_gap(struct flow *, int points);
/* A form of labels and values, two pairs a row; a long value has a row. */
void flow_fact(struct flow *, const char *label, const char *value);
/* Then cells, row by row. */
void flow_table(struct flow *, const struct column *, size_t n);
void flow_cell(struct flow *, const char *);

/* The whole document into `out`; false after a message.  *pages may be NULL. */
bool flow_write(struct flow *, struct buf *out, int64_t *pages);

#endif
