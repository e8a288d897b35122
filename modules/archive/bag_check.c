/* Reading a bag: is it whole, and is every file the one it was? */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "bag.h"
#include "body.h"
#include "crypt.h"
#include "hash.h"

#define PIECE 65536
#define TEXT_MAX (256 * 1024 * 1024) /* of a file that is read as text */

struct seen {
	const char *path; /* below the bag's folder */
	int64_t size;
	const char *sha256, *sm3, *text;
	unsigned named; /* bit 0 and 1: in the manifest of SHA-256, of SM3 */
};

struct reader {
	struct arena *mem;
	struct bag_check *k;
	struct seen *at;
	size_t n, room;
	size_t faults;
};

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
	f[k->faults.n++] = (struct bag_fault){ path, what };
}

static void
fault(struct reader *r, const char *path, const char *what)
{
	bag_fault(r->mem, r->k, path, what);
}

/* Files that are read as text besides being hashed. */
static bool
is_text(const char *path)
{
	return strncmp(path, "data/", 5) || !strcmp(path, BAG_INDEX) ||
	       !strncmp(path, "data/log/", 9);
}

static bool
read_file(struct reader *r, struct tar *t, struct seen *s)
{
	unsigned char sum[HASH_LEN];
	struct hash sha256, sm3;
	char piece[PIECE];
	struct buf text;
	size_t n = 0;
	bool good;

	buf_init(&text, r->mem);
	hash_begin(&sha256, HASH_SHA256);
	hash_begin(&sm3, HASH_SM3);
	while ((good = tar_get(t, piece, sizeof(piece), &n)) && n) {
		hash_add(&sha256, piece, n);
		hash_add(&sm3, piece, n);
		if (is_text(s->path) && text.len < TEXT_MAX)
			buf_add(&text, piece, n);
	}
	hash_end(&sha256, sum);
	s->sha256 = hex(r->mem, sum, sizeof(sum));
	hash_end(&sm3, sum);
	s->sm3 = hex(r->mem, sum, sizeof(sum));
	if (is_text(s->path))
		s->text = buf_text(&text);
	return good;
}

/* The path below the bag's folder, which the first file names. */
static const char *
below(struct reader *r, const char *path)
{
	const char *slash = strchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (!n || *path == '.' || strstr(path, "/../") || strstr(path, "//"))
		return NULL;
	if (!r->k->name)
		r->k->name = arena_copy(r->mem, path, n);
	return !strncmp(path, r->k->name, n) && !r->k->name[n] ? slash + 1
							       : NULL;
}

static int
by_path(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void
read_all(struct reader *r, struct tar *t)
{
	struct seen s, *more;
	const char *path;
	size_t i;

	for (;;) {
		s = (struct seen){ .named = 0 };
		if (!tar_next(t, &path, &s.size))
			break;
		if (!(s.path = below(r, path))) {
			fault(r, path, "不在归档包的文件夹里");
			continue;
		}
		if (!read_file(r, t, &s))
			break;
		if (r->n == r->room) {
			r->room = r->room ? 2 * r->room : 64;
			more = arena_alloc(r->mem, r->room * sizeof(*more));
			if (r->n)
				memcpy(more, r->at, r->n * sizeof(*more));
			r->at = more;
		}
		r->at[r->n++] = s;
	}
	if (tar_why(t))
		fault(r, "-",
		      arena_printf(r->mem, "tar 文件已损坏：%s", tar_why(t)));
	if (r->n)
		qsort(r->at, r->n, sizeof(*r->at), by_path);
	for (i = 1; i < r->n; i++)
		if (!strcmp(r->at[i - 1].path, r->at[i].path))
			fault(r, r->at[i].path, "出现了两次");
}

static struct seen *
find(const struct reader *r, const char *path)
{
	struct seen key = { .path = path };

	return r->n ? bsearch(&key, r->at, r->n, sizeof(key), by_path) : NULL;
}

/* The text of a file there must be, or NULL after a fault. */
static const char *
text_of(struct reader *r, const char *path)
{
	struct seen *s = find(r, path);

	if (s)
		return s->text;
	fault(r, path, "缺少文件");
	return NULL;
}

/* One line "digest  path" of a manifest. */
static void
manifest_line(struct reader *r, const char *manifest, const char *line,
	      size_t len, unsigned bit)
{
	const char *word = bit == 1 ? "SHA-256" : "SM3";
	const char *digest, *path;
	struct seen *s;

	if (len < 67 || strncmp(line + 64, "  ", 2)) {
		fault(r, manifest, "有一行不是“摘要  路径”");
		return;
	}
	digest = arena_copy(r->mem, line, 64);
	path = arena_copy(r->mem, line + 66, len - 66);
	if (!(s = find(r, path))) {
		fault(r, path,
		      arena_printf(r->mem, "%s 里有，包里没有", manifest));
		return;
	}
	if (s->named & bit)
		fault(r, path,
		      arena_printf(r->mem, "在 %s 里出现了两次", manifest));
	s->named |= bit;
	if (strcmp(digest, bit == 1 ? s->sha256 : s->sm3))
		fault(r, path,
		      arena_printf(r->mem, "%s 与 %s 不符", word, manifest));
}

static void
manifest(struct reader *r, const char *name, unsigned bit)
{
	const char *text = text_of(r, name), *end;

	for (; text && *text; text = end + 1) {
		if (!(end = strchr(text, '\n'))) {
			fault(r, name, "最后一行不完整");
			return;
		}
		manifest_line(r, name, text, (size_t)(end - text), bit);
	}
}

/* Every file is in both manifests of its kind, the last two in none. */
static void
nothing_more(struct reader *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		const struct seen *s = &r->at[i];

		if (strncmp(s->path, "data/", 5)) {
			if (!strncmp(s->path, "tagmanifest-", 12))
				continue;
		} else {
			r->k->files++;
			r->k->bytes += s->size;
		}
		if (s->named != 3)
			fault(r, s->path,
			      s->named == 0 ? "不在清单里，是多出来的文件"
			      : s->named == 1 ? "不在 SM3 清单里"
					      : "不在 SHA-256 清单里");
	}
}

static void
oxum(struct reader *r)
{
	const char *want;

	if (!(r->k->info = text_of(r, "bag-info.txt")))
		return;
	want = arena_printf(r->mem, "Payload-Oxum: %" PRId64 ".%" PRId64 "\n",
			    r->k->bytes, r->k->files);
	if (!strstr(r->k->info, want))
		fault(r, "bag-info.txt", "Payload-Oxum 与内容不符");
}

/* The object that begins at `at`; its end, or NULL. */
static const char *
object_end(const char *at)
{
	bool quoted = false;
	int depth = 0;

	for (; *at; at++) {
		if (quoted) {
			if (*at == '\\' && at[1])
				at++;
			else if (*at == '"')
				quoted = false;
			continue;
		}
		if (*at == '"')
			quoted = true;
		else if (*at == '{')
			depth++;
		else if (*at == '}' && --depth == 0)
			return at + 1;
	}
	return NULL;
}

/* A file of the catalogue against the one in the bag. */
static void
index_file(struct reader *r, const struct bag_file *f)
{
	struct seen *s = find(r, f->path);

	if (!s) {
		fault(r, f->path, "目录里有，包里没有");
		return;
	}
	s->named |= 4;
	if (f->size != s->size || strcmp(f->sha256, s->sha256) ||
	    strcmp(f->sm3, s->sm3))
		fault(r, f->path, "与目录 index.json 记载的不符");
}

static void
catalogue(struct reader *r)
{
	const char *at, *end;
	struct bag_file f;
	struct buf bad;
	size_t i;

	if (!(r->k->index = text_of(r, BAG_INDEX)))
		return;
	if (!(at = strstr(r->k->index, ",\"files\":["))) {
		fault(r, BAG_INDEX, "没有文件目录");
		return;
	}
	for (at += 10; *at == '{' || *at == ','; at = end) {
		at += *at == ',';
		buf_init(&bad, r->mem);
		if (!(end = object_end(at)) ||
		    record_read(r->mem, &bag_file_record, at,
				(size_t)(end - at), &f, &bad)) {
			fault(r, BAG_INDEX, "文件目录写得不对");
			return;
		}
		index_file(r, &f);
	}
	for (i = 0; i < r->n; i++)
		if (!strncmp(r->at[i].path, "data/", 5) &&
		    !(r->at[i].named & 4) && strcmp(r->at[i].path, BAG_INDEX))
			fault(r, r->at[i].path, "目录 index.json 里没有");
}

static bool
hash_whole(struct reader *r, int fd)
{
	unsigned char sum[HASH_LEN];
	char piece[PIECE];
	struct hash h;
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET))
		return false;
	hash_init(&h);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		hash_add(&h, piece, (size_t)n);
	hash_end(&h, sum);
	r->k->digest = hex(r->mem, sum, sizeof(sum));
	return !n && !lseek(fd, 0, SEEK_SET);
}

static const char *
optional(const struct reader *r, const char *path)
{
	const struct seen *s = find(r, path);

	return s ? s->text : NULL;
}

bool
bag_check(struct arena *mem, int fd, struct bag_check *k)
{
	struct reader r = { .mem = mem, .k = k };
	const char *version;
	struct tar *t;

	*k = (struct bag_check){ .name = NULL };
	if (!hash_whole(&r, fd)) {
		fault(&r, "-", "文件读不出来");
		return false;
	}
	t = tar_read(mem, fd);
	read_all(&r, t);
	tar_close(t);
	if (!r.n) {
		fault(&r, "-", "不是归档包，里面没有文件");
		return false;
	}
	version = text_of(&r, "bagit.txt");
	if (version && strncmp(version, "BagIt-Version: 1.0\n", 19))
		fault(&r, "bagit.txt", "不是 BagIt 1.0");
	manifest(&r, "manifest-sha256.txt", 1);
	manifest(&r, "manifest-sm3.txt", 2);
	manifest(&r, "tagmanifest-sha256.txt", 1);
	manifest(&r, "tagmanifest-sm3.txt", 2);
	nothing_more(&r);
	oxum(&r);
	catalogue(&r);
	k->events = optional(&r, "data/log/events.jsonl");
	k->head = optional(&r, "data/log/head.json");
	k->key = optional(&r, "data/log/log.pem");
	return true;
}
