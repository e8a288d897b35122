/* A connection that is kept: requests, whole answers, streams. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "crowd.h"

int line_epoll = -1;

static int
dial(const struct line *l)
{
	struct sockaddr_in tcp = { .sin_family = AF_INET };
	struct sockaddr_un local = { .sun_family = AF_UNIX };
	const int on = 1;
	int fd, e;

	tcp.sin_port = htons((uint16_t)l->port);
	tcp.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (l->path)
		snprintf(local.sun_path, sizeof(local.sun_path), "%s", l->path);
	fd = socket(l->path ? AF_UNIX : AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return -1;
	/* at once on this machine, where the other side has room */
	e = l->path ? connect(fd, (struct sockaddr *)&local, sizeof(local))
		    : connect(fd, (struct sockaddr *)&tcp, sizeof(tcp));
	if (e) {
		close(fd);
		return -1;
	}
	if (!l->path)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

bool
line_open(struct line *l, int no)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = no };

	if ((l->fd = dial(l)) < 0)
		return false;
	l->busy = l->listens = false;
	l->len = 0;
	if (!epoll_ctl(line_epoll, EPOLL_CTL_ADD, l->fd, &e))
		return true;
	line_close(l);
	return false;
}

void
line_close(struct line *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
	l->busy = l->listens = false;
}

bool
line_ask(struct line *l, int no)
{
	size_t n = strlen(l->out);

	if (l->fd < 0 && !line_open(l, no))
		return false;
	l->len = 0;
	l->asked = clock_us();
	l->busy = send(l->fd, l->out, n, MSG_NOSIGNAL) == (ssize_t)n;
	if (!l->busy)
		line_close(l);
	return l->busy;
}

bool
line_take(struct line *l)
{
	ssize_t n = recv(l->fd, l->in + l->len, sizeof(l->in) - 1 - l->len,
			 MSG_DONTWAIT);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	l->len += (size_t)n;
	l->in[l->len] = 0;
	return n > 0;
}

long
line_answer(struct line *l, char **body)
{
	char *end = strstr(l->in, "\r\n\r\n"), *length;

	if (!l->len || !end)
		return 0;
	*body = end + 4;
	length = strcasestr(l->in, "\r\nContent-Length:");
	if (!length || length > end ||
	    l->len - (size_t)(*body - l->in) < strtoul(length + 17, NULL, 10))
		return 0;
	l->busy = false;
	return strtol(l->in + 9, NULL, 10);
}

int64_t
number_of(const char *text, const char *name)
{
	char key[32];
	const char *at;

	snprintf(key, sizeof(key), "\"%s\":", name);
	at = strstr(text, key);
	return at ? strtoll(at + strlen(key), NULL, 10) : -1;
}
