/* Files of the archive, public copies, and events. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive.h"
#include "archive_sql.h"
#include "blob.h"
#include "conf.h"
#include "event.h"
#include "file.h"
#include "log.h"
#include "worker.h"

enum err
keep_file(struct keeper *k, const void *bytes, size_t n, const char **digest)
{
	struct blob_writer *w = blob_begin_in(k->mem, conf.archive);
	int64_t size;
	enum err e;

	if ((e = blob_add(w, bytes, n))) {
		blob_drop(w);
		return e;
	}
	return blob_end(w, digest, &size);
}

static enum err
failed(const char *what, const char *path)
{
	log_error("msg=%s path=%s why=\"%s\"", what, path, strerror(errno));
	return E_DISK;
}

static const char *
public_folder(struct keeper *k)
{
	return arena_printf(k->mem, "%s/documents", conf.public);
}

enum err
keep_public(struct keeper *k, const char *name, const void *bytes, size_t n)
{
	const char *folder = public_folder(k);
	const char *to = arena_printf(k->mem, "%s/%s", folder, name);
	const char *aside = arena_printf(k->mem, "%s/.%s.new", folder, name);
	bool good;
	int fd;

	if (mkdir(folder, 0755) ? errno != EEXIST : chmod(folder, 0755))
		return failed("mkdir-failed", folder);
	fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return failed("open-failed", aside);
	/* others read it, whatever the mask of this process */
	good = fd_write(fd, bytes, n) && !fchmod(fd, 0644) && !fsync(fd);
	if (close(fd) || !good || rename(aside, to)) {
		unlink(aside);
		return failed("write-failed", to);
	}
	return folder_sync(folder) ? OK : failed("fsync-failed", folder);
}

/* The public copy of a file of the archive, if it is not there. */
static enum err
copy_again(struct keeper *k, const char *digest, const char *end)
{
	const char *name = arena_printf(k->mem, "%s%s", digest, end);
	const char *at = arena_printf(k->mem, "%s/%s", public_folder(k), name);
	char piece[65536];
	struct buf b;
	ssize_t n;
	int fd;

	if (!access(at, F_OK))
		return OK;
	if ((fd = blob_open_in(conf.archive, digest)) < 0)
		return failed("kept-file-missing", name);
	buf_init(&b, k->mem);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		buf_add(&b, piece, (size_t)n);
	close(fd);
	if (n)
		return failed("read-failed", name);
	log_info("msg=published-again file=%s", name);
	return keep_public(k, name, buf_text(&b), b.len);
}

enum err
keep_public_all(struct keeper *k)
{
	struct arena *round = k->mem;
	const struct document *d;
	struct list all;
	size_t i;
	enum err e;

	if ((e = db_all(k->db, k->mem, SQL_DOC_PUBLIC, NOARGS, &all)))
		return e;
	k->mem = arena_new();
	for (d = all.at, i = 0; i < all.n; i++, d++) {
		/* what is gone from the archive too is said, and left */
		if (!copy_again(k, d->pdf, ".pdf"))
			copy_again(k, d->json, ".json");
		arena_reset(k->mem);
	}
	arena_free(k->mem);
	k->mem = round;
	return OK;
}

enum err
keep_event(struct keeper *k, const char *verb, int64_t trade, bool public,
	   const char *detail)
{
	static const struct worker worker = { .name = "archive" };
	struct event ev = event_of(verb, detail);
	struct req r = { .mem = k->mem,
			 .db = k->db,
			 .worker = &worker,
			 .user = { .subject = NONE },
			 .address = "" };
	enum err e = req_now(&r);

	ev.trade = trade;
	ev.public = public;
	return e ? e : event_add(&r, &ev);
}
