/* The manifest of a bundle, its files and its keys. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "body.h"
#include "crypt.h"
#include "ctl.h"
#include "file.h"
#include "verify.h"

#define FORMAT "GGZY-BUNDLE-1"

/* What a bundle may hold. */
static const struct {
	const char *name;
	bool full; /* in the full scope alone */
} known[] = { { "keys.json", false },
	      { "log.json", false },
	      { "events.jsonl", false },
	      { "terms.json", false },
	      { "receipts.jsonl", false },
	      { "opening.json", false },
	      { "shares.jsonl", true },
	      { "deeds.jsonl", true },
	      { "pools.jsonl", false },
	      { "names.jsonl", false },
	      { "sheets.jsonl", true },
	      { "ranking.json", true },
	      { NULL, false } };

bool
v_check(struct verify *v, const char *name, bool good, const char *why, ...)
{
	struct v_failure *f = &v->failed[v->nfailed];
	va_list ap;

	v->checks++;
	if (good)
		return true;
	if (v->nfailed == sizeof(v->failed) / sizeof(*v->failed))
		return false; /* enough is known */
	v->nfailed++;
	f->name = name;
	va_start(ap, why);
	f->why = arena_vprintf(v->mem, why, ap);
	va_end(ap);
	return false;
}

void
v_left(struct verify *v, const char *fmt, ...)
{
	const char **at = v_list_room(v, &v->left, v->left.n, sizeof(*at));
	va_list ap;

	va_start(ap, fmt);
	at[v->left.n++] = arena_vprintf(v->mem, fmt, ap);
	va_end(ap);
}

void *
v_list_room(struct verify *v, struct list *l, size_t n, size_t size)
{
	void *at;

	/* room for one more, doubled at every power of two */
	if (n && (n & (n - 1)))
		return l->at;
	at = arena_alloc(v->mem, (n ? 2 * n : 1) * size);
	if (n)
		memcpy(at, l->at, n * size);
	return l->at = at;
}

bool
v_same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

bool
v_is_digest(struct verify *v, const char *text, size_t len, const char *digest)
{
	return !strcmp(hex_sha256(v->mem, text, len), digest);
}

/* What is no rehearsal does not say so. */
static bool
rehearsal_ok(const char *text, size_t len)
{
	size_t n;
	const char *at = canon_member(text, len, "rehearsal", &n);

	return !at || (n == 4 && !memcmp(at, "true", n));
}

bool
v_read(struct verify *v, const char *check, const struct record *rec,
       const char *text, size_t len, void *at)
{
	struct buf bad;

	buf_init(&bad, v->mem);
	if (!canon_ok(rec, text, len) || !rehearsal_ok(text, len))
		return v_check(v, check, false, "%s 不是规范的 JSON",
			       rec->name);
	if (record_read(v->mem, rec, text, len, at, &bad))
		return v_check(v, check, false, "%s: %s", rec->name,
			       buf_text(&bad));
	return v_check(v, check, true, "%s", "");
}

char *
v_file(struct verify *v, const char *name, size_t *len)
{
	return file_read(v->mem, arena_printf(v->mem, "%s/%s", v->folder, name),
			 len);
}

bool
v_has(const struct verify *v, const char *name)
{
	const struct b_file *f = v->manifest.files.at;
	size_t i;

	for (i = 0; i < v->manifest.files.n; i++)
		if (!strcmp(f[i].name, name))
			return true;
	return false;
}

bool
v_need(struct verify *v, const char *name, bool when)
{
	return v_check(v, "manifest.files", v_has(v, name) == when, "%s %s",
		       name, when ? "缺少" : "不应有") &&
	       when;
}

bool
v_line(struct verify *v, const char *check, const char **at, const char *end,
       const char **line, size_t *len)
{
	const char *stop;

	if (*at == end)
		return false;
	if (!(stop = memchr(*at, '\n', (size_t)(end - *at))))
		return v_check(v, check, false, "最后一行没有结束");
	*line = *at;
	*len = (size_t)(stop - *at);
	*at = stop + 1;
	return true;
}

static bool
is_known(const struct verify *v, const char *name)
{
	size_t i;

	for (i = 0; known[i].name; i++)
		if (!strcmp(known[i].name, name))
			return v->full || !known[i].full;
	return v->full && !strncmp(name, "bids/", 5) && strlen(name) == 69 &&
	       strspn(name + 5, "0123456789abcdef") == 64;
}

/* Nothing that leads elsewhere, or waits for who writes. */
static bool
is_file(struct verify *v, const char *name)
{
	struct stat st;

	return !lstat(arena_printf(v->mem, "%s/%s", v->folder, name), &st) &&
	       S_ISREG(st.st_mode);
}

/* Size and digest, piece by piece: sealed bids are large. */
static bool
is_whole(struct verify *v, const struct b_file *f)
{
	char *path = arena_printf(v->mem, "%s/%s", v->folder, f->name);
	int fd = is_file(v, f->name) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	char sum[2 * HASH_LEN + 1];
	int64_t size;
	bool read;

	if (fd < 0)
		return false;
	read = fd_digest(fd, sum, &size);
	close(fd);
	return read && size == f->size && !strcmp(sum, f->sha256);
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISDIR(st.st_mode);
}

/* Files there are; those the manifest does not name fail, and what is none. */
static size_t
count_files(struct verify *v, const char *below)
{
	char *path = arena_printf(v->mem, "%s/%s", v->folder, below);
	DIR *dir = opendir(path);
	struct dirent *d;
	size_t n = 0;
	char *name;

	while (dir && (d = readdir(dir))) {
		if (!strcmp(d->d_name, ".") || !strcmp(d->d_name, "..") ||
		    (!*below && !strcmp(d->d_name, "manifest.json")))
			continue;
		name = arena_printf(v->mem, "%s%s", below, d->d_name);
		if (!strcmp(name, "bids") &&
		    is_folder(arena_printf(v->mem, "%s/bids", v->folder))) {
			n += count_files(v, "bids/");
			continue;
		}
		n++;
		v_check(v, "manifest.files", is_file(v, name), "%s 不是文件",
			name);
		v_check(v, "manifest.files", v_has(v, name), "多出 %s", name);
	}
	if (dir)
		closedir(dir);
	return n;
}

bool
v_manifest(struct verify *v)
{
	struct b_manifest *m = &v->manifest;
	const struct b_file *f;
	size_t len, i;
	char *text;

	if (!is_file(v, "manifest.json"))
		return v_check(v, "manifest.form", false, "没有 manifest.json");
	if (!(text = v_file(v, "manifest.json", &len)) ||
	    !v_read(v, "manifest.form", &b_manifest_record, text, len, m) ||
	    !v_check(v, "manifest.form",
		     !strcmp(m->format, FORMAT) &&
			 (v->suite = suite_of_word(m->suite)) &&
			 (!strcmp(m->scope, "public") ||
			  !strcmp(m->scope, "full")),
		     "格式 %s，范围 %s，套件 %s", m->format, m->scope,
		     m->suite))
		return false;
	v->full = !strcmp(m->scope, "full");
	for (f = m->files.at, i = 0; i < m->files.n; i++) {
		v_check(v, "manifest.files",
			!i || strcmp(f[i - 1].name, f[i].name) < 0,
			"%s 次序不对", f[i].name);
		if (v_check(v, "manifest.files", is_known(v, f[i].name),
			    "不认识 %s", f[i].name))
			v_check(v, "manifest.files", is_whole(v, &f[i]),
				"%s 的大小或者摘要不符", f[i].name);
	}
	v_check(v, "manifest.files", count_files(v, "") == m->files.n,
		"文件数不符");
	return !v->nfailed;
}

bool
v_keys(struct verify *v)
{
	struct b_keys *k = &v->keys;
	const struct b_witness *w;
	size_t len, i, j;
	bool good;
	char *text;

	if (!v_need(v, "keys.json", true) ||
	    !(text = v_file(v, "keys.json", &len)) ||
	    !v_read(v, "keys.form", &b_keys_record, text, len, k))
		return false;
	if (v->trust)
		v_check(v, "keys.trusted",
			len == strlen(v->trust) && !memcmp(text, v->trust, len),
			"公钥不是你信任的");
	good = key_public_ok(v->mem, v->suite, k->log) &&
	       key_public_ok(v->mem, v->suite, k->receipt);
	for (w = k->witnesses.at, i = 0; i < k->witnesses.n; i++) {
		good = good && key_suite_of(w[i].key) &&
		       key_public_ok(v->mem, key_suite_of(w[i].key), w[i].key);
		for (j = 0; j < i; j++)
			good = good && strcmp(w[i].name, w[j].name);
		if (w[i].epoch != NONE)
			v_left(v,
			       "见证人 %s 重新见证过，只计第 %" PRId64
			       " 期: 与以前签署过什么无关",
			       w[i].name, w[i].epoch);
	}
	return v_check(v, "keys.form", good, "有的不是公钥，或者见证人重复");
}
