#ifndef TAR_H
#define TAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * Files in one file, by libarchive, which only tar.c knows.  Entries have no
 * owner, mode 0444 and the time they are given: the same files make the same
 * bytes.  Functions that give false have said why in tar_why().
 */
struct tar;

/* Takes the bytes of the tar; false stops it. */
typedef bool tar_sink(void *to, const void *bytes, size_t n);

struct tar *tar_write(struct arena *, tar_sink *, void *to, int64_t at_ms);
bool tar_entry(struct tar *, const char *path, int64_t size);
bool tar_add(struct tar *, const void *, size_t);
bool tar_finish(struct tar *); /* releases */

/* Reads the file `fd` from its beginning. */
struct tar *tar_read(struct arena *, int fd);
/* The next file; *path lives in the arena.  False at the end, or if the tar is
 * broken or not plain: tar_why() then is not NULL, and *path, unless NULL, the
 * entry that is no regular file, a link, has holes or claims to be longer than
 * all there is. */
bool tar_next(struct tar *, const char **path, int64_t *size);
/* Bytes of it; *n 0 at its end. */
bool tar_get(struct tar *, void *out, size_t room, size_t *n);
const char *tar_why(const struct tar *);
void tar_close(struct tar *);

#endif
