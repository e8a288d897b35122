/* Stored files that were read whole and have not been touched since. */
#include <sys/stat.h>

#include "file.h"
#include "log_audit.h"

#define DAY_MS (24 * 3600 * INT64_C(1000))
#define FIRST_SIZE 1024 /* a power of two */

/* What a change of the file cannot leave as it is: ctime is the kernel's. */
struct mark {
	uint64_t device, inode;
	int64_t size, written, changed; /* times in ns */
};

struct seen_file {
	unsigned char digest[HASH_LEN];
	struct mark mark;
	int64_t due; /* 0: a free place */
};

struct seen {
	struct arena *mem;
	struct seen_file *at;
	size_t n, size;
};

struct seen *
seen_new(struct arena *mem)
{
	struct seen *s = arena_alloc(mem, sizeof(*s));

	s->mem = mem;
	s->size = FIRST_SIZE;
	s->at = arena_alloc(mem, s->size * sizeof(*s->at));
	return s;
}

static bool
read_mark(int fd, struct mark *m)
{
	struct stat st;

	if (fstat(fd, &st))
		return false;
	*m = (struct mark){
		.device = st.st_dev,
		.inode = st.st_ino,
		.size = st.st_size,
		.written = st.st_mtim.tv_sec * INT64_C(1000000000) +
			   st.st_mtim.tv_nsec,
		.changed = st.st_ctim.tv_sec * INT64_C(1000000000) +
			   st.st_ctim.tv_nsec,
	};
	return true;
}

static bool
is_same(const struct mark *a, const struct mark *b)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && a->written == b->written &&
	       a->changed == b->changed;
}

/* Its place, or the free one where it belongs. */
static struct seen_file *
find(const struct seen *s, const unsigned char digest[HASH_LEN])
{
	size_t i;

	memcpy(&i, digest, sizeof(i));
	for (i &= s->size - 1; s->at[i].due; i = (i + 1) & (s->size - 1))
		if (!memcmp(s->at[i].digest, digest, HASH_LEN))
			break;
	return &s->at[i];
}

static void
grow(struct seen *s)
{
	struct seen old = *s;
	size_t i;

	s->size *= 2;
	s->at = arena_alloc(s->mem, s->size * sizeof(*s->at));
	for (i = 0; i < old.size; i++)
		if (old.at[i].due)
			*find(s, old.at[i].digest) = old.at[i];
}

bool
seen_before(const struct seen *s, const unsigned char digest[HASH_LEN], int fd,
	    int64_t now)
{
	const struct seen_file *f = find(s, digest);
	struct mark m;

	return f->due > now && read_mark(fd, &m) && is_same(&m, &f->mark);
}

bool
seen_whole(struct seen *s, const unsigned char digest[HASH_LEN], int fd,
	   int64_t now)
{
	char sum[2 * HASH_LEN + 1], want[2 * HASH_LEN + 1];
	struct seen_file *f;
	struct mark m;

	/* looked at first: what is written meanwhile is seen next time */
	if (!read_mark(fd, &m) || !fd_digest(fd, sum, NULL) ||
	    strcmp(sum, hash_hex(digest, want)))
		return false;
	if (2 * s->n >= s->size)
		grow(s);
	f = find(s, digest);
	s->n += !f->due;
	memcpy(f->digest, digest, HASH_LEN);
	f->mark = m;
	/* each at an hour of its own */
	f->due = now + DAY_MS / 2 + DAY_MS / 512 * digest[HASH_LEN - 1];
	return true;
}
