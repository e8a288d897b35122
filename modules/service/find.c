/* Finding notices: the rarest term drives, newest first, page by page. */
#include "find.h"
#include "service_sql.h"

#define TERMS_USED 8    /* SEARCH_BY_1 ... SEARCH_BY_8 */
#define COUNTS 32       /* parameters of GRAM_COUNTS */
#define CANDIDATES 1000 /* that may fail before a page is cut short */

/* clang-format off */
static const struct field gram_count_field[] = {
	INT(struct gram_count, g, 0, INT64_MAX, F_ROW, NULL),
	INT(struct gram_count, n, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(gram_count, struct gram_count);

/* The terms that drive, the rarest first. */
struct plan {
	uint32_t g[TERMS_USED];
	size_t n;
	bool all; /* every term of the words is among them */
};

static int
by_count(const void *a, const void *b)
{
	const struct gram_count *x = a, *y = b;

	return x->n < y->n ? -1 : x->n > y->n;
}

/* How many postings each of n terms has; 0 for one nobody has. */
static enum err
counts_read(struct req *r, struct gram_count *c, size_t n)
{
	struct val v[COUNTS];
	const struct gram_count *row;
	struct list rows;
	size_t i, j, k;
	enum err e;

	for (i = 0; i < n; i += COUNTS) {
		for (j = 0; j < COUNTS; j++)
			v[j] = I64(c[i + j < n ? i + j : i].g);
		e = db_all(r->db, r->mem, SQL_GRAM_COUNTS, v, COUNTS, &rows);
		if (e)
			return e;
		for (row = rows.at, k = 0; k < rows.n; k++)
			for (j = i; j < n && j < i + COUNTS; j++)
				if (c[j].g == row[k].g)
					c[j].n = row[k].n;
	}
	return OK;
}

static enum err
plan_make(struct req *r, const struct find *f, struct plan *p)
{
	uint32_t term[QUERY_WORDS * WORD_MAX];
	struct gram_count *c;
	size_t i, n = 0, terms, room = TERMS_USED - f->facets;
	enum err e;

	terms = f->words ? query_terms(f->words, term) : 0;
	c = arena_alloc(r->mem, (terms + f->facets + 1) * sizeof(*c));
	for (i = 0; i < terms; i++)
		c[i].g = term[i];
	if ((e = counts_read(r, c, terms)))
		return e;
	qsort(c, terms, sizeof(*c), by_count);
	p->all = terms <= room;
	n = p->all ? terms : room;
	for (i = 0; i < f->facets; i++)
		c[n + i] = (struct gram_count){ .g = f->facet[i] };
	if ((e = counts_read(r, c + n, f->facets)))
		return e;
	p->n = n + f->facets;
	qsort(c, p->n, sizeof(*c), by_count);
	for (i = 0; i < p->n; i++)
		p->g[i] = (uint32_t)c[i].g;
	return OK;
}

/* The next rows below a pos that have all terms of the plan. */
static enum err
rows_read(struct req *r, const struct find *f, const struct plan *p,
	  int64_t high, int64_t limit, struct list *rows)
{
	struct val v[TERMS_USED + 3];
	unsigned stmt;
	size_t i, n = 0;

	if (f->words)
		stmt = SQL_SEARCH_BY_1 + (unsigned)p->n - 1;
	else
		stmt = SQL_NOTICE_BY_0 + (unsigned)p->n;
	for (i = 1; i < p->n; i++)
		v[n++] = I64(p->g[i]);
	if (p->n)
		v[n++] = I64(p->g[0]);
	v[n++] = I64(high);
	v[n++] = I64(f->low);
	v[n++] = I64(limit);
	return db_all(r->db, r->mem, stmt, v, n, rows);
}

static bool
has_word(const struct notice_item *n, const struct word *w)
{
	return text_has_word(n->title, strlen(n->title), w) ||
	       text_has_word(n->body, strlen(n->body), w) ||
	       text_has_word(n->owner_name, strlen(n->owner_name), w) ||
	       text_has_word(n->project_code, strlen(n->project_code), w);
}

/* Has it the very words?  Not asked where the terms already say so. */
static bool
has_words(const struct find *f, const struct plan *p,
	  const struct notice_item *n)
{
	const struct word *w;
	size_t i;

	for (i = 0; f->words && i < f->words->n; i++) {
		w = &f->words->word[i];
		if (!(p->all && w->exact) && !has_word(n, w))
			return false;
	}
	return true;
}

enum err
find_run(struct req *r, const struct find *f, struct list *found, int64_t *more)
{
	struct notice_item *out, *row;
	int64_t high = f->high, scanned = 0, want = f->limit + 1;
	struct plan p = { .n = 0 };
	struct list rows;
	size_t i;
	enum err e;

	*more = NONE;
	out = arena_alloc(r->mem, (size_t)want * sizeof(*out));
	*found = (struct list){ 0, out };
	if ((f->facets || f->words) && (e = plan_make(r, f, &p)))
		return e;
	do {
		e = rows_read(r, f, &p, high, want, &rows);
		if (e)
			return e;
		row = rows.at;
		for (i = 0; i < rows.n && (int64_t)found->n < want; i++) {
			high = row[i].pos;
			if (has_words(f, &p, &row[i]))
				out[found->n++] = row[i];
		}
		scanned += (int64_t)rows.n;
	} while ((int64_t)found->n < want && (int64_t)rows.n == want &&
		 scanned < CANDIDATES);
	if ((int64_t)found->n == want) {
		found->n--;
		*more = out[found->n - 1].pos;
	} else if ((int64_t)rows.n == want) {
		*more = high;
	}
	return OK;
}
