/* Reading the tar of a bag. */
#include <string.h>

#include "bag_read.h"
#include "crypt.h"
#include "hash.h"

#define PIECE 65536
#define TEXT_MAX (64 * 1024 * 1024) /* of a file that is read as text */

/* What a path of ours is made of: it means the same file wherever a bag is
 * unpacked, and says nothing to a terminal. */
#define PLAIN                                                                  \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./"

/* The path as it may be shown. */
static const char *
shown(struct arena *mem, const char *path)
{
	char *copy = arena_strdup(mem, path), *c = copy;

	while (*(c += strspn(c, PLAIN)))
		*c++ = '?';
	return copy;
}

void
bag_fault(struct arena *mem, struct bag_check *k, const char *path,
	  const char *what)
{
	struct bag_fault *f;

	/* grows by doubling: 0, 1, 2, 4, ... */
	if (!(k->faults.n & (k->faults.n - 1))) {
		f = arena_alloc(mem, (2 * k->faults.n + 1) * sizeof(*f));
		if (k->faults.n)
			memcpy(f, k->faults.at, k->faults.n * sizeof(*f));
		k->faults.at = f;
	}
	f = k->faults.at;
	f[k->faults.n++] = (struct bag_fault){ shown(mem, path), what };
}

/* No part of it is empty, "." or "..". */
static bool
is_plain(const char *path)
{
	size_t n;

	if (path[strspn(path, PLAIN)])
		return false;
	for (;; path += n + 1) {
		n = strcspn(path, "/");
		if (!n || (n <= 2 && !strncmp(path, "..", n)))
			return false;
		if (!path[n])
			return true;
	}
}

/* The path below the bag's folder, which the first file names. */
static const char *
below(struct reader *r, const char *path)
{
	const char *slash = strchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (!n || !is_plain(path))
		return NULL;
	if (!r->k->name)
		r->k->name = arena_copy(r->mem, path, n);
	return !strncmp(path, r->k->name, n) && !r->k->name[n] ? slash + 1
							       : NULL;
}

/* Files that are read as text besides being hashed. */
static bool
is_text(const char *path)
{
	static const char *const text[] = {
		"bagit.txt",
		"bag-info.txt",
		"manifest-sha256.txt",
		"manifest-sm3.txt",
		"tagmanifest-sha256.txt",
		"tagmanifest-sm3.txt",
		BAG_INDEX,
		BAG_EVENTS,
		BAG_HEAD,
		BAG_KEY,
	};
	size_t i;

	for (i = 0; i < sizeof(text) / sizeof(*text); i++)
		if (!strcmp(path, text[i]))
			return true;
	return false;
}

static void
text_end(struct reader *r, struct seen *s, const struct buf *text)
{
	if (text->len > TEXT_MAX) {
		bag_fault(r->mem, r->k, s->path, "太长");
		return;
	}
	s->text = buf_text(text);
	if (strlen(s->text) != text->len)
		bag_fault(r->mem, r->k, s->path, "不是文本");
}

static bool
read_file(struct reader *r, struct tar *t, struct seen *s)
{
	bool keep = is_text(s->path), good;
	unsigned char sum[HASH_LEN];
	struct hash sha256, sm3;
	char piece[PIECE];
	struct buf text;
	size_t n = 0;

	buf_init(&text, r->mem);
	hash_begin(&sha256, HASH_SHA256);
	hash_begin(&sm3, HASH_SM3);
	while ((good = tar_get(t, piece, sizeof(piece), &n)) && n) {
		hash_add(&sha256, piece, n);
		hash_add(&sm3, piece, n);
		if (keep && text.len <= TEXT_MAX)
			buf_add(&text, piece, n);
	}
	hash_end(&sha256, sum);
	s->sha256 = hex(r->mem, sum, sizeof(sum));
	hash_end(&sm3, sum);
	s->sm3 = hex(r->mem, sum, sizeof(sum));
	if (keep)
		text_end(r, s, &text);
	return good;
}

static int
by_path(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void
push(struct reader *r, const struct seen *s)
{
	struct seen *more;

	if (r->n == r->room) {
		r->room = r->room ? 2 * r->room : 64;
		more = arena_alloc(r->mem, r->room * sizeof(*more));
		if (r->n)
			memcpy(more, r->at, r->n * sizeof(*more));
		r->at = more;
	}
	r->at[r->n++] = *s;
}

static void
read_all(struct reader *r, struct tar *t)
{
	const char *path = NULL;
	struct seen s;

	for (;;) {
		s = (struct seen){ .named = 0 };
		if (!tar_next(t, &path, &s.size))
			break;
		if (!(s.path = below(r, path))) {
			bag_fault(r->mem, r->k, path, "不在归档包的文件夹里");
			continue;
		}
		if (!read_file(r, t, &s))
			break;
		push(r, &s);
	}
	if (tar_why(t))
		bag_fault(r->mem, r->k, path ? path : "-",
			  arena_printf(r->mem, "tar 文件不完整或不规范：%s",
				       tar_why(t)));
}

void
bag_read(struct reader *r, int fd)
{
	struct tar *t = tar_read(r->mem, fd);
	size_t i;

	read_all(r, t);
	tar_close(t);
	if (r->n)
		qsort(r->at, r->n, sizeof(*r->at), by_path);
	for (i = 1; i < r->n; i++)
		if (!strcmp(r->at[i - 1].path, r->at[i].path))
			bag_fault(r->mem, r->k, r->at[i].path, "出现了两次");
}

struct seen *
bag_seen(const struct reader *r, const char *path)
{
	struct seen key = { .path = path };

	return r->n ? bsearch(&key, r->at, r->n, sizeof(key), by_path) : NULL;
}
