/*
 * Following the log.  What changed is collected from some entries, then
 * indexed, then written; only then the cursor moves.  A crash in between means
 * that the same pages are written once more.
 */
#include <inttypes.h>

#include "facet.h"
#include "log.h"
#include "site.h"
#include "terms.h"
#include "site_sql.h"

#define ENTRIES 1000 /* of ENTRY_LIST */
#define BATCH 5      /* times ENTRIES before pages are written */

#define PAGES "site"             /* cursor: entries whose pages are written */
#define HEADS "site-head"        /* cursor: signed head that pages name */
#define WITNESSES "site-witness" /* cursor: witnessed head */
#define FRAME "site-frame"       /* what stands on every page, as a number */

/* Distinct numbers, kept in the arena of the round. */
struct set {
	struct arena *mem;
	int64_t *at;
	size_t n, cap;
};

static int
order(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
set_sort(struct set *s)
{
	size_t i, n = 0;

	if (s->n)
		qsort(s->at, s->n, sizeof(*s->at), order);
	for (i = 0; i < s->n; i++)
		if (!n || s->at[n - 1] != s->at[i])
			s->at[n++] = s->at[i];
	s->n = n;
}

static void
set_add(struct set *s, int64_t v)
{
	int64_t *more;

	if (v == NONE)
		return;
	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 64;
		more = arena_alloc(s->mem, s->cap * sizeof(*more));
		if (s->n)
			memcpy(more, s->at, s->n * sizeof(*more));
		s->at = more;
	}
	s->at[s->n++] = v;
}

/* What has to be written. */
struct dirty {
	struct set notices, trades, projects;
	struct set fresh; /* notices that came or went: lists change */
	bool hide;        /* an import may have been undone */
};

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

static void
collect(struct dirty *d, const struct entry *x)
{
	bool moved =
	    x->after_stage != NONE && x->after_stage != x->before_stage;

	if (!x->public && !moved)
		return;
	if (x->public && x->notice != NONE) {
		set_add(&d->notices, x->notice);
		set_add(&d->fresh, x->notice);
	}
	set_add(&d->trades, x->trade);
	if (x->notice == NONE && x->trade == NONE)
		d->hide = true;
}

/* The pages that show what changed, beside its own. */
static enum err
widen(struct site *s, struct dirty *d)
{
	const struct site_notice *row;
	struct site_notice n;
	const struct cut *c;
	struct list list;
	size_t i, k;
	enum err e;

	if (d->hide) {
		if ((e = db_all(s->db, s->mem, SQL_NOTICE_HIDDEN,
				ARGS(I64(facet_all())), &list)))
			return e;
		for (c = list.at, k = 0; k < list.n; k++, c++) {
			set_add(&d->notices, c->n);
			set_add(&d->fresh, c->n);
		}
	}
	set_sort(&d->fresh);
	for (i = 0; i < d->fresh.n; i++) {
		e = db_one(s->db, s->mem, SQL_SITE_NOTICE,
			   ARGS(I64(d->fresh.at[i])), &n);
		if (e == E_NOTFOUND)
			continue;
		if (e || (e = db_all(s->db, s->mem, SQL_NOTICE_TRADES,
				     ARGS(I64(n.id)), &list)))
			return e;
		for (c = list.at, k = 0; k < list.n; k++, c++)
			set_add(&d->trades, c->n);
		if (n.project == NONE)
			continue;
		if ((e = db_all(s->db, s->mem, SQL_NOTICE_OF_PROJECT,
				ARGS(I64(n.project), I64(n.id)), &list)))
			return e;
		for (row = list.at, k = 0; k < list.n; k++, row++)
			set_add(&d->notices, row->id);
	}
	set_sort(&d->trades);
	for (i = 0; i < d->trades.n; i++) {
		if ((e = db_all(s->db, s->mem, SQL_NOTICE_OF_TRADE,
				ARGS(I64(d->trades.at[i])), &list)))
			return e;
		for (row = list.at, k = 0; k < list.n; k++, row++)
			set_add(&d->notices, row->id);
	}
	set_sort(&d->notices);
	return OK;
}

/* The lowest changed place of each list. */
struct place {
	uint32_t facet;
	int64_t pos;
};

static void
place_add(struct place *p, size_t *n, uint32_t facet, int64_t pos)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (p[i].facet == facet) {
			if (pos < p[i].pos)
				p[i].pos = pos;
			return;
		}
	p[(*n)++] = (struct place){ facet, pos };
}

#define PLACES 512 /* lists there can be: regions, domains, all */

static enum err
lists(struct site *s, const struct set *fresh)
{
	struct place *p = arena_alloc(s->mem, PLACES * sizeof(*p));
	uint32_t facet[FACETS];
	struct site_notice n;
	size_t i, k, many, np = 0;
	enum err e;

	for (i = 0; i < fresh->n; i++) {
		e = db_one(s->db, s->mem, SQL_SITE_NOTICE,
			   ARGS(I64(fresh->at[i])), &n);
		if (e == E_NOTFOUND)
			continue;
		if (e)
			return e;
		many = notice_facets(n.domain, n.region, n.type, facet);
		for (k = 0; k < many && np < PLACES; k++)
			place_add(p, &np, facet[k], n.pos);
		if ((e = sitemap_write(s, n.id)))
			return e;
	}
	for (i = 0; i < np; i++)
		if ((e = list_write(s, p[i].facet, p[i].pos)))
			return e;
	if (!np)
		return OK;
	if ((e = list_regions_write(s)))
		return e;
	return feed_write(s);
}

/* What uses much memory does so in an arena of its own. */
static enum err
each(struct site *s, const struct set *set,
     enum err (*write)(struct site *, int64_t))
{
	struct site one = *s;
	size_t i;
	enum err e = OK;

	one.mem = arena_new();
	for (i = 0; i < set->n && !e; i++) {
		e = write(&one, set->at[i]);
		arena_reset(one.mem);
	}
	arena_free(one.mem);
	return e;
}

static enum err
write_dirty(struct site *s, struct dirty *d)
{
	enum err e;

	if ((e = widen(s, d)) || (e = each(s, &d->notices, notice_write)) ||
	    (e = each(s, &d->trades, trade_write)) ||
	    (e = each(s, &d->fresh, index_notice)) || (e = lists(s, &d->fresh)))
		return e;
	if (d->trades.n && (e = trades_write(s)))
		return e;
	return d->notices.n || d->trades.n ? home_write(s) : OK;
}

static void
dirty_init(struct dirty *d, struct arena *mem)
{
	*d = (struct dirty){ { .mem = mem },
			     { .mem = mem },
			     { .mem = mem },
			     { .mem = mem },
			     false };
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
	if ((e = each(s, &d.notices, notice_write)))
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
		if ((e = each(s, &ids, write)))
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
			collect(&d, x);
			at = x->seq + 1;
		}
		if (list.n < ENTRIES)
			break;
	}
	if (at > from) {
		if ((e = write_dirty(s, &d)) || (e = cursor_set(s, PAGES, at)))
			return e;
		*busy = rounds == BATCH;
	}
	if ((e = heads(s, HEADS, s->state.head)))
		return e;
	return heads(s, WITNESSES, s->state.witnessed);
}
