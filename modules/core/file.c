/* Files, whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "buf.h"
#include "file.h"

#define PIECE 65536

bool
fd_write(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t put;

	while (n) {
		put = write(fd, p, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		p += put;
		n -= (size_t)put;
	}
	return true;
}

/* 0 at the end, -1 for an error. */
static ssize_t
piece_at(int fd, void *to, size_t n, int64_t at)
{
	ssize_t got;

	while ((got = pread(fd, to, n, (off_t)at)) < 0 && errno == EINTR)
		;
	return got;
}

bool
fd_digest(int fd, char out[2 * HASH_LEN + 1], int64_t *size)
{
	unsigned char sum[HASH_LEN], piece[PIECE];
	int64_t at = 0;
	struct hash h;
	ssize_t n;

	hash_init(&h);
	while ((n = piece_at(fd, piece, sizeof(piece), at)) > 0) {
		hash_add(&h, piece, (size_t)n);
		at += n;
	}
	hash_end(&h, sum);
	hash_hex(sum, out);
	if (size)
		*size = at;
	return !n;
}

bool
file_new(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int why = 0;

	if (fd < 0)
		return false;
	if (!fd_write(fd, bytes, n) || fsync(fd))
		why = errno;
	if (close(fd) && !why)
		why = errno;
	if (why) {
		unlink(path);
		errno = why;
	}
	return !why;
}

bool
folder_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int why = 0;

	if (fd < 0)
		return false;
	if (fsync(fd))
		why = errno;
	close(fd);
	errno = why;
	return !why;
}

char *
fd_text(struct arena *mem, int fd, size_t max, size_t *len)
{
	char piece[PIECE];
	struct buf b;
	ssize_t n;

	buf_init(&b, mem);
	buf_add(&b, "", 0);
	while ((n = read(fd, piece, sizeof(piece)))) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || (size_t)n > max - b.len)
			break;
		buf_add(&b, piece, (size_t)n);
	}
	if (n > 0)
		errno = EFBIG;
	*len = b.len;
	return n ? NULL : b.at;
}

char *
file_text(struct arena *mem, const char *path, size_t max, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text;
	int why;

	if (fd < 0)
		return NULL;
	text = fd_text(mem, fd, max, len);
	why = errno;
	close(fd);
	errno = why;
	return text;
}
