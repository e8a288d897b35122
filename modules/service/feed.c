/* The log as a feed: every entry, none skipped. */
#include "public.h"
#include "service_sql.h"

/* clang-format off */
static const struct field feed_query_field[] = {
	INT(struct feed_query, after, -1, INT64_MAX, F_IN | F_OPT, "从此序号之后（默认 -1，从头开始）"),
	INT(struct feed_query, limit, 1, 1000, F_IN | F_OPT, "条数"),
	FIELD_END
};
static const struct field feed_item_field[] = {
	INT(struct feed_item, seq, 0, INT64_MAX, F_OUT, "序号"),
	TEXT(struct feed_item, leaf, 64, 64, F_OUT, "叶子散列：SHA-256(0x00 || body)"),
	BOOL(struct feed_item, public, F_OUT, "内容公开"),
	TIME(struct feed_item, at, F_OUT, "时间"),
	TEXT(struct feed_item, module, 1, 16, F_OUT, "模块"),
	TEXT(struct feed_item, verb, 1, 40, F_OUT, "事项"),
	INT(struct feed_item, project, 1, INT64_MAX, F_OUT, "项目"),
	INT(struct feed_item, trade, 1, INT64_MAX, F_OUT, "标段"),
	INT(struct feed_item, notice, 1, INT64_MAX, F_OUT, "公告"),
	TEXT(struct feed_item, body, 1, INT64_MAX, F_OUT, "被散列的原文"),
	FIELD_END
};
/* clang-format on */
RECORD(feed_query, struct feed_query);
RECORD(feed_item, struct feed_item);

/* GET /feed -- the log from an entry on; of what is not public, the hash */
enum err
list_feed(struct req *r)
{
	const struct feed_query *q = r->in;
	int64_t limit = page_limit(q->limit, 100);
	const struct feed_item *items;
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_FEED,
		   ARGS(I64(q->after == NONE ? -1 : q->after), I64(limit)), &l);
	if (e)
		return e;
	items = l.at;
	return reply_items(r, &feed_item_record, &l,
			   l.n < (size_t)limit
			       ? NULL
			       : page_next(r, items[l.n - 1].seq));
}
