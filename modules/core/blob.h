#ifndef BLOB_H
#define BLOB_H
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

/*
 * Files stored write-once under their SHA-256: blobs/ab/cd/<64 hex>.
 * A file is there whole and on disk (fsync of file and directory) when
 * blob_end() returns OK; a second copy of the same bytes is no error.  Who is
 * of the store's group reads it, others never; where the store may be written
 * by its group (and the umask lets that be, 007), several users keep files in
 * it side by side.
 */
struct blob_writer;

struct blob_writer *blob_begin(struct arena *);
/* The same in another folder than conf.blobs, which must outlive it. */
struct blob_writer *blob_begin_in(struct arena *, const char *root);
enum err blob_add(struct blob_writer *, const void *, size_t);
/* Stores; digest in the arena, 64 hex digits. */
enum err blob_end(struct blob_writer *, const char **digest, int64_t *size);
void blob_drop(struct blob_writer *); /* gives up; nothing is left behind */

/* Path of a stored file, or NULL if the digest is malformed; for tests. */
char *blob_path(struct arena *, const char *digest);
/* Opens for reading; -1 if absent. */
int blob_open(const char *digest);
int blob_open_in(const char *root, const char *digest);

#endif
