/* What a query string asks of the notices. */
#include "days.h"
#include "find.h"

/* clang-format off */
static const struct field notice_query_field[] = {
	TEXT(struct notice_query, q, 1, 200, F_IN | F_OPT, "要找的字词"),
	ENUM(struct notice_query, domain, domain_words, F_IN | F_OPT, "领域"),
	INT(struct notice_query, region, 110000, 999999, F_IN | F_OPT, "地区及以下"),
	TEXT(struct notice_query, type, 4, 4, F_IN | F_OPT, "公告类型"),
	DATE(struct notice_query, day, F_IN | F_OPT, "发布日期"),
	DATE(struct notice_query, from, F_IN | F_OPT, "发布日期从"),
	DATE(struct notice_query, to, F_IN | F_OPT, "发布日期到"),
	INT(struct notice_query, after, 0, INT64_MAX, F_IN | F_OPT, "上一页最后一条的位置"),
	INT(struct notice_query, limit, 1, 100, F_IN | F_OPT, "条数"),
	FIELD_END
};
static const struct field search_query_field[] = {
	TEXT(struct notice_query, q, 1, 200, F_IN, "要找的字词"),
	ENUM(struct notice_query, domain, domain_words, F_IN | F_OPT, "领域"),
	INT(struct notice_query, region, 110000, 999999, F_IN | F_OPT, "地区及以下"),
	TEXT(struct notice_query, type, 4, 4, F_IN | F_OPT, "公告类型"),
	DATE(struct notice_query, day, F_IN | F_OPT, "发布日期"),
	DATE(struct notice_query, from, F_IN | F_OPT, "发布日期从"),
	DATE(struct notice_query, to, F_IN | F_OPT, "发布日期到"),
	INT(struct notice_query, after, 0, INT64_MAX, F_IN | F_OPT, "上一页最后一条的位置"),
	INT(struct notice_query, limit, 1, 100, F_IN | F_OPT, "条数"),
	FIELD_END
};
/* clang-format on */
RECORD(notice_query, struct notice_query);
RECORD(search_query, struct notice_query);

/* The first pos of a day. */
static int64_t
pos_of(int64_t day)
{
	int64_t ms = day_start(day);

	return ms < 0 ? 0 : posting_pos(ms, 0);
}

static void
days_read(const struct notice_query *q, struct find *f)
{
	f->low = 0;
	f->high = INT64_MAX;
	if (q->day != NONE) {
		f->low = pos_of(q->day);
		f->high = pos_of(q->day + 1);
	}
	if (q->from != NONE && pos_of(q->from) > f->low)
		f->low = pos_of(q->from);
	if (q->to != NONE && pos_of(q->to + 1) < f->high)
		f->high = pos_of(q->to + 1);
	if (q->after != NONE && q->after < f->high)
		f->high = q->after;
}

static enum err
words_read(struct req *r, const char *q, struct find *f)
{
	enum query_err bad;

	f->words = arena_alloc(r->mem, sizeof(*f->words));
	if ((bad = query_parse(q, f->words)))
		return req_bad(r, "q", "%s", query_err_text(bad));
	return OK;
}

enum err
find_read(struct req *r, const struct notice_query *q, struct find *f)
{
	unsigned type;

	*f = (struct find){ .limit = page_limit(q->limit, 20) };
	days_read(q, f);
	if (q->domain != NONE)
		f->facet[f->facets++] = term_domain((unsigned)q->domain + 1);
	if (q->region != NONE)
		f->facet[f->facets++] = term_region(q->region);
	if (q->type) {
		if (!(type = type_code(q->type)))
			return req_bad(r, "type", "没有这个公告类型");
		f->facet[f->facets++] = term_type(type);
	}
	return q->q ? words_read(r, q->q, f) : OK;
}
