/* Signed deeds: the signature of a request, checked and kept. */
#include "cert.h"
#include "conf.h"
#include "crypt.h"
#include "days.h"
#include "deed.h"
#include "worker.h"
#include "deed_sql.h"

char *
deed_text(struct arena *a, const char *address, const char *method,
	  const char *path, const char *key, int64_t signed_at,
	  const char *body_digest)
{
	char at[30];

	instant_print(at, signed_at);
	return arena_printf(a, "GGZY-DEED-2\n%s\n%s %s\n%s\n%s\n%s\n", address,
			    method, path, key, at, body_digest);
}

char *
deed_mark(struct arena *a, const char *signature, const char *fingerprint)
{
	const char *text =
	    arena_printf(a, "GGZY-SIGNED-1\n%s\n%s\n", signature, fingerprint);

	return hex_sha256(a, text, strlen(text));
}

bool
deed_is_timely(int64_t signed_at, int64_t at, bool file)
{
	return signed_at <= at + DEED_MS &&
	       signed_at >= at - (file ? DEED_FILE_MS : DEED_MS);
}

static enum cert_why
verify(struct req *r, struct judged *j, struct deed *d)
{
	size_t len = strlen(r->signature);
	const char *text;
	void *sig;

	if (!(sig = unbase64(r->mem, r->signature, &len)))
		return CERT_SIGNATURE;
	d->signature = r->signature;
	d->signature_digest = hex_sha256(r->mem, sig, len);
	d->body_digest =
	    r->blob.digest
		? r->blob.digest
		: hex_sha256(r->mem, r->body ? r->body : "", r->body_len);
	d->address = conf.url;
	text = deed_text(r->mem, d->address, r->method, r->uri, r->idem_key,
			 d->signed_at, d->body_digest);
	d->text_digest = hex_sha256(r->mem, text, strlen(text));
	return cert_verify(j->der, text, strlen(text), sig, len);
}

/* The certificate is good, the account's own, and signed this request. */
static enum err
judge(struct req *r, struct deed *d, enum cert_why *why)
{
	struct bound_certificate b;
	struct judged j;
	struct der der;
	enum err e;

	*why = CERT_SYNTAX;
	if (!cert_header(r->mem, r->certificate, &der))
		return OK;
	if ((e = cert_judge(r, der, CERT_SIGN, &j, why)) || *why)
		return e;
	if ((e = cert_bound(r, &j, &b, why)) || *why)
		return e;
	if (b.account != r->user.id) {
		*why = CERT_UNBOUND;
		return OK;
	}
	if ((*why = verify(r, &j, d)))
		return OK;
	d->fingerprint = j.cert.fingerprint;
	d->mark = deed_mark(r->mem, d->signature, d->fingerprint);
	d->chain = cert_chain_text(r->mem, &j.path);
	d->ca = j.ca.id;
	d->crl = j.crl;
	d->ocsp = j.ocsp;
	return OK;
}

/* Signed just now, by a clock that is right: it can be used today alone. */
static enum err
timely(struct req *r, struct deed *d)
{
	char now[30];

	if (!instant_is(r->signed_at, &d->signed_at))
		return req_bad(r, "GGZY-Signed-At",
			       "应是签名的时间，例如 "
			       "2026-06-03T10:00:00.000+08:00");
	if (deed_is_timely(d->signed_at, r->real, r->blob.digest != NULL))
		return OK;
	instant_print(now, r->real);
	return req_say(r, E_SIGNTIME, "签名时间是 %s，平台时间是 %s",
		       r->signed_at, now);
}

/* One that was signed for another installation looks like any other text. */
static enum err
refuse(struct req *r, enum cert_why why)
{
	enum err e = cert_refuse(r, why);

	return why != CERT_SIGNATURE
		   ? e
		   : req_say(r, e, "%s：应是为 %s 的 %s %s 和这次的请求体签的",
			     cert_text(why), conf.url, r->method, r->uri);
}

enum err
deed_wanted(struct req *r)
{
	struct deed_policy policy;
	enum err e;

	if (r->certificate || r->signature)
		return OK;
	if ((e = db_one(r->db, r->mem, SQL_DEED_POLICY, ARGS(I64(r->user.id)),
			&policy)))
		return e;
	return policy.required || policy.bound ? E_SIGN : OK;
}

enum err
deed_begin(struct req *r)
{
	enum cert_why why;
	struct deed *d;
	enum err e;

	r->asked = true;
	if (!r->certificate && !r->signature)
		return deed_wanted(r);
	if (!r->certificate || !r->signature || !r->signed_at)
		return req_say(r, E_SIGN,
			       "GGZY-Certificate、GGZY-Signed-At 和 "
			       "GGZY-Signature 须同时提交");
	if (!r->idem_key)
		return req_bad(r, "Idempotency-Key", "签名办理须提交");
	d = arena_alloc(r->mem, sizeof(*d));
	d->event = d->project = d->trade = d->notice = NONE;
	if ((e = timely(r, d)) || (e = judge(r, d, &why)))
		return e;
	if (why)
		return refuse(r, why);
	r->deed = d;
	return OK;
}

enum err
deed_end(struct req *r)
{
	const struct deed *d = r->deed;
	enum err e;

	e = db_exec(r->db, SQL_DEED_ADD,
		    ARGS(I64(r->now), I64(r->real), STR(r->worker->name),
			 I64(r->user.id), I64(d->event), I64(d->project),
			 I64(d->trade), I64(d->notice), STR(r->method),
			 STR(r->uri), STR(r->idem_key), I64(d->signed_at),
			 STR(d->address), STR(d->body_digest),
			 STR(d->text_digest), I64(d->ca), STR(d->fingerprint),
			 STR(d->chain), I64(d->crl), I64(d->ocsp),
			 STR(d->signature)),
		    NULL);
	return e == E_EXISTS ? E_KEY : e;
}
