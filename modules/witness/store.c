/* What a witness knows: what it signed last, and the evidence. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "journal.h"
#include "json.h"
#include "log.h"

void
store_die(const char *path)
{
	fprintf(stderr, "ggzy-witness: %s: %s\n", path, strerror(errno));
	exit(74);
}

static char *
path_of(struct arena *mem, const struct store *s, const char *name)
{
	return arena_printf(mem, "%s/%s", s->folder, name);
}

/* Are the leaves those of the last head? */
static bool
is_signed(const struct store *s)
{
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];

	merkle_root(&s->tree, root);
	return !strcmp(hash_hex(root, text), s->last.root);
}

/* Has another process written since it was read? */
static bool
has_grown(const struct store *s)
{
	struct stat st;

	return !fstat(s->journal, &st) && st.st_size > s->read;
}

/* The tree that the last head stands on.  What the leaves know of later heads
 * shows a journal that lost its end: what it goes on to sign would be for sizes
 * that are signed. */
static bool
settle(struct store *s)
{
	int64_t n = s->last.body ? s->last.size : 0, more;

	if (s->leaves >= 0)
		close(s->leaves);
	leaves_open(s);
	if (!leaves_tree(s, n, &s->tree) || (n && !is_signed(s))) {
		log_error("msg=leaves-missing size=%" PRId64, n);
		return false;
	}
	if (!(more = leaves_signed_after(s, n)))
		return true;
	if (has_grown(s) && journal_replay(s))
		return settle(s);
	log_error("msg=journal-cut size=%" PRId64 " signed=%" PRId64, n, more);
	return false;
}

bool
store_refresh(struct store *s)
{
	int64_t epoch = s->epoch;
	struct stat st;

	if (fstat(s->journal, &st))
		return false;
	if (st.st_size < s->read || !st.st_nlink) {
		log_error("msg=journal-%s at=%" PRId64,
			  st.st_nlink ? "shorter" : "gone", s->read);
		return false;
	}
	if (st.st_size == s->read)
		return true;
	if (!journal_replay(s))
		return false;
	return epoch == s->epoch || settle(s);
}

bool
store_make(const char *folder, const struct suite *suite, const char *key)
{
	struct store s = { .folder = folder, .suite = suite, .leaves = -1 };
	struct line l = { .kind = "begin", .epoch = 0, .key = key };
	struct arena *mem = arena_new();
	bool made = !mkdir(folder, 0700) || errno == EEXIST;

	if (made) {
		s.journal =
		    open(path_of(mem, &s, "journal"),
			 O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
			 0600);
		made = s.journal >= 0 && journal_append(&s, &l) &&
		       folder_sync(folder) &&
		       folder_sync(path_of(mem, &s, ".."));
		if (s.journal >= 0)
			close(s.journal);
	}
	arena_free(mem);
	return made;
}

/* A store that is not where it was begun is not begun again: its key would
 * sign another log from the first entry, in the same epoch.  Which one that
 * was, an empty journal does not know either. */
static void
no_store(const char *path, const char *what, enum store_use use)
{
	fprintf(stderr,
		"ggzy-witness: %s: %s。先看 store 的路径对不对；"
		"丢了就从备份恢复，再用 --anew 开始新的一期。\n恢复不了，"
		"这个密钥就不能再用: 移走它和 store，用 key "
		"命令生成新的密钥和留底，\n"
		"再请平台终止原来的见证人、认可新的公钥\n",
		path, what);
	exit(use == TO_LOOK ? 74 : 78);
}

/* What is there now, is there after a crash: before anything is believed. */
static void
secure(struct store *s, struct arena *mem, const char *journal)
{
	const char *path = path_of(mem, s, "evidence");

	if (mkdir(path, 0700) && errno != EEXIST)
		store_die(path);
	if (fsync(s->journal))
		store_die(journal);
	path = path_of(mem, s, "..");
	if (!folder_sync(s->folder) || !folder_sync(path))
		store_die(path);
}

void
store_open(struct store *s, const char *folder, const struct suite *suite,
	   enum store_use use)
{
	struct arena *mem = arena_new();
	const char *path;
	int flags = use == TO_LOOK ? O_RDONLY : O_RDWR | O_APPEND;

	*s = (struct store){ .folder = folder,
			     .suite = suite,
			     .read_only = use == TO_LOOK,
			     .leaves = -1 };
	path = path_of(mem, s, "journal");
	s->journal = open(path, flags | O_CLOEXEC);
	if (s->journal < 0 && errno == ENOENT)
		no_store(path, "没有留底", use);
	if (s->journal < 0)
		store_die(path);
	if (use != TO_LOOK)
		secure(s, mem, path);
	if (!journal_replay(s))
		exit(74);
	if (!s->read)
		no_store(path, "留底被清空了", use);
	if (use != TO_ACKNOWLEDGE && !settle(s))
		exit(74);
	arena_free(mem);
}

void
store_close(struct store *s)
{
	close(s->journal);
	if (s->leaves >= 0)
		close(s->leaves);
	arena_free(s->mem);
}

bool
store_head(struct store *s, int64_t epoch, const struct head *h,
	   const struct merkle *tree, const char *cosign, const char *signature)
{
	struct line l = { .kind = "head",
			  .epoch = epoch,
			  .body = h->body,
			  .signature = h->signature,
			  .cosign = cosign,
			  .cosign_signature = signature };

	if (!leaves_sync(s) || !journal_append(s, &l))
		return false;
	leaves_mark(s, h->size);
	s->tree = *tree;
	return true;
}

static bool
write_evidence(struct store *s, struct arena *mem, const char *name,
	       const char *kind, const char *members)
{
	const char *path = path_of(mem, s, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct buf b;
	bool good;

	buf_init(&b, mem);
	buf_char(&b, '{');
	json_key(&b, "kind");
	json_text(&b, kind);
	json_key(&b, "found_at");
	json_time(&b, machine_ms());
	json_key(&b, "signed_head");
	json_text(&b, s->last.body);
	json_key(&b, "signed_head_signature");
	json_text(&b, s->last.body ? s->last.signature : NULL);
	json_comma(&b);
	buf_str(&b, members);
	buf_str(&b, "}\n");
	good = fd >= 0 && fd_write(fd, b.at, b.len) && !fsync(fd);
	if (fd >= 0)
		close(fd);
	good = good && folder_sync(path_of(mem, s, "evidence"));
	if (!good && fd >= 0)
		unlink(path);
	return good;
}

bool
store_evidence(struct store *s, const char *kind, const char *members)
{
	struct arena *mem = arena_new();
	const char *name = arena_printf(mem, "evidence/%" PRId64 "-%s.json",
					machine_ms(), kind);
	struct line l = {
		.kind = "evidence", .epoch = NONE, .what = kind, .file = name
	};
	bool whole, good;

	/* even if nothing can be written, nothing is signed any more; and of
	 * what cannot be kept whole the journal says at least that it was */
	snprintf(s->refusing, sizeof(s->refusing), "%s", kind);
	whole = write_evidence(s, mem, name, kind, members);
	if (!whole) {
		log_error("msg=evidence-unwritten kind=%s error=\"%s\"", kind,
			  strerror(errno));
		l.file = NULL;
	}
	good = journal_append(s, &l) && whole;
	arena_free(mem);
	return good;
}

bool
store_acknowledge(struct store *s, const char *reason)
{
	struct line l = { .kind = "acknowledge",
			  .epoch = NONE,
			  .what = s->refusing,
			  .reason = reason };

	return s->refusing[0] && journal_append(s, &l);
}

bool
store_anew(struct store *s, const char *reason)
{
	struct line l = { .kind = "anew",
			  .epoch = s->epoch + 1,
			  .body = s->last.body,
			  .what = s->refusing,
			  .reason = reason };

	return journal_append(s, &l);
}
