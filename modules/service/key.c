/* Public keys to which bids, shares and results are wrapped. */
#include "account_sql.h"
#include "cert.h"
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
static const struct field key_certificate_in_field[] = {
	TEXT(struct key_certificate_in, certificate, 1, 8000, F_IN, "加密证书（base64 的 DER）"),
	FIELD_END
};
static const struct field key_out_field[] = {
	INT(struct key_out, id, 1, INT64_MAX, F_OUT, "密钥编号"),
	TEXT(struct key_out, thumbprint, THUMBPRINT, THUMBPRINT, F_OUT, "指纹（RFC 7638）"),
	RAW(struct key_out, jwk, "公钥（JWK）"),
	TEXT(struct key_out, certificate, 64, 64, F_OUT, "加密证书的指纹（SHA-256）"),
	TEXT(struct key_out, subject, 1, 1000, F_OUT, "证书主题"),
	TIME(struct key_out, valid_to, F_OUT, "证书失效时间"),
	TIME(struct key_out, created_at, F_OUT, "登记时间"),
	TIME(struct key_out, revoked_at, F_OUT, "停用时间"),
	FIELD_END
};
/* clang-format on */
RECORD(key_in, struct key_in);
RECORD(key_certificate_in, struct key_certificate_in);
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

/* A new key of the account; the same one again is E_EXISTS. */
static enum err
add(struct req *r, const char *jwk, struct key_out *k)
{
	*k = (struct key_out){ .jwk = jwk,
			       .created_at = r->now,
			       .revoked_at = NONE,
			       .valid_to = NONE };
	k->thumbprint = jwk_thumbprint(r->mem, jwk, strlen(jwk));
	return db_exec(r->db, SQL_KEY_ADD,
		       ARGS(I64(r->user.id), STR(k->thumbprint), STR(jwk),
			    I64(r->now)),
		       &k->id);
}

/* POST /keys -- register a public key; the private half never leaves me */
enum err
post_key(struct req *r)
{
	const char *jwk = canonical(r, r->in);
	struct key_out k;
	enum err e;

	if (!jwk)
		return req_bad(r, "x", "不是 P-256 或 SM2 曲线上的公钥");
	if ((e = add(r, jwk, &k)) ||
	    (e = key_event(r, "key-add", "thumbprint", k.thumbprint)))
		return e;
	r->status = 201;
	return reply_record(r, &key_out_record, &k);
}

/* The key of a certificate, which may be ours already: of the one before. */
static enum err
certified_key(struct req *r, const struct judged *j, struct key_out *k)
{
	struct jwk_key key;
	const char *jwk;
	enum err e;

	if (!cert_public(j->der, &key))
		return E_BUG; /* CERT_CURVE was asked */
	jwk = jwk_print(r->mem, &key);
	if ((e = add(r, jwk, k)) != E_EXISTS)
		return e;
	if ((e = db_one(r->db, r->mem, SQL_KEY_MINE,
			ARGS(I64(r->user.id), STR(k->thumbprint)), k)))
		return e;
	return k->revoked_at == NONE
		   ? OK
		   : req_say(r, E_STATE, "这把公钥已停用，请换发证书");
}

static enum err
certify(struct req *r, const struct judged *j, struct key_out *k)
{
	enum err e;

	if ((e = certified_key(r, j, k)))
		return e;
	k->certificate = j->cert.fingerprint;
	k->subject = j->cert.subject;
	k->valid_to = j->cert.valid_to;
	e = db_exec(r->db, SQL_KEY_CERTIFICATE_ADD,
		    ARGS(I64(k->id), I64(j->ca.id), STR(j->code),
			 STR(k->certificate), STR(k->subject),
			 STR(j->path.link[0].authority), STR(j->cert.serial),
			 I64(j->cert.valid_from), I64(k->valid_to),
			 BIN(j->der.at, j->der.len), I64(r->real)),
		    NULL);
	return e == E_EXISTS ? req_say(r, e, "这张加密证书已经登记") : e;
}

/*
 * POST /keys/certificate -- an encryption certificate: shares are wrapped to
 * its key.  That its holder has the secret half shows when he opens with it.
 */
enum err
post_key_certificate(struct req *r)
{
	const struct key_certificate_in *in = r->in;
	enum cert_why why = CERT_SYNTAX;
	struct key_out k;
	struct judged j;
	struct der der;
	enum err e;

	if (cert_header(r->mem, in->certificate, &der) &&
	    (e = cert_judge(r, der, CERT_ENCRYPT, &j, &why)))
		return e;
	/* a responder is asked of what is registered; fresh news are wanted
	 * when the trustee is named */
	if (why == CERT_STALE)
		why = CERT_OK;
	if (!why && (e = cert_is_ours(r, &j, &why)))
		return e;
	if (why) {
		r->keep = true;
		e = key_event(r, "key-refused", "reason", cert_name(why));
		return e ? e : cert_refuse(r, why);
	}
	if ((e = certify(r, &j, &k)) ||
	    (e = key_event(r, "key-add", "certificate", k.certificate)))
		return e;
	r->status = 201;
	return reply_record(r, &key_out_record, &k);
}

/* Of what key-add named it by, all there is. */
static enum err
revoke_event(struct req *r, const struct key_out *k)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	if (k->certificate) {
		json_key(&b, "certificate");
		json_text(&b, k->certificate);
	}
	json_key(&b, "thumbprint");
	json_text(&b, k->thumbprint);
	buf_char(&b, '}');
	return account_event(r, "key-revoke", buf_text(&b));
}

/* POST /keys/:id/revoke -- nothing new is wrapped to it */
enum err
post_key_revoke(struct req *r)
{
	struct key_out k;
	enum err e;

	e = db_exec(r->db, SQL_KEY_REVOKE,
		    ARGS(I64(r->now), I64(r->id), I64(r->user.id)), NULL);
	if (e)
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	if ((e = db_one(r->db, r->mem, SQL_KEY_NAMES, ARGS(I64(r->id)), &k)) ||
	    (e = revoke_event(r, &k)))
		return e;
	buf_str(&r->out, "{}");
	return OK;
}
