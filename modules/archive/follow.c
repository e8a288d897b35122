/*
 * Following the log.  The cursor moves when the documents of some entries are
 * written: a crash in between makes them once more, the same bytes.
 */
#include <inttypes.h>

#include "archive.h"
#include "log.h"
#include "archive_sql.h"

#define CURSOR "archive"
#define ENTRIES 500 /* of ENTRY_LIST */

/* clang-format off */
static const struct {
	const char *verb;
	enum err (*make)(struct keeper *, const struct entry *);
} makers[] = {
	{ "open",	doc_opening },
	{ "fail",	doc_opening }, /* if it was at the opening */
	{ "draw",	doc_draw },
	{ "substitute",	doc_draw },
	{ "report",	doc_report },
	{ "reject-all",	doc_report },
	{ "award",	doc_award },
	{ NULL, NULL }
};
/* clang-format on */

enum err
keeper_place(struct keeper *k)
{
	return db_one(k->db, k->mem, SQL_INSTALLATION_GET, NOARGS, &k->place);
}

/* What cannot be told is logged and left; what cannot be kept stops us. */
static enum err
document(struct keeper *k, const struct entry *x)
{
	enum err e = OK;
	size_t i;

	for (i = 0; makers[i].verb; i++) {
		if (strcmp(makers[i].verb, x->verb))
			continue;
		e = makers[i].make(k, x);
		if (e == E_NOTFOUND || e == E_EXISTS) {
			log_info("msg=no-document verb=%s seq=%" PRId64
				 " outcome=%s",
				 x->verb, x->seq, err_name(e));
			e = OK;
		}
	}
	return e;
}

enum err
keeper_cursor(struct keeper *k, int64_t *at)
{
	struct count seq;
	enum err e;

	e = db_one(k->db, k->mem, SQL_CURSOR_GET, ARGS(STR(CURSOR)), &seq);
	*at = e ? 0 : seq.n;
	return e == E_NOTFOUND ? OK : e;
}

/* *at: the cursor, which is moved. */
static enum err
documents(struct keeper *k, int64_t *at, bool *busy)
{
	struct arena *round = k->mem;
	const struct entry *x;
	struct list list;
	size_t i;
	enum err e;

	if ((e = keeper_cursor(k, at)) ||
	    (e = db_all(k->db, k->mem, SQL_ENTRY_LIST, ARGS(I64(*at)),
			&list)) ||
	    !list.n)
		return e;
	k->mem = arena_new();
	for (x = list.at, i = 0; i < list.n && !e; i++) {
		if (x[i].trade == NONE)
			continue;
		e = document(k, &x[i]);
		arena_reset(k->mem);
	}
	arena_free(k->mem);
	k->mem = round;
	*busy = list.n == ENTRIES;
	if (e)
		return e;
	*at = x[list.n - 1].seq + 1;
	return db_exec(k->db, SQL_CURSOR_SET, ARGS(STR(CURSOR), I64(*at)),
		       NULL);
}

/*
 * Trades whose package could not be made, a stored file being damaged or
 * gone: tried again after twice as many rounds each time, up to an hour.
 */
#define FAILED 64
#define ROUNDS_MAX 7200
static struct failed {
	int64_t trade;
	unsigned wait, left; /* rounds */
} failed[FAILED];

static struct failed *
failed_find(int64_t trade)
{
	size_t i;

	for (i = 0; i < FAILED; i++)
		if (failed[i].trade == trade)
			return &failed[i];
	return NULL;
}

static bool
has_to_wait(int64_t trade)
{
	struct failed *f = failed_find(trade);

	return f && f->left && f->left--;
}

static void
wait_for(int64_t trade)
{
	struct failed *f = failed_find(trade);

	if (!f && !(f = failed_find(0)))
		f = &failed[0];
	if (f->trade != trade)
		*f = (struct failed){ .trade = trade, .wait = 10 };
	f->left = f->wait;
	f->wait = f->wait < ROUNDS_MAX / 2 ? 2 * f->wait : ROUNDS_MAX;
}

/* One package a trade; one that cannot be made does not keep others waiting. */
static enum err
packages(struct keeper *k, int64_t upto)
{
	struct arena *round = k->mem;
	const char *digest;
	struct due_bag due;
	int64_t after = 0;
	enum err e;

	for (;;) {
		e = db_one(k->db, k->mem, SQL_BAG_NEXT,
			   ARGS(I64(after), I64(upto)), &due);
		if (e)
			return e == E_NOTFOUND ? OK : e;
		after = due.trade;
		if (due.head == NONE || has_to_wait(due.trade))
			continue;
		k->mem = arena_new();
		e = package_make(k, &due, &digest);
		arena_free(k->mem);
		k->mem = round;
		if (!e)
			continue;
		if (e != E_BUG && e != E_NOTFOUND)
			return e;
		log_error("msg=package-not-made trade=%" PRId64 " outcome=%s",
			  due.trade, err_name(e));
		wait_for(due.trade);
	}
}

enum err
keeper_round(struct keeper *k, bool *busy)
{
	int64_t upto;
	enum err e;

	*busy = false;
	if ((e = keeper_place(k)) || (e = documents(k, &upto, busy)) || *busy)
		return e;
	return packages(k, upto);
}
