/* A worker process: its command line, and what it checks before it serves. */
#include <sys/stat.h>
#include <unistd.h>

#include "conf.h"
#include "fastcgi.h"
#include "log.h"
#include "private.h"
#include "report.h"
#include "route.h"

/* Tables, statements, grants and calendar, as -t and as every start. */
static struct db *
check(const struct worker *w, const struct suite **suite)
{
	struct req r = { .worker = w, .domain = w->name };
	struct arena *mem = arena_new();
	static char user[64]; /* db keeps it to connect again */
	const char *bad;
	struct db *db;

	snprintf(user, sizeof(user), "ggzy_%s", w->name);
	if ((bad = routes_bad(mem, w))) {
		fprintf(stderr, "%s\n", bad);
		exit(78);
	}
	db = db_open(conf.db_socket, user, conf_db_password(user), w->schema,
		     w->sql, w->nsql);
	r.mem = mem;
	r.db = db;
	buf_init(&r.out, mem);
	if (req_now(&r)) {
		fprintf(stderr, "还没有初始化，请先运行 ggzyctl init\n");
		exit(78);
	}
	*suite = r.suite;
	if (calendar_load(&r)) {
		fprintf(stderr,
			"工作日历不全，请先运行 ggzyctl reference load\n");
		exit(78);
	}
	arena_free(mem);
	return db;
}

static int
run_pool(const struct worker *w)
{
	const struct suite *suite;
	struct db *db;

	if (!fastcgi_open()) {
		fprintf(stderr,
			"%s: 标准输入不是套接字，请由 supervisor 或 systemd "
			"启动\n",
			w->name);
		return 78;
	}
	keep_memory_private();
	umask(007); /* workers share a store: blob.h */
	db = check(w, &suite);
	log_info("msg=ready worker=%s", w->name);
	fastcgi_serve(w, db, suite);
	db_close(db);
	log_info("msg=left worker=%s", w->name);
	return 0;
}

int
worker_run(const struct worker *w, int argc, char **argv)
{
	const char *file = NULL;
	const struct suite *suite;
	int c, what = 0;

	while ((c = getopt(argc, argv, "c:Vtmrfa")) != -1) {
		if (c == 'c')
			file = optarg;
		else if (c == '?')
			return 64; /* EX_USAGE */
		else
			what = c;
	}
	log_open(w->name);
	if (what && what != 't' && what != 'V')
		return report(w, what);
	if (what == 'V')
		report(w, what);
	if (what == 'V' && !file && !conf_is_there(file))
		return 0;
	conf_read(file);
	if (what == 'V') {
		conf_print();
		return 0;
	}
	if (what == 't') {
		db_close(check(w, &suite));
		printf("%s: 路由、步骤、语句、授权、日历都正确\n", w->name);
		return 0;
	}
	return run_pool(w);
}
