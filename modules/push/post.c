/* Asking and telling the web server, by HTTP on a local socket. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
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

static bool
send_all(int fd, const char *at, size_t len)
{
	ssize_t n;

	for (; len; at += n, len -= (size_t)n)
		if ((n = send(fd, at, len, MSG_NOSIGNAL)) < 0)
			return false;
	return true;
}

/* All that comes until the other side closes, as text. */
static bool
receive(int fd, char *at, size_t room)
{
	size_t len = 0;
	ssize_t n;

	while ((n = recv(fd, at + len, room - 1 - len, 0)) > 0)
		len += (size_t)n;
	at[len] = 0;
	if (n < 0)
		errno = errno == EINTR ? EINTR : ETIMEDOUT;
	else if (len + 1 == room)
		errno = EMSGSIZE;
	else
		return true;
	return false;
}

/* Sends head and body, and puts the body of a good answer first into text. */
static bool
talk(const char *socket, const char *head, const char *body, char *text,
     size_t room)
{
	int fd = dial(socket), why;
	const char *length;
	bool good;
	char *end;

	if (fd < 0)
		return false;
	good = send_all(fd, head, strlen(head)) &&
	       send_all(fd, body, strlen(body)) && receive(fd, text, room);
	why = errno;
	close(fd);
	errno = why;
	if (!good)
		return false;
	errno = EPROTO;
	if (strncmp(text, "HTTP/1.", 7) || text[8] != ' ' || text[9] != '2' ||
	    !(end = strstr(text, "\r\n\r\n")))
		return false;
	*end = 0;
	length = strcasestr(text, "\r\nContent-Length:");
	end += 4;
	if (length && strtoul(length + 17, NULL, 10) != strlen(end))
		return false;
	memmove(text, end, strlen(end) + 1);
	return true;
}

bool
push_ask(const char *socket, const struct changed *c, int64_t since, char *text,
	 size_t room)
{
	char head[256];

	snprintf(head, sizeof(head),
		 "GET /api/%s/trades/%" PRId64 "/state?since=%" PRId64
		 "&seq=%" PRId64 " HTTP/1.0\r\nHost: push\r\n\r\n",
		 c->domain, c->trade, since, c->seq);
	if (!talk(socket, head, "", text, room))
		return false;
	errno = EPROTO;
	text[strcspn(text, "\n")] = 0;
	return *text == '{';
}

bool
push_post(const char *socket, int64_t trade, const char *text)
{
	char head[256], answer[2048];

	snprintf(head, sizeof(head),
		 "POST /%" PRId64 " HTTP/1.0\r\nHost: push\r\n"
		 "Content-Type: application/json\r\n"
		 "Content-Length: %zu\r\n\r\n",
		 trade, strlen(text));
	return talk(socket, head, text, answer, sizeof(answer));
}
