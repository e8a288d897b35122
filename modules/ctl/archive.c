/* ggzyctl archive: what is kept, and whether a package is what it was. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sysexits.h>
#include <unistd.h>

#include "archive/bag.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "ctl_sql.h"

static const char *
when(struct arena *mem, int64_t ms)
{
	char text[30];

	return instant_print(text, ms) ? arena_printf(mem, "%.16s", text) : "-";
}

static int
documents(struct arena *mem, const char *trade)
{
	const struct archive_document *d;
	struct list all;
	char *end;
	int64_t id = strtoll(trade, &end, 10);
	size_t i;
	enum err e;

	if (end == trade || *end)
		return ctl_usage();
	if ((e = db_all(ctl_db(), mem, SQL_ARCHIVE_DOCUMENTS, ARGS(I64(id)),
			&all)))
		return ctl_outcome(NULL, e, "archive list");
	for (d = all.at, i = 0; i < all.n; i++, d++)
		printf("%s  %s  %s  留痕 %" PRId64 "  %" PRId64
		       " 页\n  pdf  %s\n  json %s\n",
		       when(mem, d->at), d->title,
		       d->public ? "公开" : "不公开", d->seq, d->pages, d->pdf,
		       d->json);
	return 0;
}

/* archive list [TRADE] */
int
archive_list(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	struct arena *mem = ctl_mem();
	const struct archive_line *l;
	struct list all;
	size_t i;
	int n = options_read(argc, argv, none);
	enum err e;

	if (n < 0 || n > 1)
		return ctl_usage();
	if (n)
		return documents(mem, argv[0]);
	if ((e = db_all(ctl_db(), mem, SQL_ARCHIVE_LIST, NOARGS, &all)))
		return ctl_outcome(NULL, e, "archive list");
	for (l = all.at, i = 0; i < all.n; i++, l++) {
		printf("%" PRId64 "  %s  %s  归档 %s  保存到 %s\n", l->trade,
		       l->code, l->name, when(mem, l->at), l->keep_until);
		if (l->digest)
			printf("  %s  %" PRId64 " 件  %" PRId64 " 字节\n",
			       l->digest, l->files, l->size);
		else
			puts("  归档包还没有生成");
	}
	return 0;
}

static const char daemon_path[] = GGZY_WORKERDIR "/ggzy-archive";

static int
no_daemon(void)
{
	return ctl_fail(EX_OSFILE, "%s: %s", daemon_path, strerror(errno));
}

/* bundle [--public] TRADE FOLDER -- by ggzy-archive, with its own rights */
int
bundle_write(int argc, char **argv)
{
	static bool public;
	static const struct option_of options[] = {
		{ "public", NULL, &public, NULL }, { .name = NULL }
	};

	if (options_read(argc, argv, options) != 2)
		return ctl_usage();
	execl(daemon_path, "ggzy-archive", "--bundle", argv[0], argv[1],
	      public ? "--public" : (char *)NULL, (char *)NULL);
	return no_daemon();
}

/* archive make TRADE -- the same */
int
archive_make(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };

	if (options_read(argc, argv, none) != 1)
		return ctl_usage();
	execl(daemon_path, "ggzy-archive", "--make", argv[0], (char *)NULL);
	return no_daemon();
}

/*
 * Is it the package that the log of this platform names?  `own`: its head is
 * checked with the key that came with it, which whoever made it chose.
 */
static void
recorded(struct arena *mem, struct bag_check *k, bool own)
{
	struct db *db = conf_is_there(NULL) ? ctl_db_try() : NULL;
	struct archive_found f;
	enum err e = E_DB;

	if (db)
		e = db_one(db, mem, SQL_ARCHIVE_FIND,
			   ARGS(STR(k->digest), STR(k->name ? k->name : ""),
				STR(k->digest)),
			   &f);
	if (e == E_NOTFOUND && own)
		bag_fault(mem, k, "-",
			  "这个平台没有记录过这个归档包；别的平台的归档包，请用"
			  " "
			  "--public 给出它的树头公钥");
	else if (e == E_NOTFOUND)
		puts("这个平台没有记录过这个归档包，没有比对摘要");
	else if (e)
		printf("数据库连接不上：整个文件的摘要没有与公开日志里 package "
		       "一条比对\n%s",
		       own ? "树头的公钥取自包内：要确认它是平台的，请用 "
			     "--public 给出另外得到的公钥\n"
			   : "");
	else if (strcmp(f.digest, k->digest))
		bag_fault(mem, k, "-",
			  arena_printf(mem, "与平台记录的归档包摘要 %s 不同",
				       f.digest));
	else if (f.seq == NONE)
		puts("摘要与平台记录的相同，日志里的记录还没有次序");
	else
		printf("摘要与日志第 %" PRId64 " 条记录的相同\n", f.seq);
}

/*
 * archive verify FILE [--public log.pem] -- 0: all is well; EX_DATAERR: each
 * fault on a line "path: what"; EX_NOINPUT: no such file
 */
int
archive_verify(int argc, char **argv)
{
	static const char *pem_file;
	static const struct option_of options[] = {
		{ "public", &pem_file, NULL, NULL }, { .name = NULL }
	};
	struct arena *mem = ctl_mem();
	const struct bag_fault *f;
	struct bag_check k;
	char *pem = NULL;
	size_t i, len;
	int fd;

	if (options_read(argc, argv, options) != 1)
		return ctl_usage();
	if (pem_file && !(pem = file_read(mem, pem_file, &len)))
		return EX_NOINPUT;
	if ((fd = open(argv[0], O_RDONLY | O_CLOEXEC)) < 0)
		return ctl_fail(EX_NOINPUT, "%s: %s", argv[0], strerror(errno));
	if (bag_check(mem, fd, &k)) {
		bag_log_check(mem, &k, pem);
		recorded(mem, &k, !pem);
	}
	close(fd);
	for (f = k.faults.at, i = 0; i < k.faults.n; i++)
		printf("%s: %s\n", f[i].path, f[i].what);
	if (k.faults.n)
		return ctl_fail(EX_DATAERR, "%s: 有 %zu 处不符", argv[0],
				k.faults.n);
	printf("归档包完好：%s，%" PRId64 " 件，%" PRId64 " 字节，%" PRId64
	       " 条留痕，SHA-256 %s\n",
	       k.name, k.files, k.bytes, k.logged, k.digest);
	return 0;
}
