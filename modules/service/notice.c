/* Notices: the list and the single one. */
#include "find.h"
#include "service.h"
#include "service_sql.h"

/* clang-format off */
static const struct field notice_item_field[] = {
	INT(struct notice_item, id, 1, INT64_MAX, F_OUT, "公告编号"),
	INT(struct notice_item, pos, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct notice_item, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct notice_item, type, 1, 10, F_OUT, "公告类型"),
	TEXT(struct notice_item, title, 1, 300, F_OUT, "标题"),
	INT(struct notice_item, region, 0, 999999, F_OUT, "地区"),
	TEXT(struct notice_item, place, 0, 100, F_OUT, "地点"),
	TIME(struct notice_item, publish_at, F_OUT, "发布时间"),
	INT(struct notice_item, project, 1, INT64_MAX, F_OUT, "项目"),
	INT(struct notice_item, trade, 1, INT64_MAX, F_OUT, "标段"),
	TEXT(struct notice_item, project_code, 0, 60, F_OUT, "项目编号"),
	TEXT(struct notice_item, owner_name, 0, 200, F_OUT, "招标人等"),
	TIME(struct notice_item, due_at, F_OUT, "截止时间"),
	MONEY(struct notice_item, amount_fen, 0, MONEY_MAX, F_OUT, "金额（分）"),
	TEXT(struct notice_item, source, 1, 40, F_OUT, "来源"),
	TEXT(struct notice_item, source_name, 0, 100, F_OUT, "来源名称"),
	INT(struct notice_item, version, 1, INT64_MAX, F_OUT, "版本"),
	TEXT(struct notice_item, body, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct notice_item, snippet, 0, 200, F_OUT, "检索词所在的文字"),
	FIELD_END
};
static const struct field attachment_field[] = {
	INT(struct attachment, no, 1, INT64_MAX, F_OUT, "序号"),
	TEXT(struct attachment, name, 1, 200, F_OUT, "文件名"),
	TEXT(struct attachment, media, 1, 100, F_OUT, "媒体类型"),
	INT(struct attachment, size, 0, INT64_MAX, F_OUT, "字节数"),
	TEXT(struct attachment, digest, 64, 64, F_OUT, "SHA-256"),
	INT(struct attachment, document, 1, INT64_MAX, F_OUT, "交易系统中的文件编号"),
	FIELD_END
};
static const struct field notice_full_field[] = {
	INT(struct notice_full, id, 1, INT64_MAX, F_OUT, "公告编号"),
	TEXT(struct notice_full, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct notice_full, class, 1, 4, F_OUT, "业务类别"),
	TEXT(struct notice_full, type, 1, 10, F_OUT, "公告类型"),
	TEXT(struct notice_full, type_name, 1, 60, F_OUT, "公告类型名称"),
	TEXT(struct notice_full, national_stage, 0, 10, F_OUT, "国家平台环节代码"),
	TEXT(struct notice_full, title, 1, 300, F_OUT, "标题"),
	TEXT(struct notice_full, body, 0, INT64_MAX, F_OUT, "正文"),
	INT(struct notice_full, region, 0, 999999, F_OUT, "地区"),
	TEXT(struct notice_full, region_name, 1, 60, F_OUT, "地区名称"),
	TEXT(struct notice_full, place, 0, 100, F_OUT, "地点"),
	TIME(struct notice_full, publish_at, F_OUT, "发布时间"),
	INT(struct notice_full, project, 1, INT64_MAX, F_OUT, "项目"),
	INT(struct notice_full, trade, 1, INT64_MAX, F_OUT, "标段"),
	INTS(struct notice_full, trades, 1, INT64_MAX, F_OUT, "公告所含的全部标段"),
	TEXT(struct notice_full, project_code, 0, 60, F_OUT, "项目编号"),
	TEXT(struct notice_full, owner_name, 0, 200, F_OUT, "招标人等"),
	TIME(struct notice_full, due_at, F_OUT, "截止时间"),
	MONEY(struct notice_full, amount_fen, 0, MONEY_MAX, F_OUT, "金额（分）"),
	RAW(struct notice_full, facts, "要点"),
	TEXT(struct notice_full, duty_person, 0, 60, F_OUT, "发布责任人"),
	TEXT(struct notice_full, examiner, 0, 60, F_OUT, "审核人"),
	TEXT(struct notice_full, source, 1, 40, F_OUT, "来源"),
	TEXT(struct notice_full, source_name, 0, 100, F_OUT, "来源名称"),
	TEXT(struct notice_full, source_id, 0, 80, F_OUT, "来源编号"),
	TEXT(struct notice_full, source_url, 0, 300, F_OUT, "来源地址"),
	INT(struct notice_full, version, 1, INT64_MAX, F_OUT, "版本"),
	TEXT(struct notice_full, digest, 64, 64, F_OUT, "正文的 SHA-256"),
	INT(struct notice_full, seq, 0, INT64_MAX, F_OUT, "留痕日志中的序号"),
	TEXT(struct notice_full, hidden, 0, 200, F_OUT, "撤下的原因"),
	LIST(struct notice_full, attachments, &attachment_record, 0, INT64_MAX, F_OUT, "附件"),
	LIST(struct notice_full, siblings, &notice_item_record, 0, INT64_MAX, F_OUT, "同一项目的其他公告"),
	FIELD_END
};
/* clang-format on */
RECORD(notice_item, struct notice_item);
RECORD(notice_full, struct notice_full);
RECORD(attachment, struct attachment);

/* GET /notices -- published notices, newest first */
enum err
list_notices(struct req *r)
{
	struct list found;
	struct find f;
	int64_t more;
	enum err e;

	if ((e = find_read(r, r->in, &f)) ||
	    (e = find_run(r, &f, &found, &more)))
		return e;
	return reply_items(r, &notice_item_record, &found,
			   more == NONE ? NULL : page_next(r, more));
}

/* What only notices of our own trades have; most are not asked for it. */
static enum err
parts_read(struct req *r, struct notice_full *n)
{
	const struct one_number *row;
	struct list l;
	int64_t *trade;
	size_t i;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_NOTICE_TRADES, ARGS(I64(n->id)),
			&l)) ||
	    (e = db_all(r->db, r->mem, SQL_ATTACHMENT_LIST, ARGS(I64(n->id)),
			&n->attachments)))
		return e;
	trade = arena_alloc(r->mem, (l.n + 1) * sizeof(*trade));
	for (row = l.at, i = 0; i < l.n; i++)
		trade[i] = row[i].n;
	n->trades = (struct list){ l.n, trade };
	return db_all(r->db, r->mem, SQL_NOTICE_SIBLINGS,
		      ARGS(I64(n->project), I64(n->id)), &n->siblings);
}

/* GET /notices/:id -- one notice, whole */
enum err
get_notice(struct req *r)
{
	struct notice_full n;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_NOTICE_GET, ARGS(I64(r->id)), &n)))
		return e;
	if (n.project != NONE && (e = parts_read(r, &n)))
		return e;
	return reply_record(r, &notice_full_record, &n);
}

/* GET /notices/:id/attachments/:id -- name, size and digest of a file */
enum err
get_attachment(struct req *r)
{
	struct attachment a;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_ATTACHMENT_GET,
			ARGS(I64(r->id), I64(r->id2)), &a)))
		return e;
	return reply_record(r, &attachment_record, &a);
}
