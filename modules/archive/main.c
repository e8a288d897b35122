/* ggzy-archive: follows the log and keeps what it tells of. */
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "archive.h"
#include "bundle.h"
#include "conf.h"
#include "daemon.h"
#include "log.h"
#include "session_row.h"
#include "archive_sql.h"

#define POLL_MS 500

static const struct sql sql[] = { SQL_CORE_TABLE SQL_ARCHIVE_TABLE };

/* Rounds until told to stop, or with `once` until there is nothing to do. */
static int
follow(struct keeper *k, bool once)
{
	int wait = POLL_MS;
	bool busy = false;
	enum err e;

	if ((keep_public_all(k) || public_bundles_missing(k)) && once)
		return EX_TEMPFAIL;
	while (!daemon_leaves()) {
		arena_reset(k->mem);
		e = keeper_round(k, &busy);
		if (e && once)
			return EX_TEMPFAIL;
		if (e) {
			wait = wait < 5000 ? 2 * wait : 5000;
			log_warn("msg=round-failed outcome=%s again_ms=%d",
				 err_name(e), wait);
		} else {
			wait = POLL_MS;
		}
		if (busy && !e)
			continue;
		if (once)
			return k->failed ? EX_TEMPFAIL : 0;
		daemon_rest(wait);
	}
	return 0;
}

/* The package of one trade, now; prints its digest. */
static int
make(struct keeper *k, const char *trade)
{
	struct due_bag due;
	const char *digest;
	char *end;
	int64_t id = strtoll(trade, &end, 10), upto;
	enum err e;

	if (end == trade || *end)
		return EX_USAGE;
	if (!(e = keeper_place(k)) && !(e = keeper_cursor(k, &upto)))
		e = db_one(k->db, k->mem, SQL_BAG_OF, ARGS(I64(id)), &due);
	if (!e && (due.head == NONE || due.seq >= upto))
		e = E_EARLY;
	if (!e)
		e = package_make(k, &due, &digest);
	if (!e)
		return printf("%s\n", digest) < 0;
	fprintf(stderr, "ggzy-archive: %s: %s\n", trade,
		e == E_NOTFOUND ? "还没有归档"
		: e == E_EARLY ? "归档以前的文书还没有全部生成，或者归档事件"
				 "还没有签名的树头，请稍候"
		: e == E_EXISTS ? "与已经记录的归档包不同，请查明原因"
				: err_text(e));
	return e == E_NOTFOUND || e == E_EARLY ? EX_NOINPUT
	       : e == E_EXISTS                 ? EX_DATAERR
					       : EX_TEMPFAIL;
}

/* What is known of one trade now, into a new folder. */
static int
bundle(struct keeper *k, const char *trade, const char *folder, bool full)
{
	char *end;
	int64_t id = strtoll(trade, &end, 10);
	enum err e;

	if (end == trade || *end)
		return EX_USAGE;
	if (!(e = keeper_place(k)) && !(e = bundle_folder(k, id, full, folder)))
		return 0;
	fprintf(stderr, "ggzy-archive: %s: %s\n", trade,
		e == E_NOTFOUND ? "没有这个标段，或者日志还没有签名的树头"
		: e == E_EARLY ? "日志里还没有它的记录，或者正在开标，请稍候"
		: e == E_EXISTS ? "文件夹已经存在"
				: err_text(e));
	return e == E_NOTFOUND || e == E_EARLY ? EX_NOINPUT
	       : e == E_EXISTS                 ? EX_CANTCREAT
					       : EX_TEMPFAIL;
}

static int
usage(void)
{
	fputs("usage: ggzy-archive [-V] [-t] [-c FILE] [--once | --make "
	      "TRADE |\n\t[--public] --bundle TRADE FOLDER]\n"
	      "  -V            version and configuration\n"
	      "  -t            check statements, grants and fonts, then exit\n"
	      "  -c FILE       configuration\n"
	      "  --once        catch up with the log, then exit\n"
	      "  --make TRADE  make the package of a trade, print its digest\n"
	      "  --bundle TRADE FOLDER  what anybody needs to check a trade, "
	      "or with\n                --public what everybody may see\n",
	      stderr);
	return EX_USAGE;
}

int
main(int argc, char **argv)
{
	const char *file = NULL, *trade = NULL, *folder = NULL;
	struct keeper k = { .db = NULL };
	bool once = false, test = false, full = true;
	int i, rc;

	log_open("ggzy-archive");
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-V"))
			return printf("ggzy-archive %s\nconfigure %s\n",
				      PACKAGE_VERSION, GGZY_CONFIGURE) < 0;
		if (!strcmp(argv[i], "-c") && i + 1 < argc)
			file = argv[++i];
		else if (!strcmp(argv[i], "-t"))
			test = true;
		else if (!strcmp(argv[i], "--once"))
			once = true;
		else if (!strcmp(argv[i], "--make") && i + 1 < argc)
			trade = argv[++i];
		else if (!strcmp(argv[i], "--public"))
			full = false;
		else if (!strcmp(argv[i], "--bundle") && i + 2 < argc) {
			trade = argv[++i];
			folder = argv[++i];
		} else
			return usage();
	}
	conf_read(file);
	umask(027);
	if (!canvas_begin())
		return EX_CONFIG;
	daemon_begin();
	k.db = db_open(conf.db_socket, "ggzy_archive",
		       conf_db_password("ggzy_archive"), "ggzy_archive", sql,
		       sizeof(sql) / sizeof(*sql));
	k.mem = arena_new();
	if (!trade)
		log_info("msg=started archive=%s", conf.archive);
	rc = test     ? 0
	     : folder ? bundle(&k, trade, folder, full)
	     : trade  ? make(&k, trade)
		      : follow(&k, once);
	arena_free(k.mem);
	db_close(k.db);
	canvas_end();
	return rc;
}
