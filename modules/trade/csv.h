#ifndef CSV_H
#define CSV_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * Tables as text (RFC 4180): cells between separators, quoted where they hold
 * one, a quote or a line end; lines end in LF or CRLF.  Empty lines do not
 * count.  The separator is a comma, or the tab or semicolon that stands more
 * often in the first line.
 */
struct csv {
	const char *at, *end;
	char separator;
	int64_t line;    /* of the row read last */
	const char *bad; /* what is wrong in it, in Chinese */
	int64_t next;    /* line where `at` stands */
};

#define CSV_CELLS 200 /* in a row */

/* text must stay, and be UTF-8. */
void csv_open(struct csv *, const char *text, size_t len);
/* 1 and the cells of the next row, 0 at the end, -1 if it is broken. */
int csv_row(struct csv *, struct arena *, char ***cells, size_t *n);

/*
 * The text as UTF-8 without byte order mark, from UTF-8 or GB18030; NULL if
 * it is neither.  *charset: "UTF-8" or "GB18030".
 */
char *text_decode(struct arena *, const char *text, size_t *len,
		  const char **charset);

#endif
