/* Judging a certificate by the recognised CAs and their lists. */
#include "cert.h"
#include "crypt.h"
#include "json.h"
#include "cert_sql.h"

#define SKEW_MS 300000 /* a CA's clock may be ahead of ours */
#define HEADER_MAX 8000
#define GOOD 5

const char *const ca_kinds[] = { "ukey", "mobile", NULL };

/* clang-format off */
static const struct field ca_field[] = {
	INT(struct ca, id, 1, INT64_MAX, F_OUT, "CA 编号"),
	TEXT(struct ca, name, 1, 100, F_OUT, "名称"),
	ENUM(struct ca, kind, ca_kinds, F_OUT, "介质"),
	BOOL(struct ca, login, F_OUT, "登录"),
	BOOL(struct ca, sign, F_OUT, "签名"),
	BOOL(struct ca, seal, F_OUT, "签章"),
	TEXT(struct ca, policy, 1, 64, F_OUT, "证书策略"),
	TEXT(struct ca, code_at, 1, 80, F_OUT, "代码位置"),
	TIME(struct ca, recognised_from, F_OUT, "认可起始"),
	TIME(struct ca, recognised_to, F_OUT, "认可截止"),
	TEXT(struct ca, crl_url, 0, 300, F_OUT, "吊销列表地址"),
	TEXT(struct ca, ocsp_url, 0, 300, F_OUT, "OCSP 地址"),
	TIME(struct ca, ended_at, F_OUT, "停止认可时间"),
	TEXT(struct ca, end_reason, 0, 200, F_OUT, "停止原因"),
	FIELD_END
};
static const struct field ca_certificate_field[] = {
	INT(struct ca_certificate, position, 0, 99, F_ROW, NULL),
	INT(struct ca_certificate, valid_from, 0, INT64_MAX, F_ROW, NULL),
	INT(struct ca_certificate, valid_to, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct ca_certificate, subject, 0, 1000, F_ROW, NULL),
	TEXT(struct ca_certificate, authority, 64, 64, F_ROW, NULL),
	TEXT(struct ca_certificate, fingerprint, 64, 64, F_ROW, NULL),
	TEXT(struct ca_certificate, der, 0, 2 * CERT_DER_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field revocation_field[] = {
	INT(struct revocation, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct revocation, this_update, 0, INT64_MAX, F_ROW, NULL),
	INT(struct revocation, next_update, 0, INT64_MAX, F_ROW, NULL),
	INT(struct revocation, revoked, 0, 9, F_ROW, NULL),
	FIELD_END
};
static const struct field deed_policy_field[] = {
	BOOL(struct deed_policy, required, F_ROW, NULL),
	BOOL(struct deed_policy, bound, F_ROW, NULL),
	FIELD_END
};
static const struct field bound_certificate_field[] = {
	INT(struct bound_certificate, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct bound_certificate, account, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct bound_certificate, fingerprint, 64, 64, F_ROW, NULL),
	TEXT(struct bound_certificate, code, 18, 18, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(ca, struct ca);
RECORD(ca_certificate, struct ca_certificate);
RECORD(revocation, struct revocation);
RECORD(deed_policy, struct deed_policy);
RECORD(bound_certificate, struct bound_certificate);

enum err
cert_refuse(struct req *r, enum cert_why why)
{
	r->reason = cert_name(why);
	return req_say(r, E_CERT, "%s", cert_text(why));
}

bool
cert_header(struct arena *a, const char *text, struct der *out)
{
	size_t len = strlen(text);
	void *der = len <= HEADER_MAX ? unbase64(a, text, &len) : NULL;

	*out = (struct der){ der, len };
	return der != NULL;
}

enum err
ca_read(struct req *r, int64_t ca, struct list *rows, struct der *out,
	size_t max, size_t *n)
{
	const struct ca_certificate *c;
	unsigned char *der;
	size_t i, len;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_CA_CERTIFICATES, ARGS(I64(ca)),
			rows)))
		return e;
	for (c = rows->at, i = 0; i < rows->n && i < max; i++) {
		len = strlen(c[i].der) / 2;
		der = arena_alloc(r->mem, len + 1);
		if (!unhex(c[i].der, der, len))
			return E_BUG;
		out[i] = (struct der){ der, len };
	}
	*n = i;
	return OK;
}

const char *
cert_chain_text(struct arena *a, const struct cert_path *p)
{
	struct buf b;
	size_t i;

	buf_init(&b, a);
	buf_char(&b, '[');
	for (i = 0; i < p->n; i++) {
		json_comma(&b);
		json_text(&b, base64(a, p->der[i].at, p->der[i].len));
	}
	buf_char(&b, ']');
	return buf_text(&b);
}

/* Is the CA whose path was found recognised for this now? */
static enum cert_why
recognised(struct req *r, const struct ca *ca, enum cert_use use)
{
	if (ca->ended_at != NONE && ca->ended_at <= r->real)
		return CERT_ENDED;
	if (r->real < ca->recognised_from || r->real >= ca->recognised_to)
		return CERT_PERIOD;
	if ((use == CERT_LOGIN && !ca->login) ||
	    (use == CERT_SEAL && !ca->seal) ||
	    ((use == CERT_SIGN || use == CERT_ENCRYPT) && !ca->sign))
		return CERT_PURPOSE;
	return CERT_OK;
}

/* How far a certificate got with one CA: the furthest reason is told. */
static int
rank(enum cert_why why, bool found)
{
	if (found) /* the terms of today say more than those of once */
		return why == CERT_ENDED ? 3 : 4;
	return why == CERT_UNKNOWN ? 0 : why == CERT_FORGED ? 1 : 2;
}

static enum err
with(struct req *r, const struct ca *ca, enum cert_use use, struct judged *j,
     enum cert_why *why, int *best)
{
	struct der der[CERT_CHAIN_MAX];
	struct judged one = *j;
	enum cert_why w;
	struct list rows;
	bool found;
	size_t n;
	enum err e;

	if ((e = ca_read(r, ca->id, &rows, der, CERT_CHAIN_MAX, &n)))
		return e;
	one.ca = *ca;
	w = cert_path(r->mem, j->der, der, n, use, r->real, &one.path);
	if ((found = !w) && !(w = recognised(r, ca, use)) && ca->policy)
		w = cert_policy(j->der, ca->policy);
	if (!w)
		w = cert_code(r->mem, j->der, ca->code_at, &one.code);
	if (w && rank(w, found) <= *best)
		return OK;
	*best = w ? rank(w, found) : GOOD;
	*why = w;
	*j = one;
	return OK;
}

static bool
is_fresh(const struct req *r, const struct revocation *v)
{
	return v->this_update <= r->real + SKEW_MS && r->real < v->next_update;
}

/* One certificate of the path; *crl, *ocsp: fresh answers that it is good. */
static enum err
revoked(struct req *r, const char *authority, const char *serial, int64_t *crl,
	int64_t *ocsp, enum cert_why *why)
{
	struct revocation v;
	enum err e;

	*crl = *ocsp = NONE;
	e = db_one(r->db, r->mem, SQL_CRL_LAST,
		   ARGS(STR(serial), STR(authority)), &v);
	if (!e && v.revoked)
		*why = CERT_REVOKED;
	else if (!e && is_fresh(r, &v))
		*crl = v.id;
	if (e && e != E_NOTFOUND)
		return e;
	e = db_one(r->db, r->mem, SQL_OCSP_LAST,
		   ARGS(STR(authority), STR(serial)), &v);
	if (!e && v.revoked == OCSP_REVOKED)
		*why = CERT_REVOKED;
	else if (!e && v.revoked == OCSP_GOOD && is_fresh(r, &v))
		*ocsp = v.id;
	return e == E_NOTFOUND ? OK : e;
}

/*
 * Freshness is asked of the leaf: intermediates were recognised by name by an
 * administrator, who ends them; one that is known to be revoked is refused.
 */
static enum err
standing(struct req *r, enum cert_use use, struct judged *j, enum cert_why *why)
{
	bool stale = false;
	int64_t crl, ocsp;
	enum err e;
	size_t i;

	for (i = 0; !*why && i + 1 < j->path.n; i++) {
		if ((e = revoked(r, j->path.link[i].authority,
				 j->path.link[i].serial, &crl, &ocsp, why)))
			return e;
		if (i)
			continue;
		j->crl = crl;
		j->ocsp = ocsp;
		stale = use != CERT_LOGIN && crl == NONE && ocsp == NONE;
	}
	if (!*why && stale)
		*why = CERT_STALE;
	return OK;
}

enum err
cert_judge(struct req *r, struct der der, enum cert_use use, struct judged *j,
	   enum cert_why *why)
{
	const struct ca *ca;
	struct list all;
	int best = -1;
	enum err e;
	size_t i;

	*j = (struct judged){ .der = der, .crl = NONE, .ocsp = NONE };
	if ((*why = cert_read(r->mem, der, &j->cert)))
		return OK;
	if ((e = db_all(r->db, r->mem, SQL_CA_FIND, ARGS(STR(j->cert.issuer)),
			&all)))
		return e;
	*why = CERT_UNKNOWN;
	for (ca = all.at, i = 0; i < all.n && best < GOOD; i++)
		if ((e = with(r, &ca[i], use, j, why, &best)))
			return e;
	return *why ? OK : standing(r, use, j, why);
}

enum err
cert_bound(struct req *r, const struct judged *j, struct bound_certificate *b,
	   enum cert_why *why)
{
	enum err e =
	    db_one(r->db, r->mem, SQL_CERTIFICATE_BOUND,
		   ARGS(STR(j->cert.issuer), STR(j->cert.serial), STR(j->code)),
		   b);

	if (e && e != E_NOTFOUND)
		return e;
	*why = e || strcmp(b->fingerprint, j->cert.fingerprint) ? CERT_UNBOUND
								: CERT_OK;
	return OK;
}
