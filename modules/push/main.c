/* ggzy-push: follows the log and says which lots changed. */
#include <errno.h>
#include <inttypes.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "conf.h"
#include "daemon.h"
#include "db.h"
#include "log.h"
#include "push.h"
#include "push_sql.h"

#define TURN_MS 250 /* a lot is not told of more often */
#define SICK_MS 1000
#define LONGEST 32768
#define LOTS 4096 /* told of, that we remember */
#define AGAIN 8   /* changes that are told with those of another lot */

struct mark {
	int64_t n;
};

/* clang-format off */
static const struct field mark_field[] = {
	INT(struct mark, n, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field changed_field[] = {
	INT(struct changed, trade, 1, INT64_MAX, F_ROW, NULL),
	INT(struct changed, seq, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct changed, domain, 1, 32, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record mark_record = { "mark", sizeof(struct mark),
					   mark_field };
static const struct record changed_record = { "changed", sizeof(struct changed),
					      changed_field };
static const struct sql sql[] = { SQL_PUSH_TABLE };

/* What was told of last, by the lot. */
static struct {
	int64_t trade, seq;
} told[LOTS];

/* The state, or if there is none to be had the number alone. */
static bool
tell_one(const char *socket, const struct changed *c)
{
	static char text[LONGEST];
	size_t i = (uint64_t)c->trade % LOTS;
	int64_t since = told[i].trade == c->trade ? told[i].seq
			: c->seq > AGAIN          ? c->seq - AGAIN
						  : 0;

	if (!push_ask(socket, c, since, text, sizeof(text)))
		snprintf(text, sizeof(text), "{\"seq\":%" PRId64 "}", c->seq);
	if (!push_post(socket, c->trade, text))
		return false;
	told[i].trade = c->trade;
	told[i].seq = c->seq;
	return true;
}

/* The first that is not taken ends the round: a web server that is away or
 * stuck is not waited for once more for each lot.  Said when it changes. */
static void
tell(struct arena *mem, const struct list *lots)
{
	static int last = -1;
	const char *socket = arena_printf(mem, "%s/push/push.sock", conf.run);
	const struct changed *c = lots->at;
	int why = 0;
	size_t i;

	for (i = 0; !why && !daemon_leaves() && i < lots->n; i++)
		if (!tell_one(socket, &c[i]))
			why = errno;
	if (why && why != last)
		log_warn("msg=nobody-to-tell why=\"%s\"", strerror(why));
	else if (!why && last > 0 && lots->n)
		log_info("msg=told-again");
	if (why || lots->n)
		last = why;
}

/* What came into the log since *from; at first nothing, who watches has just
 * read it. */
static enum err
turn(struct db *db, struct arena *mem, int64_t *from)
{
	struct list lots;
	struct mark end;
	enum err e;

	if ((e = db_one(db, mem, SQL_PUSH_END, NOARGS, &end)))
		return e;
	if (*from != NONE && end.n > *from) {
		if ((e = db_all(db, mem, SQL_PUSH_LIST,
				ARGS(I64(*from), I64(end.n)), &lots)))
			return e;
		tell(mem, &lots);
	}
	*from = end.n;
	return OK;
}

static void
loop(struct db *db)
{
	struct arena *mem = arena_new();
	int64_t from = NONE;

	while (!daemon_leaves()) {
		daemon_rest(turn(db, mem, &from) ? SICK_MS : TURN_MS);
		arena_reset(mem);
	}
	arena_free(mem);
}

/* At boot the database may come after us. */
static struct db *
connect_patiently(void)
{
	struct db *db = NULL;

	while (!daemon_leaves() &&
	       !(db = db_try_open(conf.db_socket, "ggzy_push",
				  conf_db_password("ggzy_push"), "ggzy_core",
				  sql, sizeof(sql) / sizeof(*sql))))
		daemon_rest(SICK_MS);
	return db;
}

/* As every start, but it says at once what is wrong. */
static int
check(void)
{
	db_close(db_open(conf.db_socket, "ggzy_push",
			 conf_db_password("ggzy_push"), "ggzy_core", sql,
			 sizeof(sql) / sizeof(*sql)));
	puts("ggzy-push: 语句、授权都正确");
	return 0;
}

int
main(int argc, char **argv)
{
	const struct rlimit none = { 0, 0 };
	const char *file = NULL;
	bool test = false;
	struct db *db;
	int o;

	while ((o = getopt(argc, argv, "c:tV")) != -1) {
		if (o == 'V') {
			printf("ggzy-push %s\nconfigure %s\n", PACKAGE_VERSION,
			       GGZY_CONFIGURE);
			return 0;
		}
		if (o == '?')
			return EX_USAGE;
		if (o == 't')
			test = true;
		else
			file = optarg;
	}
	log_open("push");
	conf_read(file);
	if (test)
		return check();
	setrlimit(RLIMIT_CORE, &none);
	daemon_begin();
	if (!(db = connect_patiently()))
		return 0;
	log_info("msg=ready");
	loop(db);
	db_close(db);
	log_info("msg=left");
	return 0;
}
