/* ggzy-clock: the loop. */
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "clock.h"
#include "clock_rows.h"
#include "conf.h"
#include "daemon.h"
#include "log.h"
#include "machine.h"
#include "rows.h"
#include "session_row.h"
#include "worker.h"
#include "clock_sql.h"

#define TURN_MS 50
#define SICK_MS 1000 /* between turns while the database is away */
#define SKEW_MS 200  /* between the database's time and ours */

static const struct sql sql[] = { SQL_CORE_TABLE[SQL_DEED__MAX] =
				      SQL_SESSION_TABLE SQL_CLOCK_TABLE };

/* The database's time; *skewed if it is not ours, give or take the asking. */
static enum err
read_time(struct clock *c, bool *skewed)
{
	int64_t before, after;
	struct clock_number speed;
	enum err e;

	arena_reset(c->r.mem);
	before = machine_ms();
	if ((e = req_now(&c->r)))
		return e;
	after = machine_ms();
	if ((e = db_one(c->r.db, c->r.mem, SQL_CLOCK_SPEED, NOARGS, &speed)))
		return e;
	c->speed = speed.n;
	*skewed = c->r.real < before - SKEW_MS || c->r.real > after + SKEW_MS;
	return OK;
}

/* The account that init made; E_NOTFOUND before it. */
static enum err
read_account(struct clock *c)
{
	struct clock_number account;
	enum err e;

	if (c->account)
		return OK;
	if ((e = db_one(c->r.db, c->r.mem, SQL_CLOCK_ACCOUNT, NOARGS,
			&account)))
		return e;
	c->account = account.n;
	c->r.user.id = account.n;
	return OK;
}

static enum err
turn(struct clock *c)
{
	static bool was_skewed;
	bool skewed, more = true;
	enum err e;

	if ((e = read_time(c, &skewed)) || (e = read_account(c)))
		return e;
	if (skewed != was_skewed)
		log_error("msg=clock-skew limit_ms=%d over=%d", SKEW_MS,
			  skewed);
	was_skewed = skewed;
	while (more && !daemon_leaves())
		if ((e = clock_order(c, &more)))
			return e;
	if ((e = clock_head(c)))
		return e;
	/* nobody is shut out, and nothing opened, by a wrong clock */
	if (!skewed && (e = clock_steps(c)))
		return e;
	/* after the steps: what is due tells of its delay itself */
	return clock_duties(c);
}

static void
loop(struct clock *c)
{
	static struct worker worker = { .name = "clock" };
	enum err e, last = OK;

	c->r.worker = &worker;
	c->r.address = "";
	c->r.user.subject = NONE;
	while (!daemon_leaves()) {
		if ((e = turn(c)) && e != last)
			log_warn("msg=turn-failed code=%s", err_name(e));
		last = e;
		daemon_rest(e && e != E_CONFLICT ? SICK_MS : TURN_MS);
	}
	if (c->cookie && !db_begin(c->r.db)) {
		door_close(c);
		db_end(c->r.db, true);
	}
}

/* At boot the database may come after us. */
static struct db *
connect_patiently(void)
{
	struct db *db = NULL;

	while (!daemon_leaves() &&
	       !(db = db_try_open(conf.db_socket, "ggzy_clock",
				  conf_db_password("ggzy_clock"), "ggzy_core",
				  sql, sizeof(sql) / sizeof(*sql))))
		daemon_rest(SICK_MS);
	return db;
}

/* As every start, but it says at once what is wrong. */
static void
check(void)
{
	db_close(db_open(conf.db_socket, "ggzy_clock",
			 conf_db_password("ggzy_clock"), "ggzy_core", sql,
			 sizeof(sql) / sizeof(*sql)));
	puts("ggzy-clock: 日志密钥、语句、授权都正确");
}

int
main(int argc, char **argv)
{
	struct clock c = { .speed = 1 };
	const char *file = NULL;
	bool test = false;
	int o;

	while ((o = getopt(argc, argv, "c:tV")) != -1) {
		if (o == 'V') {
			printf("ggzy-clock %s\nconfigure %s\n", PACKAGE_VERSION,
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
	log_open("clock");
	conf_read(file);
	daemon_begin();
	c.r.mem = arena_new();
	c.key = key_load(arena_printf(c.r.mem, "%s/log.pem", conf.keys));
	if (test) {
		check();
	} else {
		if (!(c.r.db = connect_patiently()))
			return 0;
		log_info("msg=ready");
		loop(&c);
		clock_steps_leave(&c);
		db_close(c.r.db);
		log_info("msg=left");
	}
	key_free(c.key);
	free(c.waits);
	arena_free(c.r.mem);
	return 0;
}
