/* Packages made to deceive whoever checks or unpacks one. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bag.h"
#include "tap.h"

static struct arena *mem;

/* A header of 512 bytes as any tar has it; size is not how long it really is.
 */
static void
header(int fd, const char *name, char type, const char *link, int64_t size)
{
	unsigned char h[512] = { 0 };
	unsigned sum = 0;
	size_t i;

	memcpy(h, name, strlen(name));
	snprintf((char *)h + 100, 8, "%07o", 0444u);
	snprintf((char *)h + 108, 8, "%07o", 0u);
	snprintf((char *)h + 116, 8, "%07o", 0u);
	snprintf((char *)h + 124, 12, "%011llo", (unsigned long long)size);
	snprintf((char *)h + 136, 12, "%011o", 0u);
	memset(h + 148, ' ', 8);
	h[156] = (unsigned char)type;
	memcpy(h + 157, link, strlen(link));
	memcpy(h + 257, type == 'S' ? "ustar  " : "ustar\00000", 8);
	if (type == 'S') { /* all a hole of 1 GiB, told by GNU tar */
		snprintf((char *)h + 386, 12, "%011o", 0u);
		snprintf((char *)h + 398, 12, "%011o", 0u);
		snprintf((char *)h + 483, 12, "%011llo", 07777777777ull);
	}
	for (i = 0; i < sizeof(h); i++)
		sum += h[i];
	snprintf((char *)h + 148, 8, "%06o", sum);
	if (write(fd, h, sizeof(h)) != (ssize_t)sizeof(h))
		abort();
}

static void
body(int fd, const char *text)
{
	char block[512] = { 0 };

	memcpy(block, text, strlen(text));
	if (write(fd, block, sizeof(block)) != (ssize_t)sizeof(block))
		abort();
}

static int
begin(void)
{
	char name[] = "/tmp/ggzy-bag-XXXXXX";
	int fd = mkstemp(name);

	unlink(name);
	header(fd, "ggzy-x/bagit.txt", '0', "", (int64_t)strlen(BAG_VERSION));
	body(fd, BAG_VERSION);
	return fd;
}

static void
end(int fd)
{
	body(fd, "");
	body(fd, "");
}

/* Is there a fault of this path that says so? */
static bool
says(const struct bag_check *k, const char *path, const char *what)
{
	const struct bag_fault *f = k->faults.at;
	size_t i;

	for (i = 0; i < k->faults.n; i++)
		if (!strcmp(f[i].path, path) && strstr(f[i].what, what))
			return true;
	return false;
}

static void
entry_is_bad(const char *name, char type, const char *link, int64_t size,
	     const char *path, const char *what)
{
	struct bag_check k;
	int fd = begin();

	header(fd, name, type, link, size);
	if (size)
		body(fd, "x");
	end(fd);
	bag_check(mem, fd, &k);
	ok(says(&k, path, what), "%s of type %c: %s", path, type, what);
	close(fd);
	arena_reset(mem);
}

/* Bytes behind the end, where a careless program looks for a second tar. */
static void
more_behind(void)
{
	struct bag_check k;
	int fd = begin();

	end(fd);
	body(fd, "");
	bag_check(mem, fd, &k);
	ok(!says(&k, "-", "behind"), "zeros may follow");
	header(fd, "ggzy-x/data/other", '0', "", 1);
	body(fd, "y");
	end(fd);
	bag_check(mem, fd, &k);
	ok(says(&k, "-", "more behind the end"), "a second tar may not");
	close(fd);
	arena_reset(mem);
}

/* Text that ends early hides what follows from those who read lines. */
static void
text_with_nul(void)
{
	struct bag_check k;
	int fd = begin();

	header(fd, "ggzy-x/bag-info.txt", '0', "", 100);
	body(fd, "Contact-Name: a\n");
	end(fd);
	bag_check(mem, fd, &k);
	ok(says(&k, "bag-info.txt", "不是文本"), "a text has no NUL");
	close(fd);
	arena_reset(mem);
}

int
main(void)
{
	static const char *const outside[][2] = {
		{ "/etc/passwd", "/etc/passwd" },
		{ "ggzy-x/../x", "ggzy-x/../x" },
		{ "ggzy-x/data/..", "ggzy-x/data/.." },
		{ "ggzy-x/./x", "ggzy-x/./x" },
		{ "ggzy-x//x", "ggzy-x//x" },
		{ "ggzy-y/x", "ggzy-y/x" },
		{ "../ggzy-x/x", "../ggzy-x/x" },
		{ "ggzy-x\\x", "ggzy-x?x" },
		{ "ggzy-x/\033[2Jx", "ggzy-x/??2Jx" },
		{ "ggzy-x/a\nb: ok", "ggzy-x/a?b??ok" },
	};
	size_t i;

	plan(19);
	mem = arena_new();
	for (i = 0; i < sizeof(outside) / sizeof(*outside); i++)
		entry_is_bad(outside[i][0], '0', "", 1, outside[i][1],
			     "不在归档包的文件夹里");
	entry_is_bad("ggzy-x/data/a", '1', "ggzy-x/bagit.txt", 0,
		     "ggzy-x/data/a", "tar");
	entry_is_bad("ggzy-x/data/a", '1', "/etc/passwd", 1, "ggzy-x/data/a",
		     "tar");
	entry_is_bad("ggzy-x/data/a", '2', "/etc/passwd", 0, "ggzy-x/data/a",
		     "not a regular file");
	entry_is_bad("ggzy-x/data/", '5', "", 0, "ggzy-x/data/",
		     "not a regular file");
	entry_is_bad("ggzy-x/data/a", 'S', "", 0, "ggzy-x/data/a",
		     "a file with holes");
	entry_is_bad("ggzy-x/data/a", '0', "", INT64_C(8000000000),
		     "ggzy-x/data/a", "longer than the whole");
	more_behind();
	text_with_nul();
	arena_free(mem);
	return tap_bad != 0;
}
