/*
 * Looks for a secret everywhere, as root could:
 *
 *	scan SECRET file NAME PATH..	files, whole folders
 *	scan SECRET memory NAME PID..	what processes have in memory
 *	scan SECRET open NAME PID..	files they have open that have no name
 *
 * SECRET is a file with 32 bytes.  They are looked for as they are, backwards,
 * as hexadecimal digits, and in base64 and base64url wherever they may begin
 * in it.  Prints "NAME BYTES HITS", and each hit on a line with # before it.
 * Exits 0 if it could look, whatever it found.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET 32
#define STEP 16  /* a needle has 8 known bytes at one of so many places */
#define KEEP 256 /* of the piece before: no needle is longer */
#define PIECE (4u << 20)
#define PAGE 4096
/* ASAN keeps notes about memory in regions of terabytes: no bytes of ours */
#define HUGE_REGION (UINT64_C(1) << 38)

struct needle {
	const char *how;
	unsigned char at[80];
	size_t len;
};
static struct needle needle[16];
static size_t needles;

/* Eight bytes of a needle, and where in it they stand. */
struct probe {
	uint64_t bytes;
	size_t needle, off;
};
static struct probe probe[16 * STEP];
static size_t probes;
static uint64_t maybe[1024]; /* one bit for each of 65,536 sums of 8 bytes */

static unsigned char buf[KEEP + PIECE];
static uint64_t bytes, hits;
static const char *name;

static unsigned
sum(uint64_t x)
{
	return (unsigned)(x * UINT64_C(0x9e3779b97f4a7c15) >> 48);
}

static void
add(const char *how, const void *at, size_t len)
{
	struct needle *n = &needle[needles];
	size_t off;

	/* both kinds of base64 are often the same: one hit is one hit */
	for (off = 0; off < needles; off++)
		if (needle[off].len == len && !memcmp(needle[off].at, at, len))
			return;
	n->how = how;
	n->len = len;
	memcpy(n->at, at, len);
	for (off = 0; off < STEP; off++) {
		struct probe *p = &probe[probes++];
		unsigned s;

		memcpy(&p->bytes, n->at + off, 8);
		p->needle = needles;
		p->off = off;
		s = sum(p->bytes);
		maybe[s / 64] |= UINT64_C(1) << s % 64;
	}
	needles++;
}

static void
add_hex(const char *how, const unsigned char *secret, const char *digit)
{
	unsigned char text[2 * SECRET];
	int i;

	for (i = 0; i < SECRET; i++) {
		text[2 * i] = (unsigned char)digit[secret[i] >> 4];
		text[2 * i + 1] = (unsigned char)digit[secret[i] & 15];
	}
	add(how, text, sizeof(text));
}

/* The letters that depend on the secret alone if `before` bytes precede it. */
static void
add_base64(const char *how, const unsigned char *secret, unsigned before,
	   const char *last)
{
	static const char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz0123456789";
	unsigned char text[64];
	unsigned bit, i, v, n = 0, first = (8 * before + 5) / 6 * 6;

	for (bit = first; bit + 6 <= 8 * (before + SECRET); bit += 6) {
		for (v = 0, i = bit; i < bit + 6; i++)
			v = v << 1 |
			    (secret[i / 8 - before] >> (7 - i % 8) & 1);
		text[n++] = (unsigned char)(v < 62 ? abc[v] : last[v - 62]);
	}
	add(how, text, n);
}

static void
learn(const char *file)
{
	unsigned char secret[SECRET], back[SECRET];
	int fd = open(file, O_RDONLY | O_CLOEXEC), i;

	if (fd < 0 || read(fd, secret, SECRET) != SECRET) {
		fprintf(stderr, "scan: %s: not 32 bytes\n", file);
		exit(66);
	}
	close(fd);
	for (i = 0; i < SECRET; i++)
		back[i] = secret[SECRET - 1 - i];
	add("as it is", secret, SECRET);
	add("backwards", back, SECRET);
	add_hex("hex", secret, "0123456789abcdef");
	add_hex("HEX", secret, "0123456789ABCDEF");
	for (i = 0; i < 3; i++) {
		add_base64("base64", secret, (unsigned)i, "+/");
		add_base64("base64url", secret, (unsigned)i, "-_");
	}
}

static void
hit(const struct needle *n, const char *where, uint64_t at)
{
	if (++hits <= 20)
		printf("# %s: %s, %s at %#llx\n", name, where, n->how,
		       (unsigned long long)at);
}

/* Bytes at `from` on: at[0..n). */
static void
look(const unsigned char *at, size_t n, const char *where, uint64_t from)
{
	size_t i, k;
	uint64_t x;
	unsigned s;

	for (i = 0; i + 8 <= n; i += STEP) {
		memcpy(&x, at + i, 8);
		s = sum(x);
		if (!(maybe[s / 64] >> s % 64 & 1))
			continue;
		for (k = 0; k < probes; k++) {
			const struct probe *p = &probe[k];
			const struct needle *d = &needle[p->needle];

			if (p->bytes == x && i >= p->off &&
			    n - i >= d->len - p->off &&
			    !memcmp(at + i - p->off, d->at, d->len))
				hit(d, where, from + i - p->off);
		}
	}
}

/* What fd has from..to; the end of a piece is looked at with the next. */
static void
read_on(int fd, const char *where, uint64_t from, uint64_t to)
{
	size_t keep = 0, want;
	ssize_t got;

	while (from < to) {
		want = to - from < PIECE ? (size_t)(to - from) : PIECE;
		got = pread(fd, buf + keep, want, (off_t)from);
		if (got <= 0)
			break;
		bytes += (uint64_t)got;
		look(buf, keep + (size_t)got, where, from - keep);
		from += (uint64_t)got;
		want = keep + (size_t)got;
		keep = want < KEEP ? want : KEEP;
		memmove(buf, buf + want - keep, keep);
	}
}

static void
in_path(const char *path, int depth)
{
	char below[4096];
	struct dirent *e;
	struct stat st;
	DIR *d;
	int fd;

	if (lstat(path, &st))
		return; /* gone in the meantime */
	if (S_ISREG(st.st_mode)) {
		if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
			fprintf(stderr, "scan: %s: %s\n", path,
				strerror(errno));
			exit(77);
		}
		read_on(fd, path, 0, (uint64_t)st.st_size);
		close(fd);
		return;
	}
	if (!S_ISDIR(st.st_mode) || depth > 20 || !(d = opendir(path)))
		return;
	while ((e = readdir(d))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, e->d_name);
		in_path(below, depth + 1);
	}
	closedir(d);
}

/* Is any page of the piece there, in memory or swapped out? */
static bool
is_there(int map, uint64_t from, uint64_t to)
{
	static uint64_t page[PIECE / PAGE];
	size_t n = (size_t)((to - from) / PAGE), i;
	ssize_t got = pread(map, page, n * 8, (off_t)(from / PAGE * 8));

	if (got <= 0)
		return true;
	for (i = 0; i < (size_t)got / 8; i++)
		if (page[i] >> 62)
			return true;
	return false;
}

static void
region(int mem, int map, const char *where, uint64_t from, uint64_t to)
{
	uint64_t at, end, begin = from;

	if (to - from > HUGE_REGION)
		return;
	/* pieces that nobody touched are skipped; runs are read as one */
	for (at = from; at < to; at = end) {
		end = to - at < PIECE ? to : at + PIECE;
		if (is_there(map, at, end))
			continue;
		read_on(mem, where, begin, at);
		begin = end;
	}
	read_on(mem, where, begin, to);
}

static void
in_process(const char *pid)
{
	char path[64], line[4096], what[64] = "", where[100];
	unsigned long long from, to;
	FILE *maps, *comm;
	int mem, map;
	char r;

	snprintf(path, sizeof(path), "/proc/%s/maps", pid);
	if (!(maps = fopen(path, "re")))
		return; /* it ended */
	snprintf(path, sizeof(path), "/proc/%s/comm", pid);
	if ((comm = fopen(path, "re"))) {
		if (!fgets(what, sizeof(what), comm))
			*what = 0;
		what[strcspn(what, "\n")] = 0;
		fclose(comm);
	}
	snprintf(where, sizeof(where), "%s %s", what, pid);
	snprintf(path, sizeof(path), "/proc/%s/pagemap", pid);
	map = open(path, O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof(path), "/proc/%s/mem", pid);
	if ((mem = open(path, O_RDONLY | O_CLOEXEC)) < 0) {
		fprintf(stderr, "scan: %s: %s\n", path, strerror(errno));
		exit(77);
	}
	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%llx-%llx %c", &from, &to, &r) == 3 &&
		    r == 'r' && !strstr(line, "[v"))
			region(mem, map, where, from, to);
	close(mem);
	close(map);
	fclose(maps);
}

/* nginx and MariaDB unlink their temporary files as soon as they are open. */
static void
in_open_files(const char *pid)
{
	char folder[64], path[400], name_of[4096];
	struct dirent *e;
	struct stat st;
	ssize_t n;
	DIR *d;
	int fd;

	snprintf(folder, sizeof(folder), "/proc/%s/fd", pid);
	if (!(d = opendir(folder)))
		return;
	while ((e = readdir(d))) {
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		n = readlink(path, name_of, sizeof(name_of) - 1);
		name_of[n > 0 ? n : 0] = 0;
		if (!strstr(name_of, " (deleted)") || stat(path, &st) ||
		    !S_ISREG(st.st_mode) ||
		    (fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
			continue;
		read_on(fd, name_of, 0, (uint64_t)st.st_size);
		close(fd);
	}
	closedir(d);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 4) {
		fprintf(stderr, "scan SECRET file|memory|open NAME ...\n");
		return 64;
	}
	learn(argv[1]);
	name = argv[3];
	for (i = 4; i < argc; i++)
		if (!strcmp(argv[2], "memory"))
			in_process(argv[i]);
		else if (!strcmp(argv[2], "open"))
			in_open_files(argv[i]);
		else
			in_path(argv[i], 0);
	printf("%s %llu %llu\n", name, (unsigned long long)bytes,
	       (unsigned long long)hits);
	return 0;
}
