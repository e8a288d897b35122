/* ggzyctl import validate, commit, list, undo. */
#include <errno.h>
#include <sysexits.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "event.h"
#include "import.h"
#include "json.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

static int
open_report(struct import *im, const char *path)
{
	if (!path)
		return 0;
	if (!(im->report = fopen(path, "we")))
		return ctl_fail(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	/* the mark tells office programs that this is UTF-8 */
	fputs("\xef\xbb\xbfrow,field,reason\r\n", im->report);
	return 0;
}

static int
judge(struct import *im, struct arena *mem)
{
	enum err e;

	im->progress = progress_begin(mem, "检查", im->len);
	e = ctl_change("import", import_judge, im);
	progress_end(im->progress, im->rows);
	if (im->report && fclose(im->report))
		return ctl_fail(EX_IOERR, "报告没有写完: %s", strerror(errno));
	im->report = NULL;
	if (e)
		return ctl_outcome(ctl_last(), e, im->file);
	printf("%lld 行: 新增 %lld  更新 %lld  不变 %lld  有误 %lld\n",
	       (long long)im->rows, (long long)im->added,
	       (long long)im->changed, (long long)im->same,
	       (long long)im->bad_rows);
	return im->complaints ? EX_DATAERR : 0;
}

static int
commit(struct import *im, struct arena *mem)
{
	enum err e;

	if (!im->added && !im->changed) {
		puts("没有要导入的");
		return 0;
	}
	im->progress = progress_begin(mem, "导入", im->len);
	e = ctl_change("import", import_write, im);
	progress_end(im->progress, im->rows);
	return ctl_outcome(ctl_last(), e, im->file);
}

static int
run(int argc, char **argv, bool write)
{
	struct import im = { .line = 0 };
	struct arena *mem = ctl_mem();
	const char *profile = NULL, *report = NULL;
	const struct option_of options[] = {
		{ .name = "profile", .value = &profile },
		{ .name = "report", .value = &report },
		{ .name = NULL }
	};
	int rc;

	if (options_read(argc, argv, options) != 1 || !profile)
		return ctl_usage();
	if (!(im.profile = profile_read(mem, profile)))
		return EX_CONFIG;
	if (!import_open(&im, mem, argv[0]))
		return EX_NOINPUT;
	if ((rc = open_report(&im, report)))
		return rc;
	rc = judge(&im, mem);
	if (rc && write)
		ctl_fail(rc, "有错误，什么都没有导入");
	else if (write)
		rc = commit(&im, mem);
	free(im.seen);
	return rc;
}

int
import_validate(int argc, char **argv)
{
	return run(argc, argv, false);
}

int
import_commit(int argc, char **argv)
{
	return run(argc, argv, true);
}

static enum err
list(struct req *r, void *at)
{
	const struct batch *b;
	struct list rows;
	char when[30];
	enum err e;

	(void)at;
	if ((e = db_all(r->db, r->mem, SQL_BATCH_LIST, NOARGS, &rows)))
		return e;
	for (b = rows.at; rows.n--; b++) {
		instant_print(when, b->at);
		printf("%lld\t%s\t%s\t%s\t新增 %lld  更新 %lld  不变 %lld%s\n",
		       (long long)b->id, when, b->profile, b->file,
		       (long long)b->rows_new, (long long)b->rows_changed,
		       (long long)b->rows_same,
		       b->undone_at == NONE ? "" : "\t已撤销");
	}
	return OK;
}

int
import_list(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("import", list, NULL),
			   "import list");
}

/* The notice stays in the database and in the log, but is shown no more. */
static enum err
hide(struct req *r, int64_t notice, int64_t batch)
{
	struct event ev = event_of("hide", NULL);
	struct buf detail;
	enum err e;

	e = db_exec(r->db, SQL_NOTICE_HIDE,
		    ARGS(I64(notice),
			 STR(arena_printf(r->mem, "导入批次 %lld 已撤销",
					  (long long)batch)),
			 I64(r->now)),
		    NULL);
	if (e || !db_rows(r->db))
		return e;
	buf_init(&detail, r->mem);
	buf_str(&detail, "{\"batch\":");
	json_int(&detail, batch);
	buf_char(&detail, '}');
	ev.notice = notice;
	ev.public = true;
	ev.detail = buf_text(&detail);
	return event_add(r, &ev);
}

static enum err
undo(struct req *r, void *at)
{
	int64_t id = *(int64_t *)at;
	const struct number *n;
	struct list notices;
	struct batch b;
	enum err e;

	e = db_one(r->db, r->mem, SQL_BATCH_LOCK, ARGS(I64(id)), &b);
	if (e == E_NOTFOUND)
		return req_say(r, e, "没有批次 %lld", (long long)id);
	if (e)
		return e;
	if (b.undone_at != NONE)
		return req_say(r, E_STATE, "批次 %lld 已经撤销过了",
			       (long long)id);
	if ((e = db_all(r->db, r->mem, SQL_BATCH_NOTICES, ARGS(I64(id)),
			&notices)))
		return e;
	for (n = notices.at; n < (struct number *)notices.at + notices.n; n++)
		if ((e = hide(r, n->n, id)))
			return e;
	printf("隐藏 %zu 条公告\n", notices.n);
	return db_exec(r->db, SQL_BATCH_UNDONE, ARGS(I64(r->now), I64(id)),
		       NULL);
}

int
import_undo(int argc, char **argv)
{
	int64_t id;
	char *end;

	if (argc != 2)
		return ctl_usage();
	id = strtoll(argv[1], &end, 10);
	if (end == argv[1] || *end)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("import", undo, &id),
			   argv[1]);
}
