/* Notices before they are public: writing, reading, their facts. */
#include "event.h"
#include "json.h"
#include "log.h"
#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

static const char *const state_words[] = { "scheduled", "published",
					   "cancelled", NULL };

/* clang-format off */
static const struct field notice_field[] = {
	INT(struct notice, id, 1, INT64_MAX, F_OUT, "公告序号"),
	INT(struct notice, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct notice, type, 4, 10, F_BOTH, "公告类型"),
	INT(struct notice, nature, 1, 9, F_OUT, "公告性质"),
	TEXT(struct notice, title, 4, 200, F_BOTH, "标题"),
	TEXT(struct notice, body, 1, 200000, F_BOTH, "正文"),
	RAW(struct notice, facts, "要素"),
	TEXT(struct notice, duty_person, 1, 60, F_BOTH, "公告发布责任人"),
	TEXT(struct notice, examiner, 1, 60, F_BOTH, "数据验证责任人"),
	ENUM(struct notice, state, state_words, F_OUT, "状态"),
	TIME(struct notice, publish_at, F_BOTH | F_OPT, "发布时间"),
	INT(struct notice, public, 1, INT64_MAX, F_OUT, "公开编号"),
	INT(struct notice, corrects, 1, INT64_MAX, F_OUT, "更正的公告"),
	INTS(struct notice, trades, 1, INT64_MAX, F_BOTH, "标段"),
	INTS(struct notice, documents, 1, INT64_MAX, F_BOTH | F_OPT, "文件"),
	FIELD_END
};
/* clang-format on */
RECORD(notice, struct notice);

void
fact_add(struct buf *b, const char *label, const char *value)
{
	if (!value)
		return;
	if (!b->len)
		buf_char(b, '[');
	else
		b->len--; /* open the list again */
	json_comma(b);
	buf_char(b, '{');
	json_key(b, "label");
	json_text(b, label);
	json_key(b, "value");
	json_text(b, value);
	buf_str(b, "}]");
}

enum err
notice_add(struct req *r, struct notice *n)
{
	const int64_t *trade = n->trades.at, *document = n->documents.at;
	enum err e;
	size_t i;

	e = db_exec(r->db, SQL_NOTICE_ADD,
		    ARGS(STR(r->domain), I64(n->project), STR(n->type),
			 I64(n->nature), STR(n->title), STR(n->body),
			 STR(n->facts), STR(n->duty_person), STR(n->examiner),
			 I64(n->publish_at), I64(n->corrects), I64(r->user.id),
			 I64(r->now)),
		    &n->id);
	for (i = 0; !e && i < n->trades.n; i++)
		e = db_exec(r->db, SQL_NOTICE_TRADE_ADD,
			    ARGS(STR(r->domain), I64(n->id), I64(trade[i])),
			    NULL);
	for (i = 0; !e && i < n->documents.n; i++) {
		e = db_exec(r->db, SQL_NOTICE_DOCUMENT_ADD,
			    ARGS(STR(r->domain), I64(n->id), I64(document[i]),
				 I64(n->project)),
			    NULL);
		if (e == E_EXISTS)
			return req_bad(r, "documents", "同一份文件写了两次");
		if (!e && !db_rows(r->db))
			return req_bad(r, "documents", "项目里没有这份文件");
	}
	return e;
}

/* A column of numbers as a list of int64_t. */
static enum err
numbers(struct req *r, unsigned stmt, int64_t id, struct list *out)
{
	struct list rows = { 0, NULL };
	const struct number *row;
	int64_t *n;
	enum err e;
	size_t i;

	if ((e = db_all(r->db, r->mem, stmt, ARGS(I64(id)), &rows)))
		return e;
	row = rows.at;
	n = arena_alloc(r->mem, (rows.n + 1) * sizeof(*n));
	for (i = 0; i < rows.n; i++)
		n[i] = row[i].number;
	out->at = n;
	out->n = rows.n;
	return OK;
}

static enum err
complete(struct req *r, struct notice *n)
{
	enum err e = numbers(r, SQL_NOTICE_TRADES, n->id, &n->trades);

	return e ? e : numbers(r, SQL_NOTICE_DOCUMENTS, n->id, &n->documents);
}

enum err
notice_get(struct req *r, int64_t id, struct notice *n)
{
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_NOTICE_LOCK, ARGS(I64(id)), n)))
		return e;
	return complete(r, n);
}

enum err
notice_is_pending(struct req *r, bool *yes)
{
	int64_t n;
	enum err e = NUMBER(r, SQL_NOTICE_PENDING, &n, I64(r->trade.id));

	*yes = !e && n > 0;
	return e;
}

/* POST /notices/:id/cancel -- while it is not public */
enum err
post_notice_cancel(struct req *r)
{
	const int64_t *trade;
	struct notice n;
	enum err e;
	size_t i;

	if ((e = notice_get(r, r->id, &n)))
		return e;
	for (trade = n.trades.at, i = 0; i < n.trades.n; i++)
		if ((e = trade_enter(r, trade[i], "unschedule")) ||
		    (e = trade_step(r, &n, NULL)))
			return e == E_ROLE ? E_NOTFOUND : e;
	if (n.state != NOTICE_SCHEDULED)
		return req_say(r, E_STATE,
			       "公告已经发布或者已经撤回，不能再撤回；要改已发"
			       "布的请发变更公告");
	if ((e = db_exec(r->db, SQL_NOTICE_STATE,
			 ARGS(I64(NOTICE_CANCELLED), I64(NONE), I64(n.id)),
			 NULL)) ||
	    (e = due_drop_notice(r, n.id)))
		return e;
	n.state = NOTICE_CANCELLED;
	return reply_record(r, &notice_record, &n);
}

enum err
notice_give_up(struct req *r, const struct notice *n, enum err why)
{
	struct buf b;

	log_warn("msg=notice-not-published notice=%lld why=%s",
		 (long long)n->id, err_name(why));
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "code");
	json_text(&b, err_name(why));
	json_key(&b, "detail");
	json_text(&b, r->detail ? r->detail : err_text(why));
	buf_char(&b, '}');
	r->move = NULL;
	r->detail = NULL;
	buf_init(&r->bad, r->mem);
	if ((why = db_exec(r->db, SQL_NOTICE_STATE,
			   ARGS(I64(NOTICE_CANCELLED), I64(NONE), I64(n->id)),
			   NULL)))
		return why;
	return event_add(r, &(struct event){ .verb = "unschedule",
					     .project = n->project,
					     .trade = NONE,
					     .notice = NONE,
					     .before = NONE,
					     .after = NONE,
					     .detail = buf_text(&b) });
}

/* GET /notices/:id -- strangers see what was published */
enum err
get_notice(struct req *r)
{
	struct project p;
	struct notice n;
	unsigned roles;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_NOTICE_READ, ARGS(I64(r->id)),
			&n)) ||
	    (e = project_read(r, n.project, &p, &roles)))
		return e;
	if (n.state != NOTICE_PUBLISHED && !(roles & INSIDERS))
		return E_NOTFOUND;
	if ((e = complete(r, &n)))
		return e;
	return reply_record(r, &notice_record, &n);
}

/* GET /projects/:id/notices */
enum err
get_project_notices(struct req *r)
{
	struct list l = { 0, NULL };
	struct page page = page_of(r);
	const char *next;
	struct project p;
	struct notice *n;
	unsigned roles;
	enum err e;
	size_t i;

	if ((e = project_read(r, r->id, &p, &roles)))
		return e;
	roles &= INSIDERS;
	if ((e = db_all(r->db, r->mem, SQL_NOTICE_LIST,
			ARGS(I64(p.id), I64(roles != 0), I64(page.after),
			     I64(page.limit + 1)),
			&l)))
		return e;
	next = page_next(r, &page, &l, sizeof(*n), offsetof(struct notice, id));
	for (n = l.at, i = 0; i < l.n; i++)
		if ((e = complete(r, &n[i])))
			return e;
	return reply_items(r, &notice_record, &l, next);
}
