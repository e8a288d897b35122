/* A bundle in a folder of its own. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive_sql.h"
#include "blob.h"
#include "bundle.h"
#include "conf.h"
#include "file.h"
#include "log.h"
#include "pem.h"
#include "step.h"

#define PIECE 65536

struct folder {
	struct arena *mem;
	const char *path;
};

const char *
public_key(struct arena *mem, const char *name)
{
	return pem_read(mem, arena_printf(mem, "%s/%s.pub", conf.keys, name));
}

static enum err
failed(const char *path)
{
	log_error("msg=bundle-not-written path=%s why=\"%s\"", path,
		  strerror(errno));
	return E_DISK;
}

static bool
copy_blob(int fd, const char *digest)
{
	int from = blob_open(digest);
	char piece[PIECE];
	ssize_t n = -1;

	if (from < 0)
		return false;
	while ((n = read(from, piece, sizeof(piece))) > 0)
		if (!fd_write(fd, piece, (size_t)n))
			break;
	close(from);
	return !n;
}

static enum err
file(void *ctx, const char *name, const char *text, size_t len)
{
	const struct folder *f = ctx;
	const char *path = arena_printf(f->mem, "%s/%s", f->path, name);
	const char *slash = strrchr(name, '/');
	bool good;
	int fd;

	if (slash &&
	    mkdir(arena_printf(f->mem, "%s/%.*s", f->path, (int)(slash - name),
			       name),
		  0777) &&
	    errno != EEXIST)
		return failed(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return failed(path);
	good = text ? fd_write(fd, text, len)
		    : copy_blob(fd, name + strlen(name) - 64);
	if (close(fd) || !good)
		return failed(path);
	return OK;
}

enum err
bundle_folder(struct keeper *k, int64_t trade, bool full, const char *path)
{
	struct folder f = { k->mem, path };
	struct bundle_to to = { file, &f, true };
	struct doc_trade t;
	struct head head;
	enum err e;

	if ((e = db_one(k->db, k->mem, SQL_DOC_TRADE, ARGS(I64(trade)), &t)) ||
	    (e = db_one(k->db, k->mem, SQL_BUNDLE_HEAD, NOARGS, &head)))
		return e;
	if (full && t.stage == S_OPENING)
		return E_EARLY; /* shares are nobody's business yet */
	if (mkdir(path, 0777))
		return errno == EEXIST ? E_EXISTS : failed(path);
	return bundle_make(k, trade, &head, full, &to);
}
