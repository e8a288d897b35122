/* What the commands that hold keys, shares or a bid do with their memory. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ctl.h"
#include "private.h"

#define OUT_MAX 65536
#define KEY_MAX 65536 /* bytes of a file with a private key */

static struct arena *arena;
static char *out, *key;

/* However the command ends. */
static void
forget(void)
{
	fclose(stdout); /* which takes from out until then */
	secret_free(out, OUT_MAX);
	secret_free(key, KEY_MAX);
	arena_free(arena);
}

/*
 * Everything is locked where that cannot make memory scarce; otherwise the
 * pages of keys are, one by one.
 */
struct arena *
ctl_private(void)
{
	struct rlimit most;

	keep_memory_private();
	if (!getrlimit(RLIMIT_MEMLOCK, &most) && most.rlim_cur == RLIM_INFINITY)
		(void)mlockall(MCL_CURRENT | MCL_FUTURE);
	out = secret_new(OUT_MAX);
	setvbuf(stdout, out, _IOFBF, OUT_MAX);
	arena = arena_new();
	atexit(forget);
	return arena;
}

char *
ctl_key_read(const char *path, size_t *len)
{
	bool given = !strcmp(path, "-");
	int fd = given ? 0 : open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : 0;

	key = secret_new(KEY_MAX);
	for (*len = 0; got >= 0 && *len < KEY_MAX; *len += (size_t)got)
		if ((got = read(fd, key + *len, KEY_MAX - *len)) <= 0)
			break;
	if (got)
		ctl_fail(0, "%s: %s", path,
			 got < 0 ? strerror(errno) : "不是密钥文件");
	if (fd >= 0 && !given)
		close(fd);
	return got ? NULL : key;
}
