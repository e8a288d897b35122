/* The database: one connection, its statements and transactions. */
#include <errmsg.h>
#include <mysqld_error.h>
#include <stdarg.h>

#include "db_impl.h"
#include "log.h"

#define TIMEOUT 10 /* seconds */

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
	if (!q->text) /* a statement of its set that this program lacks */
		return 0;
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

int
db_connect(struct db *db)
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
	struct db *db;

	if (!password)
		return NULL;
	db = calloc(1, sizeof(*db));
	if (!db || !(db->stmt = calloc(n ? n : 1, sizeof(*db->stmt))))
		exit(70);
	db->socket = socket;
	db->user = user;
	db->password = password;
	db->schema = schema;
	db->sql = sql;
	db->n = n;
	if (db_connect(db)) {
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

enum err
db_fail(struct db *db, unsigned stmt)
{
	MYSQL_STMT *st = db->stmt[stmt].st;
	unsigned no = mysql_stmt_errno(st);
	char why[256];

	snprintf(why, sizeof(why), "%s", mysql_stmt_error(st));
	return judge(db, no, db->sql[stmt].name, why);
}

/* First statement of a transaction; a connection may have died while idle. */
static enum err
begin(struct db *db, const char *text)
{
	db->in_transaction = false;
	db->broken = false;
	if (!db->my && db_connect(db))
		return E_DB;
	if (mysql_real_query(db->my, text, strlen(text)) &&
	    (db_connect(db) || mysql_real_query(db->my, text, strlen(text))))
		return E_DB;
	return OK;
}

enum err
db_begin(struct db *db)
{
	enum err e = begin(db, "START TRANSACTION");

	db->in_transaction = !e;
	return e;
}

enum err
db_snapshot(struct db *db)
{
	static const char start[] = "START TRANSACTION";
	enum err e;

	/* of the next transaction only */
	if ((e = begin(db, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")))
		return e;
	if (mysql_real_query(db->my, start, sizeof(start) - 1))
		return E_CONFLICT;
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
