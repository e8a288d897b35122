/*
 * Durable receipts a second: our transaction of a bid (key, bid, event) by
 * the statements the workers use, against the bare transaction of two inserts;
 * and bare offers a second for one lot, whose row is locked, read, raised.
 *
 *	receipt SOCKET SECONDS CONNECTIONS ours|bare|lot
 *
 * Prints receipts a second.  The tables are those of receipt.sql.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "db.h"
#include "field.h"
#include "log.h"

enum {
	A,
	B,
	IDEM_ADD,
	BID_ADD,
	EVENT_ADD,
	IDEM_SET,
	LOT_LOCK,
	OFFER_ADD,
	LOT_RAISE,
	N
};

struct lot {
	int64_t price;
};
static const struct field lot_field[] = {
	INT(struct lot, price, 0, INT64_MAX, F_ROW, NULL), FIELD_END
};
static const struct record lot_record = { "lot", sizeof(struct lot),
					  lot_field };

static const struct sql sql[N] = {
	[A] = { "A", "INSERT INTO bench.a (x, pad) VALUES (?, ?)", NULL },
	[B] = { "B", "INSERT INTO bench.b (x, pad) VALUES (?, ?)", NULL },
	[IDEM_ADD] = { "IDEM_ADD",
		       "INSERT INTO ggzy_core.idempotency (account, idem_key, "
		       "request, status, reply, at) "
		       "VALUES (?, ?, 'r', 0, '', 1)",
		       NULL },
	[BID_ADD] = { "BID_ADD",
		      "INSERT INTO bench.bid (trade, subject, digest, header, "
		      "receipt) VALUES (?, ?, ?, ?, ?)",
		      NULL },
	[EVENT_ADD] = { "EVENT_ADD",
			"INSERT INTO ggzy_core.event (at, module, verb, trade, "
			"public, body) VALUES (1, 'bench', 'bid', ?, 0, ?)",
			NULL },
	[IDEM_SET] = { "IDEM_SET",
		       "UPDATE ggzy_core.idempotency SET status = 201, "
		       "reply = ? WHERE account = ? AND idem_key = ?",
		       NULL },
	[LOT_LOCK] = { "LOT_LOCK",
		       "SELECT price FROM bench.lot WHERE id = 1 FOR UPDATE",
		       &lot_record },
	[OFFER_ADD] = { "OFFER_ADD",
			"INSERT INTO bench.offer (price, pad) VALUES (?, ?)",
			NULL },
	[LOT_RAISE] = { "LOT_RAISE",
			"UPDATE bench.lot SET price = ? WHERE id = 1", NULL },
};

static void
need(enum err e, const char *what)
{
	if (e) {
		fprintf(stderr, "%s: %s\n", what, err_text(e));
		exit(1);
	}
}

static void
bare(struct db *db, long me, long i, const char *pad)
{
	need(db_begin(db), "begin");
	need(db_exec(db, A, ARGS(I64(me * 10000000 + i), STR(pad)), NULL), "a");
	need(db_exec(db, B, ARGS(I64(me * 10000000 + i), STR(pad)), NULL), "b");
	need(db_end(db, true), "commit");
}

static void
ours(struct db *db, long me, long i, const char *pad)
{
	char key[64];

	snprintf(key, sizeof(key), "bench-%ld-%ld", me, i);
	need(db_begin(db), "begin");
	need(db_exec(db, IDEM_ADD, ARGS(I64(me), STR(key)), NULL), "idem");
	need(db_exec(db, BID_ADD,
		     ARGS(I64(me), I64(i), STR(key), STR(pad), STR(pad)), NULL),
	     "bid");
	need(db_exec(db, EVENT_ADD, ARGS(I64(me), STR(pad)), NULL), "event");
	need(db_exec(db, IDEM_SET, ARGS(STR(pad), I64(me), STR(key)), NULL),
	     "reply");
	need(db_end(db, true), "commit");
}

static void
lot(struct db *db, struct arena *mem, const char *pad)
{
	struct lot l;

	need(db_begin(db), "begin");
	need(db_one(db, mem, LOT_LOCK, NOARGS, &l), "lock");
	need(db_exec(db, OFFER_ADD, ARGS(I64(l.price + 1), STR(pad)), NULL),
	     "offer");
	need(db_exec(db, LOT_RAISE, ARGS(I64(l.price + 1)), NULL), "raise");
	need(db_end(db, true), "commit");
	arena_reset(mem);
}

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static long
one(const char *socket, int64_t ms, long me, const char *what)
{
	struct db *db = db_open(socket, "root", "", "ggzy_core", sql, N);
	struct arena *mem = arena_new();
	char pad[301];
	int64_t end = now() + ms;
	long i;

	memset(pad, 'x', 300);
	pad[300] = 0;
	for (i = 0; now() < end; i++) {
		if (!strcmp(what, "lot"))
			lot(db, mem, pad);
		else
			(!strcmp(what, "ours") ? ours : bare)(db, me, i, pad);
	}
	db_close(db);
	arena_free(mem);
	return i;
}

int
main(int argc, char **argv)
{
	long ms, n, total = 0, i, got;
	int out[2];

	if (argc != 5 || pipe(out))
		return 64;
	ms = strtol(argv[2], NULL, 10) * 1000;
	n = strtol(argv[3], NULL, 10);
	log_open("bench");
	for (i = 0; i < n; i++)
		if (!fork()) {
			/* a number of its own in each run */
			got =
			    one(argv[1], ms, (long)getpid() * 100 + i, argv[4]);
			return write(out[1], &got, sizeof(got)) != sizeof(got);
		}
	close(out[1]);
	while (read(out[0], &got, sizeof(got)) == sizeof(got))
		total += got;
	while (wait(NULL) > 0)
		;
	printf("%ld\n", total * 1000 / ms);
	return 0;
}
