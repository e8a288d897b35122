/* Witnesses of the log, and what they signed. */
#include "crypt.h"
#include "head.h"
#include "public.h"
#include "service.h"
#include "service_sql.h"

/* clang-format off */
static const struct field cosign_in_field[] = {
	TEXT(struct cosign_in, witness, 1, 40, F_IN, "见证人名称"),
	TEXT(struct cosign_in, body, 1, 1000, F_IN, "被签署的原文"),
	TEXT(struct cosign_in, signature, 1, 400, F_IN, "签名（base64url）"),
	FIELD_END
};
static const struct field cosignature_field[] = {
	TEXT(struct cosignature, witness, 1, 40, F_OUT, "见证人名称"),
	TEXT(struct cosignature, title, 1, 100, F_OUT, "见证单位"),
	INT(struct cosignature, region, 0, 999999, F_OUT, "地区"),
	INT(struct cosignature, size, 1, INT64_MAX, F_OUT, "日志长度"),
	TEXT(struct cosignature, body, 1, 1000, F_OUT, "被签署的原文"),
	TEXT(struct cosignature, signature, 1, 400, F_OUT, "签名（base64url）"),
	INT(struct cosignature, epoch, 0, INT64_MAX, F_OUT, "第几期（重新见证的次数）"),
	BOOL(struct cosignature, counts, F_OUT, "计入：是平台现在认可的那一期"),
	TIME(struct cosignature, received_at, F_OUT, "收到时间"),
	FIELD_END
};
static const struct field witness_field[] = {
	INT(struct witness, id, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct witness, name, 1, 40, F_OUT, "见证人名称"),
	TEXT(struct witness, title, 1, 100, F_OUT, "见证单位"),
	INT(struct witness, region, 0, 999999, F_OUT, "地区"),
	TEXT(struct witness, public_key, 1, 2000, F_OUT, "公钥（PEM）"),
	TIME(struct witness, from_at, F_OUT, "自何时起认可"),
	TIME(struct witness, to_at, F_OUT, "至何时止"),
	INT(struct witness, epoch, 0, INT64_MAX, F_OUT, "认可的是第几期（重新见证的次数）"),
	INT(struct witness, last_size, 0, INT64_MAX, F_OUT, "最近签署的日志长度"),
	FIELD_END
};
/* clang-format on */
RECORD(cosign_in, struct cosign_in);
RECORD(cosignature, struct cosignature);
RECORD(witness, struct witness);

/* GET /log/witnesses -- who may co-sign heads, and how far each has come */
enum err
list_witnesses(struct req *r)
{
	struct list l;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_WITNESS_LIST, NOARGS, &l)))
		return e;
	return reply_items(r, &witness_record, &l, NULL);
}

enum err
cosignatures_of(struct req *r, int64_t size, struct list *l)
{
	return db_all(r->db, r->mem, SQL_COSIGNATURE_LIST, ARGS(I64(size)), l);
}

static enum err
refused(struct req *r, const char *why)
{
	return req_say(r, E_STATE, "不接受这份共同签署：%s", why);
}

/* What a witness signed before it took the log up anew says nothing of what it
 * signs after: who counts on it decides that first. */
static enum err
other_epoch(struct req *r, const struct witness *w, int64_t epoch)
{
	return refused(r, arena_printf(r->mem,
				       "是第 %lld 期的，平台认可的是第 %lld "
				       "期（ggzyctl witness anew）",
				       (long long)epoch, (long long)w->epoch));
}

/*
 * POST /log/cosignatures -- a witness's signature of a head.  Its signature is
 * all the right it needs; the same again is answered like the first.
 */
enum err
post_cosignature(struct req *r)
{
	const struct cosign_in *in = r->in;
	struct cosignature c = { .received_at = r->now, .counts = true };
	struct cosign_body said;
	struct head_body head;
	struct witness w;
	struct log_head h;
	enum err e;

	e = db_one(r->db, r->mem, SQL_WITNESS_GET,
		   ARGS(STR(in->witness), I64(r->now), I64(r->now)), &w);
	if (e)
		return e == E_NOTFOUND ? refused(r, "没有认可这个见证人") : e;
	if (!cosign_read(r->mem, in->body, &said))
		return req_bad(r, "body", "不是共同签署的原文");
	if (said.epoch != w.epoch)
		return other_epoch(r, &w, said.epoch);
	e = db_one(r->db, r->mem, SQL_LOG_HEAD_GET,
		   ARGS(I64(said.size), I64(said.size)), &h);
	if (e)
		return e == E_NOTFOUND ? refused(r, "没有这个长度的签名头") : e;
	if (strcmp(said.witness, w.name) || !head_read(r->mem, h.body, &head) ||
	    !cosign_ok(r->mem, w.public_key, in->body, in->signature, &head,
		       h.body, w.epoch))
		return refused(r, "内容与签名头不符，或者签名不对");
	e = db_exec(r->db, SQL_COSIGNATURE_ADD,
		    ARGS(I64(h.size), I64(w.id), I64(w.epoch), STR(in->body),
			 STR(in->signature), I64(r->now)),
		    NULL);
	if (e && e != E_EXISTS)
		return e;
	c.witness = w.name;
	c.title = w.title;
	c.region = w.region;
	c.size = h.size;
	c.epoch = w.epoch;
	c.body = in->body;
	c.signature = in->signature;
	r->status = 201;
	return reply_record(r, &cosignature_record, &c);
}
