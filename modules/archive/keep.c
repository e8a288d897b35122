/* Files of the archive, public copies, and events. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive.h"
#include "blob.h"
#include "conf.h"
#include "event.h"
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

enum err
keep_public(struct keeper *k, const char *name, const void *bytes, size_t n)
{
	const char *folder = arena_printf(k->mem, "%s/documents", conf.public);
	const char *to = arena_printf(k->mem, "%s/%s", folder, name);
	const char *aside = arena_printf(k->mem, "%s/.%s.new", folder, name);
	ssize_t put;
	int fd;

	if (mkdir(folder, 0755) ? errno != EEXIST : chmod(folder, 0755))
		return failed("mkdir-failed", folder);
	fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return failed("open-failed", aside);
	put = write(fd, bytes, n);
	/* others read it, whatever the mask of this process */
	if (put != (ssize_t)n || fchmod(fd, 0644) || close(fd) ||
	    rename(aside, to)) {
		unlink(aside);
		return failed("write-failed", to);
	}
	return OK;
}

enum err
keep_event(struct keeper *k, const char *verb, int64_t trade, bool public,
	   const char *detail)
{
	static const struct worker worker = { .name = "archive" };
	struct event ev = { .verb = verb,
			    .project = NONE,
			    .trade = trade,
			    .notice = NONE,
			    .before = NONE,
			    .after = NONE,
			    .public = public,
			    .detail = detail };
	struct req r = { .mem = k->mem,
			 .db = k->db,
			 .worker = &worker,
			 .user = { .subject = NONE },
			 .address = "" };
	enum err e = req_now(&r);

	return e ? e : event_add(&r, &ev);
}
