/* The client side of FastCGI: requests that are under way beside others. */
#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
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

struct fcgi_call {
	struct arena *mem;
	struct buf in; /* records as they come */
	int fd;
};

static int
dial(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(at.sun_path, path, strlen(path));
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
			 0)) < 0)
		return -1;
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

struct fcgi_call *
fcgi_begin(const char *socket, const char *const *params, const char *body)
{
	static const unsigned char begin[8] = { 0, RESPONDER };
	struct arena *mem = arena_new();
	struct buf out, list;
	struct fcgi_call *call;
	int fd, why;

	buf_init(&out, mem);
	buf_init(&list, mem);
	for (; *params; params += 2) {
		length_add(&list, strlen(params[0]));
		length_add(&list, strlen(params[1]));
		buf_str(&list, params[0]);
		buf_str(&list, params[1]);
	}
	record_add(&out, BEGIN, begin, sizeof(begin));
	stream_add(&out, PARAMS, list.at, list.len);
	stream_add(&out, STDIN, body, strlen(body));
	fd = dial(socket);
	if (fd >= 0 && send_all(fd, out.at, out.len)) {
		call = arena_alloc(mem, sizeof(*call));
		*call = (struct fcgi_call){ .mem = mem, .fd = fd };
		buf_init(&call->in, mem);
		return call;
	}
	why = errno;
	if (fd >= 0)
		close(fd);
	arena_free(mem);
	errno = why;
	return NULL;
}

int
fcgi_fd(const struct fcgi_call *call)
{
	return call->fd;
}

/* What the request wrote, if all records are here. */
static bool
is_whole(struct fcgi_call *call, struct buf *reply)
{
	const unsigned char *at = (const unsigned char *)call->in.at;
	size_t n, left = call->in.len;

	buf_init(reply, call->mem);
	while (left >= 8) {
		n = (size_t)at[4] << 8 | at[5];
		if (left < 8 + n + at[6])
			return false;
		if (at[1] == END)
			return true;
		if (at[1] == STDOUT)
			buf_add(reply, at + 8, n);
		left -= 8 + n + at[6];
		at += 8 + n + at[6];
	}
	return false;
}

int
fcgi_go_on(struct fcgi_call *call, const char **reply)
{
	char piece[16384];
	struct buf text;
	ssize_t n;

	while ((n = recv(call->fd, piece, sizeof(piece), 0)) > 0) {
		buf_add(&call->in, piece, (size_t)n);
		if (call->in.len > REPLY_MAX) {
			errno = EMSGSIZE;
			return -1;
		}
	}
	if (n < 0 && errno == EINTR)
		return 0;
	if (n < 0 && errno != EAGAIN)
		return -1;
	if (is_whole(call, &text)) {
		/* a worker that ended before it answered, not a success */
		if (!text.len) {
			errno = EPROTO;
			return -1;
		}
		*reply = buf_text(&text);
		if (strncasecmp(*reply, "Status: ", 8))
			return 200;
		return (int)strtol(*reply + 8, NULL, 10);
	}
	if (n < 0)
		return 0;
	errno = ECONNRESET;
	return -1;
}

void
fcgi_end(struct fcgi_call *call)
{
	close(call->fd);
	arena_free(call->mem);
}
