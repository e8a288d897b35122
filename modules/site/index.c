/* The search index: postings of each notice, in order, in one transaction. */
#include "facet.h"
#include "log.h"
#include "site.h"
#include "terms.h"
#include "site_sql.h"

/* Facets of our own: every notice, and those of a region without what lies
 * below it. */
#define FACET_ALL 0xd8020000u
#define FACET_ONLY 0xd830u
#define MANY 32 /* rows a statement */

uint32_t
facet_all(void)
{
	return FACET_ALL;
}

uint32_t
facet_domain(const char *domain)
{
	return term_domain(domain_code(domain));
}

uint32_t
facet_region(int64_t code)
{
	return term_region(code);
}

uint32_t
facet_only(int64_t code)
{
	return (uint32_t)((FACET_ONLY + (uint64_t)code / 65536) << 16 |
			  ((uint64_t)code & 0xffff));
}

size_t
notice_facets(const char *domain, int64_t region, const char *type,
	      uint32_t facet[FACETS])
{
	size_t n = 0;

	facet[n++] = FACET_ALL;
	facet[n++] = facet_domain(domain);
	if (type_code(type))
		facet[n++] = term_type(type_code(type));
	if (region > 0) {
		n += terms_of_region(region, facet + n);
		facet[n++] = facet_only(region);
	}
	return n;
}

/* The distinct terms of title, text, names, codes and facets. */
static enum err
terms_of(struct site *s, const struct site_notice *n, struct terms *t)
{
	const char *text[] = { n->title, n->body, n->owner_name,
			       n->project_code };
	uint32_t facet[FACETS];
	size_t i, k, bytes = 0;

	for (i = 0; i < sizeof(text) / sizeof(*text); i++)
		bytes += strlen(text[i]);
	*t = (struct terms){ .cap = TERMS_CAP(bytes) };
	t->g = arena_alloc(s->mem, t->cap * sizeof(*t->g));
	for (i = 0; i < sizeof(text) / sizeof(*text); i++)
		if (!terms_add_text(t, text[i], strlen(text[i]))) {
			log_error("msg=no-terms notice=%ld", n->id);
			return E_BUG;
		}
	k = notice_facets(n->domain, n->region, n->type, facet);
	for (i = 0; i < k; i++)
		if (!terms_add(t, facet[i]))
			return E_BUG;
	terms_sort(t);
	return OK;
}

/* (g, second) for each term, many rows a statement. */
static enum err
insert(struct site *s, const struct terms *t, int64_t second, unsigned many,
       unsigned one)
{
	struct val v[2 * MANY];
	size_t i = 0, k;
	enum err e;

	for (; i + MANY <= t->n; i += MANY) {
		for (k = 0; k < MANY; k++) {
			v[2 * k] = I64(t->g[i + k]);
			v[2 * k + 1] = I64(second);
		}
		if ((e = db_exec(s->db, many, v, (size_t)2 * MANY, NULL)))
			return e;
	}
	for (; i < t->n; i++)
		if ((e = db_exec(s->db, one, ARGS(I64(t->g[i]), I64(second)),
				 NULL)))
			return e;
	return OK;
}

static enum err
add(struct site *s, const struct terms *t, int64_t pos)
{
	enum err e;

	if ((e = insert(s, t, pos, SQL_POSTING_ADD_32, SQL_POSTING_ADD)))
		return e;
	return insert(s, t, 1, SQL_GRAM_ADD_32, SQL_GRAM_ADD);
}

static enum err
drop(struct site *s, const struct terms *t, int64_t pos)
{
	size_t i;
	enum err e;

	for (i = 0; i < t->n; i++)
		if ((e = db_exec(s->db, SQL_POSTING_DROP,
				 ARGS(I64(t->g[i]), I64(pos)), NULL)))
			return e;
	return insert(s, t, -1, SQL_GRAM_ADD_32, SQL_GRAM_ADD);
}

enum err
index_notice(struct site *s, int64_t id)
{
	struct site_notice n;
	struct cut there;
	struct terms t;
	enum err e, end;

	if ((e = db_one(s->db, s->mem, SQL_SITE_NOTICE, ARGS(I64(id)), &n)))
		return e == E_NOTFOUND ? OK : e;
	if ((e = db_begin(s->db)))
		return e;
	e = db_one(s->db, s->mem, SQL_NOTICE_INDEXED,
		   ARGS(I64(FACET_ALL), I64(n.pos)), &there);
	if (!e && (there.n != 0) == (n.hidden != NULL) &&
	    !(e = terms_of(s, &n, &t)))
		e = n.hidden ? drop(s, &t, n.pos) : add(s, &t, n.pos);
	end = db_end(s->db, !e);
	return e ? e : end;
}
