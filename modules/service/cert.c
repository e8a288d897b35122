/* Certificates of an account: binding, listing, giving up. */
#include "account_sql.h"
#include "cert.h"
#include "service.h"

/* clang-format off */
static const struct field certificate_out_field[] = {
	INT(struct certificate_out, id, 1, INT64_MAX, F_OUT, "编号"),
	TEXT(struct certificate_out, ca, 1, 100, F_OUT, "签发机构"),
	TEXT(struct certificate_out, subject, 1, 1000, F_OUT, "证书主题"),
	TEXT(struct certificate_out, serial, 1, 40, F_OUT, "序列号"),
	TEXT(struct certificate_out, code, 18, 18, F_OUT, "主体代码"),
	TEXT(struct certificate_out, fingerprint, 64, 64, F_OUT, "指纹（SHA-256）"),
	TIME(struct certificate_out, valid_from, F_OUT, "生效时间"),
	TIME(struct certificate_out, valid_to, F_OUT, "失效时间"),
	TIME(struct certificate_out, bound_at, F_OUT, "绑定时间"),
	TIME(struct certificate_out, revoked_at, F_OUT, "停用时间"),
	FIELD_END
};
static const struct field one_code_field[] = {
	TEXT(struct one_code, code, 18, 18, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(certificate_out, struct certificate_out);
RECORD(one_code, struct one_code);

/* GET /certificates -- mine */
enum err
list_certificates(struct req *r)
{
	struct list l;
	enum err e;

	e = db_all(r->db, r->mem, SQL_CERTIFICATE_LIST, ARGS(I64(r->user.id)),
		   &l);
	return e ? e : reply_items(r, &certificate_out_record, &l, NULL);
}

enum err
cert_is_ours(struct req *r, const struct judged *j, enum cert_why *why)
{
	struct one_code want;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_CERTIFICATE_CODE,
			ARGS(I64(r->user.id)), &want)))
		return e;
	*why = strcmp(want.code, j->code) ? CERT_OTHER_CODE : CERT_OK;
	return OK;
}

static enum err
add(struct req *r, const struct judged *j, struct certificate_out *c)
{
	enum err e;

	*c = (struct certificate_out){ .valid_from = j->cert.valid_from,
				       .valid_to = j->cert.valid_to,
				       .bound_at = r->real,
				       .revoked_at = NONE,
				       .fingerprint = j->cert.fingerprint,
				       .subject = j->cert.subject,
				       .serial = j->cert.serial,
				       .code = j->code,
				       .ca = j->ca.name };
	e = db_exec(r->db, SQL_CERTIFICATE_ADD,
		    ARGS(I64(r->user.id), I64(j->ca.id), STR(j->cert.issuer),
			 STR(c->serial), STR(c->code), STR(c->fingerprint),
			 STR(c->subject), I64(c->valid_from), I64(c->valid_to),
			 STR(j->path.link[0].authority),
			 BIN(j->der.at, j->der.len), I64(c->bound_at)),
		    &c->id);
	return e == E_EXISTS ? req_say(r, e, "这张证书已经绑定到一个账号") : e;
}

/* POST /certificates -- from now on deeds of this account are signed */
enum err
post_certificate(struct req *r)
{
	struct certificate_out c;
	enum cert_why why;
	struct judged j;
	enum err e;

	if ((e = cert_wait(r)) || (e = cert_prove(r, true, &j, &why)))
		return e;
	if (!why && (e = cert_is_ours(r, &j, &why)))
		return e;
	if (why)
		return cert_fail(r, why, "certificate-refused");
	if ((e = add(r, &j, &c)) ||
	    (e = account_event(r, "certificate-bind",
			       arena_printf(r->mem, "{\"certificate\":\"%s\"}",
					    c.fingerprint))))
		return e;
	r->status = 201;
	return reply_record(r, &certificate_out_record, &c);
}

/* POST /certificates/:id/revoke -- nobody logs in or signs with it again */
enum err
post_certificate_revoke(struct req *r)
{
	enum err e;

	e = db_exec(r->db, SQL_CERTIFICATE_REVOKE,
		    ARGS(I64(r->real), I64(r->id), I64(r->user.id)), NULL);
	if (e)
		return e;
	if (!db_rows(r->db))
		return E_NOTFOUND;
	e = account_event(r, "certificate-revoke",
			  arena_printf(r->mem, "{\"certificate\":%lld}",
				       (long long)r->id));
	if (!e)
		buf_str(&r->out, "{}");
	return e;
}
