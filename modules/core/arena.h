#ifndef ARENA_H
#define ARENA_H
#include <stdarg.h>
#include <stddef.h>

/*
 * Memory that is given back all at once.  A request, a line of an import or a
 * step of a daemon takes what it needs and never frees; arena_reset() at its
 * end does, and wipes it.  Out of memory ends the process: nothing
 * acknowledged is lost.  Under the address sanitizer each allocation is a
 * malloc of its own.
 */
struct arena;

struct arena *arena_new(void);
void arena_reset(struct arena *); /* everything taken is invalid after it */
void arena_free(struct arena *);  /* NULL is allowed */

/* n zeroed bytes, aligned for anything. */
void *arena_alloc(struct arena *, size_t n);
void *arena_copy(struct arena *, const void *, size_t n); /* + a NUL */
char *arena_strdup(struct arena *, const char *);
char *arena_printf(struct arena *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *, va_list)
    __attribute__((format(printf, 2, 0)));

#endif
