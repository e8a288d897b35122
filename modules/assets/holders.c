/* Who has priority: registered with the draft, kept in the next round. */
#include "assets.h"
#include "bid.h"
#include "days.h"
#include "event.h"
#include "json.h"

#include "assets_sql.h"

/* clang-format off */
static const struct field holder_field[] = {
	INT(struct holder, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct holder, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct holder, credit_code, 18, 18, F_BOTH, "统一社会信用代码"),
	TEXT(struct holder, name, 1, 200, F_OUT, "名称"),
	INT(struct holder, share, 1, 10000, F_BOTH, "出资比例，万分之一"),
	DATE(struct holder, notified_on, F_BOTH, "收到书面通知之日"),
	TIME(struct holder, until, F_OUT, "行权截止"),
	TIME(struct holder, waived_at, F_OUT, "放弃时间"),
	INT(struct holder, offer, 1, INT64_MAX, F_OUT, "接受的第几次报价"),
	INT(struct holder, part, 1, 10000, F_OUT, "协商确定的比例，万分之一"),
	TIME(struct holder, claimed_at, F_OUT, "接受的时间"),
	FIELD_END
};
/* clang-format on */
RECORD(holder, struct holder);

enum err
holders_of(struct req *r, int64_t trade, int64_t subject, struct list *l)
{
	return db_all(r->db, r->mem, SQL_HOLDER_LIST,
		      ARGS(I64(trade), I64(subject == NONE), I64(subject)), l);
}

enum err
holder_list(struct req *r, struct list *l)
{
	return holders_of(r, r->trade.id, NONE, l);
}

const char *
holder_text(struct req *r, const struct holder *h)
{
	struct buf b;

	buf_init(&b, r->mem);
	json_record(&b, &holder_record, h, F_OUT);
	return buf_text(&b);
}

/* POST /trades/:id/holders */
enum err
post_holder(struct req *r)
{
	struct holder *h = r->in;
	struct bidder b;
	enum err e;

	if (h->notified_on > day_of(r->now))
		return req_bad(r, "notified_on", "不能晚于今天");
	e = bidder_get(r, h->credit_code, &b);
	if (e == E_NOTFOUND)
		return req_bad(r, "credit_code", "这个主体还没有在平台登记");
	if (e)
		return e;
	h->subject = b.id;
	h->name = b.name;
	if ((e = trade_step(r, h, holder_text(r, h))))
		return e;
	e = db_exec(r->db, SQL_HOLDER_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(h->subject),
			 I64(h->share), I64(h->notified_on)),
		    &h->id);
	if (e == E_EXISTS)
		return req_say(r, e, "已经登记过%s，不用再办", h->name);
	if (e)
		return e;
	r->status = 201;
	return reply_record(r, &holder_record, h);
}

/* GET /trades/:id/holders -- one's own; the owner's side all */
enum err
get_holders(struct req *r)
{
	struct list l = { 0, NULL };
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) ||
	    (e = holders_of(r, r->id, roles & INSIDERS ? NONE : r->user.subject,
			    &l)))
		return e;
	return reply_items(r, &holder_record, &l, NULL);
}

enum err
holders_again(struct req *r, const struct asset *a)
{
	struct list all = { 0, NULL };
	const struct holder *h;
	size_t i;
	enum err e;

	if ((e = db_exec(r->db, SQL_HOLDER_COPY,
			 ARGS(I64(a->id), I64(a->predecessor)), NULL)) ||
	    (e = holders_of(r, a->id, NONE, &all)))
		return e;
	for (h = all.at, i = 0; i < all.n && !e; i++)
		e = event_add(r, &(struct event){ .verb = "hold",
						  .project = a->project,
						  .trade = a->id,
						  .notice = NONE,
						  .before = S_DRAFT,
						  .after = S_DRAFT,
						  .detail =
						      holder_text(r, &h[i]) });
	return e;
}
