/* The database: one connection, prepared statements, rows into structs. */
#include <mysql.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include <stdarg.h>

#include "db.h"
#include "log.h"

#define COLUMN_MAX 64
#define PARAM_MAX 64
#define TIMEOUT 10 /* seconds */

struct stmt {
	MYSQL_STMT *st;
	unsigned ncol;
	const struct field *col[COLUMN_MAX];
};

struct db {
	MYSQL *my;
	const char *socket, *user, *password, *schema;
	const struct sql *sql;
	size_t n;
	struct stmt *stmt;
	int64_t rows;
	bool in_transaction;
	bool broken; /* the server gave the transaction up: refuse till its end
		      */
};

static int
complain(const char *what, const char *name, const char *why)
{
	log_error("msg=%s name=%s why=\"%s\"", what, name, why);
	return -1;
}

/* Prepare one statement and tie each result column to a field. */
static int
prepare(struct db *db, size_t i)
{
	const struct sql *q = &db->sql[i];
	struct stmt *s = &db->stmt[i];
	MYSQL_RES *meta;
	MYSQL_FIELD *col;
	const struct field *f;

	s->ncol = 0;
	if (!(s->st = mysql_stmt_init(db->my)))
		return complain("db-prepare", q->name, mysql_error(db->my));
	if (mysql_stmt_prepare(s->st, q->text, strlen(q->text)))
		return complain("db-prepare", q->name, mysql_stmt_error(s->st));
	if (mysql_stmt_param_count(s->st) > PARAM_MAX)
		return complain("db-prepare", q->name, "too many parameters");
	if (!(meta = mysql_stmt_result_metadata(s->st)))
		return 0;
	while ((col = mysql_fetch_field(meta))) {
		f = q->row ? field_find(q->row, col->name) : NULL;
		if (!f || s->ncol == COLUMN_MAX) {
			mysql_free_result(meta);
			return complain("db-column-without-field", q->name,
					col->name);
		}
		s->col[s->ncol++] = f;
	}
	mysql_free_result(meta);
	return 0;
}

static void
disconnect(struct db *db)
{
	size_t i;

	for (i = 0; i < db->n; i++)
		if (db->stmt[i].st) {
			mysql_stmt_close(db->stmt[i].st);
			db->stmt[i].st = NULL;
		}
	if (db->my)
		mysql_close(db->my);
	db->my = NULL;
	db->broken = db->in_transaction;
}

/* A connection with the session every process has. */
static MYSQL *
session(const char *socket, const char *user, const char *password,
	const char *schema, unsigned long flags)
{
	static const char set[] =
	    "SET time_zone = '+00:00', tx_isolation = 'READ-COMMITTED',"
	    " sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
	    "NO_ENGINE_SUBSTITUTION'";
	unsigned timeout = TIMEOUT;
	MYSQL *my = mysql_init(NULL);

	if (!my)
		return NULL;
	mysql_options(my, MYSQL_OPT_CONNECT_TIMEOUT, &timeout);
	mysql_options(my, MYSQL_OPT_READ_TIMEOUT, &timeout);
	mysql_options(my, MYSQL_OPT_WRITE_TIMEOUT, &timeout);
	mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (flags & CLIENT_MULTI_STATEMENTS) {
		timeout = 600;
		mysql_options(my, MYSQL_OPT_READ_TIMEOUT, &timeout);
	}
	if (!mysql_real_connect(my, NULL, user, password, schema, 0, socket,
				flags | CLIENT_FOUND_ROWS) ||
	    mysql_real_query(my, set, sizeof(set) - 1)) {
		complain("db-connect", user, mysql_error(my));
		mysql_close(my);
		return NULL;
	}
	return my;
}

static int
connect_all(struct db *db)
{
	size_t i;

	disconnect(db);
	db->my = session(db->socket, db->user, db->password, db->schema, 0);
	if (!db->my)
		return -1;
	for (i = 0; i < db->n; i++)
		if (prepare(db, i)) {
			disconnect(db);
			return -1;
		}
	return 0;
}

struct db *
db_try_open(const char *socket, const char *user, const char *password,
	    const char *schema, const struct sql *sql, size_t n)
{
	struct db *db = calloc(1, sizeof(*db));

	if (!db || !(db->stmt = calloc(n ? n : 1, sizeof(*db->stmt))))
		exit(70);
	db->socket = socket;
	db->user = user;
	db->password = password;
	db->schema = schema;
	db->sql = sql;
	db->n = n;
	if (connect_all(db)) {
		db_close(db);
		return NULL;
	}
	return db;
}

struct db *
db_open(const char *socket, const char *user, const char *password,
	const char *schema, const struct sql *sql, size_t n)
{
	struct db *db = db_try_open(socket, user, password, schema, sql, n);

	if (!db)
		exit(75); /* EX_TEMPFAIL: the pool starts us again */
	return db;
}

void
db_close(struct db *db)
{
	if (!db)
		return;
	disconnect(db);
	free(db->stmt);
	free(db);
}

/* What the server's error means to the request. */
static enum err
judge(struct db *db, unsigned no, const char *name, const char *why)
{
	switch (no) {
	case ER_DUP_ENTRY:
		return E_EXISTS;
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_CHECKREAD:
	case ER_ERROR_DURING_COMMIT:
	case ER_UNKNOWN_COM_ERROR: /* 1047: node not ready */
	case ER_QUERY_INTERRUPTED:
		/* what follows would be committed on its own */
		db->broken = db->in_transaction;
		return E_CONFLICT;
	case ER_SERVER_SHUTDOWN:
	case ER_CONNECTION_KILLED:
	case ER_UNKNOWN_STMT_HANDLER:
		log_warn("msg=db-lost name=%s why=\"%s\"", name, why);
		disconnect(db);
		return E_CONFLICT;
	}
	if (no >= CR_MIN_ERROR && no <= CR_MAX_ERROR) {
		log_warn("msg=db-lost name=%s errno=%u why=\"%s\"", name, no,
			 why);
		disconnect(db);
		return E_CONFLICT;
	}
	log_error("msg=db-failed name=%s errno=%u why=\"%s\"", name, no, why);
	switch (no) {
	case ER_DISK_FULL:
	case ER_RECORD_FILE_FULL:
		return E_DISK;
	case ER_OPTION_PREVENTS_STATEMENT: /* read-only */
	case ER_OUT_OF_RESOURCES:
	case ER_CON_COUNT_ERROR:
		return E_DB;
	default:
		return E_BUG;
	}
}

static enum err
fail(struct db *db, unsigned stmt)
{
	MYSQL_STMT *st = db->stmt[stmt].st;
	unsigned no = mysql_stmt_errno(st);
	char why[256];

	snprintf(why, sizeof(why), "%s", mysql_stmt_error(st));
	return judge(db, no, db->sql[stmt].name, why);
}

enum err
db_begin(struct db *db)
{
	db->in_transaction = false;
	db->broken = false;
	if (!db->my && connect_all(db))
		return E_DB;
	if (mysql_real_query(db->my, "START TRANSACTION", 17)) {
		/* a connection that died while idle: once more */
		if (connect_all(db) ||
		    mysql_real_query(db->my, "START TRANSACTION", 17))
			return E_DB;
	}
	db->in_transaction = true;
	return OK;
}

enum err
db_end(struct db *db, bool commit)
{
	bool lost = db->broken || !db->my || !db->in_transaction;
	char why[256];
	unsigned no;
	enum err e;

	db->in_transaction = db->broken = false;
	commit = commit && !lost;
	if (!db->my ||
	    !(commit ? mysql_commit(db->my) : mysql_rollback(db->my)))
		return lost ? E_CONFLICT : OK;
	no = mysql_errno(db->my);
	snprintf(why, sizeof(why), "%s", mysql_error(db->my));
	e = judge(db, no, commit ? "commit" : "rollback", why);
	if (!commit)
		return lost ? E_CONFLICT : OK;
	return db->my ? e : E_UNKNOWN;
}

/* Bind, execute. */
static enum err
run(struct db *db, unsigned stmt, const struct val *v, size_t n)
{
	struct stmt *s = &db->stmt[stmt];
	MYSQL_BIND b[PARAM_MAX];
	unsigned long len[PARAM_MAX];
	long long num[PARAM_MAX];
	my_bool null = 1;
	size_t i;

	if (db->broken)
		return E_CONFLICT;
	if (!db->my && connect_all(db))
		return E_DB;
	if (n != mysql_stmt_param_count(s->st)) {
		log_error("msg=db-arguments name=%s given=%zu",
			  db->sql[stmt].name, n);
		return E_BUG;
	}
	memset(b, 0, sizeof(b));
	for (i = 0; i < n; i++) {
		if (v[i].kind == K_TEXT) {
			b[i].buffer_type = MYSQL_TYPE_STRING;
			b[i].buffer = (void *)(uintptr_t)v[i].s;
			len[i] = 0; /* the library adds it up for NULL too */
			if (!v[i].s)
				b[i].is_null = &null;
			else
				len[i] = v[i].len == SIZE_MAX ? strlen(v[i].s)
							      : v[i].len;
			b[i].length = &len[i];
			b[i].buffer_length = v[i].s ? len[i] : 0;
		} else {
			num[i] = v[i].i;
			b[i].buffer_type = MYSQL_TYPE_LONGLONG;
			b[i].buffer = &num[i];
			if (v[i].i == NONE)
				b[i].is_null = &null;
		}
	}
	if (n && mysql_stmt_bind_param(s->st, b))
		return fail(db, stmt);
	if (mysql_stmt_execute(s->st))
		return fail(db, stmt);
	return OK;
}

enum err
db_exec(struct db *db, unsigned stmt, const struct val *v, size_t n,
	int64_t *id)
{
	enum err e;

	if ((e = run(db, stmt, v, n)))
		return e;
	db->rows = (int64_t)mysql_stmt_affected_rows(db->stmt[stmt].st);
	if (id)
		*id = (int64_t)mysql_stmt_insert_id(db->stmt[stmt].st);
	return OK;
}

int64_t
db_rows(const struct db *db)
{
	return db->rows;
}

/* Copy the present row into the struct that its record describes. */
static enum err
fetch(struct db *db, struct arena *mem, unsigned stmt, char *row)
{
	struct stmt *s = &db->stmt[stmt];
	MYSQL_BIND b[COLUMN_MAX];
	unsigned long len[COLUMN_MAX];
	my_bool null[COLUMN_MAX];
	long long num[COLUMN_MAX];
	unsigned i;
	char *text;
	int rc;

	memset(b, 0, sizeof(b));
	for (i = 0; i < s->ncol; i++) {
		b[i].length = &len[i];
		b[i].is_null = &null[i];
		if (s->col[i]->kind == K_TEXT || s->col[i]->kind == K_RAW) {
			b[i].buffer_type = MYSQL_TYPE_STRING;
		} else {
			b[i].buffer_type = MYSQL_TYPE_LONGLONG;
			b[i].buffer = &num[i];
		}
	}
	if (mysql_stmt_bind_result(s->st, b))
		return fail(db, stmt);
	rc = mysql_stmt_fetch(s->st);
	if (rc == MYSQL_NO_DATA)
		return E_NOTFOUND;
	if (rc && rc != MYSQL_DATA_TRUNCATED)
		return fail(db, stmt);
	record_clear(db->sql[stmt].row, row);
	for (i = 0; i < s->ncol; i++) {
		char *at = row + s->col[i]->off;

		if (null[i])
			continue;
		switch (s->col[i]->kind) {
		case K_TEXT:
		case K_RAW:
			text = arena_alloc(mem, len[i] + 1);
			b[i].buffer = text;
			b[i].buffer_length = len[i];
			if (len[i] &&
			    mysql_stmt_fetch_column(s->st, &b[i], i, 0))
				return fail(db, stmt);
			*(const char **)(void *)at = text;
			break;
		case K_BOOL:
			*(bool *)at = num[i] != 0;
			break;
		default:
			*(int64_t *)(void *)at = num[i];
		}
	}
	return OK;
}

enum err
db_one(struct db *db, struct arena *mem, unsigned stmt, const struct val *v,
       size_t n, void *row)
{
	enum err e;

	if ((e = run(db, stmt, v, n)))
		return e;
	if (mysql_stmt_store_result(db->stmt[stmt].st))
		return fail(db, stmt);
	e = fetch(db, mem, stmt, row);
	if (db->my)
		mysql_stmt_free_result(db->stmt[stmt].st);
	return e;
}

enum err
db_all(struct db *db, struct arena *mem, unsigned stmt, const struct val *v,
       size_t n, struct list *list)
{
	size_t size = db->sql[stmt].row->size;
	MYSQL_STMT *st = db->stmt[stmt].st;
	enum err e;

	*list = (struct list){ 0, NULL };
	if ((e = run(db, stmt, v, n)))
		return e;
	st = db->stmt[stmt].st;
	if (mysql_stmt_store_result(st))
		return fail(db, stmt);
	list->at = arena_alloc(mem, (size_t)mysql_stmt_num_rows(st) * size + 1);
	while (!(e = fetch(db, mem, stmt, (char *)list->at + list->n * size)))
		list->n++;
	if (db->my)
		mysql_stmt_free_result(st);
	return e == E_NOTFOUND ? OK : e;
}

const char *
db_name(const struct db *db, unsigned stmt)
{
	return db->sql[stmt].name;
}

int
db_script(const char *socket, const char *user, const char *password,
	  const char *text)
{
	MYSQL *my =
	    session(socket, user, password, NULL, CLIENT_MULTI_STATEMENTS);
	MYSQL_RES *res;
	int rc;

	if (!my)
		return -1;
	rc = mysql_real_query(my, text, strlen(text));
	while (!rc) {
		if ((res = mysql_store_result(my)))
			mysql_free_result(res);
		rc = mysql_next_result(my);
	}
	if (rc > 0)
		complain("db-script", user, mysql_error(my));
	mysql_close(my);
	return rc > 0 ? -1 : 0;
}
