/* ggzyctl migrate: numbered scripts, each applied once and never changed. */
#include <ctype.h>
#include <stdio.h>
#include <sysexits.h>
#include <time.h>

#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "hash.h"
#include "migrate_sql.h"

#define INCLUDE "-- include: "
#define PATIENCE 600000 /* ms that another migration may take */

static const struct sql sql[] = { SQL_MIGRATE_TABLE };

/* A migration as it lies in the folder. */
struct script {
	int64_t version, total;
	char *name, *text;
	char sha256[2 * HASH_LEN + 1];
};

static struct db *
connect_admin(void)
{
	return db_open(conf.db_socket, conf.admin_user, conf.admin_password,
		       "ggzy_core", sql, sizeof(sql) / sizeof(*sql));
}

/* Puts the file of an include line in its place. */
static char *
expand(struct arena *mem, const char *text)
{
	const char *line, *end;
	struct buf b;
	char *path, *part;
	size_t len;

	buf_init(&b, mem);
	buf_add(&b, "", 0);
	for (line = text; *line; line = end) {
		end = strchr(line, '\n');
		end = end ? end + 1 : line + strlen(line);
		len = (size_t)(end - line);
		if (strncmp(line, INCLUDE, strlen(INCLUDE))) {
			buf_add(&b, line, len);
			continue;
		}
		path = arena_copy(mem, line + strlen(INCLUDE),
				  len - strlen(INCLUDE));
		path[strcspn(path, " \t\r\n")] = 0;
		path = arena_printf(mem, "%s/%s", conf.data, path);
		if (!(part = file_read(mem, path, &len)))
			return NULL;
		buf_add(&b, part, len);
	}
	return b.at;
}

static bool
is_migration(const char *name)
{
	int i;

	for (i = 0; i < 4; i++)
		if (!isdigit((unsigned char)name[i]))
			return false;
	return name[4] == '_';
}

static bool
script_read(struct arena *mem, const char *path, struct script *s)
{
	const char *at;
	unsigned char sum[HASH_LEN];
	size_t len;
	int line;

	s->name = arena_strdup(mem, strrchr(path, '/') + 1);
	s->version = strtol(s->name, NULL, 10);
	if (!(s->text = file_read(mem, path, &len)) ||
	    !(s->text = expand(mem, s->text)))
		return false;
	sha256(s->text, strlen(s->text), sum);
	hash_hex(sum, s->sha256);
	for (at = s->text; statement_cut(mem, s->text, &at, &line);)
		s->total++;
	return true;
}

/* All scripts in order; false after a message. */
static bool
scripts_read(struct arena *mem, struct list *scripts)
{
	struct list files =
	    folder_list(mem, arena_printf(mem, "%s/migrate", conf.data),
			".sql");
	const char **path = files.at;
	struct script *s;
	size_t i;

	scripts->n = 0;
	scripts->at = s = arena_alloc(mem, (files.n + 1) * sizeof(*s));
	for (i = 0; i < files.n; i++) {
		if (!is_migration(strrchr(path[i], '/') + 1))
			continue;
		if (!script_read(mem, path[i], s))
			return false;
		if (scripts->n && s[-1].version == s->version) {
			ctl_fail(0, "迁移编号重复: %s, %s", s[-1].name,
				 s->name);
			return false;
		}
		scripts->n++;
		s++;
	}
	if (!scripts->n)
		ctl_fail(0, "%s/migrate 里没有迁移文件", conf.data);
	return scripts->n;
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

/* Do the files still say what was applied?  Prints each that does not. */
static int
compare(const struct list *scripts, const struct list *rows)
{
	const struct script *s = scripts->at;
	const struct migration *m = rows->at;
	size_t i, k;
	int bad = 0;

	for (i = 0; i < rows->n; i++, m++) {
		for (k = 0; k < scripts->n; k++)
			if (s[k].version == m->version)
				break;
		if (k == scripts->n)
			bad += ctl_fail(1, "%s: 已执行，但文件不见了", m->name);
		else if (strcmp(s[k].sha256, m->sha256))
			bad += ctl_fail(1,
					"%s: 已执行，但文件后来被改动"
					"（执行时 %.12s，现在 %.12s）",
					m->name, m->sha256, s[k].sha256);
	}
	return bad;
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
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
		start = milliseconds();
		if (admin_script(arena_printf(mem, "%s%s", use, st)))
			return ctl_fail(EX_UNAVAILABLE,
					"%s 停在第 %d 行（第 %lld 句，共 %lld "
					"句）；改正后再执行会从这里继续",
					s->name, line, (long long)no,
					(long long)s->total);
		e = db_exec(db, SQL_MIGRATION_DONE,
			    ARGS(I64(no), I64(milliseconds() - start),
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
	int64_t start = milliseconds();
	struct number one;
	enum err e;

	do {
		if ((e = db_begin(lock)))
			return e;
		e = db_one(lock, mem, SQL_MIGRATION_LOCK, NOARGS, &one);
	} while (e == E_CONFLICT && milliseconds() - start < PATIENCE);
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
	rc = compare(&scripts, &whole) ? EX_DATAERR
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
	bad = compare(&scripts, &whole);
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
