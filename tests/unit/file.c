/* Files are read and written whole, or the reason is said. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "tap.h"

static char folder[] = "/tmp/ggzy-file-XXXXXX";
static struct arena *mem;

static const char *
at(const char *name)
{
	return arena_printf(mem, "%s/%s", folder, name);
}

static void
makes(void)
{
	struct rlimit was, small;
	struct stat st;
	size_t n;

	ok(file_new(at("a"), "abc", 3) &&
	       !strcmp(file_text(mem, at("a"), 3, &n), "abc") && n == 3,
	   "what is written is read");
	ok(!stat(at("a"), &st) && (st.st_mode & 0777) == 0600,
	   "by its owner alone");
	ok(!file_new(at("a"), "xyz", 3) && errno == EEXIST &&
	       !strcmp(file_text(mem, at("a"), 3, &n), "abc"),
	   "a name that is taken keeps its file");
	ok(!file_new(at("none/a"), "x", 1) && errno == ENOENT,
	   "no folder, no file");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	small = was;
	small.rlim_cur = 2;
	setrlimit(RLIMIT_FSIZE, &small);
	ok(!file_new(at("b"), "abc", 3) && errno == EFBIG,
	   "what does not fit is said");
	setrlimit(RLIMIT_FSIZE, &was);
	ok(access(at("b"), F_OK), "and leaves nothing behind");
}

static void
reads(void)
{
	int fd[2];
	size_t n;

	ok(!file_text(mem, at("a"), 2, &n) && errno == EFBIG,
	   "longer than allowed is not cut");
	ok(!file_text(mem, at("none"), 9, &n) && errno == ENOENT,
	   "not there is not empty");
	ok(!file_text(mem, folder, 9, &n) && errno == EISDIR,
	   "a folder is no text");
	ok(!pipe(fd) && fd_write(fd[1], "pi\0pe", 5) && !close(fd[1]),
	   "a pipe is written");
	ok(!memcmp(fd_text(mem, fd[0], SIZE_MAX, &n), "pi\0pe", 6) && n == 5,
	   "and read to its end");
	close(fd[0]);
	ok(!fd_write(fd[0], "x", 1) && errno == EBADF, "no file, no writing");
	ok(folder_sync(folder) && !folder_sync(at("none")),
	   "a folder goes to disk");
}

static void
digests(void)
{
	static const char abc[] = "ba7816bf8f01cfea414140de5dae2223"
				  "b00361a396177a9cb410ff61f20015ad";
	char out[2 * HASH_LEN + 1];
	int fd = open(at("a"), O_RDONLY), end[2];
	int64_t size = 0;

	ok(lseek(fd, 2, SEEK_SET) == 2 && fd_digest(fd, out, &size) &&
	       !strcmp(out, abc) && size == 3,
	   "the digest of FIPS 180-4, from the beginning");
	ok(lseek(fd, 0, SEEK_CUR) == 2, "the place of reading stays");
	close(fd);
	ok(!fd_digest(fd, out, NULL) && errno == EBADF, "no file, no digest");
	ok(!pipe(end) && !fd_digest(end[0], out, NULL) && errno == ESPIPE,
	   "nor of what has no beginning");
}

int
main(void)
{
	plan(17);
	mem = arena_new();
	if (!mkdtemp(folder))
		return 99;
	makes();
	reads();
	digests();
	unlink(at("a"));
	rmdir(folder);
	arena_free(mem);
	return tap_bad != 0;
}
