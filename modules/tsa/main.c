/* ggzy-tsa: a time-stamp authority by RFC 3161 on a local socket. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

#include "conf.h"
#include "daemon.h"
#include "log.h"
#include "private.h"
#include "stamp.h"
#include "tsa.h"

#define BACKLOG 64

static int
refuse(const char *path)
{
	fprintf(stderr, "ggzy-tsa: %s: %s\n", path, strerror(errno));
	exit(78);
}

/* The group may connect: the programs of the platform. */
static int
listen_at(struct arena *mem)
{
	const char *path = arena_printf(mem, "%s/tsa/tsa.sock", conf.run);
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	errno = ENAMETOOLONG;
	if (strlen(path) >= sizeof(at.sun_path))
		refuse(path);
	memcpy(at.sun_path, path, strlen(path));
	unlink(path);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) ||
	    chmod(path, 0660) || listen(fd, BACKLOG))
		refuse(path);
	return fd;
}

static void
one(struct arena *mem, struct tsa *tsa, int fd)
{
	size_t n, len;
	void *request, *answer;

	frame_limit(fd);
	if (!(request = frame_read(mem, fd, &n))) {
		log_warn("msg=no-request");
		return;
	}
	if (!(answer = tsa_answer(mem, tsa, request, n, &len)))
		log_error("msg=no-answer");
	else if (!frame_send(fd, answer, len))
		log_warn("msg=answer-not-taken");
}

/*
 * The next client, or -1.  There may be none for days: a signal that asks to
 * leave is held back but while the kernel waits, so that none comes just before
 * it does and is slept over.
 */
static int
next(int listening, const sigset_t *asleep)
{
	struct pollfd p = { .fd = listening, .events = POLLIN };
	int fd;

	if (ppoll(&p, 1, NULL, asleep) < 0)
		fd = -1;
	else
		fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0 && errno != EINTR && errno != EAGAIN &&
	    errno != ECONNABORTED) {
		log_error("msg=accept error=\"%s\"", strerror(errno));
		sleep(1);
	}
	return fd;
}

static void
loop(struct arena *mem, struct tsa *tsa, int listening)
{
	sigset_t held, asleep;
	int fd;

	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGINT);
	sigprocmask(SIG_BLOCK, &held, &asleep);
	while (!daemon_leaves()) {
		if ((fd = next(listening, &asleep)) < 0)
			continue;
		one(mem, tsa, fd);
		close(fd);
		arena_reset(mem);
	}
}

static const char *
arguments(int argc, char **argv, bool *test)
{
	const char *file = NULL;
	int o;

	while ((o = getopt(argc, argv, "c:tV")) != -1) {
		if (o == 'V') {
			printf("ggzy-tsa %s\nconfigure %s\n", PACKAGE_VERSION,
			       GGZY_CONFIGURE);
			exit(0);
		}
		if (o == '?')
			exit(EX_USAGE);
		if (o == 't')
			*test = true;
		else
			file = optarg;
	}
	return file;
}

/* As every start, but it makes and serves nothing. */
static int
check(bool made)
{
	if (made)
		tsa_free(tsa_load(conf.tsa));
	puts(made ? "ggzy-tsa: 密钥和证书都正确"
		  : "ggzy-tsa: 还没有密钥，第一次启动时生成");
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new();
	bool made, test = false;
	const char *file = arguments(argc, argv, &test);
	struct tsa *tsa;
	int fd;

	keep_memory_private();
	log_open("tsa");
	conf_read(file);
	umask(027);
	daemon_begin();
	made = !access(arena_printf(mem, "%s/key.pem", conf.tsa), F_OK);
	if (test) {
		arena_free(mem);
		return check(made);
	}
	/* the first start makes what it needs; nobody else ever has the key */
	if (!made && !tsa_make(conf.tsa))
		return 78;
	tsa = tsa_load(conf.tsa);
	fd = listen_at(mem);
	log_info("msg=ready");
	loop(mem, tsa, fd);
	close(fd);
	tsa_free(tsa);
	arena_free(mem);
	log_info("msg=left");
	return 0;
}
