/* Is a bag whole, and is every file the one it was? */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "bag_read.h"
#include "body.h"
#include "crypt.h"
#include "file.h"
#include "hash.h"

#define PIECE 65536

static void
fault(struct reader *r, const char *path, const char *what)
{
	bag_fault(r->mem, r->k, path, what);
}

/* The text of a file there must be, or NULL after a fault. */
static const char *
text_of(struct reader *r, const char *path)
{
	struct seen *s = bag_seen(r, path);

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
	const char *word = bit == NAMED_SHA256 ? "SHA-256" : "SM3";
	const char *digest, *path;
	struct seen *s;

	if (len < 67 || strncmp(line + 64, "  ", 2)) {
		fault(r, manifest, "有一行不是“摘要  路径”");
		return;
	}
	digest = arena_copy(r->mem, line, 64);
	path = arena_copy(r->mem, line + 66, len - 66);
	if (!(s = bag_seen(r, path))) {
		fault(r, path,
		      arena_printf(r->mem, "%s 里有，包里没有", manifest));
		return;
	}
	if (s->named & bit)
		fault(r, path,
		      arena_printf(r->mem, "在 %s 里出现了两次", manifest));
	s->named |= bit;
	if (strcmp(digest, bit == NAMED_SHA256 ? s->sha256 : s->sm3))
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
		if (s->named != (NAMED_SHA256 | NAMED_SM3))
			fault(r, s->path,
			      !s->named ? "不在清单里，是多出来的文件"
			      : s->named == NAMED_SHA256
				  ? "不在 SM3 清单里"
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
	struct seen *s = bag_seen(r, f->path);

	if (!s) {
		fault(r, f->path, "目录里有，包里没有");
		return;
	}
	if (s->named & NAMED_INDEX)
		fault(r, f->path, "在目录 index.json 里出现了两次");
	s->named |= NAMED_INDEX;
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
	if (strcmp(at, "]}\n"))
		fault(r, BAG_INDEX, "文件目录没有写完");
	for (i = 0; i < r->n; i++)
		if (!strncmp(r->at[i].path, "data/", 5) &&
		    !(r->at[i].named & NAMED_INDEX) &&
		    strcmp(r->at[i].path, BAG_INDEX))
			fault(r, r->at[i].path, "目录 index.json 里没有");
}

static bool
hash_whole(struct reader *r, int fd)
{
	char sum[2 * HASH_LEN + 1];
	bool read = fd_digest(fd, sum, NULL);

	r->k->digest = arena_copy(r->mem, sum, 2 * HASH_LEN);
	return read && !lseek(fd, 0, SEEK_SET);
}

static const char *
optional(const struct reader *r, const char *path)
{
	const struct seen *s = bag_seen(r, path);

	return s ? s->text : NULL;
}

bool
bag_check(struct arena *mem, int fd, struct bag_check *k)
{
	struct reader r = { .mem = mem, .k = k };
	const char *version;

	*k = (struct bag_check){ .name = NULL };
	if (!hash_whole(&r, fd)) {
		fault(&r, "-", "文件读不出来");
		return false;
	}
	bag_read(&r, fd);
	if (!r.n) {
		fault(&r, "-", "不是归档包，里面没有文件");
		return false;
	}
	version = text_of(&r, "bagit.txt");
	if (version && strcmp(version, BAG_VERSION))
		fault(&r, "bagit.txt", "不是 BagIt 1.0");
	manifest(&r, "manifest-sha256.txt", NAMED_SHA256);
	manifest(&r, "manifest-sm3.txt", NAMED_SM3);
	manifest(&r, "tagmanifest-sha256.txt", NAMED_SHA256);
	manifest(&r, "tagmanifest-sm3.txt", NAMED_SM3);
	nothing_more(&r);
	oxum(&r);
	catalogue(&r);
	k->events = optional(&r, BAG_EVENTS);
	k->head = optional(&r, BAG_HEAD);
	k->key = optional(&r, BAG_KEY);
	return true;
}
