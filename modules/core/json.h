#ifndef JSON_H
#define JSON_H
#include "buf.h"
#include "field.h"

/* Writes JSON directly; nothing is built first. */

/* A quoted and escaped string; NULL gives null. */
void json_text(struct buf *, const char *);
/* "name": with a comma before it unless the last character is { or [. */
void json_key(struct buf *, const char *name);
void json_comma(struct buf *);        /* the same comma, for items of a list */
void json_int(struct buf *, int64_t); /* NONE gives null */
void json_time(struct buf *, int64_t ms); /* RFC 3339, +08:00 */
void json_date(struct buf *, int64_t day);
/* The members with any of `flags`, as an object. */
void json_record(struct buf *, const struct record *, const void *,
		 unsigned flags);
void json_list(struct buf *, const struct record *, const struct list *,
	       unsigned flags);

#endif
