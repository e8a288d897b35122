/*
 * ggzyctl blob sweep: files that no row refers to, such as refused bids.
 *
 * A file is first moved aside to blobs/trash, and only a later sweep deletes
 * it: what was needed after all can be moved back by hand.  An upload makes
 * its file new again, so that one looked at after the move tells whether
 * somebody came in between.
 */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "json.h"
#include "ctl_sql.h"

#define DIGITS 64

struct sweep {
	struct list wanted; /* of struct referred, by digest */
	int64_t before;     /* seconds: only what is older */
	bool dry;
	const char *trash;
	int64_t kept, young, moved, bytes, deleted;
};

static int
compare(const void *digest, const void *row)
{
	return strcmp(digest, ((const struct referred *)row)->digest);
}

static bool
is_wanted(const struct sweep *s, const char *digest)
{
	return s->wanted.n && bsearch(digest, s->wanted.at, s->wanted.n,
				      sizeof(struct referred), compare);
}

/* False after a message. */
static bool
put_aside(struct sweep *s, const char *path, const char *name)
{
	char *to = arena_printf(ctl_mem(), "%s/%s", s->trash, name);
	struct stat st;

	if (rename(path, to) || stat(to, &st)) {
		ctl_fail(EX_IOERR, "%s: %s", path, strerror(errno));
		return false;
	}
	if (st.st_mtime < s->before) {
		if (!utimensat(AT_FDCWD, to, NULL, 0))
			return true; /* its time there begins */
		ctl_fail(EX_IOERR, "%s: %s", to, strerror(errno));
		return false;
	}
	s->moved--;
	s->young++;
	if (!link(to, path) || errno == EEXIST)
		return !unlink(to);
	ctl_fail(EX_IOERR, "%s 应放回 %s: %s", to, path, strerror(errno));
	return false;
}

static bool
judge(struct sweep *s, const FTSENT *f)
{
	bool trashed = f->fts_level == 2;

	if (trashed && strncmp(f->fts_path, s->trash, strlen(s->trash)) != 0)
		return true; /* being written: blob.c sweeps its tmp itself */
	if (strspn(f->fts_name, "0123456789abcdef") != DIGITS)
		return true;
	if (f->fts_statp->st_mtime >= s->before) {
		s->young += !trashed;
		return true;
	}
	if (trashed) {
		s->deleted++;
		return s->dry || !unlink(f->fts_path);
	}
	if (is_wanted(s, f->fts_name)) {
		s->kept++;
		return true;
	}
	s->moved++;
	s->bytes += f->fts_statp->st_size;
	if (s->dry) {
		puts(f->fts_path);
		return true;
	}
	return put_aside(s, f->fts_path, f->fts_name);
}

static bool
walk(struct sweep *s)
{
	char *root[] = { arena_printf(ctl_mem(), "%s", conf.blobs), NULL };
	FTS *tree = fts_open(root, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	bool good = tree != NULL;
	FTSENT *f;

	while (good && (f = fts_read(tree))) {
		if (f->fts_info == FTS_F)
			good = judge(s, f);
		else if (f->fts_info == FTS_DNR || f->fts_info == FTS_ERR) {
			ctl_fail(EX_NOINPUT, "%s: %s", f->fts_path,
				 strerror(f->fts_errno));
			good = false;
		}
	}
	if (tree)
		fts_close(tree);
	return good;
}

static enum err
note(struct req *r, void *at)
{
	const struct sweep *s = at;
	struct buf detail;

	buf_init(&detail, r->mem);
	buf_char(&detail, '{');
	json_key(&detail, "moved");
	json_int(&detail, s->moved);
	json_key(&detail, "bytes");
	json_int(&detail, s->bytes);
	json_key(&detail, "deleted");
	json_int(&detail, s->deleted);
	buf_char(&detail, '}');
	return ctl_event(r, "blob-sweep", false, buf_text(&detail));
}

int
blob_sweep(int argc, char **argv)
{
	const char *days = "30";
	struct sweep s = { .before = 0 };
	const struct option_of options[] = { { .name = "days", .value = &days },
					     { .name = "dry-run",
					       .flag = &s.dry },
					     { .name = NULL } };
	struct list now;
	char *end;
	long n;
	enum err e;

	if (options_read(argc, argv, options) != 0)
		return ctl_usage();
	n = strtol(days, &end, 10);
	if (*end || end == days || n < 1 || n > 3650)
		return ctl_fail(EX_USAGE, "--days 应为 1 到 3650");
	s.trash = arena_printf(ctl_mem(), "%s/trash", conf.blobs);
	if (mkdir(s.trash, 0770) && errno != EEXIST)
		return ctl_fail(EX_CANTCREAT, "%s: %s", s.trash,
				strerror(errno));
	/* the time is taken first: what is uploaded from now on is newer */
	if ((e = db_all(ctl_db(), ctl_mem(), SQL_REAL_NOW, NOARGS, &now)) ||
	    (e = db_all(ctl_db(), ctl_mem(), SQL_BLOBS_WANTED, NOARGS,
			&s.wanted)))
		return ctl_fail(EX_UNAVAILABLE, "%s", err_text(e));
	s.before = ((const struct number *)now.at)->n / 1000 - n * 86400;
	if (!walk(&s))
		return EX_IOERR;
	if (!s.dry && (s.moved || s.deleted) &&
	    (e = ctl_change("ctl", note, &s)))
		return ctl_outcome(ctl_last(), e, "blob sweep");
	printf("保留 %" PRId64 " 个有记录的文件，%" PRId64
	       " 个未满 %ld 天；%s %" PRId64 " 个无记录的文件（%" PRId64
	       " 字节）到 %s，%s其中满 %ld 天的 %" PRId64 " 个\n",
	       s.kept, s.young, n, s.dry ? "将移走" : "移走", s.moved, s.bytes,
	       s.trash, s.dry ? "将删除" : "删除", n, s.deleted);
	return 0;
}
