/* Writing a bag. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bag.h"
#include "crypt.h"
#include "days.h"
#include "hash.h"
#include "json.h"
#include "log.h"

#define PIECE 65536

/* clang-format off */
static const struct field bag_file_field[] = {
	TEXT(struct bag_file, path, 6, 300, F_BOTH, "路径"),
	TEXT(struct bag_file, category, 1, 40, F_BOTH, "类别"),
	TEXT(struct bag_file, title, 0, 600, F_BOTH | F_OPT, "题名"),
	TEXT(struct bag_file, author, 0, 600, F_BOTH | F_OPT, "责任者"),
	TEXT(struct bag_file, media, 0, 100, F_BOTH | F_OPT, "格式"),
	TIME(struct bag_file, at, F_BOTH | F_OPT, "形成时间"),
	BOOL(struct bag_file, public, F_BOTH, "已公开"),
	INT(struct bag_file, size, 0, INT64_MAX, F_BOTH, "字节"),
	TEXT(struct bag_file, sha256, 64, 64, F_BOTH, "SHA-256"),
	TEXT(struct bag_file, sm3, 64, 64, F_BOTH, "SM3"),
	FIELD_END
};
/* clang-format on */
RECORD(bag_file, struct bag_file);

struct bag {
	struct arena *mem;
	struct tar *tar;
	const char *name;
	struct bag_file *at;
	size_t n, room;
	size_t payload; /* files that are payload: the first */
	int64_t octets;
	struct buf info;
	struct hash sha256, sm3; /* of the file under way */
	enum err state;
};

static enum err
broken(struct bag *b)
{
	if (!b->state) {
		log_error("msg=bag-not-written name=%s why=\"%s\"", b->name,
			  tar_why(b->tar) ? tar_why(b->tar) : "-");
		b->state = E_DISK;
	}
	return b->state;
}

struct bag *
bag_begin(struct arena *mem, const char *name, tar_sink *sink, void *to,
	  int64_t at_ms)
{
	struct bag *b = arena_alloc(mem, sizeof(*b));
	struct bag_file f = { .path = "bagit.txt", .at = NONE };

	b->mem = mem;
	b->name = name;
	b->tar = tar_write(mem, sink, to, at_ms);
	buf_init(&b->info, mem);
	/* tag files stand in the list before the payload, see tags() */
	bag_text(b, &f, BAG_VERSION, strlen(BAG_VERSION));
	return b;
}

static struct bag_file *
begin(struct bag *b, const struct bag_file *f, int64_t size)
{
	struct bag_file *more;

	if (b->state ||
	    !tar_entry(b->tar, arena_printf(b->mem, "%s/%s", b->name, f->path),
		       size)) {
		broken(b);
		return NULL;
	}
	if (b->n == b->room) {
		b->room = b->room ? 2 * b->room : 64;
		more = arena_alloc(b->mem, b->room * sizeof(*more));
		if (b->n)
			memcpy(more, b->at, b->n * sizeof(*more));
		b->at = more;
	}
	b->at[b->n] = *f;
	b->at[b->n].size = size;
	hash_begin(&b->sha256, HASH_SHA256);
	hash_begin(&b->sm3, HASH_SM3);
	return &b->at[b->n++];
}

static bool
add(struct bag *b, const void *bytes, size_t n)
{
	hash_add(&b->sha256, bytes, n);
	hash_add(&b->sm3, bytes, n);
	return tar_add(b->tar, bytes, n);
}

static void
end(struct bag *b, struct bag_file *f)
{
	unsigned char sum[HASH_LEN];

	hash_end(&b->sha256, sum);
	f->sha256 = hex(b->mem, sum, sizeof(sum));
	hash_end(&b->sm3, sum);
	f->sm3 = hex(b->mem, sum, sizeof(sum));
	if (!strncmp(f->path, "data/", 5)) {
		b->payload++;
		b->octets += f->size;
	}
}

enum err
bag_text(struct bag *b, const struct bag_file *f, const void *text, size_t n)
{
	struct bag_file *mine = begin(b, f, (int64_t)n);

	if (!mine)
		return b->state;
	if (!add(b, text, n))
		broken(b);
	end(b, mine);
	return b->state;
}

/* A stored file is at fault, not the disk that the bag goes to. */
static enum err
unreadable(struct bag *b, const struct bag_file *f, const char *why)
{
	log_error("msg=bag-file-not-read name=%s path=%s why=\"%s\"", b->name,
		  f->path, why);
	return b->state = E_BUG;
}

static enum err
copy(struct bag *b, const struct bag_file *f, int fd, int64_t left)
{
	char piece[PIECE];
	ssize_t n;

	while (left) {
		n = read(fd, piece, left < PIECE ? (size_t)left : PIECE);
		if (n <= 0)
			return unreadable(b, f, n ? strerror(errno) : "cut");
		if (!add(b, piece, (size_t)n))
			return broken(b);
		left -= n;
	}
	return OK;
}

enum err
bag_copy(struct bag *b, const struct bag_file *f, int fd, const char *want)
{
	struct bag_file *mine;
	struct stat st;
	enum err e;

	if (fstat(fd, &st) || lseek(fd, 0, SEEK_SET))
		return unreadable(b, f, strerror(errno));
	if (!(mine = begin(b, f, st.st_size)))
		return b->state;
	e = copy(b, f, fd, st.st_size);
	end(b, mine);
	if (e || !want || !strcmp(want, mine->sha256))
		return e;
	log_error("msg=bag-file-damaged path=%s want=%s got=%s", f->path, want,
		  mine->sha256);
	return b->state = E_BUG;
}

const struct bag_file *
bag_files(const struct bag *b, size_t *n)
{
	*n = b->payload;
	return b->at + 1; /* without bagit.txt */
}

void
bag_info(struct bag *b, const char *label, const char *value)
{
	if (value && *value)
		buf_printf(&b->info, "%s: %s\n", label, value);
}

static enum err
index_add(struct bag *b, const char *members)
{
	struct bag_file f = { .path = BAG_INDEX,
			      .category = "目录",
			      .title = "归档文件目录",
			      .media = "application/json",
			      .at = NONE };
	struct list files = { b->payload, b->at + 1 };
	struct buf t;

	buf_init(&t, b->mem);
	buf_printf(&t, "{%s,\"files\":", members);
	json_list(&t, &bag_file_record, &files, F_OUT);
	buf_str(&t, "}\n");
	return bag_text(b, &f, buf_text(&t), t.len);
}

static void
line(struct buf *t, const struct bag_file *f, bool sm3)
{
	buf_printf(t, "%s  %s\n", sm3 ? f->sm3 : f->sha256, f->path);
}

/* A manifest of the payload, or of the first tag files. */
static enum err
manifest(struct bag *b, const char *path, bool sm3, bool of_tags)
{
	struct bag_file f = { .path = path, .at = NONE };
	size_t i = of_tags ? b->payload + 1 : 1;
	size_t end = b->payload + (of_tags ? 4 : 1);
	struct buf t;

	buf_init(&t, b->mem);
	if (of_tags)
		line(&t, &b->at[0], sm3);
	for (; i < end; i++)
		line(&t, &b->at[i], sm3);
	return bag_text(b, &f, buf_text(&t), t.len);
}

/* bagit.txt is the first file, the payload follows, then the other tags. */
static enum err
tags(struct bag *b)
{
	struct bag_file f = { .path = "bag-info.txt", .at = NONE };
	enum err e;

	bag_info(b, "Payload-Oxum",
		 arena_printf(b->mem, "%" PRId64 ".%zu", b->octets,
			      b->payload));
	if ((e = bag_text(b, &f, buf_text(&b->info), b->info.len)) ||
	    (e = manifest(b, "manifest-sha256.txt", false, false)) ||
	    (e = manifest(b, "manifest-sm3.txt", true, false)) ||
	    (e = manifest(b, "tagmanifest-sha256.txt", false, true)))
		return e;
	return manifest(b, "tagmanifest-sm3.txt", true, true);
}

enum err
bag_end(struct bag *b, const char *index)
{
	if (!b->state && !index_add(b, index))
		tags(b);
	if (!tar_finish(b->tar))
		broken(b);
	return b->state;
}
