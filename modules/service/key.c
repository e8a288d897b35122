/* Public keys to which bids, shares and results are wrapped. */
#include "account_sql.h"
#include "jose.h"
#include "json.h"
#include "service.h"

/* clang-format off */
static const struct field key_in_field[] = {
	TEXT(struct key_in, kty, 2, 2, F_IN, "密钥类型（EC）"),
	TEXT(struct key_in, crv, 3, 5, F_IN, "曲线（P-256 或 SM2）"),
	TEXT(struct key_in, x, 43, 43, F_IN, "x 坐标"),
	TEXT(struct key_in, y, 43, 43, F_IN, "y 坐标"),
	FIELD_END
};
static const struct field key_out_field[] = {
	INT(struct key_out, id, 1, INT64_MAX, F_OUT, "密钥编号"),
	TEXT(struct key_out, thumbprint, THUMBPRINT, THUMBPRINT, F_OUT, "指纹（RFC 7638）"),
	RAW(struct key_out, jwk, "公钥（JWK）"),
	TIME(struct key_out, created_at, F_OUT, "登记时间"),
	TIME(struct key_out, revoked_at, F_OUT, "停用时间"),
	FIELD_END
};
/* clang-format on */
RECORD(key_in, struct key_in);
RECORD(key_out, struct key_out);

/* GET /keys -- my public keys */
enum err
list_keys(struct req *r)
{
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_KEY_LIST, ARGS(I64(r->user.id)), &l);
	return e ? e : reply_items(r, &key_out_record, &l, NULL);
}

/* The key's one canonical text, or NULL if it is no point of its curve. */
static char *
canonical(struct req *r, const struct key_in *in)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "kty");
	json_text(&b, in->kty);
	json_key(&b, "crv");
	json_text(&b, in->crv);
	json_key(&b, "x");
	json_text(&b, in->x);
	json_key(&b, "y");
	json_text(&b, in->y);
	buf_char(&b, '}');
	return jwk_public(r->mem, b.at, b.len);
}

/* The event names the key, so that the log proves whose it was and when. */
static enum err
key_event(struct req *r, const char *verb, const char *name, const char *value)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, name);
	json_text(&b, value);
	buf_char(&b, '}');
	return account_event(r, verb, buf_text(&b));
}

/* POST /keys -- register a public key; the private half never leaves me */
enum err
post_key(struct req *r)
{
	const char *jwk = canonical(r, r->in);
	struct key_out k = { .revoked_at = NONE, .created_at = r->now };
	enum err e;

	if (!jwk)
		return req_bad(r, "x", "不是 P-256 或 SM2 曲线上的公钥");
	k.jwk = jwk;
	k.thumbprint = jwk_thumbprint(r->mem, jwk, strlen(jwk));
	if ((e = db_exec(r->db, SQL_KEY_ADD,
			 ARGS(I64(r->user.id), STR(k.thumbprint), STR(jwk),
			      I64(r->now)),
			 &k.id)) ||
	    (e = key_event(r, "key-add", "thumbprint", k.thumbprint)))
		return e;
	r->status = 201;
	return reply_record(r, &key_out_record, &k);
}

/* POST /keys/:id/revoke -- nothing new is wrapped to it */
enum err
post_key_revoke(struct req *r)
{
	enum err e;

	e = db_exec(r->db, SQL_KEY_REVOKE,
		    ARGS(I64(r->now), I64(r->id), I64(r->user.id)), NULL);
	if (e)
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	if ((e = key_event(r, "key-revoke", "key",
			   arena_printf(r->mem, "%lld", (long long)r->id))))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}
