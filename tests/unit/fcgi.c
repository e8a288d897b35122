/* Replies of workers as the clock reads them: whole, silent, cut off. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fcgi.h"
#include "tap.h"

static const char *const params[] = { "REQUEST_METHOD", "POST", NULL };

/* Output of the request, and its end. */
#define OUT(n) "\1\6\0\1\0" n "\0\0"
#define END "\1\3\0\1\0\10\0\0\0\0\0\0\0\0\0\0"

/* What fcgi_go_on() says when a worker sends these octets and leaves. */
static int
answer(int at, const char *path, const char *octets, size_t n, char *got,
       size_t room)
{
	struct fcgi_call *call = fcgi_begin(path, params, "{}");
	const char *reply = "";
	struct pollfd p;
	int fd, status, why;

	if (!call || (fd = accept(at, NULL, NULL)) < 0)
		return -2;
	if (send(fd, octets, n, MSG_NOSIGNAL) != (ssize_t)n)
		return -2;
	/* not close(): what was asked is unread, and would reset it */
	shutdown(fd, SHUT_WR);
	errno = 0;
	do {
		p = (struct pollfd){ fcgi_fd(call), POLLIN, 0 };
		poll(&p, 1, 1000);
	} while (!(status = fcgi_go_on(call, &reply)));
	why = errno;
	snprintf(got, room, "%s", reply);
	fcgi_end(call);
	close(fd);
	errno = why;
	return status;
}
#define ANSWER(octets)                                                         \
	answer(at, name.sun_path, octets, sizeof(octets) - 1, got, sizeof(got))

int
main(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	char dir[] = "/tmp/ggzy-u.XXXXXX", got[64];
	int at = socket(AF_UNIX, SOCK_STREAM, 0);

	plan(7);
	if (at < 0 || !mkdtemp(dir))
		return 99;
	snprintf(name.sun_path, sizeof(name.sun_path), "%s/s", dir);
	if (bind(at, (struct sockaddr *)&name, sizeof(name)) || listen(at, 8))
		return 99;

	ok(ANSWER(OUT("\17") "Status: 201 OK\n" END) == 201,
	   "a reply has its status");
	is(got, "Status: 201 OK\n", "and its text");
	ok(ANSWER(OUT("\4") "A: b" END) == 200, "which is 200 unless said");
	ok(ANSWER(END) == -1 && errno == EPROTO,
	   "a reply without a word is none");
	ok(ANSWER(OUT("\0") END) == -1 && errno == EPROTO,
	   "nor is one of an empty record");
	ok(ANSWER(OUT("\4") "A: b") == -1 && errno == ECONNRESET,
	   "nor one that breaks off");
	unlink(name.sun_path);
	ok(!fcgi_begin(name.sun_path, params, "{}") && errno == ENOENT,
	   "without a worker there is no request");
	close(at);
	rmdir(dir);
	return tap_bad != 0;
}
