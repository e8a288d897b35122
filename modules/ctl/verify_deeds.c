/* Signed deeds of a bundle: TRUST.md, section 2. */
#include <inttypes.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "deed.h"
#include "verify.h"

/* What may be signed. */
struct deed_kind {
	const char *verb;
	const char *besides; /* an event that its request may make, too */
};

/* clang-format off */
static const struct deed_kind kinds[] = {
	{ "schedule", NULL },
	{ "clarify", "publish-notice" },
	{ "correct", "publish-notice" },
	{ "bid", NULL },
	{ "refuse-bid", NULL },
	{ "withdraw", NULL },
	{ "refuse-withdraw", NULL },
	{ "unlock", NULL },
	{ "release", NULL },
	{ "refuse-share", NULL },
	{ "pool", NULL },
	{ "commit", NULL },
	{ "reveal", "draw" },
	{ "substitute", NULL },
	{ "lock", NULL },
	{ "report", "publish-notice" },
	{ "reject-all", "publish-notice" },
	{ "answer-objection", NULL },
	{ "award", "publish-notice" },
	{ "fail", "publish-notice" },
	{ "terminate", "publish-notice" },
};
/* clang-format on */

static const char *
verb_name(const struct v_event *e)
{
	return e->verb ? v_kinds[e->verb].verb : e->body.verb;
}

static const struct deed_kind *
kind_of(const struct v_event *e)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].verb, verb_name(e)))
			return &kinds[i];
	return NULL;
}

static bool
names(const struct v_event *e, const char *certificate, const char *signature)
{
	const struct b_signed_by *s = e->text ? e->body.signed_by : NULL;

	return s && !strcmp(s->certificate, certificate) &&
	       !strcmp(s->signature, signature);
}

/* The first event that names this certificate and this signature. */
static const struct v_event *
event_of(const struct verify *v, const char *certificate, const char *signature)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = 0; i < v->events.n; i++)
		if (names(&e[i], certificate, signature))
			return &e[i];
	return NULL;
}

/* The last one before e that names what e names; NULL: there is none. */
static const struct v_event *
named_before(const struct verify *v, const struct v_event *e)
{
	const struct v_event *first = v->events.at, *x;

	for (x = e; x-- > first;)
		if (names(x, e->body.signed_by->certificate,
			  e->body.signed_by->signature))
			return x;
	return NULL;
}

/* Is it of the deed, the first or what its request made besides? */
static bool
is_of_deed(const struct verify *v, const struct v_event *e)
{
	const struct v_event *before = named_before(v, e);
	const struct deed_kind *k = kind_of(before ? before : e);

	if (!before)
		return k != NULL;
	return k && k->besides && !strcmp(k->besides, verb_name(e)) &&
	       before->body.at == e->body.at;
}

/* The chain as it stands: each made by the next, the last by itself. */
static enum cert_why
chain_judge(struct verify *v, const struct der *chain, size_t n, int64_t at)
{
	struct der ca[CERT_CHAIN_MAX];
	struct cert_path path;
	enum cert_why why;
	size_t i;

	if (n < 2)
		return CERT_CA_FALSE;
	ca[0] = chain[n - 1];
	for (i = 1; i + 1 < n; i++)
		ca[i] = chain[i];
	why = cert_path(v->mem, chain[0], ca, n - 1, CERT_SIGN, at, &path);
	if (why)
		return why;
	for (i = 0; i < n; i++)
		if (path.n != n || path.der[i].len != chain[i].len ||
		    memcmp(path.der[i].at, chain[i].at, chain[i].len))
			return CERT_PATH;
	return CERT_OK;
}

static bool
chain_read(struct verify *v, const struct b_deed *d, struct der *out)
{
	const char *const *text = d->chain.at;
	size_t i;

	if (!d->chain.n || d->chain.n > CERT_CHAIN_MAX)
		return false;
	for (i = 0; i < d->chain.n; i++) {
		out[i].len = strlen(text[i]);
		out[i].at = unbase64(v->mem, text[i], &out[i].len);
		if (!out[i].at || out[i].len > CERT_DER_MAX)
			return false;
	}
	return true;
}

/* One deed; *last: the event of the one before it. */
static bool
check_deed(struct verify *v, const struct b_deed *d,
	   const struct v_event **last)
{
	struct der chain[CERT_CHAIN_MAX];
	size_t len = strlen(d->signature);
	const void *signature = unbase64(v->mem, d->signature, &len);
	const struct v_event *e;
	const char *text;

	if (!v_check(v, "deed.form", signature && chain_read(v, d, chain),
		     "不是 base64"))
		return false;
	e = event_of(v,
		     hex_sha256(v->mem, (const char *)chain[0].at,
				chain[0].len),
		     hex_sha256(v->mem, signature, len));
	if (!v_check(v, "deed.event",
		     e && !strcmp(e->leaf, d->event) && (!*last || *last < e) &&
			 (e->body.rehearsal || e->body.at == d->at),
		     "%s 的签名与日志不符", d->key))
		return false;
	*last = e;
	v_check(v, "deed.time",
		deed_is_timely(d->signed_at, d->at,
			       e->verb == V_BID || e->verb == V_REFUSE),
		"第 %" PRId64 " 条", e->seq);
	text = deed_text(v->mem, d->method, d->path, d->key, d->signed_at,
			 d->body);
	v_check(v, "deed.signature",
		!cert_verify(chain[0], text, strlen(text), signature, len),
		"第 %" PRId64 " 条", e->seq);
	v_check(v, "deed.chain", !chain_judge(v, chain, d->chain.n, d->at),
		"第 %" PRId64 " 条的证书链", e->seq);
	return true;
}

/* Certificates and signatures that events name, each pair once. */
static size_t
check_named(struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i, n = 0;

	for (i = 0; i < v->events.n; i++) {
		if (!e[i].text || !e[i].body.signed_by)
			continue;
		n += !named_before(v, &e[i]);
		v_check(v, "deed.event", is_of_deed(v, &e[i]),
			"第 %" PRId64 " 条的签名不是为它签的", e[i].seq);
	}
	return n;
}

bool
v_deeds(struct verify *v)
{
	size_t named = check_named(v), len, n = 0;
	const struct v_event *last = NULL;
	const char *at, *end, *line;
	struct b_deed d;
	char *text;

	if (!v_need(v, "deeds.jsonl", v->full && named)) {
		if (named)
			v_left(v, "%zu 个签名在完整的证据包里", named);
		return !v->nfailed;
	}
	if (!(text = v_file(v, "deeds.jsonl", &len)))
		return false;
	for (at = text, end = text + len;
	     v_line(v, "deed.form", &at, end, &line, &len); n++)
		if (!v_read(v, "deed.form", &b_deed_record, line, len, &d) ||
		    !check_deed(v, &d, &last))
			return false;
	v_check(v, "deed.event", n == named, "签名 %zu 个，只有 %zu 个", named,
		n);
	v_left(v, "证书的根证书是否可信、当时是否吊销");
	return !v->nfailed;
}
