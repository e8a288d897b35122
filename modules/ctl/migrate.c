/* ggzyctl migrate: numbered scripts, each applied once and never changed. */
#include <stdio.h>
#include <sysexits.h>

#include "ctl.h"
#include "days.h"
#include "machine.h"
#include "migrate.h"
#include "migrate_sql.h"

#define PATIENCE 600000 /* ms that another migration may take */

static const struct sql sql[] = { SQL_MIGRATE_TABLE };

static struct db *
connect_admin(void)
{
	return db_open(conf.db_socket, conf.admin_user, conf.admin_password,
		       "ggzy_core", sql, sizeof(sql) / sizeof(*sql));
}

static struct migration *
row_of(const struct list *rows, const struct script *s)
{
	struct migration *m = rows->at;
	size_t i;

	for (i = 0; i < rows->n; i++, m++)
		if (m->version == s->version)
			return m;
	return NULL;
}

/* The table of what was applied, made when it is not there. */
static struct db *
table_open(struct arena *mem)
{
	char *text;
	size_t len;

	text =
	    file_read(mem, arena_printf(mem, "%s/migrate/table.sql", conf.data),
		      &len);
	if (!text || admin_script(text))
		return NULL;
	return connect_admin();
}

/*
 * Statement by statement, each on a connection of its own behind the USE that
 * was in force; what is done is noted, so that a repaired script goes on where
 * it broke off.
 */
static int
apply(struct arena *mem, struct db *db, const struct script *s, int64_t done)
{
	const char *at = s->text, *use = "", *st;
	int64_t no = 0, start;
	enum err e;
	int line = 0;

	while ((st = statement_cut(mem, s->text, &at, &line))) {
		if (!strncasecmp(st, "USE ", 4))
			use = arena_printf(mem, "%s;\n", st);
		if (++no <= done)
			continue;
		start = steady_ms();
		if (admin_script(arena_printf(mem, "%s%s", use, st)))
			return ctl_fail(EX_UNAVAILABLE,
					"%s 停在第 %d 行（第 %lld 句，共 %lld "
					"句）；改正后再执行会从这里继续",
					s->name, line, (long long)no,
					(long long)s->total);
		e = db_exec(db, SQL_MIGRATION_DONE,
			    ARGS(I64(no), I64(steady_ms() - start),
				 I64(s->version)),
			    NULL);
		if (e)
			return ctl_outcome(NULL, e, s->name);
	}
	return 0;
}

static int
up(struct arena *mem, struct db *db, const struct list *scripts,
   const struct list *rows)
{
	const struct script *s = scripts->at;
	const struct migration *m;
	enum err e;
	size_t i, n = 0;
	int rc;

	for (i = 0; i < scripts->n; i++, s++) {
		if ((m = row_of(rows, s)) && m->applied_at != NONE)
			continue;
		printf("%s ...\n", s->name);
		fflush(stdout);
		e = db_exec(db, SQL_MIGRATION_ADD,
			    ARGS(I64(s->version), STR(s->name), STR(s->sha256),
				 I64(s->total)),
			    NULL);
		if (e)
			return ctl_outcome(NULL, e, s->name);
		if ((rc = apply(mem, db, s, m ? m->done : 0)))
			return rc;
		n++;
	}
	printf("执行了 %zu 个迁移，共 %zu 个\n", n, scripts->n);
	return 0;
}

/* A half applied script may have been repaired: its new sum counts. */
static struct list
finished(struct arena *mem, const struct list *rows)
{
	struct migration *m = rows->at, *to;
	struct list list = { 0, NULL };
	size_t i;

	list.at = to = arena_alloc(mem, (rows->n + 1) * sizeof(*m));
	for (i = 0; i < rows->n; i++, m++)
		if (m->applied_at != NONE) {
			*to++ = *m;
			list.n++;
		}
	return list;
}

/* One migration at a time.  Server and connection give up sooner than we. */
static enum err
wait_for(struct db *lock, struct arena *mem)
{
	int64_t start = steady_ms();
	struct number one;
	enum err e;

	do {
		if ((e = db_begin(lock)))
			return e;
		e = db_one(lock, mem, SQL_MIGRATION_LOCK, NOARGS, &one);
	} while (e == E_CONFLICT && steady_ms() - start < PATIENCE);
	return e;
}

int
migrate_up(int argc, char **argv)
{
	struct arena *mem = ctl_mem();
	struct list scripts, rows, whole;
	struct db *db, *lock;
	enum err e;
	int rc;

	(void)argv;
	if (argc > 1)
		return ctl_usage();
	if (!scripts_read(mem, &scripts))
		return EX_NOINPUT;
	if (!(db = table_open(mem)) || !(lock = connect_admin()))
		return EX_UNAVAILABLE;
	if ((e = wait_for(lock, mem)))
		return ctl_outcome(NULL, e,
				   "另一个 ggzyctl migrate 十分钟还没有做完");
	if ((e = db_all(db, mem, SQL_MIGRATION_LIST, NOARGS, &rows)))
		return ctl_outcome(NULL, e, "schema_migration");
	whole = finished(mem, &rows);
	rc = scripts_compare(&scripts, &whole) ? EX_DATAERR
					       : up(mem, db, &scripts, &rows);
	if (!rc)
		rc = access_apply(mem);
	db_end(lock, true);
	db_close(lock);
	db_close(db);
	return rc;
}

static int
report(bool all)
{
	struct arena *mem = ctl_mem();
	struct list scripts, rows, whole;
	const struct script *s;
	const struct migration *m;
	char when[30];
	struct db *db;
	enum err e;
	size_t i, open = 0;
	int bad;

	if (!scripts_read(mem, &scripts))
		return EX_NOINPUT;
	if (!(db = table_open(mem)))
		return EX_UNAVAILABLE;
	if ((e = db_all(db, mem, SQL_MIGRATION_LIST, NOARGS, &rows)))
		return ctl_outcome(NULL, e, "schema_migration");
	db_close(db);
	for (s = scripts.at, i = 0; i < scripts.n; i++, s++) {
		m = row_of(&rows, s);
		open += !m || m->applied_at == NONE;
		if (!all)
			continue;
		if (!m)
			printf("%s\t未执行\n", s->name);
		else if (m->applied_at == NONE)
			printf("%s\t执行到第 %lld 句，共 %lld 句\n", s->name,
			       (long long)m->done, (long long)m->total);
		else if (instant_print(when, m->applied_at))
			printf("%s\t%s\t%lld ms\t%.12s\n", s->name, when,
			       (long long)m->ms, m->sha256);
	}
	whole = finished(mem, &rows);
	bad = scripts_compare(&scripts, &whole);
	if (!all && !bad && !open)
		printf("%zu 个迁移都已执行，校验和一致\n", scripts.n);
	else if (!all && !bad)
		printf("校验和一致，还有 %zu 个迁移未执行\n", open);
	return bad || (!all && open) ? EX_DATAERR : 0;
}

int
migrate_status(int argc, char **argv)
{
	(void)argv;
	return argc > 1 ? ctl_usage() : report(true);
}

int
migrate_verify(int argc, char **argv)
{
	(void)argv;
	return argc > 1 ? ctl_usage() : report(false);
}
