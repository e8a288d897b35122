/* Regions: kept in memory, named as people name them. */
#include "log.h"
#include "site.h"
#include "site_sql.h"

static struct arena *keep;

enum err
regions_load(struct site *s)
{
	struct arena *mem = arena_new();
	struct list list;
	enum err e;

	e = db_all(s->db, mem, SQL_REGION_LIST, NOARGS, &list);
	if (e) {
		arena_free(mem);
		return e;
	}
	s->regions = list;
	arena_free(keep);
	keep = mem;
	return OK;
}

static const struct region *
region_find(const struct site *s, int64_t code)
{
	const struct region *r = s->regions.at;
	size_t lo = 0, hi = s->regions.n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (r[mid].code == code)
			return &r[mid];
		if (r[mid].code < code)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* The codes above, and the code itself; returns how many. */
static size_t
region_chain(const struct site *s, int64_t code, int64_t chain[4])
{
	const struct region *r;
	size_t n = 0;

	while (n < 4 && (r = region_find(s, code))) {
		chain[n++] = code;
		code = r->parent;
	}
	return n;
}

const char *
region_words(struct site *s, int64_t code, const char *place)
{
	int64_t chain[4];
	size_t n = region_chain(s, code, chain);
	const char *name;

	if (!n)
		return place ? place : "";
	name = region_find(s, code)->name;
	if (n == 1)
		return code == 540000 ? "自治区本级" : name;
	if (n == 2)
		return name;
	return arena_printf(s->mem, "%s %s", region_find(s, chain[n - 2])->name,
			    name);
}

void
regions_free(void)
{
	arena_free(keep);
	keep = NULL;
}
