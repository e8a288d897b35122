/* Frames on a local socket, and asking our own authority. */
#include <errno.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "conf.h"
#include "tsa.h"

void
frame_limit(int fd)
{
	const struct timeval wait = { LOCAL_MS / 1000, LOCAL_MS % 1000 * 1000 };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
}

static bool
send_all(int fd, const void *data, size_t n)
{
	const char *p = data;
	ssize_t done;

	for (; n; p += done, n -= (size_t)done) {
		done = send(fd, p, n, MSG_NOSIGNAL);
		if (done < 0 && errno != EINTR)
			return false;
		if (done < 0)
			done = 0;
	}
	return true;
}

static bool
read_all(int fd, void *to, size_t n)
{
	char *p = to;
	ssize_t done;

	for (; n; p += done, n -= (size_t)done) {
		done = read(fd, p, n);
		if (!done || (done < 0 && errno != EINTR))
			return false;
		if (done < 0)
			done = 0;
	}
	return true;
}

bool
frame_send(int fd, const void *data, size_t n)
{
	const unsigned char head[4] = { (unsigned char)(n >> 24),
					(unsigned char)(n >> 16),
					(unsigned char)(n >> 8),
					(unsigned char)n };

	return n <= FRAME_MAX && send_all(fd, head, sizeof(head)) &&
	       send_all(fd, data, n);
}

void *
frame_read(struct arena *mem, int fd, size_t *len)
{
	unsigned char head[4];
	size_t n;
	void *at;

	if (!read_all(fd, head, sizeof(head)))
		return NULL;
	n = (size_t)head[0] << 24 | (size_t)head[1] << 16 |
	    (size_t)head[2] << 8 | head[3];
	if (!n || n > FRAME_MAX)
		return NULL;
	at = arena_alloc(mem, n);
	*len = n;
	return read_all(fd, at, n) ? at : NULL;
}

void *
ask_local(struct arena *mem, const void *request, size_t n, size_t *len,
	  const char **why)
{
	const char *path = arena_printf(mem, "%s/tsa/tsa.sock", conf.run);
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	void *answer = NULL;
	int fd;

	*why = "ggzy-tsa 没有答复";
	if (strlen(path) >= sizeof(at.sun_path) ||
	    (fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return NULL;
	memcpy(at.sun_path, path, strlen(path));
	frame_limit(fd);
	if (!connect(fd, (struct sockaddr *)&at, sizeof(at)) &&
	    frame_send(fd, request, n))
		answer = frame_read(mem, fd, len);
	close(fd);
	return answer;
}
