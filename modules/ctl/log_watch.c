/*
 * ggzyctl log verify --every: the whole log again and again, an alarm as long
 * as something is wrong.  SIGTERM ends it where it stands: it only reads.
 */
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "crypt.h"
#include "ctl.h"
#include "log.h"
#include "log_audit.h"
#include "ctl_sql.h"

#define NAMED 10 /* faults of one alarm that have a line each */

enum state { S_UNKNOWN, S_GOOD, S_BAD };

static void
place(struct buf *b, const char *name, int64_t n)
{
	if (n != NONE)
		buf_printf(b, " %s=%lld", name, (long long)n);
}

static void
alarm_line(struct arena *mem, const struct audit *a, const struct fault *f)
{
	struct buf b;

	buf_init(&b, mem);
	buf_printf(&b, "faults=%zu kind=%s", a->nfaults, fault_kinds[f->kind]);
	place(&b, "seq", f->seq);
	place(&b, "event", f->event);
	place(&b, "size", f->size);
	place(&b, "trade", f->trade);
	place(&b, "bid", f->bid);
	if (f->blob)
		buf_printf(&b, " blob=%s", f->blob);
	log_error("msg=log-audit-failed %s what=\"%s\"", buf_text(&b), f->what);
}

static void
alarm_all(struct arena *mem, const struct audit *a)
{
	size_t i;

	for (i = 0; i < a->nfaults && i < NAMED; i++)
		alarm_line(mem, a, &a->fault[i]);
}

static void
keep(struct audit *a)
{
	a->known_size = a->tree.size;
	merkle_root(&a->tree, a->known_root);
}

static enum err
verify(struct req *r, void *at)
{
	return r->suite ? log_audit(r, at) : E_NOTFOUND;
}

/* What could not be read is not known to be good. */
static enum state
turn(struct audit *a, enum state was)
{
	enum err e = E_DB;

	arena_reset(a->mem);
	if (ctl_db_try())
		e = ctl_change("ctl", verify, a);
	arena_reset(a->mem);
	if (e) {
		log_error("msg=log-audit-not-made err=%s", err_name(e));
		return was == S_BAD ? S_BAD : S_UNKNOWN;
	}
	if (a->nfaults) {
		alarm_all(a->mem, a);
		return S_BAD;
	}
	if (was != S_GOOD)
		log_info("msg=log-audit-good%s entries=%lld heads=%lld "
			 "blobs=%lld",
			 was == S_BAD ? " again=yes" : "",
			 (long long)a->entries, (long long)a->heads,
			 (long long)a->blobs);
	keep(a);
	return S_GOOD;
}

static int64_t
seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* From one beginning to the next, but never without a rest. */
static _Noreturn void
watch_for_ever(struct audit *a, unsigned every)
{
	enum state state = S_UNKNOWN;
	int64_t begun, rest;

	for (;;) {
		begun = seconds_now();
		state = turn(a, state);
		rest = begun + every - seconds_now();
		sleep(rest > 1 ? (unsigned)rest : 1);
	}
}

/* Who reads all may change nothing. */
static void
be_modest(void)
{
	static const unsigned stmt[] = { SQL_NOW,
					 SQL_VERIFY_SIZE,
					 SQL_VERIFY_ENTRIES,
					 SQL_VERIFY_NODES,
					 SQL_VERIFY_HEADS,
					 SQL_VERIFY_HEADS_END,
					 SQL_VERIFY_LOST,
					 SQL_VERIFY_COSIGNED,
					 SQL_VERIFY_COSIGNED_END,
					 SQL_VERIFY_BOX_BIDS,
					 SQL_VERIFY_NOTICE,
					 SQL_VERIFY_TEXT,
					 SQL_WITNESS_LINES,
					 SQL_WITNESS_REQUIRED };

	ctl_db_as("ggzy_audit", stmt, sizeof(stmt) / sizeof(*stmt));
}

int
log_watch(const char *every, bool skip_blobs)
{
	struct audit *a = arena_alloc(ctl_mem(), sizeof(*a));
	unsigned seconds;
	size_t len;

	if (!every_read(every, &seconds))
		return EX_USAGE;
	/* the private half is the clock's */
	a->public_pem =
	    file_read(ctl_mem(),
		      arena_printf(ctl_mem(), "%s/log.pub", conf.keys), &len);
	if (!a->public_pem)
		return EX_NOINPUT;
	be_modest();
	a->skip_blobs = skip_blobs;
	a->mem = arena_new();
	a->seen = seen_new(arena_new());
	watch_for_ever(a, seconds);
}
