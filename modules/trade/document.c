/* Files behind a notice: bringing them, taking them, who took them. */
#include "event.h"
#include "json.h"
#include "tender_rows.h"
#include "trade.h"

#include "tender_sql.h"

const char *const document_kinds[] = { "tender",   "bill",  "drawing",
				       "addendum", "other", NULL };

struct upload {
	const char *name;
	int64_t kind;
};
struct taker {
	int64_t document;
	const char *document_name, *subject_name, *credit_code;
	int64_t at;
};

/* clang-format off */
static const struct field document_field[] = {
	INT(struct document, id, 1, INT64_MAX, F_OUT, "文件序号"),
	INT(struct document, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct document, name, 1, 200, F_OUT, "文件名"),
	ENUM(struct document, kind, document_kinds, F_OUT, "文件种类"),
	TEXT(struct document, media, 1, 100, F_OUT, "文件类型"),
	TEXT(struct document, digest, 64, 64, F_OUT, "SHA-256 摘要"),
	INT(struct document, size, 0, INT64_MAX, F_OUT, "字节数"),
	TIME(struct document, created_at, F_OUT, "上传时间"),
	FIELD_END
};
static const struct field upload_field[] = {
	TEXT(struct upload, name, 1, 200, F_IN, "文件名"),
	ENUM(struct upload, kind, document_kinds, F_IN, "文件种类"),
	FIELD_END
};
static const struct field taker_field[] = {
	INT(struct taker, document, 1, INT64_MAX, F_OUT, "文件序号"),
	TEXT(struct taker, document_name, 1, 200, F_OUT, "文件名"),
	TEXT(struct taker, subject_name, 1, 200, F_OUT, "领取人"),
	TEXT(struct taker, credit_code, 18, 18, F_OUT, "统一社会信用代码"),
	TIME(struct taker, at, F_OUT, "领取时间"),
	FIELD_END
};
/* clang-format on */
RECORD(document, struct document);
RECORD(upload, struct upload);
RECORD(taker, struct taker);

/* By the end of the name; what a browser might run stays a mere download. */
static const char *
media_of(const char *name)
{
	static const char *const type[][2] = {
		{ ".pdf", "application/pdf" },
		{ ".docx", "application/vnd.openxmlformats-officedocument."
			   "wordprocessingml.document" },
		{ ".xlsx", "application/vnd.openxmlformats-officedocument."
			   "spreadsheetml.sheet" },
		{ ".zip", "application/zip" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".json", "application/json" },
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
	};
	size_t n = strlen(name), i, m;

	for (i = 0; i < sizeof(type) / sizeof(*type); i++) {
		m = strlen(type[i][0]);
		if (n > m && !strcasecmp(name + n - m, type[i][0]))
			return type[i][1];
	}
	return "application/octet-stream";
}

/* POST /projects/:id/documents?name=&kind= -- bring a file */
enum err
post_document(struct req *r)
{
	const struct upload *in = r->in;
	struct document d = { .project = r->id,
			      .name = in->name,
			      .kind = in->kind,
			      .digest = r->blob.digest,
			      .size = r->blob.size,
			      .created_at = r->now };
	struct buf detail;
	struct project p;
	unsigned roles;
	enum err e;

	if ((e = project_read(r, r->id, &p, &roles)))
		return e;
	if (!(roles & (OWNER | AGENCY)))
		return E_ROLE;
	if (strchr(in->name, '/') || strchr(in->name, '\\'))
		return req_bad(r, "name", "不能有斜线");
	d.media = media_of(in->name);
	if ((e = db_exec(r->db, SQL_DOCUMENT_ADD,
			 ARGS(STR(r->domain), I64(d.project), STR(d.name),
			      STR(document_kinds[d.kind]), STR(d.media),
			      STR(d.digest), I64(d.size), I64(r->user.id),
			      I64(r->now)),
			 &d.id)))
		return e;
	buf_init(&detail, r->mem);
	json_record(&detail, &document_record, &d, F_OUT);
	r->trade.id = 0;
	if ((e = event_add(r, &(struct event){ .verb = "document",
					       .project = p.id,
					       .trade = NONE,
					       .notice = NONE,
					       .before = NONE,
					       .after = NONE,
					       .detail = buf_text(&detail) })))
		return e;
	r->status = 201;
	return reply_record(r, &document_record, &d);
}

/* GET /projects/:id/documents -- for those who bring them */
enum err
get_project_documents(struct req *r)
{
	struct list l = { 0, NULL };
	struct project p;
	unsigned roles;
	enum err e;

	if ((e = project_read(r, r->id, &p, &roles)))
		return e;
	if (!(roles & INSIDERS))
		return E_ROLE;
	if ((e = db_all(r->db, r->mem, SQL_DOCUMENT_LIST, ARGS(I64(p.id)), &l)))
		return e;
	return reply_items(r, &document_record, &l, NULL);
}

/* GET /trades/:id/documents -- what there is to take */
enum err
get_trade_documents(struct req *r)
{
	struct list l = { 0, NULL };
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) ||
	    (e = db_all(r->db, r->mem, SQL_DOCUMENT_LIST_OF_TRADE,
			ARGS(I64(r->id), I64((roles & INSIDERS) != 0)), &l)))
		return e;
	return reply_items(r, &document_record, &l, NULL);
}

enum err
documents_are_given_out(struct req *r, const void *rec)
{
	const struct trade *t = &r->trade;
	bool invited;
	enum err e;

	(void)rec;
	if (t->documents_from != NONE && r->now < t->documents_from)
		return req_say(r, E_EARLY, "招标文件从 %s 开始发出，到时再领取",
			       when_text(r->mem, t->documents_from));
	if (r->now >= t->deadline ||
	    (t->documents_to != NONE && r->now >= t->documents_to))
		return req_say(r, E_LATE,
			       "招标文件已经停止发出，不能再领取；有异议请向招"
			       "标人提出");
	if ((e = is_invited(r, &invited)))
		return e;
	if (!invited)
		return req_say(r, E_ROLE,
			       "这是邀请招标，你的单位不在受邀之列；认为有误请"
			       "联系招标人");
	return OK;
}

/* POST /trades/:id/documents/:id/take -- anyone signed in; nobody is told */
enum err
post_take(struct req *r)
{
	struct document d;
	enum err e;

	e = db_one(r->db, r->mem, SQL_DOCUMENT_OF_TRADE,
		   ARGS(I64(r->id2), I64(r->trade.id), I64(0)), &d);
	if (e ||
	    (e = trade_step(r, &d,
			    arena_printf(r->mem, "{\"document\":%lld}",
					 (long long)d.id))) ||
	    (e = db_exec(r->db, SQL_TAKEN_ADD,
			 ARGS(STR(r->domain), I64(r->trade.id), I64(d.id),
			      I64(r->user.subject == NONE ? 0
							  : r->user.subject),
			      I64(r->user.id), I64(r->now)),
			 NULL)))
		return e;
	return reply_record(r, &document_record, &d);
}

/* GET /trades/:id/documents/:id -- the file, for those who took it */
enum err
get_document(struct req *r)
{
	struct document d;
	unsigned roles;
	int64_t taken;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) ||
	    (e = db_one(r->db, r->mem, SQL_DOCUMENT_OF_TRADE,
			ARGS(I64(r->id2), I64(r->id),
			     I64((roles & INSIDERS) != 0)),
			&d)) ||
	    (e = NUMBER(r, SQL_TAKEN_BY, &taken, I64(r->id), I64(d.id),
			I64(r->user.id))))
		return e;
	if (!taken && !(roles & (INSIDERS | EXPERT)))
		return req_say(r, E_STATE, "请先领取这份文件，再下载");
	r->file = d.digest;
	r->media = d.media;
	r->extra = download_header(r->mem, d.name);
	return OK;
}

/* GET /trades/:id/takers -- nobody, the owner neither, before the deadline */
enum err
get_takers(struct req *r)
{
	struct list l = { 0, NULL };
	const struct rule *rule;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!(roles & INSIDERS))
		return E_ROLE;
	if (r->trade.stage == S_DRAFT ||
	    (r->trade.stage == S_NOTICE && r->now < r->trade.deadline)) {
		if ((e = rule_get(r, "ebid.secret_downloaders", &rule)))
			return e;
		return rule_refuse(r, rule, NULL, NULL,
				   arena_printf(r->mem, "%s 截止后可以查看",
						when_text(r->mem,
							  r->trade.deadline)));
	}
	if ((e = db_all(r->db, r->mem, SQL_TAKER_LIST, ARGS(I64(r->id)), &l)))
		return e;
	return reply_items(r, &taker_record, &l, NULL);
}
