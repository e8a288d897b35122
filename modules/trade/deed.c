/* Evidence of signed deeds, for the parties. */
#include "panel.h"
#include "tender_rows.h"

#include "tender_sql.h"

/* clang-format off */
static const struct field signed_deed_field[] = {
	INT(struct signed_deed, id, 1, INT64_MAX, F_OUT, "编号"),
	TIME(struct signed_deed, at, F_OUT, "办理时间"),
	TIME(struct signed_deed, real_at, F_OUT, "核验证书的时间"),
	INT(struct signed_deed, event, 1, INT64_MAX, F_OUT, "留痕编号"),
	TEXT(struct signed_deed, verb, 1, 40, F_OUT, "事项"),
	TEXT(struct signed_deed, signer, 1, 60, F_OUT, "签名人"),
	TEXT(struct signed_deed, method, 1, 8, F_OUT, "方法"),
	TEXT(struct signed_deed, path, 1, 200, F_OUT, "路径"),
	TEXT(struct signed_deed, idem_key, 1, 100, F_OUT, "Idempotency-Key"),
	TIME(struct signed_deed, signed_at, F_OUT, "签名的时间"),
	TEXT(struct signed_deed, address, 1, 300, F_OUT, "签名所写的平台地址"),
	TEXT(struct signed_deed, body_digest, 64, 64, F_OUT, "请求体 SHA-256"),
	TEXT(struct signed_deed, text_digest, 64, 64, F_OUT, "签名文字 SHA-256"),
	TEXT(struct signed_deed, fingerprint, 64, 64, F_OUT, "证书指纹"),
	TEXT(struct signed_deed, signature, 1, 3000, F_OUT, "签名（base64）"),
	RAW(struct signed_deed, chain, "证书链（base64 的 DER，签名证书在前）"),
	TEXT(struct signed_deed, ca, 1, 100, F_OUT, "签发机构"),
	TEXT(struct signed_deed, crl_number, 0, 40, F_OUT, "吊销列表编号"),
	TEXT(struct signed_deed, crl_digest, 64, 64, F_OUT, "吊销列表 SHA-256"),
	TEXT(struct signed_deed, ocsp_digest, 64, 64, F_OUT, "OCSP 答复 SHA-256"),
	FIELD_END
};
/* clang-format on */
RECORD(signed_deed, struct signed_deed);

/*
 * Who signed tells who bids and who sits on the panel: until names are public
 * everybody sees his own deeds alone.  Of a trade that failed the supervision
 * sees all.
 */
static bool
may_see_all(const struct trade *t, unsigned roles)
{
	if (names_are_public(t))
		return roles & (INSIDERS | EXPERT | TRUSTEE);
	return t->stage > S_ARCHIVED && (roles & SUPERVISOR);
}

/* GET /trades/:id/deeds -- signatures with all that proves them, newest first
 */
enum err
get_deeds(struct req *r)
{
	struct page page = page_of(r);
	struct list l = { 0, NULL };
	const char *next;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	e = db_all(r->db, r->mem, SQL_DEED_LIST,
		   ARGS(I64(r->trade.id), I64(r->trade.project),
			I64(may_see_all(&r->trade, roles)), I64(r->user.id),
			I64(page.after), I64(page.limit + 1)),
		   &l);
	if (e)
		return e;
	next = page_next(r, &page, &l, sizeof(struct signed_deed),
			 offsetof(struct signed_deed, id));
	return reply_items(r, &signed_deed_record, &l, next);
}
