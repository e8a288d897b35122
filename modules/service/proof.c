/* The log's signed heads, and proofs from its tree. */
#include "log_tree.h"
#include "public.h"
#include "rows.h"
#include "service.h"
#include "service_sql.h"

/* clang-format off */
static const struct field head_query_field[] = {
	INT(struct head_query, size, 0, INT64_MAX, F_IN | F_OPT, "日志长度（默认最新）"),
	FIELD_END
};
static const struct field log_head_field[] = {
	INT(struct log_head, size, 0, INT64_MAX, F_OUT, "日志长度"),
	TEXT(struct log_head, root, 64, 64, F_OUT, "根散列"),
	TIME(struct log_head, at, F_OUT, "签署时间"),
	TEXT(struct log_head, body, 1, 1000, F_OUT, "被签署的原文"),
	TEXT(struct log_head, signature, 1, 200, F_OUT, "签名：ES256，或者 SM2（SM3）（base64url）"),
	LIST(struct log_head, cosignatures, &cosignature_record, 0, 1000, F_OUT, "见证人的共同签署"),
	INT(struct log_head, required, 0, 100, F_OUT, "要求的见证人数"),
	BOOL(struct log_head, witnessed, F_OUT, "已见证"),
	FIELD_END
};
static const struct field proof_query_field[] = {
	INT(struct proof_query, seq, 0, INT64_MAX, F_IN, "序号"),
	INT(struct proof_query, size, 1, INT64_MAX, F_IN | F_OPT, "日志长度（默认最近签署的）"),
	FIELD_END
};
static const struct field proof_field[] = {
	INT(struct proof, seq, 0, INT64_MAX, F_OUT, "序号"),
	INT(struct proof, size, 1, INT64_MAX, F_OUT, "日志长度"),
	TEXT(struct proof, leaf, 64, 64, F_OUT, "叶子散列"),
	TEXT(struct proof, root, 64, 64, F_OUT, "根散列"),
	TEXTS(struct proof, path, 0, 64, F_OUT, "从叶到根的散列"),
	FIELD_END
};
static const struct field consistency_query_field[] = {
	INT(struct consistency_query, from, 1, INT64_MAX, F_IN, "较早的日志长度"),
	INT(struct consistency_query, to, 1, INT64_MAX, F_IN, "较晚的日志长度"),
	FIELD_END
};
static const struct field consistency_field[] = {
	INT(struct consistency, from, 1, INT64_MAX, F_OUT, "较早的日志长度"),
	INT(struct consistency, to, 1, INT64_MAX, F_OUT, "较晚的日志长度"),
	TEXT(struct consistency, from_root, 64, 64, F_OUT, "较早的根散列"),
	TEXT(struct consistency, to_root, 64, 64, F_OUT, "较晚的根散列"),
	TEXTS(struct consistency, path, 0, 65, F_OUT, "一致性证明"),
	FIELD_END
};
/* clang-format on */
RECORD(head_query, struct head_query);
RECORD(log_head, struct log_head);
RECORD(proof_query, struct proof_query);
RECORD(proof, struct proof);
RECORD(consistency_query, struct consistency_query);
RECORD(consistency, struct consistency);

static struct log_tree
tree_of(const struct req *r)
{
	return (struct log_tree){ r->db, r->mem, r->suite };
}

/* How long the log is. */
static enum err
size_check(struct req *r, const char *field, int64_t size)
{
	struct one_number n;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_LOG_SIZE, NOARGS, &n)))
		return e;
	return size > n.n
		   ? req_bad(r, field, "日志现在的长度是 %lld", (long long)n.n)
		   : OK;
}

/* A signature of an epoch that is over, or not recognised, is shown alone. */
static bool
is_witnessed(const struct log_head *h)
{
	const struct cosignature *c = h->cosignatures.at;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < h->cosignatures.n; i++)
		n += c[i].counts;
	return n >= (h->required > 1 ? h->required : 1);
}

/* GET /log/head -- the newest signed head, or that of a size */
enum err
get_log_head(struct req *r)
{
	const struct head_query *q = r->in;
	struct one_number n;
	struct log_head h;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_LOG_HEAD_GET,
			ARGS(I64(q->size), I64(q->size)), &h)) ||
	    (e = db_one(r->db, r->mem, SQL_WITNESS_REQUIRED, NOARGS, &n)) ||
	    (e = cosignatures_of(r, h.size, &h.cosignatures)))
		return e;
	h.required = n.n;
	h.witnessed = is_witnessed(&h);
	return reply_record(r, &log_head_record, &h);
}

/* GET /log/proof -- that an entry is in the log of a size */
enum err
get_log_proof(struct req *r)
{
	const struct proof_query *q = r->in;
	const struct log_tree t = tree_of(r);
	struct proof p = { .seq = q->seq, .size = q->size };
	struct merkle_proof path;
	struct log_head h;
	struct log_node leaf;
	enum err e;

	if (p.size == NONE) {
		if ((e = db_one(r->db, r->mem, SQL_LOG_HEAD_GET,
				ARGS(I64(NONE), I64(NONE)), &h)))
			return e;
		p.size = h.size;
	}
	if ((e = size_check(r, "size", p.size)))
		return e;
	if (p.seq >= p.size)
		return req_bad(r, "seq", "应小于日志长度 %lld",
			       (long long)p.size);
	if ((e = db_one(r->db, r->mem, SQL_LOG_LEAF_GET, ARGS(I64(p.seq)),
			&leaf)))
		return e;
	if ((e = log_tree_entry(&t, p.seq, p.size, &path)) ||
	    (e = log_tree_root(&t, p.size, &p.root)))
		return e;
	p.leaf = leaf.hash;
	p.path = log_tree_words(r->mem, &path);
	return reply_record(r, &proof_record, &p);
}

/* GET /log/consistency -- that a longer log begins with a shorter */
enum err
get_log_consistency(struct req *r)
{
	const struct consistency_query *q = r->in;
	const struct log_tree t = tree_of(r);
	struct consistency c = { .from = q->from, .to = q->to };
	struct merkle_proof path;
	enum err e;

	if ((e = size_check(r, "to", c.to)))
		return e;
	if (c.from > c.to)
		return req_bad(r, "from", "不能大于 to");
	if ((e = log_tree_growth(&t, c.from, c.to, &path)) ||
	    (e = log_tree_root(&t, c.from, &c.from_root)) ||
	    (e = log_tree_root(&t, c.to, &c.to_root)))
		return e;
	c.path = log_tree_words(r->mem, &path);
	return reply_record(r, &consistency_record, &c);
}
