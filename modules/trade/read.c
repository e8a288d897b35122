/* Reading trades and projects for GET, page by page. */
#include <inttypes.h>

#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

#define LIMIT 20
#define LIMIT_MAX 100

/* clang-format off */
static const struct field one_word_field[] = {
	TEXT(struct one_word, word, 0, 200, F_ROW, NULL),
	FIELD_END
};
static const struct field number_field[] = {
	INT(struct number, number, INT64_MIN, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field notice_type_field[] = {
	TEXT(struct notice_type, name, 0, 60, F_ROW, NULL),
	TEXT(struct notice_type, class, 0, 4, F_ROW, NULL),
	TEXT(struct notice_type, national_stage, 0, 10, F_ROW, NULL),
	FIELD_END
};
static const struct field page_field[] = {
	INT(struct page, after, 1, INT64_MAX, F_IN | F_OPT, "接着哪一行"),
	INT(struct page, limit, 1, LIMIT_MAX, F_IN | F_OPT, "最多多少行"),
	FIELD_END
};
/* clang-format on */
RECORD(one_word, struct one_word);
RECORD(number, struct number);
RECORD(notice_type, struct notice_type);
RECORD(page, struct page);

enum err
number_get(struct req *r, unsigned stmt, int64_t *out, const struct val *v,
	   size_t n)
{
	struct number row;
	enum err e;

	if ((e = db_one(r->db, r->mem, stmt, v, n, &row)))
		return e;
	*out = row.number;
	return OK;
}

enum err
trade_read(struct req *r, int64_t id, unsigned *roles)
{
	unsigned mine;
	enum err e;

	e = db_one(r->db, r->mem, SQL_TRADE_READ, ARGS(I64(id)), &r->trade);
	if (e)
		return e;
	mine = trade_roles(r);
	if (r->trade.stage == S_DRAFT && !(mine & INSIDERS))
		return E_NOTFOUND;
	if (roles)
		*roles = mine;
	return OK;
}

enum err
project_read(struct req *r, int64_t id, struct project *p, unsigned *roles)
{
	unsigned mine;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_PROJECT_GET, ARGS(I64(id)), p)))
		return e;
	/* roles at a project are those at a trade of it */
	r->trade = (struct trade){ .region = p->region,
				   .owner = p->owner,
				   .agency = p->agency };
	mine = trade_roles(r);
	if (!p->begun && !(mine & INSIDERS))
		return E_NOTFOUND;
	if (roles)
		*roles = mine;
	return OK;
}

struct page
page_of(const struct req *r)
{
	struct page p = { NONE, NONE };

	if (r->in)
		p = *(const struct page *)r->in;
	if (p.after == NONE)
		p.after = INT64_MAX;
	if (p.limit == NONE)
		p.limit = LIMIT;
	return p;
}

const char *
page_next(struct req *r, const struct page *p, struct list *l, size_t size,
	  size_t at)
{
	const char *last;
	int64_t id;

	if (l->n <= (size_t)p->limit)
		return NULL;
	l->n = (size_t)p->limit;
	last = (const char *)l->at + (l->n - 1) * size + at;
	memcpy(&id, last, sizeof(id));
	return arena_printf(r->mem,
			    "/api/%s%s?after=%" PRId64 "&limit=%" PRId64,
			    r->worker->name, r->path, id, p->limit);
}
