/* Tar files by libarchive. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tar.h"

#define BLOCK 65536

struct tar {
	struct arena *mem;
	struct archive *a;
	struct archive_entry *entry;
	tar_sink *sink;
	void *to;
	int64_t at_ms;
	int fd; /* that is read */
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

	*t = (struct tar){ .mem = mem, .fd = fd };
	t->a = archive_read_new();
	if (!t->a || archive_read_support_format_tar(t->a) ||
	    archive_read_open_fd(t->a, fd, BLOCK))
		failed(t);
	return t;
}

/* Behind its end mark are zeros alone: no second tar that others would find. */
static bool
ends_there(struct tar *t)
{
	off_t at = (off_t)archive_filter_bytes(t->a, 0);
	char piece[4096];
	ssize_t n, i;

	while ((n = pread(t->fd, piece, sizeof(piece), at)) > 0) {
		for (i = 0; i < n; i++)
			if (piece[i])
				return false;
		at += n;
	}
	return !n;
}

/* What tells of bytes that are not there, or of another file. */
static const char *
odd(struct tar *t, struct archive_entry *e)
{
	struct stat st;

	if (archive_entry_filetype(e) != AE_IFREG)
		return "not a regular file";
	if (archive_entry_hardlink(e) || archive_entry_hardlink_w(e))
		return "a link";
	if (archive_entry_sparse_count(e))
		return "a file with holes";
	if (fstat(t->fd, &st) || archive_entry_size(e) > st.st_size)
		return "longer than the whole";
	return NULL;
}

bool
tar_next(struct tar *t, const char **path, int64_t *size)
{
	struct archive_entry *e;
	const char *name;
	int rc;

	if (t->why)
		return false;
	*path = NULL;
	rc = archive_read_next_header(t->a, &e);
	if (rc == ARCHIVE_EOF) {
		if (!ends_there(t))
			t->why = "more behind the end";
		return false;
	}
	if (rc != ARCHIVE_OK)
		return failed(t);
	if (!(name = archive_entry_pathname(e))) {
		t->why = "a name that is no text";
		return false;
	}
	*path = arena_strdup(t->mem, name);
	*size = archive_entry_size(e);
	t->why = odd(t, e);
	return !t->why;
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
