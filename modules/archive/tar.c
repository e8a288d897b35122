/* Tar files by libarchive. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "tar.h"

#define BLOCK 65536

struct tar {
	struct arena *mem;
	struct archive *a;
	struct archive_entry *entry;
	tar_sink *sink;
	void *to;
	int64_t at_ms;
	const char *why;
};

static bool
failed(struct tar *t)
{
	const char *why = archive_error_string(t->a);

	if (!t->why)
		t->why = arena_strdup(t->mem, why ? why : "tar");
	return false;
}

static la_ssize_t
give(struct archive *a, void *at, const void *bytes, size_t n)
{
	struct tar *t = at;

	if (t->sink(t->to, bytes, n))
		return (la_ssize_t)n;
	archive_set_error(a, EIO, "write failed");
	return -1;
}

struct tar *
tar_write(struct arena *mem, tar_sink *sink, void *to, int64_t at_ms)
{
	struct tar *t = arena_alloc(mem, sizeof(*t));

	*t = (struct tar){ .mem = mem, .sink = sink, .to = to, .at_ms = at_ms };
	t->a = archive_write_new();
	t->entry = archive_entry_new();
	if (!t->a || !t->entry ||
	    archive_write_set_format_pax_restricted(t->a) ||
	    archive_write_set_bytes_per_block(t->a, BLOCK) ||
	    archive_write_open(t->a, t, NULL, give, NULL))
		failed(t);
	return t;
}

bool
tar_entry(struct tar *t, const char *path, int64_t size)
{
	if (t->why)
		return false;
	archive_entry_clear(t->entry);
	archive_entry_set_pathname(t->entry, path);
	archive_entry_set_size(t->entry, size);
	archive_entry_set_filetype(t->entry, AE_IFREG);
	archive_entry_set_perm(t->entry, 0444);
	archive_entry_set_mtime(t->entry, t->at_ms / 1000, 0);
	return archive_write_header(t->a, t->entry) == ARCHIVE_OK || failed(t);
}

bool
tar_add(struct tar *t, const void *bytes, size_t n)
{
	if (t->why)
		return false;
	return archive_write_data(t->a, bytes, n) == (la_ssize_t)n || failed(t);
}

bool
tar_finish(struct tar *t)
{
	bool good = !t->why && archive_write_close(t->a) == ARCHIVE_OK;

	if (!good)
		failed(t);
	archive_entry_free(t->entry);
	archive_write_free(t->a);
	return good;
}

struct tar *
tar_read(struct arena *mem, int fd)
{
	struct tar *t = arena_alloc(mem, sizeof(*t));

	*t = (struct tar){ .mem = mem };
	t->a = archive_read_new();
	if (!t->a || archive_read_support_format_tar(t->a) ||
	    archive_read_open_fd(t->a, fd, BLOCK))
		failed(t);
	return t;
}

bool
tar_next(struct tar *t, const char **path, int64_t *size)
{
	struct archive_entry *e;
	int rc;

	if (t->why)
		return false;
	rc = archive_read_next_header(t->a, &e);
	if (rc == ARCHIVE_EOF)
		return false;
	if (rc != ARCHIVE_OK)
		return failed(t);
	*path = arena_strdup(t->mem, archive_entry_pathname(e));
	*size = archive_entry_size(e);
	if (archive_entry_filetype(e) == AE_IFREG)
		return true;
	t->why = arena_printf(t->mem, "%s: not a regular file", *path);
	return false;
}

bool
tar_get(struct tar *t, void *out, size_t room, size_t *n)
{
	la_ssize_t got;

	if (t->why)
		return false;
	if ((got = archive_read_data(t->a, out, room)) < 0)
		return failed(t);
	*n = (size_t)got;
	return true;
}

const char *
tar_why(const struct tar *t)
{
	return t->why;
}

void
tar_close(struct tar *t)
{
	archive_read_free(t->a);
}
