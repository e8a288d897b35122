/* What changed: the notices, trades and lists whose pages are written anew. */
#include "dirty.h"
#include "site_sql.h"

static int
order(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
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

void
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

/* What uses much memory does so in an arena of its own. */
enum err
set_each(struct site *s, const struct set *set,
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

void
dirty_init(struct dirty *d, struct arena *mem)
{
	*d = (struct dirty){ .notices = { .mem = mem },
			     .trades = { .mem = mem },
			     .fresh = { .mem = mem } };
}

void
dirty_collect(struct dirty *d, const struct entry *x)
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
struct places {
	struct arena *mem;
	struct place *at;
	size_t n, cap;
};

static void
place_add(struct places *p, uint32_t facet, int64_t pos)
{
	struct place *more;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->at[i].facet == facet) {
			if (pos < p->at[i].pos)
				p->at[i].pos = pos;
			return;
		}
	if (p->n == p->cap) {
		p->cap = p->cap ? 2 * p->cap : 64;
		more = arena_alloc(p->mem, p->cap * sizeof(*more));
		if (p->n)
			memcpy(more, p->at, p->n * sizeof(*more));
		p->at = more;
	}
	p->at[p->n++] = (struct place){ facet, pos };
}

static enum err
lists(struct site *s, const struct set *fresh)
{
	struct places p = { .mem = s->mem };
	uint32_t facet[FACETS];
	struct site_notice n;
	size_t i, k, many;
	enum err e;

	for (i = 0; i < fresh->n; i++) {
		e = db_one(s->db, s->mem, SQL_SITE_NOTICE,
			   ARGS(I64(fresh->at[i])), &n);
		if (e == E_NOTFOUND)
			continue;
		if (e)
			return e;
		many = notice_facets(n.domain, n.region, n.type, facet);
		for (k = 0; k < many; k++)
			place_add(&p, facet[k], n.pos);
		if ((e = sitemap_write(s, n.id)))
			return e;
	}
	for (i = 0; i < p.n; i++)
		if ((e = list_write(s, p.at[i].facet, p.at[i].pos)))
			return e;
	if (!p.n)
		return OK;
	if ((e = list_regions_write(s)))
		return e;
	return feed_write(s);
}

enum err
dirty_write(struct site *s, struct dirty *d)
{
	enum err e;

	if ((e = widen(s, d)) || (e = set_each(s, &d->notices, notice_write)) ||
	    (e = set_each(s, &d->trades, trade_write)) ||
	    (e = set_each(s, &d->fresh, index_notice)) ||
	    (e = lists(s, &d->fresh)))
		return e;
	if (d->trades.n && (e = trades_write(s)))
		return e;
	return d->notices.n || d->trades.n ? home_write(s) : OK;
}
