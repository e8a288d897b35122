/* The journal: which lines there may be, reading and writing them. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "body.h"
#include "file.h"
#include "journal.h"
#include "json.h"
#include "log.h"

#define LINE_MAX_BYTES 100000

/* clang-format off */
static const struct field line_field[] = {
	TEXT(struct line, kind, 1, 20, F_BOTH, NULL),
	TIME(struct line, written_at, F_BOTH, NULL),
	INT(struct line, epoch, 0, INT64_MAX, F_BOTH | F_OPT, NULL),
	TEXT(struct line, body, 0, 1000, F_BOTH | F_OPT, NULL),
	TEXT(struct line, signature, 0, 400, F_BOTH | F_OPT, NULL),
	TEXT(struct line, cosign, 0, 1000, F_BOTH | F_OPT, NULL),
	TEXT(struct line, cosign_signature, 0, 400, F_BOTH | F_OPT, NULL),
	TEXT(struct line, what, 0, 23, F_BOTH | F_OPT, NULL),
	TEXT(struct line, file, 0, 200, F_BOTH | F_OPT, NULL),
	TEXT(struct line, reason, 0, 1000, F_BOTH | F_OPT, NULL),
	TEXT(struct line, key, 64, 64, F_BOTH | F_OPT, NULL),
	BOOL(struct line, anew, F_IN | F_OPT, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record line_record = { "line", sizeof(struct line),
					   line_field };

/* The last gate before a signature: one witness never signs two heads of a
 * size, or a shorter one after a longer, in one epoch. */
static bool
head_may_follow(const struct store *s, struct arena *mem, const struct line *l)
{
	struct head_body b;

	return !s->refusing[0] && (l->epoch == NONE || l->epoch == s->epoch) &&
	       head_read(mem, l->body, &b) &&
	       (!s->last.body || b.size > s->last.size);
}

static bool
may_follow(const struct store *s, struct arena *mem, const struct line *l)
{
	if (!strcmp(l->kind, "head"))
		return head_may_follow(s, mem, l);
	if (!strcmp(l->kind, "acknowledge"))
		return l->what && !strcmp(l->what, s->refusing);
	if (!strcmp(l->kind, "anew"))
		return l->epoch == s->epoch + 1;
	if (!strcmp(l->kind, "begin"))
		return !s->read && l->key;
	return !strcmp(l->kind, "evidence");
}

static void
remember_highest(struct store *s)
{
	if (s->last.size <= s->highest.size)
		return;
	s->highest.size = s->last.size;
	s->highest.epoch = s->epoch;
	snprintf(s->highest.root, sizeof(s->highest.root), "%s", s->last.root);
}

/* What is remembered of a head lives until the next. */
static bool
take_head(struct store *s, const struct line *l)
{
	struct arena *mem = arena_new();

	s->last.body = arena_strdup(mem, l->body);
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
	remember_highest(s);
	return true;
}

static bool
take(struct store *s, const struct line *l)
{
	if (!strcmp(l->kind, "head"))
		return take_head(s, l);
	if (!strcmp(l->kind, "evidence")) {
		snprintf(s->refusing, sizeof(s->refusing), "%s",
			 l->what ? l->what : "?");
		return true;
	}
	if (!strcmp(l->kind, "begin")) {
		snprintf(s->key, sizeof(s->key), "%s", l->key);
		return true;
	}
	s->refusing[0] = 0;
	if (!strcmp(l->kind, "anew") || l->anew) {
		s->epoch++;
		s->last.body = NULL;
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

	if (line_read(mem, text, n, &l) && may_follow(s, mem, &l) &&
	    take(s, &l))
		return true;
	log_error("msg=journal-broken at=%" PRId64, s->read);
	return false;
}

/* The file that is open, whatever bears its name meanwhile. */
static FILE *
reader(struct store *s)
{
	int fd = fcntl(s->journal, F_DUPFD_CLOEXEC, 0);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");

	if (fd >= 0 && !f)
		close(fd);
	return f;
}

/* A line is whole when its end is there; a bad one stays the next to read. */
bool
journal_replay(struct store *s)
{
	struct arena *mem = arena_new();
	FILE *f = reader(s);
	char *text = NULL;
	size_t room = 0;
	bool good;
	ssize_t n;

	good = f && !fseeko(f, s->read, SEEK_SET);
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
write_line(struct store *s, struct arena *mem, const struct line *l,
	   const struct buf *b)
{
	/* what others wrote meanwhile, and what a crash left of a line */
	if (!store_refresh(s) || !cut(s))
		return false;
	if (!may_follow(s, mem, l)) {
		log_error("msg=journal-line-late kind=%s", l->kind);
		return false;
	}
	if (fd_write(s->journal, b->at, b->len)) {
		if (!fsync(s->journal))
			return store_refresh(s);
		/* asked again, the disk would say yes, and not have it */
		cut(s);
		store_die("journal");
	}
	log_error("msg=journal-unwritten error=\"%s\"", strerror(errno));
	if (!cut(s))
		store_die("journal");
	return false;
}

/* Nothing is written that could not be read again. */
bool
journal_append(struct store *s, struct line *l)
{
	struct arena *mem = arena_new();
	struct line again;
	struct buf b;
	bool good;

	l->written_at = machine_ms();
	buf_init(&b, mem);
	json_record(&b, &line_record, l, F_OUT);
	good = line_read(mem, b.at, b.len, &again);
	if (!good)
		log_error("msg=journal-line-refused kind=%s", l->kind);
	buf_char(&b, '\n');
	if (good && (good = turn(s, LOCK_EX))) {
		good = write_line(s, mem, &again, &b);
		turn(s, LOCK_UN);
	}
	arena_free(mem);
	return good;
}
