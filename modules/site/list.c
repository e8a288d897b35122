/*
 * Lists of notices.  A list is a facet of the search index.  Its pages are
 * numbered from the oldest, so that a full page hardly ever changes; the newest
 * twenty to thirty-nine stand on index.html.
 */

#include "facet.h"
#include "list.h"
#include "site_sql.h"

#define PAGE 20

enum err
list_count(struct site *s, uint32_t facet, int64_t *n)
{
	struct cut c;
	enum err e;

	*n = 0;
	e = db_one(s->db, s->mem, SQL_FACET_COUNT, ARGS(I64(facet)), &c);
	if (!e)
		*n = c.n;
	return e == E_NOTFOUND ? OK : e;
}

/* Where the first changed page begins. */
static enum err
first_pos(struct site *s, uint32_t facet, int64_t pos, int64_t back,
	  int64_t *from)
{
	struct cut c;
	enum err e;

	*from = pos;
	if (!back)
		return OK;
	e = db_one(s->db, s->mem, SQL_FACET_BACK,
		   ARGS(I64(facet), I64(pos), I64(back - 1)), &c);
	if (!e)
		*from = c.pos;
	return e == E_NOTFOUND ? OK : e;
}

/* Full pages from the one that holds pos on, then index.html. */
static enum err
write_list(struct site *s, const struct target *t, int64_t pos)
{
	int64_t n, full, rank, page, from;
	const struct site_notice *row;
	struct list list;
	struct cut c;
	enum err e;

	if ((e = list_count(s, t->facet, &n)))
		return e;
	full = n / PAGE > 1 ? n / PAGE - 1 : 0;
	if ((e = db_one(s->db, s->mem, SQL_FACET_SINCE,
			ARGS(I64(t->facet), I64(pos)), &c)))
		return e;
	rank = n - c.n;
	page = rank / PAGE + 1;
	/* the last full page learns of its follower */
	if (page > full - 1)
		page = full > 1 ? full - 1 : 1;
	if ((e = first_pos(s, t->facet, pos, rank - (page - 1) * PAGE, &from)))
		return e;
	for (; page <= full; page++) {
		if ((e = db_all(s->db, s->mem, SQL_NOTICE_FROM,
				ARGS(I64(t->facet), I64(from), I64(PAGE)),
				&list)))
			return e;
		if (!list.n)
			break;
		row = list.at; /* newest first */
		from = row->pos + 1;
		if ((e = list_page_write(s, t, &list, page, full, n)))
			return e;
	}
	if ((e = db_all(s->db, s->mem, SQL_NOTICE_NEWEST,
			ARGS(I64(t->facet), I64(n - full * PAGE)), &list)) ||
	    (e = list_page_write(s, t, &list, 0, full, n)))
		return e;
	return file_remove(s, arena_printf(s->mem, "%sp%ld.html", t->path,
					   full + 1));
}

static struct target
domain_target(struct site *s, const char *domain)
{
	return (struct target){
		.facet = facet_domain(domain),
		.path = arena_printf(s->mem, "/list/%s/", domain),
		.title = say_domain(domain),
		.domain = domain,
	};
}

static struct target
region_target(struct site *s, const struct region *r, bool only)
{
	return (struct target){
		.facet = only ? facet_only(r->code) : facet_region(r->code),
		.path = arena_printf(s->mem, "/list/region/%ld%s/", r->code,
				     only ? "-only" : ""),
		.title = only ? "自治区本级" : region_words(s, r->code, ""),
		.region = r->code,
	};
}

static const struct target all = { .path = "/list/all/", .title = "交易信息" };

/* The list of a facet; false if none is kept for it. */
static bool
target_of(struct site *s, uint32_t facet, struct target *t)
{
	const struct region *r = s->regions.at;
	const char *const *d;
	size_t i;

	*t = all;
	t->facet = facet_all();
	if (facet == t->facet)
		return true;
	for (d = domain_words; *d; d++) {
		*t = domain_target(s, *d);
		if (facet == t->facet)
			return true;
	}
	for (i = 0; i < s->regions.n; i++, r++) {
		if (facet == facet_region(r->code)) {
			*t = region_target(s, r, false);
			return true;
		}
		if (r->code == 540000 && facet == facet_only(r->code)) {
			*t = region_target(s, r, true);
			return true;
		}
	}
	return false;
}

enum err
list_write(struct site *s, uint32_t facet, int64_t from_pos)
{
	struct target t;

	if (!target_of(s, facet, &t))
		return OK;
	return write_list(s, &t, from_pos);
}

enum err
list_all_write(struct site *s)
{
	const struct region *r = s->regions.at;
	const char *const *d;
	int64_t n;
	size_t i;
	enum err e;

	if ((e = list_write(s, facet_all(), 0)) ||
	    (e = list_write(s, facet_only(540000), 0)))
		return e;
	for (d = domain_words; *d; d++)
		if ((e = list_write(s, facet_domain(*d), 0)))
			return e;
	for (i = 0; i < s->regions.n; i++, r++) {
		if ((e = list_count(s, facet_region(r->code), &n)))
			return e;
		/* empty ones only where people will look */
		if ((n || r->code / 10000 == 54) &&
		    (e = list_write(s, facet_region(r->code), 0)))
			return e;
	}
	return list_regions_write(s);
}
