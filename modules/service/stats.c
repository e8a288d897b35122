/* How much there is, from the counts that search keeps. */
#include "public.h"
#include "service_sql.h"
#include "terms.h"

/* clang-format off */
static const struct field stat_item_field[] = {
	TEXT(struct stat_item, facet, 1, 10, F_OUT, "按什么统计"),
	TEXT(struct stat_item, key, 1, 20, F_OUT, "领域、类型或地区"),
	INT(struct stat_item, n, 0, INT64_MAX, F_OUT, "公告数"),
	FIELD_END
};
/* clang-format on */
RECORD(stat_item, struct stat_item);

static const char *
domain_key(struct req *r, uint32_t g)
{
	(void)r;
	return domain_of_code(g & 0xffff);
}

static const char *
type_key(struct req *r, uint32_t g)
{
	return type_of_code(r->mem, g & 0xffff);
}

static const char *
region_key(struct req *r, uint32_t g)
{
	uint32_t code =
	    ((g >> 16) - (term_region(0) >> 16)) << 16 | (g & 0xffff);

	return arena_printf(r->mem, "%06u", code);
}

static enum err
add(struct req *r, struct list *all, const char *facet, uint32_t from,
    uint32_t to, const char *(*key)(struct req *, uint32_t))
{
	const struct gram_count *c;
	struct stat_item *s, *old = all->at;
	struct list l;
	size_t i;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_GRAM_RANGE, ARGS(I64(from), I64(to)),
			&l)))
		return e;
	s = arena_alloc(r->mem, (all->n + l.n + 1) * sizeof(*s));
	if (all->n)
		memcpy(s, old, all->n * sizeof(*s));
	all->at = s;
	for (c = l.at, i = 0; i < l.n; i++) {
		s[all->n].facet = facet;
		s[all->n].key = key(r, (uint32_t)c[i].g);
		s[all->n].n = c[i].n;
		if (s[all->n].key)
			all->n++;
	}
	return OK;
}

/* GET /stats -- numbers of notices by domain, type and region */
enum err
list_stats(struct req *r)
{
	struct list all = { 0, NULL };
	enum err e;

	if ((e = add(r, &all, "domain", term_domain(0),
		     term_domain(0) + 0x10000, domain_key)) ||
	    (e = add(r, &all, "type", term_type(0), term_type(0) + 0x10000,
		     type_key)) ||
	    (e = add(r, &all, "region", term_region(0),
		     term_region(0) + 0x100000, region_key)))
		return e;
	return reply_items(r, &stat_item_record, &all, NULL);
}
