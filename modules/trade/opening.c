/* The opening record and the opened files. */
#include "bid.h"
#include "json.h"

#include "bid_sql.h"

const char *const withdrawal_words[] = { "bidder", "other", NULL };

/* clang-format off */
static const struct field opening_field[] = {
	INT(struct opening, bid, 1, INT64_MAX, F_OUT, "投标序号"),
	INT(struct opening, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct opening, bidder, 1, 500, F_OUT, "投标人"),
	TEXT(struct opening, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	BOOL(struct opening, opened, F_OUT, "已解密"),
	TEXT(struct opening, cause, 0, 200, F_OUT, "未解密的原因"),
	ENUM(struct opening, withdrawal, withdrawal_words, F_OUT, "未解密归因"),
	INT(struct opening, price, 0, MONEY_MAX, F_OUT, "报价"),
	TEXT(struct opening, price_text, 0, 200, F_OUT, "报价文字"),
	INT(struct opening, duration_days, 1, 36500, F_OUT, "工期天数"),
	TEXT(struct opening, quality, 0, 100, F_OUT, "质量"),
	TEXT(struct opening, manager, 0, 60, F_OUT, "项目负责人"),
	ENUM(struct opening, deposit, deposit_kinds, F_OUT, "截止前到账的保证金"),
	TEXT(struct opening, digest, 64, 64, F_OUT, "文件摘要"),
	TEXT(struct opening, media, 3, 100, F_OUT, "文件类型"),
	TEXT(struct opening, name, 1, 200, F_OUT, "文件名"),
	TIME(struct opening, received_at, F_OUT, "收到时间"),
	TIME(struct opening, at, F_OUT, "开标时间"),
	TEXT(struct opening, envelope, 64, 64, F_OUT, "加密文件摘要"),
	FIELD_END
};
RECORD(opening, struct opening);

/* The record as a statement; order and names are those of TRUST.md. */
static const struct field line_field[] = {
	INT(struct opening, bid, 1, INT64_MAX, F_OUT, NULL),
	TEXT(struct opening, envelope, 64, 64, F_OUT, NULL),
	TEXT(struct opening, bidder, 1, 500, F_OUT, NULL),
	TEXT(struct opening, credit_code, 18, 18, F_OUT, NULL),
	BOOL(struct opening, opened, F_OUT, NULL),
	TEXT(struct opening, cause, 0, 200, F_OUT, NULL),
	ENUM(struct opening, withdrawal, withdrawal_words, F_OUT, NULL),
	INT(struct opening, price, 0, MONEY_MAX, F_OUT, NULL),
	TEXT(struct opening, price_text, 0, 200, F_OUT, NULL),
	INT(struct opening, duration_days, 1, 36500, F_OUT, NULL),
	TEXT(struct opening, quality, 0, 100, F_OUT, NULL),
	TEXT(struct opening, manager, 0, 60, F_OUT, NULL),
	TEXT(struct opening, digest, 64, 64, F_OUT, NULL),
	TEXT(struct opening, media, 3, 100, F_OUT, NULL),
	TEXT(struct opening, name, 1, 200, F_OUT, NULL),
	FIELD_END
};
static const struct record line_record = {
	"opening_line", sizeof(struct opening), line_field
};

struct statement {
	const char *trade; /* deal code */
	int64_t deadline, at;
	struct list lines; /* struct opening */
};
static const struct field statement_field[] = {
	TEXT(struct statement, trade, 40, 40, F_OUT, NULL),
	TIME(struct statement, deadline, F_OUT, NULL),
	TIME(struct statement, at, F_OUT, NULL),
	LIST(struct statement, lines, &line_record, 0, LIST_MAX, F_OUT, NULL),
	FIELD_END
};
static const struct record statement_record = {
	"opening_statement", sizeof(struct statement), statement_field
};
/* clang-format on */

const char *
opening_text(struct req *r, const struct list *openings)
{
	struct statement s = { .trade = r->trade.deal_code,
			       .deadline = r->trade.deadline,
			       .at = r->now,
			       .lines = *openings };
	struct buf b;

	buf_init(&b, r->mem);
	json_record(&b, &statement_record, &s, F_OUT);
	return buf_text(&b);
}

static enum err
list(struct req *r, int64_t bid, struct list *l)
{
	return db_all(r->db, r->mem, SQL_OPENING_LIST,
		      ARGS(I64(r->trade.id), I64(bid), I64(bid)), l);
}

/*
 * GET /trades/:id/opening -- for everybody (电子招标投标办法 34).  A bid
 * whose `deposit` is null brought none in time: it is opened and shown like
 * the others, and the panel rejects it (实施条例 51, item 6).
 */
enum err
get_opening(struct req *r)
{
	struct list l = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = list(r, 0, &l)))
		return e;
	if (!l.n)
		return req_say(r, E_EARLY, "还没有开标，请开标以后再查看");
	return reply_items(r, &opening_record, &l, NULL);
}

/*
 * GET /trades/:id/opening/:id/file -- for the panel, the owner's side, the
 * centre, and the bidder whose file it is
 */
enum err
get_opening_file(struct req *r)
{
	struct list l = { 0, NULL };
	const struct opening *o;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) || (e = list(r, r->id2, &l)))
		return e;
	o = l.at;
	if (!l.n || !o->opened)
		return E_NOTFOUND;
	if (!(roles & (OWNER | AGENCY | CENTRE | EXPERT)) &&
	    o->subject != r->user.subject)
		return E_NOTFOUND;
	r->file = o->digest;
	r->media = o->media;
	r->extra = download_header(r->mem, o->name);
	return OK;
}
