/*
 * Following the log.  The cursor moves when the documents of some entries are
 * written: a crash in between makes them once more, the same bytes.  One that
 * cannot be made is kept in a table and tried again, so that others go on; the
 * package of its trade waits for it.
 */
#include <inttypes.h>

#include "archive.h"
#include "bundle.h"
#include "log.h"
#include "waits.h"
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

/* Trades without package and entries without document, for the while. */
static struct waits no_package, no_document;

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

static void
not_made(struct keeper *k, const struct entry *x)
{
	log_error("msg=document-not-made trade=%" PRId64 " verb=%s seq=%" PRId64
		  " outcome=%s",
		  x->trade, x->verb, x->seq, err_name(E_BUG));
	waits_add(&no_document, x->seq);
	k->failed = true;
}

static enum err
first_try(struct keeper *k, const struct entry *x)
{
	enum err e = public_bundle_want(k, x);

	if (e || (e = document(k, x)) != E_BUG)
		return e;
	not_made(k, x);
	e = db_exec(k->db, SQL_UNMADE_ADD, ARGS(I64(x->seq), I64(x->trade)),
		    NULL);
	return e == E_EXISTS ? OK : e; /* before a crash */
}

static enum err
another_try(struct keeper *k, const struct entry *x)
{
	enum err e;

	if (waits_hold(&no_document, x->seq)) {
		k->failed = true;
		return OK;
	}
	if ((e = document(k, x)) == E_BUG) {
		not_made(k, x);
		return OK;
	}
	if (e)
		return e;
	waits_drop(&no_document, x->seq);
	return db_exec(k->db, SQL_UNMADE_DROP, ARGS(I64(x->seq)), NULL);
}

/* Each in memory of its own. */
static enum err
try_all(struct keeper *k, const struct list *entries,
	enum err (*try)(struct keeper *, const struct entry *))
{
	const struct entry *x = entries->at;
	struct arena *round = k->mem;
	enum err e = OK;
	size_t i;

	k->mem = arena_new();
	for (i = 0; i < entries->n && !e; i++) {
		if (x[i].trade == NONE)
			continue;
		e = try(k, &x[i]);
		arena_reset(k->mem);
	}
	arena_free(k->mem);
	k->mem = round;
	return e;
}

static enum err
documents_left(struct keeper *k)
{
	struct list list;
	enum err e;

	if ((e = db_all(k->db, k->mem, SQL_UNMADE_LIST, NOARGS, &list)) ||
	    !list.n)
		return e;
	return try_all(k, &list, another_try);
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
	const struct entry *x;
	struct list list;
	enum err e;

	if ((e = keeper_cursor(k, at)) ||
	    (e = db_all(k->db, k->mem, SQL_ENTRY_LIST, ARGS(I64(*at)),
			&list)) ||
	    !list.n || (e = try_all(k, &list, first_try)))
		return e;
	*busy = list.n == ENTRIES;
	x = list.at;
	*at = x[list.n - 1].seq + 1;
	return db_exec(k->db, SQL_CURSOR_SET, ARGS(STR(CURSOR), I64(*at)),
		       NULL);
}

/*
 * One package a trade; one that cannot be made, a stored file being damaged or
 * gone, does not keep others waiting.
 */
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
		if (due.head == NONE || waits_hold(&no_package, due.trade))
			continue;
		k->mem = arena_new();
		e = package_make(k, &due, &digest);
		arena_free(k->mem);
		k->mem = round;
		if (!e) {
			waits_drop(&no_package, due.trade);
			continue;
		}
		if (e != E_BUG && e != E_NOTFOUND)
			return e;
		log_error("msg=package-not-made trade=%" PRId64 " outcome=%s",
			  due.trade, err_name(e));
		waits_add(&no_package, due.trade);
	}
}

enum err
keeper_round(struct keeper *k, bool *busy)
{
	int64_t upto;
	enum err e;

	*busy = k->failed = false;
	if ((e = keeper_place(k)) || (e = documents_left(k)) ||
	    (e = documents(k, &upto, busy)) || *busy || (e = public_bundles(k)))
		return e;
	return packages(k, upto);
}
