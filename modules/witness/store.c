/* What a witness knows: the journal and the evidence. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "body.h"
#include "json.h"
#include "log.h"
#include "witness.h"

#define LINE_MAX_BYTES 100000

/* A line of the journal. */
struct line {
	const char *kind; /* head, evidence, acknowledge */
	int64_t written_at;
	const char *body, *signature, *cosign, *cosign_signature;
	const char *what, *file, *reason;
	bool anew; /* the log is taken up again from its beginning */
};
/* clang-format off */
static const struct field line_field[] = {
	TEXT(struct line, kind, 1, 20, F_BOTH, NULL),
	TIME(struct line, written_at, F_BOTH, NULL),
	TEXT(struct line, body, 0, 1000, F_BOTH | F_OPT, NULL),
	TEXT(struct line, signature, 0, 400, F_BOTH | F_OPT, NULL),
	TEXT(struct line, cosign, 0, 1000, F_BOTH | F_OPT, NULL),
	TEXT(struct line, cosign_signature, 0, 400, F_BOTH | F_OPT, NULL),
	TEXT(struct line, what, 0, 23, F_BOTH | F_OPT, NULL),
	TEXT(struct line, file, 0, 200, F_BOTH | F_OPT, NULL),
	TEXT(struct line, reason, 0, 1000, F_BOTH | F_OPT, NULL),
	BOOL(struct line, anew, F_BOTH | F_OPT, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record line_record = { "line", sizeof(struct line),
					   line_field };

static void
die(const char *path)
{
	fprintf(stderr, "ggzy-witness: %s: %s\n", path, strerror(errno));
	exit(74);
}

static char *
path_of(struct arena *mem, const struct store *s, const char *name)
{
	return arena_printf(mem, "%s/%s", s->folder, name);
}

/* What is remembered of a head lives until the next. */
static bool
take_head(struct store *s, const struct line *l)
{
	struct arena *mem = arena_new();

	s->last.body = l->body ? arena_strdup(mem, l->body) : "";
	s->last.signature = l->signature ? arena_strdup(mem, l->signature) : "";
	s->cosign = l->cosign ? arena_strdup(mem, l->cosign) : "";
	s->cosign_signature =
	    l->cosign_signature ? arena_strdup(mem, l->cosign_signature) : "";
	arena_free(s->mem);
	s->mem = mem;
	if (!head_read(mem, s->last.body, &s->last_body))
		return false;
	s->last.size = s->last_body.size;
	s->last.root = s->last_body.root;
	return true;
}

static bool
take(struct store *s, const struct line *l)
{
	if (!strcmp(l->kind, "head"))
		return take_head(s, l);
	if (!strcmp(l->kind, "evidence"))
		snprintf(s->refusing, sizeof(s->refusing), "%s",
			 l->what ? l->what : "?");
	if (!strcmp(l->kind, "acknowledge")) {
		s->refusing[0] = 0;
		if (l->anew) {
			s->epoch++;
			s->last.body = NULL;
		}
	}
	return true;
}

/* n: without the end of the line. */
static bool
line_read(struct arena *mem, const char *text, size_t n, struct line *l)
{
	struct buf bad;

	buf_init(&bad, mem);
	return n < LINE_MAX_BYTES &&
	       !record_read(mem, &line_record, text, n, l, &bad);
}

static bool
take_text(struct store *s, struct arena *mem, const char *text, size_t n)
{
	struct line l;

	if (!line_read(mem, text, n, &l) || !take(s, &l)) {
		log_error("msg=journal-broken at=%" PRId64, s->read);
		return false;
	}
	return true;
}

/* A line is whole when its end is there; a bad one stays the next to read. */
static bool
replay(struct store *s)
{
	struct arena *mem = arena_new();
	char *text = NULL;
	size_t room = 0;
	bool good = true;
	ssize_t n;
	FILE *f;

	f = fopen(path_of(mem, s, "journal"), "re");
	if (!f || fseeko(f, s->read, SEEK_SET))
		good = false;
	while (good && (n = getline(&text, &room, f)) > 0 &&
	       text[n - 1] == '\n') {
		arena_reset(mem);
		good = take_text(s, mem, text, (size_t)n - 1);
		s->read += good ? n : 0;
	}
	free(text);
	if (f)
		fclose(f);
	arena_free(mem);
	return good;
}

/* The tree that the last head stands on. */
static bool
settle(struct store *s)
{
	int64_t n = s->last.body ? s->last.size : 0;

	if (s->leaves >= 0)
		close(s->leaves);
	leaves_open(s);
	if (!leaves_tree(s, n, &s->tree)) {
		log_error("msg=leaves-missing size=%" PRId64, n);
		return false;
	}
	return true;
}

bool
store_refresh(struct store *s)
{
	int64_t epoch = s->epoch;
	struct stat st;

	if (fstat(s->journal, &st))
		return false;
	if (st.st_size == s->read)
		return true;
	if (st.st_size < s->read) {
		log_error("msg=journal-shorter at=%" PRId64, s->read);
		return false;
	}
	if (!replay(s))
		return false;
	return epoch == s->epoch || settle(s);
}

void
store_open(struct store *s, const char *folder, const struct suite *suite,
	   bool read_only)
{
	struct arena *mem = arena_new();
	int flags = read_only ? O_RDONLY : O_RDWR | O_CREAT | O_APPEND;
	const char *path;

	*s = (struct store){ .folder = folder,
			     .suite = suite,
			     .read_only = read_only,
			     .leaves = -1 };
	path = path_of(mem, s, "evidence");
	if (!read_only && ((mkdir(folder, 0700) && errno != EEXIST) ||
			   (mkdir(path, 0700) && errno != EEXIST)))
		die(folder);
	path = path_of(mem, s, "journal");
	if ((s->journal = open(path, flags | O_CLOEXEC, 0600)) < 0)
		die(path);
	if (!replay(s) || !settle(s))
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

/* On disk when it returns true. */
static bool
put(int fd, const char *text, size_t n)
{
	ssize_t done;

	for (; n; text += done, n -= (size_t)done) {
		done = write(fd, text, n);
		if (done < 0 && errno != EINTR)
			return false;
		if (done < 0)
			done = 0;
	}
	return !fsync(fd);
}

/* Whoever writes does so alone: the daemon, or who acknowledges. */
static bool
turn(struct store *s, int operation)
{
	while (flock(s->journal, operation))
		if (errno != EINTR)
			return false;
	return true;
}

/* What is no whole line was never acted on; only in one's turn. */
static bool
cut(struct store *s)
{
	struct stat st;

	return !fstat(s->journal, &st) &&
	       (st.st_size == s->read || !ftruncate(s->journal, s->read));
}

static bool
write_line(struct store *s, const struct buf *b)
{
	/* what others wrote meanwhile, and what a crash left of a line */
	if (!store_refresh(s) || !cut(s))
		return false;
	if (put(s->journal, b->at, b->len))
		return store_refresh(s);
	log_error("msg=journal-unwritten error=\"%s\"", strerror(errno));
	cut(s);
	return false;
}

/* Nothing is written that could not be read again. */
static bool
append(struct store *s, struct line *l)
{
	struct arena *mem = arena_new();
	struct line again;
	struct buf b;
	bool good;

	l->written_at = now_ms();
	buf_init(&b, mem);
	json_record(&b, &line_record, l, F_OUT);
	good = line_read(mem, b.at, b.len, &again);
	if (!good)
		log_error("msg=journal-line-refused kind=%s", l->kind);
	buf_char(&b, '\n');
	if (good && (good = turn(s, LOCK_EX))) {
		good = write_line(s, &b);
		turn(s, LOCK_UN);
	}
	arena_free(mem);
	return good;
}

bool
store_head(struct store *s, const struct head *h, const struct merkle *tree,
	   const char *cosign, const char *signature)
{
	struct line l = { .kind = "head",
			  .body = h->body,
			  .signature = h->signature,
			  .cosign = cosign,
			  .cosign_signature = signature };

	if (!leaves_sync(s) || !append(s, &l))
		return false;
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
	json_time(&b, now_ms());
	json_key(&b, "signed_head");
	json_text(&b, s->last.body);
	json_key(&b, "signed_head_signature");
	json_text(&b, s->last.body ? s->last.signature : NULL);
	json_comma(&b);
	buf_str(&b, members);
	buf_str(&b, "}\n");
	good = fd >= 0 && put(fd, b.at, b.len);
	if (fd >= 0)
		close(fd);
	if ((fd = open(path_of(mem, s, "evidence"), O_RDONLY | O_CLOEXEC)) >=
	    0) {
		good = !fsync(fd) && good;
		close(fd);
	}
	return good;
}

bool
store_evidence(struct store *s, const char *kind, const char *members)
{
	struct arena *mem = arena_new();
	const char *name =
	    arena_printf(mem, "evidence/%" PRId64 "-%s.json", now_ms(), kind);
	struct line l = { .kind = "evidence", .what = kind, .file = name };
	bool good;

	/* even if nothing can be written, nothing is signed any more */
	snprintf(s->refusing, sizeof(s->refusing), "%s", kind);
	good = write_evidence(s, mem, name, kind, members) && append(s, &l);
	if (!good)
		log_error("msg=evidence-unwritten kind=%s error=\"%s\"", kind,
			  strerror(errno));
	arena_free(mem);
	return good;
}

bool
store_acknowledge(struct store *s, const char *reason)
{
	struct line l = { .kind = "acknowledge",
			  .what = s->refusing,
			  .reason = reason,
			  .anew = strcmp(s->refusing, "stalled") != 0 };

	return s->refusing[0] && append(s, &l);
}
