/* Statements: values in, rows into structs. */
#include <stdint.h>
#include <string.h>

#include "db_impl.h"
#include "log.h"

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
	if (!db->my && db_connect(db))
		return E_DB;
	if (!s->st || n != mysql_stmt_param_count(s->st)) {
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
		return db_fail(db, stmt);
	if (mysql_stmt_execute(s->st))
		return db_fail(db, stmt);
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
		return db_fail(db, stmt);
	rc = mysql_stmt_fetch(s->st);
	if (rc == MYSQL_NO_DATA)
		return E_NOTFOUND;
	if (rc && rc != MYSQL_DATA_TRUNCATED)
		return db_fail(db, stmt);
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
				return db_fail(db, stmt);
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
		return db_fail(db, stmt);
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
	MYSQL_STMT *st;
	enum err e;

	*list = (struct list){ 0, NULL };
	if ((e = run(db, stmt, v, n)))
		return e;
	st = db->stmt[stmt].st;
	if (mysql_stmt_store_result(st))
		return db_fail(db, stmt);
	list->at = arena_alloc(mem, (size_t)mysql_stmt_num_rows(st) * size + 1);
	while (!(e = fetch(db, mem, stmt, (char *)list->at + list->n * size)))
		list->n++;
	if (db->my)
		mysql_stmt_free_result(st);
	return e == E_NOTFOUND ? OK : e;
}
