/* Bags: the same files make the same bytes, and no byte of one may change. */
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bag.h"
#include "hash.h"
#include "tap.h"

#define BIG (96 * 1024 * 1024)

static struct arena *mem;
static size_t payload; /* of the last that was filled */
static const struct bag_file *last;
static char file[] = "/tmp/ggzy-bag-XXXXXX";

static bool
to_file(void *to, const void *bytes, size_t n)
{
	return write(*(int *)to, bytes, n) == (ssize_t)n;
}

static bool
refuse(void *to, const void *bytes, size_t n)
{
	(void)to;
	(void)bytes;
	(void)n;
	return false;
}

static struct bag_file
about(const char *path)
{
	return (struct bag_file){ .path = path,
				  .category = "公告",
				  .title = "题名 \"引号\" ,\"files\":[",
				  .media = "text/plain",
				  .at = 1773651600000 };
}

static enum err
fill(tar_sink *sink, void *to, int big)
{
	struct bag *b = bag_begin(mem, "ggzy-x", sink, to, 1773651600000);
	struct bag_file one = about("data/one.txt"), two = about("data/b/two"),
			three = about("data/big");
	enum err e;

	bag_info(b, "Source-Organization", "平台");
	bag_text(b, &one, "first\n", 6);
	bag_text(b, &two, "", 0);
	if (big >= 0)
		bag_copy(b, &three, big, NULL);
	if ((e = bag_end(b, "\"format\":\"x\"")))
		return e;
	last = bag_files(b, &payload);
	last += payload - 1;
	return OK;
}

static bool
is_good(int fd, struct bag_check *k)
{
	return bag_check(mem, fd, k) && !k->faults.n;
}

/* Its bytes once more, changed at one place. */
static size_t
faults_with(const char *bytes, size_t len, size_t at)
{
	char name[] = "/tmp/ggzy-bag-XXXXXX", c = (char)(bytes[at] ^ 1);
	int fd = mkstemp(name);
	struct bag_check k;

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len ||
	    pwrite(fd, &c, 1, (off_t)at) != 1)
		return 0;
	bag_check(mem, fd, &k);
	close(fd);
	unlink(name);
	return k.faults.n;
}

/* Every byte of every file: what follows a header of 512 bytes. */
static void
flip_all(const char *bytes, size_t len)
{
	size_t at, size, i, flipped = 0, missed = 0;

	for (at = 0; at + 512 <= len && bytes[at];
	     at += 512 + (size + 511) / 512 * 512) {
		size = (size_t)strtoull(bytes + at + 124, NULL, 8);
		for (i = 0; i < size; i++, flipped++) {
			missed += !faults_with(bytes, len, at + 512 + i);
			if (!(flipped % 64))
				arena_reset(mem);
		}
	}
	ok(flipped > 1500 && !missed, "%zu of %zu flipped bytes are found",
	   flipped - missed, flipped);
}

static long
most_memory(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss; /* KiB */
}

int
main(void)
{
	char again[] = "/tmp/ggzy-bag-XXXXXX", big[] = "/tmp/ggzy-bag-XXXXXX";
	int a = mkstemp(file), b = mkstemp(again), c = mkstemp(big);
	char *bytes, *twice;
	int folder = open("/tmp", O_RDONLY | O_DIRECTORY), way[2];
	struct bag_check k;
	ssize_t len;
	long before;

	plan(11);
	mem = arena_new();
	ok(!fill(to_file, &a, -1) && !fill(to_file, &b, -1), "two are written");
	len = lseek(a, 0, SEEK_END);
	bytes = malloc((size_t)len);
	twice = malloc((size_t)len);
	ok(bytes && twice && pread(a, bytes, (size_t)len, 0) == len &&
	       lseek(b, 0, SEEK_END) == len &&
	       pread(b, twice, (size_t)len, 0) == len &&
	       !memcmp(bytes, twice, (size_t)len),
	   "and are the same %zd bytes", len);
	ok(is_good(a, &k) && k.files == 3 && !strcmp(k.name, "ggzy-x"),
	   "one is good, with its index three files");
	ok(payload == 3 && !strcmp(last->path, BAG_INDEX),
	   "as many as are listed, the index last");
	flip_all(bytes, (size_t)len);
	arena_reset(mem);
	ok(fill(refuse, NULL, -1) == E_DISK, "a full disk is told");

	before = most_memory();
	ok(!ftruncate(c, BIG) && !ftruncate(a, 0) && !lseek(a, 0, SEEK_SET) &&
	       !fill(to_file, &a, c) && is_good(a, &k) && k.bytes > BIG,
	   "a file of 96 MB goes in and is checked");
	/* the address sanitizer keeps what was freed */
	ok(most_memory() - before < 48 * 1024, "in %ld KiB",
	   most_memory() - before);
	ok(folder >= 0 && fill(to_file, &a, folder) == E_BUG,
	   "a file that cannot be read is the file's fault");
	ok(!pipe(way) && fill(to_file, &a, way[0]) == E_BUG,
	   "as is what is no file at all");
	ok(!ftruncate(a, 3000) && !is_good(a, &k), "a cut one is not good");
	close(a);
	close(b);
	close(c);
	close(folder);
	close(way[0]);
	close(way[1]);
	unlink(file);
	unlink(again);
	unlink(big);
	free(bytes);
	free(twice);
	arena_free(mem);
	return tap_bad != 0;
}
