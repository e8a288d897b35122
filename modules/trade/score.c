/* What an evaluation has on its table: bids, items, members, their scores and
 * votes; and a sheet as the text whose digest is logged. */
#include "json.h"
#include "panel.h"
#include "panel_sql.h"

const char *const ground_words[GROUNDS + 1] = { "unsigned",    "no_agreement",
						"unqualified", "two_bids",
						"price",       "unresponsive",
						"collusion",   NULL };
const char *const ground_labels[GROUNDS + 1] = {
	"投标文件未经投标单位盖章和单位负责人签字",
	"投标联合体没有提交共同投标协议",
	"投标人不符合国家或者招标文件规定的资格条件",
	"同一投标人提交两个以上不同的投标文件或者投标报价",
	"投标报价低于成本或者高于招标文件设定的最高投标限价",
	"投标文件没有对招标文件的实质性要求和条件作出响应",
	"投标人有串通投标、弄虚作假、行贿等违法行为",
	NULL
};

/* clang-format off */
static const struct field evaluated_field[] = {
	INT(struct evaluated, bid, 1, INT64_MAX, F_OUT, "投标序号"),
	INT(struct evaluated, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct evaluated, bidder, 1, 500, F_OUT, "投标人"),
	INT(struct evaluated, price, 0, INT64_MAX, F_OUT, "报价"),
	TEXT(struct evaluated, price_text, 0, 200, F_OUT, "报价文字"),
	INT(struct evaluated, duration_days, 0, INT64_MAX, F_OUT, "工期"),
	TEXT(struct evaluated, quality, 0, 100, F_OUT, "质量"),
	TEXT(struct evaluated, manager, 0, 60, F_OUT, "项目负责人"),
	TEXT(struct evaluated, digest, 64, 64, F_OUT, "投标文件摘要"),
	TEXT(struct evaluated, name, 0, 200, F_OUT, "投标文件名"),
	TIME(struct evaluated, received_at, F_OUT, "递交时间"),
	FIELD_END
};
static const struct field score_field[] = {
	INT(struct score, member, 1, INT64_MAX, F_ROW, NULL),
	INT(struct score, bid, 1, INT64_MAX, F_BOTH, "投标序号"),
	INT(struct score, item, 1, 999, F_BOTH, "评分项"),
	INT(struct score, score, 0, 10000, F_BOTH, "得分（百分之一分）"),
	FIELD_END
};
static const struct field vote_field[] = {
	INT(struct vote, member, 1, INT64_MAX, F_ROW, NULL),
	INT(struct vote, bid, 1, INT64_MAX, F_BOTH, "投标序号"),
	ENUM(struct vote, ground, ground_words, F_BOTH, "否决理由"),
	TEXT(struct vote, reason, 2, 500, F_BOTH, "具体情形"),
	FIELD_END
};
static const struct field sheet_field[] = {
	LIST(struct sheet, scores, &score_record, 0, LIST_MAX, F_BOTH | F_OPT,
	     "评分"),
	LIST(struct sheet, rejections, &vote_record, 0, 200, F_BOTH | F_OPT,
	     "否决"),
	FIELD_END
};
static const struct field own_sheet_field[] = {
	INT(struct own_sheet, seat, 1, 99, F_OUT, "席位"),
	TEXT(struct own_sheet, member, 1, 60, F_OUT, "评委"),
	TIME(struct own_sheet, locked_at, F_OUT, "锁定时间"),
	TEXT(struct own_sheet, digest, 64, 64, F_OUT, "摘要"),
	RAW(struct own_sheet, sheet, "评分表"),
	FIELD_END
};
/* clang-format on */
RECORD(own_sheet, struct own_sheet);
RECORD(evaluated, struct evaluated);
RECORD(score, struct score);
RECORD(vote, struct vote);
RECORD(sheet, struct sheet);

enum err
table_read(struct req *r, struct table *t)
{
	const struct val *id = (struct val[]){ I64(r->trade.id) };
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_SCORE_ITEM_LIST, id, 1,
			&t->items)) ||
	    (e = db_all(r->db, r->mem, SQL_EVALUATED, id, 1, &t->bids)) ||
	    (e = panel_list(r, &t->members)) ||
	    (e = db_all(r->db, r->mem, SQL_SCORE_LIST, id, 1, &t->scores)) ||
	    (e = db_all(r->db, r->mem, SQL_VOTE_LIST, id, 1, &t->votes)))
		return e;
	return OK;
}

const char *
sheet_text(struct req *r, const struct table *t, const struct member *m)
{
	const struct score *s = t->scores.at;
	const struct vote *v = t->votes.at;
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "trade");
	json_text(&b, r->trade.deal_code);
	json_key(&b, "seat");
	json_int(&b, m->seat);
	json_key(&b, "member");
	json_text(&b, code_name(r->mem, m));
	buf_str(&b, ",\"scores\":[");
	for (i = 0; i < t->scores.n; i++) {
		if (s[i].member != m->id)
			continue;
		json_comma(&b);
		json_record(&b, &score_record, &s[i], F_OUT);
	}
	buf_str(&b, "],\"rejections\":[");
	for (i = 0; i < t->votes.n; i++) {
		if (v[i].member != m->id)
			continue;
		json_comma(&b);
		json_record(&b, &vote_record, &v[i], F_OUT);
	}
	buf_str(&b, "],\"salt\":");
	json_text(&b, m->salt);
	buf_char(&b, '}');
	return buf_text(&b);
}

/* Those at the table: members of the panel, and who runs and supervises it. */
static enum err
see_table(struct req *r, struct table *t)
{
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (r->trade.stage < S_EVALUATION)
		return req_say(r, E_STAGE, "还没有开始评标，请开始以后再查看");
	if (!(roles & (EXPERT | INSIDERS)))
		return E_ROLE;
	return table_read(r, t);
}

/* GET /trades/:id/evaluation -- what is to be scored, and in whose bids */
enum err
get_evaluated(struct req *r)
{
	struct table t = { 0 };
	enum err e;

	if ((e = see_table(r, &t)))
		return e;
	buf_str(&r->out, "{\"items\":");
	json_list(&r->out, &score_item_record, &t.items, F_OUT);
	buf_str(&r->out, ",\"bids\":");
	json_list(&r->out, &evaluated_record, &t.bids, F_OUT);
	buf_str(&r->out, ",\"next\":null}");
	return OK;
}

/* GET /trades/:id/evaluation/:id -- an opened bid, for the panel */
enum err
get_evaluated_file(struct req *r)
{
	struct table t = { 0 };
	const struct evaluated *b;
	size_t i;
	enum err e;

	if ((e = see_table(r, &t)))
		return e;
	for (b = t.bids.at, i = 0; i < t.bids.n; i++) {
		if (b[i].bid != r->id2 || !b[i].digest)
			continue;
		r->file = b[i].digest;
		r->media = "application/octet-stream";
		r->extra = "Content-Disposition: attachment\r\n";
		return OK;
	}
	return E_NOTFOUND;
}
