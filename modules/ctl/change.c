/* The database of ggzyctl: one connection, changes as transactions. */
#include <sysexits.h>
#include <stdlib.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "event.h"
#include "policy.h"
#include "rows.h"
#include "session_row.h"
#include "worker.h"
#include "ca.h"
#include "ctl_sql.h"

#define TRIES 5

static const struct sql sql[] = {
	SQL_CORE_TABLE SQL_CERT_TABLE SQL_LOAD_TABLE SQL_CTL_TABLE
};
#define SQLS (sizeof(sql) / sizeof(*sql))
static struct sql few[SQLS];
static const struct sql *set = sql;
static const char *user = "ggzy_ctl";
static struct req last;
static struct db *db;

static void
leave(void)
{
	db_close(db);
}

void
ctl_db_as(const char *name, const unsigned *stmt, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		few[stmt[i]] = sql[stmt[i]];
	user = name;
	set = few;
}

struct db *
ctl_db_try(void)
{
	if (!db) {
		db = db_try_open(conf.db_socket, user, conf_db_password(user),
				 "ggzy_core", set, SQLS);
		if (db)
			atexit(leave);
	}
	return db;
}

struct db *
ctl_db(void)
{
	if (!db) {
		db = db_open(conf.db_socket, user, conf_db_password(user),
			     "ggzy_core", set, SQLS);
		atexit(leave);
	}
	return db;
}

struct arena *
ctl_mem(void)
{
	static struct arena *mem;

	if (!mem)
		mem = arena_new();
	return mem;
}

const char *
ctl_text(unsigned stmt)
{
	return sql[stmt].text;
}

/* The clock; before `init` there is none, and only `init` may go on. */
static enum err
read_clock(struct req *r)
{
	enum err e = req_now(r);

	return e == E_NOTFOUND ? OK : e;
}

enum err
ctl_change(const char *module, enum err (*change)(struct req *, void *),
	   void *at)
{
	static struct worker worker;
	struct req *r = &last;
	enum err e = E_CONFLICT;
	int i;

	worker.name = module;
	for (i = 0; i < TRIES && e == E_CONFLICT; i++) {
		arena_free(r->mem);
		*r = (struct req){ .mem = arena_new(), .db = ctl_db() };
		r->worker = &worker;
		r->user.subject = NONE;
		r->address = "";
		buf_init(&r->out, r->mem);
		buf_init(&r->bad, r->mem);
		if ((e = db_begin(r->db)))
			continue;
		if (!(e = read_clock(r)))
			e = change(r, at);
		if (e)
			db_end(r->db, false);
		else
			e = db_end(r->db, true);
	}
	return e;
}

enum err
ctl_event(struct req *r, const char *verb, bool public, const char *detail)
{
	struct event ev = event_of(verb, detail);

	ev.public = public;
	return event_add(r, &ev);
}

const struct req *
ctl_last(void)
{
	return &last;
}

int
ctl_outcome(const struct req *r, enum err e, const char *what)
{
	if (!e)
		return 0;
	ctl_fail(0, "%s: %s (%s)%s%s%s%s", what, err_text(e), err_name(e),
		 r && r->detail ? ": " : "", r && r->detail ? r->detail : "",
		 r && r->bad.len ? ": " : "",
		 r && r->bad.len ? buf_text(&r->bad) : "");
	switch (e) {
	case E_DB:
	case E_CONFLICT:
		return EX_TEMPFAIL;
	case E_BUG:
		return EX_SOFTWARE;
	case E_DISK:
		return EX_IOERR;
	default:
		return EX_DATAERR;
	}
}

int
admin_script(const char *text)
{
	return db_script(conf.db_socket, conf.admin_user, conf.admin_password,
			 text);
}
