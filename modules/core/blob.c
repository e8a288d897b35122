/* Files stored write-once under their digest. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "blob.h"
#include "conf.h"
#include "crypt.h"
#include "file.h"
#include "hash.h"
#include "log.h"

#define DIGITS (2 * HASH_LEN)
#define FREE_MIN (200ull * 1024 * 1024)
#define STALE (24 * 3600) /* seconds; no upload takes that long */

struct blob_writer {
	struct arena *mem;
	const char *root;
	struct hash hash;
	char *temp;
	int64_t size;
	int fd;
	enum err state; /* of the first failure; nothing is written after it */
};

static enum err
fail(const char *what, const char *path)
{
	int why = errno;

	log_error("msg=\"blob: %s\" file=%s error=\"%s\"", what, path,
		  strerror(why));
	return why == ENOSPC || why == EDQUOT ? E_DISK : E_DB;
}

/* The rest of the platform must be able to go on when files fill the disk. */
static bool
has_room(int fd)
{
	struct statvfs v;
	unsigned long long left;

	if (fstatvfs(fd, &v))
		return false;
	left = (unsigned long long)v.f_bavail * v.f_frsize;
	return left >= FREE_MIN && v.f_bavail >= v.f_blocks / 100;
}

/*
 * Takes away what a killed process left in tmp: once a process.  A file just
 * made tells the time of the volume.
 */
static void
sweep(const char *tmp, int fd)
{
	static bool done;
	struct dirent *d;
	struct stat st, now;
	DIR *dir;

	if (done || fstat(fd, &now) || !(dir = opendir(tmp)))
		return;
	done = true;
	while ((d = readdir(dir)))
		if (d->d_name[0] != '.' &&
		    !fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
		    S_ISREG(st.st_mode) && st.st_mtime < now.st_mtime - STALE)
			unlinkat(dirfd(dir), d->d_name, 0);
	closedir(dir);
}

/*
 * Makes a folder of the store, unless it is there: as open to its group as the
 * store is, where several users keep files.  That group comes with the setgid
 * bit from above; to ask for the bit would be refused under a unit with
 * RestrictSUIDSGID=.
 */
static bool
make_folder(const char *root, const char *path)
{
	struct stat st;

	if (!stat(root, &st) && !mkdir(path, st.st_mode & 0770))
		return true;
	return errno == EEXIST;
}

struct blob_writer *
blob_begin_in(struct arena *a, const char *root)
{
	struct blob_writer *w = arena_alloc(a, sizeof(*w));
	char *tmp = arena_printf(a, "%s/tmp", root);

	w->mem = a;
	w->root = root;
	hash_init(&w->hash);
	if (!make_folder(root, tmp))
		log_error("msg=\"blob: mkdir\" file=%s error=\"%s\"", tmp,
			  strerror(errno));
	w->temp = arena_printf(a, "%s/XXXXXX", tmp);
	if ((w->fd = mkostemp(w->temp, O_CLOEXEC)) < 0) {
		w->state = fail("create", w->temp);
		w->temp = NULL;
		return w;
	}
	sweep(tmp, w->fd);
	if (!has_room(w->fd)) {
		log_error("msg=\"blob: volume is nearly full\" file=%s", root);
		w->state = E_DISK;
	}
	return w;
}

struct blob_writer *
blob_begin(struct arena *a)
{
	return blob_begin_in(a, conf.blobs);
}

enum err
blob_add(struct blob_writer *w, const void *bytes, size_t n)
{
	if (w->state)
		return w->state;
	hash_add(&w->hash, bytes, n);
	w->size += (int64_t)n;
	return fd_write(w->fd, bytes, n) ? OK
					 : (w->state = fail("write", w->temp));
}

void
blob_drop(struct blob_writer *w)
{
	hash_free(&w->hash);
	if (w->fd >= 0)
		close(w->fd);
	if (w->temp)
		unlink(w->temp);
	w->fd = -1;
	w->temp = NULL;
	w->state = E_BUG; /* not to be used again */
}

static enum err
sync_dir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int bad = fd < 0 || fsync(fd);
	enum err e = bad ? fail("fsync", path) : OK;

	if (fd >= 0)
		close(fd);
	return e;
}

/* NULL if the digest is malformed. */
static char *
path_in(struct arena *a, const char *root, const char *digest)
{
	if (strlen(digest) != DIGITS ||
	    strspn(digest, "0123456789abcdef") != DIGITS)
		return NULL;
	return arena_printf(a, "%s/%.2s/%.2s/%s", root, digest, digest + 2,
			    digest);
}

/*
 * Moves the file to its place; the same bytes may be there already, and then
 * are as new again (blob_sweep()).  All three folders are synced even when
 * they were there: another process may have made them a moment ago and not
 * have come so far; what is on disk already costs nothing.
 */
static enum err
place(struct blob_writer *w, const char *digest)
{
	char *b, *a = arena_printf(w->mem, "%s/%.2s", w->root, digest);
	enum err e;

	b = arena_printf(w->mem, "%s/%.2s", a, digest + 2);
	if (!make_folder(w->root, a))
		return fail("mkdir", a);
	if (!make_folder(w->root, b))
		return fail("mkdir", b);
	if (rename(w->temp, path_in(w->mem, w->root, digest)))
		return fail("rename", b);
	w->temp = NULL;
	if ((e = sync_dir(b)) || (e = sync_dir(a)))
		return e;
	return sync_dir(w->root);
}

enum err
blob_end(struct blob_writer *w, const char **digest, int64_t *size)
{
	unsigned char sum[HASH_LEN];
	enum err e = w->state;
	char *name = NULL;

	if (!e && (fchmod(w->fd, 0440) || fsync(w->fd)))
		e = fail("fsync", w->temp);
	if (!e) {
		hash_end(&w->hash, sum);
		name = hex(w->mem, sum, sizeof(sum));
		e = place(w, name);
	}
	if (!e) {
		*digest = name;
		*size = w->size;
	}
	blob_drop(w);
	return e;
}

char *
blob_path(struct arena *a, const char *digest)
{
	return path_in(a, conf.blobs, digest);
}

int
blob_open_in(const char *root, const char *digest)
{
	struct arena *a = arena_new();
	char *path = path_in(a, root, digest);
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	arena_free(a);
	return fd;
}

int
blob_open(const char *digest)
{
	return blob_open_in(conf.blobs, digest);
}
