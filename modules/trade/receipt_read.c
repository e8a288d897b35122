/* Receipts again: with time stamp and proof, once there are. */
#include "bid.h"
#include "log_tree.h"

#include "bid_sql.h"

/* clang-format off */
static const struct field receipt_item_field[] = {
	TEXT(struct receipt_item, number, 1, 40, F_OUT, "回执编号"),
	TEXT(struct receipt_item, kind, 1, 20, F_OUT, "种类"),
	TEXT(struct receipt_item, reason, 1, 20, F_OUT, "拒绝的原因"),
	TEXT(struct receipt_item, digest, 64, 64, F_OUT, "SHA-256 摘要"),
	TIME(struct receipt_item, at, F_OUT, "时间"),
	TIME(struct receipt_item, stamped_at, F_OUT, "时间戳的时间（真实时间）"),
	FIELD_END
};
static const struct field signed_head_field[] = {
	TEXT(struct signed_head, body, 1, 1000, F_OUT, "被签署的原文"),
	TEXT(struct signed_head, signature, 1, 200, F_OUT, "日志的签名"),
	FIELD_END
};
static const struct field receipt_file_field[] = {
	TEXT(struct receipt_file, number, 1, 40, F_OUT, "回执编号"),
	RAW(struct receipt_file, receipt, "签名回执"),
	TEXT(struct receipt_file, token, 1, 65535, F_OUT, "时间戳（RFC 3161，base64），尚未取得时为空"),
	TEXT(struct receipt_file, event, 1, 65535, F_OUT, "留痕的原文"),
	INT(struct receipt_file, seq, 0, INT64_MAX, F_OUT, "日志序号"),
	INT(struct receipt_file, size, 1, INT64_MAX, F_OUT, "日志长度"),
	TEXTS(struct receipt_file, path, 0, 64, F_OUT, "从叶到根的散列"),
	NEST(struct receipt_file, head, struct signed_head, &signed_head_record, F_OUT, "签署的日志根"),
	FIELD_END
};
/* clang-format on */
RECORD(receipt_item, struct receipt_item);
RECORD(signed_head, struct signed_head);
RECORD(receipt_file, struct receipt_file);

/* The path from the receipt's event to the first head that covers it. */
static enum err
proof(struct req *r, struct receipt_file *f)
{
	const struct log_tree t = { r->db, r->mem, r->suite };
	struct merkle_proof p;
	enum err e;

	f->head = arena_alloc(r->mem, sizeof(*f->head));
	if ((e = db_one(r->db, r->mem, SQL_SIGNED_HEAD_GET, ARGS(I64(f->size)),
			f->head)))
		return e == E_NOTFOUND ? E_BUG : e;
	if ((e = log_tree_entry(&t, f->seq, f->size, &p)))
		return e;
	f->path = log_tree_words(r->mem, &p);
	return OK;
}

/* GET /trades/:id/receipts -- of my own attempts, newest first */
enum err
get_receipts(struct req *r)
{
	struct list l = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) ||
	    (e = db_all(r->db, r->mem, SQL_RECEIPT_LIST,
			ARGS(I64(r->id),
			     I64(r->user.subject == NONE ? 0 : r->user.subject),
			     I64(r->user.id)),
			&l)))
		return e;
	return reply_items(r, &receipt_item_record, &l, NULL);
}

/* GET /receipts/:word -- one of my own, as `ggzyctl receipt check` reads it */
enum err
get_receipt(struct req *r)
{
	struct receipt_file f;
	enum err e;

	e = db_one(r->db, r->mem, SQL_RECEIPT_GET,
		   ARGS(STR(r->word),
			I64(r->user.subject == NONE ? 0 : r->user.subject),
			I64(r->user.id)),
		   &f);
	if (!e && f.size != NONE)
		e = proof(r, &f);
	return e ? e : reply_record(r, &receipt_file_record, &f);
}
