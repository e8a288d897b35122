#ifndef VALUE_H
#define VALUE_H
#include "arena.h"
#include "buf.h"
#include "field.h"

/* What body.c and form.c share: values out of text, reasons in Chinese. */

/* The path of a field: "items[3].price". */
struct path {
	const struct path *up;
	const char *name;
	size_t index;
	bool item;
};

/* Adds `"path":"why"` to bad, JSON members. */
void value_complain(struct buf *bad, const struct path *, const char *why);
/* A sentence in the arena. */
const char *value_say(struct arena *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Into *at if it is in range: NULL, or the reason. */
const char *value_number(struct arena *, const struct field *, int64_t n,
			 void *at);
/* The kinds that are spoken as text: TIME, DATE, ENUM, TEXT. */
const char *value_text(struct arena *, const struct field *, const char *,
		       size_t len, void *at);

#endif
