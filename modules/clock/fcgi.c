/* The client side of FastCGI, for one request at a time. */
#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "fcgi.h"

/* records of the FastCGI specification 1.0 */
#define VERSION 1
#define BEGIN 1
#define END 3
#define PARAMS 4
#define STDIN 5
#define STDOUT 6
#define RESPONDER 1

#define RECORD_MAX 65535
#define REPLY_MAX ((size_t)16 << 20)
#define TIMEOUT 30 /* seconds */

static int
dial(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct timeval wait = { .tv_sec = TIMEOUT };
	int fd;

	if (strlen(path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(at.sun_path, path, strlen(path));
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (connect(fd, (struct sockaddr *)&at, sizeof(at))) {
		int why = errno;

		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

static void
record_add(struct buf *b, unsigned char type, const void *data, size_t n)
{
	unsigned char head[8] = { VERSION, type, 0, 1 };

	head[4] = (unsigned char)(n >> 8);
	head[5] = (unsigned char)n;
	buf_add(b, head, sizeof(head));
	buf_add(b, data, n);
}

/* A stream is records of its pieces and an empty one. */
static void
stream_add(struct buf *b, unsigned char type, const char *data, size_t n)
{
	size_t piece;

	for (; n; data += piece, n -= piece) {
		piece = n < RECORD_MAX ? n : RECORD_MAX;
		record_add(b, type, data, piece);
	}
	record_add(b, type, "", 0);
}

static void
length_add(struct buf *b, size_t n)
{
	if (n < 128) {
		buf_char(b, (char)n);
		return;
	}
	buf_char(b, (char)(n >> 24 | 0x80));
	buf_char(b, (char)(n >> 16));
	buf_char(b, (char)(n >> 8));
	buf_char(b, (char)n);
}

static bool
send_all(int fd, const char *p, size_t n)
{
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
	ssize_t done;

	for (; n; to = (char *)to + done, n -= (size_t)done) {
		done = read(fd, to, n);
		if (!done)
			errno = ECONNRESET;
		if (!done || (done < 0 && errno != EINTR))
			return false;
		if (done < 0)
			done = 0;
	}
	return true;
}

/* Records until the end of the request; what it wrote into reply. */
static bool
receive(int fd, struct buf *reply)
{
	unsigned char head[8];
	char *data = arena_alloc(reply->mem, RECORD_MAX + 255);
	size_t n;

	while (read_all(fd, head, sizeof(head))) {
		n = (size_t)head[4] << 8 | head[5];
		if (!read_all(fd, data, n + head[6]))
			return false;
		if (head[1] == END)
			return true;
		if (head[1] == STDOUT)
			buf_add(reply, data, n);
		if (reply->len > REPLY_MAX) {
			errno = EMSGSIZE;
			return false;
		}
	}
	return false;
}

int
fcgi_ask(const char *socket, const char *const *params, const char *body,
	 struct buf *reply)
{
	static const unsigned char begin[8] = { 0, RESPONDER };
	struct buf out, list;
	bool good;
	int fd, why;

	buf_init(&out, reply->mem);
	buf_init(&list, reply->mem);
	for (; *params; params += 2) {
		length_add(&list, strlen(params[0]));
		length_add(&list, strlen(params[1]));
		buf_str(&list, params[0]);
		buf_str(&list, params[1]);
	}
	record_add(&out, BEGIN, begin, sizeof(begin));
	stream_add(&out, PARAMS, list.at, list.len);
	stream_add(&out, STDIN, body, strlen(body));
	if ((fd = dial(socket)) < 0)
		return -1;
	good = send_all(fd, out.at, out.len) && receive(fd, reply);
	why = errno;
	close(fd);
	errno = why;
	if (!good)
		return -1;
	if (strncasecmp(buf_text(reply), "Status: ", 8))
		return 200;
	return (int)strtol(reply->at + 8, NULL, 10);
}
