/* One hint to the web server, by HTTP on a local socket. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "push.h"

#define TIMEOUT 1 /* seconds for each of connect, send and receive */

static int
dial(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const struct timeval wait = { .tv_sec = TIMEOUT };
	int fd, why;

	if (strlen(path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(at.sun_path, path, strlen(path));
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (!connect(fd, (struct sockaddr *)&at, sizeof(at)))
		return fd;
	why = errno;
	close(fd);
	errno = why;
	return -1;
}

/* The status line is all we want: "HTTP/1.1 201". */
static bool
is_taken(int fd)
{
	char line[12];

	if (recv(fd, line, sizeof(line), MSG_WAITALL) !=
	    (ssize_t)sizeof(line)) {
		errno = errno == EINTR ? EINTR : ETIMEDOUT;
		return false;
	}
	errno = EPROTO;
	return !memcmp(line, "HTTP/1.", 7) && line[9] == '2';
}

bool
push_post(const char *socket, int64_t trade, int64_t seq)
{
	char text[64], all[256];
	bool good = false;
	int fd, n, why;

	n = snprintf(text, sizeof(text), "{\"seq\":%lld}", (long long)seq);
	n = snprintf(all, sizeof(all),
		     "POST /%lld HTTP/1.1\r\nHost: push\r\n"
		     "Content-Type: application/json\r\n"
		     "Content-Length: %d\r\nConnection: close\r\n\r\n%s",
		     (long long)trade, n, text);
	if ((fd = dial(socket)) < 0)
		return false;
	if (send(fd, all, (size_t)n, MSG_NOSIGNAL) == n)
		good = is_taken(fd);
	why = errno;
	close(fd);
	errno = why;
	return good;
}
