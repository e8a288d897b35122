#ifndef BUF_H
#define BUF_H
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * Text that grows in an arena.  `at` is always NUL-terminated once something
 * was added; it moves when the text grows.
 */
struct buf {
	struct arena *mem;
	char *at;
	size_t len, room;
};

void buf_init(struct buf *, struct arena *);
void buf_add(struct buf *, const void *, size_t);
void buf_str(struct buf *, const char *);
void buf_char(struct buf *, char);
void buf_printf(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
const char *buf_text(const struct buf *); /* "" if nothing was added */

#endif
