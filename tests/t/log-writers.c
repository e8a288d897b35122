/*
 * Writers of the event log, all at once: log-writers PROCESSES EVENTS.  Each
 * process writes its part in transactions of one to four events, some held
 * open for a while so that ids are committed out of order, some rolled back.
 * Prints how many events were acknowledged.
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "conf.h"
#include "crypt.h"
#include "event.h"
#include "log.h"
#include "rows.h"
#include "session_row.h"
#include "worker.h"
#include "core_sql.h"

static const struct sql sql[] = { SQL_CORE_TABLE };

static unsigned
dice(unsigned n)
{
	unsigned r;

	random_bytes(&r, sizeof(r));
	return r % n;
}

static void
pause_ms(unsigned ms)
{
	struct timespec t = { 0, ms * 1000000L };

	nanosleep(&t, NULL);
}

static enum err
transaction(struct req *r, int64_t n)
{
	struct event ev = { .verb = "test",
			    .project = NONE,
			    .trade = NONE,
			    .notice = NONE,
			    .before = NONE,
			    .after = NONE };
	enum err e;

	arena_reset(r->mem);
	if ((e = db_begin(r->db)) || (e = req_now(r)))
		return e;
	while (!e && n--) {
		ev.public = dice(2);
		e = event_add(r, &ev);
	}
	if (!e && !dice(10))
		pause_ms(dice(200));
	if (e || !dice(20)) {
		db_end(r->db, false);
		return e ? e : E_STATE;
	}
	return db_end(r->db, true);
}

static void
writer(int64_t events, int64_t *done)
{
	static struct worker worker = { .name = "test" };
	struct req r = { .worker = &worker, .address = "" };
	int64_t n;
	enum err e;

	r.user.subject = NONE;
	r.mem = arena_new();
	r.db = db_open(conf.db_socket, "ggzy_ctl",
		       conf_db_password("ggzy_ctl"), "ggzy_core", sql,
		       sizeof(sql) / sizeof(*sql));
	while (*done < events) {
		n = 1 + dice(4);
		e = transaction(&r, n);
		if (!e)
			*done += n;
		else if (e != E_STATE && e != E_CONFLICT)
			_exit(1);
	}
	_exit(0);
}

int
main(int argc, char **argv)
{
	int64_t n, events, *done, sum = 0;
	int i, status, bad = 0;

	if (argc != 3)
		return 64;
	log_open("log-writers");
	conf_read(NULL);
	n = strtol(argv[1], NULL, 10);
	events = strtol(argv[2], NULL, 10);
	done = mmap(NULL, (size_t)n * sizeof(*done), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (n < 1 || done == MAP_FAILED)
		return 70;
	for (i = 0; i < n; i++)
		if (!fork())
			writer(events / n, &done[i]);
	while (wait(&status) > 0)
		bad |= status;
	for (i = 0; i < n; i++)
		sum += done[i];
	printf("%lld\n", (long long)sum);
	return bad != 0;
}
