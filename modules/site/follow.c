/*
 * Following the log.  What changed is collected from some entries, then
 * indexed, then written; only then the cursor moves.  A crash in between means
 * that the same pages are written once more.
 */
#include <inttypes.h>

#include "dirty.h"
#include "log.h"
#include "site_sql.h"

#define ENTRIES 1000 /* of ENTRY_LIST */
#define BATCH 5      /* times ENTRIES before pages are written */

#define PAGES "site"             /* cursor: entries whose pages are written */
#define HEADS "site-head"        /* cursor: signed head that pages name */
#define WITNESSES "site-witness" /* cursor: witnessed head */
#define FRAME "site-frame"       /* what stands on every page, as a number */

static enum err
cursor_get(struct site *s, const char *name, int64_t *n)
{
	struct cut c;
	enum err e;

	*n = 0;
	e = db_one(s->db, s->mem, SQL_CURSOR_GET, ARGS(STR(name)), &c);
	if (!e)
		*n = c.n;
	return e == E_NOTFOUND ? OK : e;
}

static enum err
cursor_set(struct site *s, const char *name, int64_t n)
{
	return db_exec(s->db, SQL_CURSOR_SET, ARGS(STR(name), I64(n)), NULL);
}

/* Pages of entries that a head covers now, or that are witnessed now; or are no
 * more, since a witness took the log up anew. */
static enum err
heads(struct site *s, const char *cursor, int64_t to)
{
	struct dirty d;
	struct list list;
	const struct cut *c;
	int64_t was, from, end;
	size_t i;
	enum err e;

	if ((e = cursor_get(s, cursor, &was)) || was == to)
		return e;
	from = was < to ? was : to;
	end = was < to ? to : was;
	dirty_init(&d, s->mem);
	if ((e = db_all(s->db, s->mem, SQL_HEAD_NOTICES,
			ARGS(I64(from), I64(end)), &list)))
		return e;
	for (c = list.at, i = 0; i < list.n; i++, c++)
		set_add(&d.notices, c->n);
	set_sort(&d.notices);
	if ((e = set_each(s, &d.notices, notice_write)))
		return e;
	return cursor_set(s, cursor, to);
}

/* A number that is another when every page must be written anew. */
static int64_t
frame(const struct site *s)
{
	uint64_t h = templates_digest();
	const char *p;

	for (p = s->state.name; *p; p++)
		h = h * 31 + (unsigned char)*p;
	h = h * 31 + (uint64_t)s->state.rehearsal;
	h = h * 31 + (uint64_t)s->state.speed;
	h = h * 31 + (uint64_t)s->state.required;
	h = h * 31 + (uint64_t)s->state.reference;
	return (int64_t)(h >> 1);
}

static enum err
every(struct site *s, unsigned stmt, enum err (*write)(struct site *, int64_t))
{
	const struct cut *c;
	struct list list;
	int64_t after = 0;
	struct set ids;
	size_t i;
	enum err e;

	do {
		if ((e = db_all(s->db, s->mem, stmt, ARGS(I64(after)), &list)))
			return e;
		ids = (struct set){ .mem = s->mem };
		for (c = list.at, i = 0; i < list.n; i++, c++)
			set_add(&ids, after = c->n);
		if ((e = set_each(s, &ids, write)))
			return e;
	} while (list.n);
	return OK;
}

/* Everything, from the rows as they are now. */
enum err
site_rebuild(struct site *s)
{
	struct cut end;
	enum err e;

	log_info("msg=rebuild entries=%" PRId64, s->state.entries);
	if ((e = regions_load(s)) ||
	    (e = db_one(s->db, s->mem, SQL_ENTRY_LAST, NOARGS, &end)) ||
	    (e = fixed_write(s)) || (e = rules_write(s)) ||
	    (e = catalogue_write(s)) ||
	    (e = every(s, SQL_NOTICE_IDS, notice_write)) ||
	    (e = every(s, SQL_TRADE_IDS, trade_write)) ||
	    (e = every(s, SQL_NOTICE_IDS, index_notice)) ||
	    (e = list_all_write(s)) || (e = trades_write(s)) ||
	    (e = home_write(s)) || (e = feed_write(s)) ||
	    (e = sitemap_write(s, NONE)))
		return e;
	if ((e = cursor_set(s, PAGES, end.n)) ||
	    (e = cursor_set(s, HEADS, s->state.head)) ||
	    (e = cursor_set(s, WITNESSES, s->state.witnessed)))
		return e;
	return cursor_set(s, FRAME, frame(s));
}

enum err
site_round(struct site *s, bool *busy)
{
	const struct entry *x;
	struct dirty d;
	struct list list;
	int64_t at, from, was;
	int rounds;
	size_t i;
	enum err e;

	*busy = false;
	if ((e = db_one(s->db, s->mem, SQL_STATE, NOARGS, &s->state)) ||
	    (e = cursor_get(s, FRAME, &was)))
		return e;
	if (was != frame(s)) {
		*busy = true;
		return site_rebuild(s);
	}
	if (!s->regions.n && (e = regions_load(s)))
		return e;
	if ((e = cursor_get(s, PAGES, &at)))
		return e;
	from = at;
	dirty_init(&d, s->mem);
	for (rounds = 0; rounds < BATCH; rounds++) {
		if ((e = db_all(s->db, s->mem, SQL_ENTRY_LIST, ARGS(I64(at)),
				&list)))
			return e;
		for (x = list.at, i = 0; i < list.n; i++, x++) {
			dirty_collect(&d, x);
			at = x->seq + 1;
		}
		if (list.n < ENTRIES)
			break;
	}
	if (at > from) {
		if ((e = dirty_write(s, &d)) || (e = cursor_set(s, PAGES, at)))
			return e;
		*busy = rounds == BATCH;
	}
	if ((e = heads(s, HEADS, s->state.head)))
		return e;
	return heads(s, WITNESSES, s->state.witnessed);
}
