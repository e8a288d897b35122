#ifndef CANVAS_H
#define CANVAS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"

/*
 * Paper: text lines, rules and fills on A4 pages, written as PDF with its
 * fonts inside.  Places and widths are whole points from the upper left
 * corner, sizes of letters half points.  The same calls give the same bytes:
 * nothing of the machine, its fonts but the configured ones, or its clock gets
 * into a file.  Only canvas.c knows cairo and pango.
 */
struct canvas;

struct paper {
	const char *title, *author, *subject;
	int64_t at; /* instant that stands as the date of the file */
	bool landscape;
};
#define PAPER_SHORT 595 /* points of A4 */
#define PAPER_LONG 842

enum align { A_LEFT, A_MIDDLE, A_RIGHT };

/* Reads the fonts, once; false after a message.  canvas_end() forgets them. */
bool canvas_begin(void);
void canvas_end(void);

/* out NULL: everything is measured and nothing drawn. */
struct canvas *canvas_open(struct arena *, const struct paper *,
			   struct buf *out);
void canvas_page(struct canvas *); /* this page is done */
bool canvas_close(struct canvas *);

/* A text broken into lines that fit a width; gone after canvas_drop(). */
struct lines {
	size_t n;
	void *layout;
	struct lines *next;
};
struct lines *canvas_lines(struct canvas *, const char *text, int width,
			   int size);
void canvas_drop(struct canvas *);
/* From one line to the next. */
int canvas_leading(int size);

/* Line i of the text, its upper edge at y. */
void canvas_line(struct canvas *, const struct lines *, size_t i, int x, int y,
		 int width, enum align, int size);
/* A frame, a shade (percent of black), a square of dark and light cells. */
void canvas_frame(struct canvas *, int x, int y, int width, int height);
void canvas_shade(struct canvas *, int x, int y, int width, int height,
		  int percent);
void canvas_cells(struct canvas *, int x, int y, int side,
		  const unsigned char *dark, int cells);
/* The colour of lines to come: black, or red for what must not be missed. */
void canvas_red(struct canvas *, bool);

#endif
