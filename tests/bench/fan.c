/*
 * The bound of a push: whoever asks at 127.0.0.1:PORT holds a stream of
 * events, and what is posted at SOCKET goes to all of them.  Nothing else; one
 * thread, one epoll, ten minutes.
 *
 *	fan PORT SOCKET
 */
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST 20000

enum { NOBODY, ASKS, LISTENS, TELLS };
static unsigned char is[MOST]; /* by descriptor */
static int epoll, tcp, local;

static int
served(int family, const struct sockaddr *at, socklen_t n)
{
	int fd = socket(family, SOCK_STREAM, 0), on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd < 0 || bind(fd, at, n) || listen(fd, 4096))
		exit(71);
	return fd;
}

static void
wait_for(int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e))
		exit(71);
}

static void
come(int door)
{
	int fd = accept(door, NULL, NULL);

	if (fd < 0)
		return;
	if (fd >= MOST)
		exit(71);
	is[fd] = door == tcp ? ASKS : TELLS;
	wait_for(fd);
}

static void
leave(int fd)
{
	is[fd] = NOBODY;
	close(fd);
}

static void
spread(const char *text)
{
	char line[256];
	int fd, n = snprintf(line, sizeof(line), "data: %s\n\n", text);

	for (fd = 0; fd < MOST; fd++)
		if (is[fd] == LISTENS)
			send(fd, line, (size_t)n, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void
hear(int fd)
{
	static const char stream[] = "HTTP/1.1 200 OK\r\n"
				     "Content-Type: text/event-stream\r\n\r\n",
			  taken[] = "HTTP/1.1 201 Created\r\n"
				    "Content-Length: 0\r\n\r\n";
	char in[2048], *body;
	ssize_t n = recv(fd, in, sizeof(in) - 1, 0);

	if (n <= 0) {
		leave(fd);
		return;
	}
	in[n] = 0;
	if (!(body = strstr(in, "\r\n\r\n")))
		return;
	if (is[fd] == TELLS) {
		spread(body + 4);
		send(fd, taken, sizeof(taken) - 1, MSG_NOSIGNAL);
	} else {
		is[fd] = LISTENS;
		send(fd, stream, sizeof(stream) - 1, MSG_NOSIGNAL);
	}
}

int
main(int argc, char **argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct sockaddr_un here = { .sun_family = AF_UNIX };
	struct rlimit files = { MOST, MOST };
	struct epoll_event e[256];
	int i, n;

	if (argc != 3)
		return 64;
	/* not longer than who asked for it */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	alarm(600);
	setrlimit(RLIMIT_NOFILE, &files);
	at.sin_port = htons((uint16_t)strtol(argv[1], NULL, 10));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	snprintf(here.sun_path, sizeof(here.sun_path), "%s", argv[2]);
	epoll = epoll_create1(0);
	tcp = served(AF_INET, (struct sockaddr *)&at, sizeof(at));
	local = served(AF_UNIX, (struct sockaddr *)&here, sizeof(here));
	wait_for(tcp);
	wait_for(local);
	while ((n = epoll_wait(epoll, e, 256, -1)) >= 0)
		for (i = 0; i < n; i++) {
			if (e[i].data.fd == tcp || e[i].data.fd == local)
				come(e[i].data.fd);
			else
				hear(e[i].data.fd);
		}
	return 0;
}
