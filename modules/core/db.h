#ifndef DB_H
#define DB_H
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "field.h"

/*
 * One connection, every statement prepared at start from db/queries/, but
 * those without a text: numbers a program leaves free because it has no right
 * to what they ask.
 * Outcomes: E_NOTFOUND (db_one), E_EXISTS (a unique key), E_CONFLICT (the
 * transaction was rolled back by the server, or the connection was lost and
 * made anew: run the whole request again), E_DB and E_DISK (logged; storage is
 * gone or full), E_BUG (logged; the statement is wrong).  After E_CONFLICT a
 * transaction takes no further statement.
 */
struct sql {
	const char *name;
	const char *text;
	const struct record *row; /* shape of a result row, or NULL */
};

struct db;

/* A value to bind: ARGS(I64(id), STR(name)). NONE and NULL bind NULL. */
struct val {
	enum kind kind;
	int64_t i;
	const char *s;
	size_t len;
};
#define I64(x) ((struct val){ .kind = K_INT, .i = (x) })
#define STR(x) ((struct val){ .kind = K_TEXT, .s = (x), .len = SIZE_MAX })
#define BIN(p, n)                                                              \
	((struct val){ .kind = K_TEXT, .s = (const char *)(p), .len = (n) })
#define ARGS(...)                                                              \
	(struct val[]){ __VA_ARGS__ },                                         \
	    sizeof((struct val[]){ __VA_ARGS__ }) / sizeof(struct val)
#define NOARGS NULL, 0

/*
 * Connects by unix socket and prepares; exits with a plain message if a
 * statement or column is wrong.  Lives until the process ends.
 */
struct db *db_open(const char *socket, const char *user, const char *password,
		   const char *schema, const struct sql *, size_t n);
void db_close(struct db *);
/* As db_open, but the server may be down: NULL then, and logged. */
struct db *db_try_open(const char *socket, const char *user,
		       const char *password, const char *schema,
		       const struct sql *, size_t n);

enum err db_begin(struct db *);
/* The same for reading: all statements see the rows of one moment. */
enum err db_snapshot(struct db *);
/*
 * Commit or roll back.  E_CONFLICT, also of a roll back: a statement met one,
 * so whatever was decided since may be wrong.  E_UNKNOWN: the connection was
 * lost during the commit, whose outcome nobody knows.
 */
enum err db_end(struct db *, bool commit);

/* Insert, update, delete.  *id: AUTO_INCREMENT or LAST_INSERT_ID(); may be
 * NULL. */
enum err db_exec(struct db *, unsigned stmt, const struct val *, size_t,
		 int64_t *id);
/* Rows matched by the last db_exec (an UPDATE to the same values counts). */
int64_t db_rows(const struct db *);
/* Exactly one row into *row (cleared first), or E_NOTFOUND. */
enum err db_one(struct db *, struct arena *, unsigned stmt, const struct val *,
		size_t, void *row);
/* All rows into list->at, an array of the row's struct. */
enum err db_all(struct db *, struct arena *, unsigned stmt, const struct val *,
		size_t, struct list *);

/*
 * Runs a script of many statements (migrations, views, grants) on a
 * connection of its own.  Only `ggzyctl` does.  Returns 0, or -1 after
 * printing the server's message.
 */
int db_script(const char *socket, const char *user, const char *password,
	      const char *text);

#endif
