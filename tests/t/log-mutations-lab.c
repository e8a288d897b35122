/* The laboratory of log-mutations: chance, SQL, and how things were. */
#include "conf.h"
#include "db.h"
#include "log-mutations-lab.h"
#include "ctl_sql.h"

struct lab lab;

uint64_t
dice(uint64_t n)
{
	lab.dice ^= lab.dice << 13;
	lab.dice ^= lab.dice >> 7;
	lab.dice ^= lab.dice << 17;
	return lab.dice % n;
}

size_t
turn(size_t n)
{
	return lab.turn++ % n;
}

void
die(const char *why)
{
	fprintf(stderr, "log-mutations: %s\n", why);
	exit(1);
}

void
script(const char *fmt, ...)
{
	struct arena *mem = arena_new();
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = arena_vprintf(mem, fmt, ap);
	va_end(ap);
	if (db_script(conf.db_socket, conf.admin_user, conf.admin_password,
		      arena_printf(mem,
				   "SET FOREIGN_KEY_CHECKS = 0;"
				   "START TRANSACTION; %s; COMMIT",
				   text)))
		die(text);
	arena_free(mem);
}

const struct entry *
entry(int64_t seq)
{
	return (const struct entry *)lab.entries.at + seq;
}

/* -- putting back what was there */

void
undo_table(const char *table)
{
	if (lab.undo.len &&
	    strstr(lab.undo.at, arena_printf(lab.mem, "mutant.%s;", table)))
		return;
	buf_printf(&lab.undo,
		   "DELETE FROM ggzy_core.%s; INSERT INTO ggzy_core.%s "
		   "SELECT * FROM mutant.%s;",
		   table, table, table);
}

void
undo_events(void)
{
	undo_table("event");
	buf_str(&lab.undo, "DELETE FROM ggzy_core.event_pending;");
}

void
undo_event(int64_t id)
{
	buf_printf(
	    &lab.undo,
	    "UPDATE ggzy_core.event e JOIN mutant.event m USING (id) "
	    "SET e.at = m.at, e.actor = m.actor, e.subject = m.subject, "
	    "e.address = m.address, e.module = m.module, e.verb = m.verb, "
	    "e.project = m.project, e.trade = m.trade, e.notice = m.notice, "
	    "e.before_stage = m.before_stage, e.after_stage = m.after_stage, "
	    "e.public = m.public, e.body = m.body WHERE e.id = %" PRId64 ";",
	    id);
}

/* Was there a change before it in this round? */
bool
is_taken(int64_t seq)
{
	size_t i;

	for (i = 0; i < lab.nmade; i++)
		if (lab.made[i].seq == seq || lab.made[i].other == seq)
			return true;
	return false;
}

static void
text_of(const struct entry *e)
{
	static const char *const members[] = { "\"digest\":\"", "\"terms\":\"",
					       "\"record\":\"" };
	static const char *const verbs[] = { "publish-notice", "close",
					     "open" };
	struct logged *t = &lab.text[lab.ntexts];
	const char *at;
	int i;

	for (i = 0; i < 3 && strcmp(e->verb, verbs[i]); i++)
		;
	if (i == 3 || lab.ntexts == BLOBS ||
	    !(at = strstr(e->body, members[i])))
		return;
	t->seq = e->seq;
	t->notice = e->notice;
	memcpy(t->digest, at + strlen(members[i]), 64);
	lab.ntexts++;
}

static void
read_all(struct arena *keep)
{
	const struct entry *e;
	const char *at;
	size_t i;

	if (db_all(lab.r.db, keep, SQL_VERIFY_ENTRIES,
		   ARGS(I64(0), I64(INT64_MAX)), &lab.entries) ||
	    db_all(lab.r.db, keep, SQL_VERIFY_HEADS,
		   ARGS(I64(-1), I64(INT64_MAX), I64(INT64_MAX)), &lab.heads))
		die("cannot read");
	lab.n = (int64_t)lab.entries.n;
	for (e = lab.entries.at, i = 0; i < lab.entries.n; i++) {
		if (!strcmp(e[i].verb, "box-closed") &&
		    db_all(lab.r.db, keep, SQL_VERIFY_BOX_BIDS,
			   ARGS(I64(e[i].trade)), &lab.bids))
			die("cannot read");
		text_of(&e[i]);
		if (strcmp(e[i].verb, "bid") && strcmp(e[i].verb, "document"))
			continue;
		at = strstr(e[i].body, "\"digest\":\"");
		if (!at || lab.nblobs == BLOBS)
			continue;
		lab.blob[lab.nblobs].seq = e[i].seq;
		memcpy(lab.blob[lab.nblobs].digest, at + 10, 64);
		lab.nblobs++;
	}
	if (lab.heads.n < 3 || !lab.nblobs || !lab.ntexts || !lab.bids.n)
		die("too little to work on");
}

static void
copies(void)
{
	static const char *const core[] = {
		"event",           "log_entry", "log_node", "log_head",
		"log_cosignature", "witness",   NULL
	};
	int i;

	script("DROP DATABASE IF EXISTS mutant; CREATE DATABASE mutant");
	for (i = 0; core[i]; i++)
		script("CREATE TABLE mutant.%s LIKE ggzy_core.%s; INSERT INTO "
		       "mutant.%s SELECT * FROM ggzy_core.%s",
		       core[i], core[i], core[i], core[i]);
	script("CREATE TABLE mutant.bid LIKE ggzy_trade.bid; INSERT INTO "
	       "mutant.bid SELECT * FROM ggzy_trade.bid; CREATE TABLE "
	       "mutant.opening LIKE ggzy_trade.opening; INSERT INTO "
	       "mutant.opening SELECT * FROM ggzy_trade.opening; CREATE TABLE "
	       "mutant.notice LIKE ggzy_service.notice; INSERT INTO "
	       "mutant.notice SELECT * FROM ggzy_service.notice; CREATE TABLE "
	       "mutant.statement LIKE ggzy_trade.statement; INSERT INTO "
	       "mutant.statement SELECT * FROM ggzy_trade.statement");
}

void
lab_fill(void)
{
	copies();
	read_all(arena_new());
}
