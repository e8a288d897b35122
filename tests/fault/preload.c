/*
 * Preloaded into the workers of a test: the process dies (SIGKILL) at its n-th
 * message to the database.  $GGZY_FAULT is a file of 16 bytes that all of them
 * share, written by crash.sh:
 *
 *	before 000000025	the 25th message from now on is not sent
 *	after  000000025	it is sent, and its answer never read
 *
 * 0 for never.  What a worker does before it takes its first request does not
 * count.  The program itself knows nothing of this.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SIZE 16
#define DIGITS 7 /* where they begin */

static bool serves;

static volatile char *
shared(void)
{
	static volatile char *at;
	const char *file = getenv("GGZY_FAULT");
	int fd;

	if (at || !file || (fd = open(file, O_RDWR | O_CLOEXEC)) < 0)
		return at;
	at = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	return at = at == MAP_FAILED ? NULL : at;
}

static bool
is_database(int fd)
{
	struct sockaddr_un to;
	socklen_t len = sizeof(to);

	memset(&to, 0, sizeof(to));
	return !getpeername(fd, (struct sockaddr *)&to, &len) &&
	       to.sun_family == AF_UNIX && strstr(to.sun_path, "db.sock");
}

/* Counts one message; true if it is the one. */
static bool
is_the_last(int fd)
{
	volatile char *at = shared();
	long n = 0;
	int i;

	if (!at || !serves || !is_database(fd))
		return false;
	for (i = DIGITS; i < SIZE; i++)
		n = n * 10 + at[i] - '0';
	if (n <= 0)
		return false;
	n--;
	for (i = SIZE - 1; i >= DIGITS; i--, n /= 10)
		at[i] = (char)('0' + n % 10);
	for (i = DIGITS; i < SIZE; i++)
		if (at[i] != '0')
			return false;
	return true;
}

int
accept(int fd, struct sockaddr *from, socklen_t *len)
{
	static int (*real)(int, struct sockaddr *, socklen_t *);

	if (!real)
		real = (int (*)(int, struct sockaddr *,
				socklen_t *))dlsym(RTLD_NEXT, "accept");
	serves = true;
	return real(fd, from, len);
}

ssize_t
send(int fd, const void *bytes, size_t n, int flags)
{
	static ssize_t (*real)(int, const void *, size_t, int);
	bool last = is_the_last(fd);
	ssize_t did;

	if (!real)
		real = (ssize_t(*)(int, const void *, size_t,
				   int))dlsym(RTLD_NEXT, "send");
	if (last && *shared() == 'b')
		kill(getpid(), SIGKILL);
	did = real(fd, bytes, n, flags);
	if (last)
		kill(getpid(), SIGKILL);
	return did;
}
