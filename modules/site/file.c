/* Files under conf.public: written aside and renamed. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf.h"
#include "log.h"
#include "site.h"

static enum err
failed(const char *what, const char *path)
{
	log_error("msg=%s path=%s why=\"%s\"", what, path, strerror(errno));
	return E_DISK;
}

/* The folders above a path, made when they are missing. */
static int
folders(char *path)
{
	char *p;

	for (p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = 0;
		if (mkdir(path, 0755) && errno != EEXIST)
			return -1;
		*p = '/';
	}
	return 0;
}

static int
write_all(int fd, const char *at, size_t len)
{
	ssize_t n;

	while (len) {
		n = write(fd, at, len);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

enum err
file_write(struct site *s, const char *path, const struct buf *b)
{
	char *to = arena_printf(s->mem, "%s%s", conf.public, path);
	char *slash = strrchr(to, '/');
	char *aside = arena_printf(s->mem, "%.*s/.%s.new", (int)(slash - to),
				   to, slash + 1);
	int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 && errno == ENOENT && !folders(to))
		fd =
		    open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return failed("open-failed", aside);
	if (write_all(fd, buf_text(b), b->len)) {
		close(fd);
		unlink(aside);
		return failed("write-failed", aside);
	}
	/* no fsync: after a power cut the log says what to write again */
	if (close(fd) || rename(aside, to))
		return failed("rename-failed", to);
	return OK;
}

enum err
file_remove(struct site *s, const char *path)
{
	char *at = arena_printf(s->mem, "%s%s", conf.public, path);

	if (unlink(at) && errno != ENOENT)
		return failed("unlink-failed", at);
	return OK;
}
