#ifndef FILE_H
#define FILE_H
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "hash.h"

/*
 * Files, whole or not at all.  What fails says why in errno; an interrupted
 * call goes on.
 */

/* All n bytes; what was written of them before it failed stays. */
bool fd_write(int fd, const void *, size_t n);

/*
 * SHA-256 of the file from its beginning, as 64 hexadecimal digits, and its
 * length in bytes where size is not NULL.  The place of reading stays.
 */
bool fd_digest(int fd, char out[2 * HASH_LEN + 1], int64_t *size);

/* A new file that only its owner reads (0600), on disk when it returns true;
 * otherwise there is none.  EEXIST: the name is taken. */
bool file_new(const char *path, const void *, size_t n);

/* What was renamed in the folder, or made, is there after a crash. */
bool folder_sync(const char *path);

/*
 * All that can be read, with '\0' behind its *len bytes.  NULL: it cannot be
 * read, or is longer than max (EFBIG).
 */
char *fd_text(struct arena *, int fd, size_t max, size_t *len);
char *file_text(struct arena *, const char *path, size_t max, size_t *len);

#endif
