#ifndef DB_IMPL_H
#define DB_IMPL_H
#include <mysql.h>

#include "db.h"

/* What db.c (connection, transaction) and db_run.c (statements) share. */

#define COLUMN_MAX 64
#define PARAM_MAX 64

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

int db_connect(struct db *);
/* What a failed statement means to the request. */
enum err db_fail(struct db *, unsigned stmt);

#endif
