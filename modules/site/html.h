#ifndef HTML_H
#define HTML_H
#include <stddef.h>

#include "buf.h"

/*
 * Writing HTML.  All text of the database reaches a page through html_text(),
 * most of it by way of html(), whose %s is escaped.  Marks of our own are
 * literals of the format or go in with buf_str().
 */

/* Escapes & < > " ' and leaves out what HTML cannot hold.  NULL is "". */
void html_text(struct buf *, const char *);
void html_bytes(struct buf *, const char *, size_t);
/* printf with %s (escaped), %d, %ld (int64_t as PRId64) and %% only. */
void html(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

/* Plain text as paragraphs; short lines that follow one another become one
 * paragraph, "一、..." and "（一）..." headings. */
void html_body(struct buf *, const char *text, size_t len);
/* How many bytes of the text to put on a page of `room`: at the end of a line,
 * else of a sentence, else of a character; all of it if it fits. */
size_t text_cut(const char *text, size_t len, size_t room);

#endif
