/* Signed deeds of a bundle: TRUST.md, section 2. */
#include <inttypes.h>
#include <stdio.h>

#include "crypt.h"
#include "crypt_cert.h"
#include "deed.h"
#include "verify.h"

/* What may be signed. */
struct deed_kind {
	const char *verb;
	const char *path;    /* of the request, after /api/MODULE; or NULL */
	const char *besides; /* events of which it may make one, too */
};

/* clang-format off */
static const struct deed_kind kinds[] = {
	{ "schedule", "/notices", NULL },
	{ "clarify", "/trades/:trade/clarifications", "publish-notice" },
	{ "correct", "/trades/:trade/corrections", "publish-notice" },
	{ "bid", "/trades/:trade/bids", NULL },
	{ "refuse-bid", "/trades/:trade/bids", NULL },
	{ "withdraw", "/trades/:trade/bids/withdraw", NULL },
	{ "refuse-withdraw", "/trades/:trade/bids/withdraw", NULL },
	{ "unlock", "/trades/:trade/bids/key", NULL },
	{ "release", "/trades/:trade/shares", NULL },
	{ "refuse-share", "/trades/:trade/shares", NULL },
	{ "pool", "/trades/:trade/draws", NULL },
	{ "commit", "/trades/:trade/draws/:draw/commit", NULL },
	{ "reveal", "/trades/:trade/draws/:draw/reveal", "draw" },
	{ "substitute", "/trades/:trade/draws/:draw/substitutes", NULL },
	{ "lock", "/trades/:trade/sheet/lock", NULL },
	{ "report", "/trades/:trade/report", "publish-notice" },
	{ "reject-all", "/trades/:trade/reject-all", "publish-notice" },
	{ "answer-objection", "/trades/:trade/objections/:no/answer", NULL },
	{ "award", "/trades/:trade/award", "publish-notice" },
	{ "fail", "/trades/:trade/fail", "publish-notice" },
	{ "terminate", "/trades/:trade/terminate", "publish-notice" },
	/* of sales */
	{ "schedule", "/trades/:trade/notice", NULL },
	{ "apply", "/trades/:trade/applications", "admit" },
	{ "judge", "/trades/:trade/applications/:no/judge", "deal unsold" },
	{ "offer", "/trades/:trade/offers", NULL },
	{ "pause", "/trades/:trade/pause", NULL },
	{ "resume", "/trades/:trade/resume", NULL },
	{ "extend", "/trades/:trade/extend", NULL },
	{ "ask", "/trades/:trade/ask", NULL },
	{ "once", "/trades/:trade/once", NULL },
	{ "twice", "/trades/:trade/twice", NULL },
	{ "knock", "/trades/:trade/hammer", NULL },
	{ "pass", "/trades/:trade/pass", NULL },
	{ "reveal-reserve", "/trades/:trade/reserve", "deal unsold await-priority await-examine" },
	{ "deal", "/trades/:trade/agreement", "publish-notice" },
	{ "unsold", NULL, "publish-notice" },
	{ "confirm", "/trades/:trade/confirm", NULL },
	{ "confirmed", "/trades/:trade/confirm", NULL },
	{ "confirm-part", "/trades/:trade/confirm", NULL },
	{ "contract", "/trades/:trade/contract", "publish-notice" },
	{ "accept", "/trades/:trade/acceptances", NULL },
	{ "predisclose", "/trades/:trade/predisclosure", "publish-notice" },
	{ "prolong", "/trades/:trade/prolong", "publish-notice" },
	{ "claim", "/trades/:trade/claims", NULL },
	{ "certify", "/trades/:trade/certificate", NULL },
	{ "register", "/trades/:trade/registration", "publish-notice" },
	{ "agree", "/trades/:trade/agreement", "publish-notice" },
	{ "seal", "/trades/:trade/sealed", NULL },
	{ "unseal", "/trades/:trade/sealed/reveal", NULL },
	{ "points", "/trades/:trade/applications/:no/points", NULL },
	{ "propose-forfeit", "/trades/:trade/forfeit", NULL },
	{ "forfeit", "/trades/:trade/forfeits/:no/confirm", NULL },
	{ "schedule-payments", "/trades/:trade/schedule", NULL },
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

/* The first event that has this mark and names this signature. */
static const struct v_event *
event_of(const struct verify *v, const char *mark, const char *signature)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = 0; i < v->events.n; i++)
		if (names(&e[i], mark, signature))
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

static bool
has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (; *words; words += strcspn(words, " "), words += *words == ' ')
		if (strcspn(words, " ") == n && !memcmp(words, word, n))
			return true;
	return false;
}

/* Is it of the deed, the first or what its request made besides? */
static bool
is_of_deed(const struct verify *v, const struct v_event *e)
{
	const struct v_event *before = named_before(v, e);
	const struct deed_kind *k = kind_of(before ? before : e);

	/* a secret `judge` may stand before it */
	if (!before)
		return k &&
		       (k->path || (!v->full && !strcmp(k->verb, "unsold")));
	return k && k->besides && has_word(k->besides, verb_name(e)) &&
	       before->body.at == e->body.at;
}

/* The draw that the event is of, as its detail says. */
static int64_t
draw_of(const struct v_event *e)
{
	if (e->verb == V_SUBSTITUTE)
		return ((const struct d_draw *)e->detail)->draw;
	if (e->verb == V_COMMIT || e->verb == V_REVEAL)
		return ((const struct d_value *)e->detail)->draw;
	return NONE;
}

/* A number as it stands in a path. */
static bool
is_number(const char *s, size_t n)
{
	return n && n <= 18 && *s != '0' && strspn(s, "0123456789") >= n;
}

/* Takes an element of a path: a word, or the number of an object. */
static bool
element_ok(const struct verify *v, const struct v_event *e, const char *want,
	   size_t m, const char *at, size_t n)
{
	int64_t number;
	char text[24];

	if (*want != ':')
		return m == n && !memcmp(want, at, n);
	if (!is_number(at, n))
		return false;
	if (!strncmp(want, ":no", m))
		return true;
	number = strncmp(want, ":trade", m) ? draw_of(e) : v->trade;
	snprintf(text, sizeof(text), "%" PRId64, number);
	return strlen(text) == n && !memcmp(text, at, n);
}

static bool
path_ok(const struct verify *v, const struct v_event *e, const char *want,
	const char *at)
{
	const char *root = arena_printf(v->mem, "/api/%s", e->body.module);
	size_t m, n = strlen(root);

	if (strncmp(at, root, n))
		return false;
	for (at += n; *want == '/' && *at == '/'; want += m, at += n) {
		m = strcspn(++want, "/");
		n = strcspn(++at, "/");
		if (!element_ok(v, e, want, m, at, n))
			return false;
	}
	return !*want && !*at;
}

/* The signed request is the one that makes this event. */
static bool
is_request_of(const struct verify *v, const struct b_deed *d,
	      const struct v_event *e)
{
	const char *file;
	bool good = false;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		good |= kinds[i].path && !strcmp(kinds[i].verb, verb_name(e)) &&
			path_ok(v, e, kinds[i].path, d->path);
	if (!good || strcmp(d->method, "POST"))
		return false;
	if (e->verb != V_BID && e->verb != V_REFUSE)
		return true;
	file = ((const struct d_bid *)e->detail)->digest;
	return !strcmp(d->body, file ? file : hex_sha256(v->mem, "", 0));
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
		     deed_mark(v->mem, d->signature,
			       hex_sha256(v->mem, (const char *)chain[0].at,
					  chain[0].len)),
		     hex_sha256(v->mem, signature, len));
	if (!v_check(v, "deed.event",
		     e && !strcmp(e->leaf, d->event) && (!*last || *last < e) &&
			 (e->body.rehearsal || e->body.at == d->at),
		     "%s 的签名与日志不符", d->key))
		return false;
	*last = e;
	v_check(v, "deed.event", is_request_of(v, d, e),
		"第 %" PRId64 " 条签名的是另一个请求", e->seq);
	v_check(v, "deed.time",
		deed_is_timely(d->signed_at, d->at,
			       e->verb == V_BID || e->verb == V_REFUSE),
		"第 %" PRId64 " 条", e->seq);
	v_check(v, "deed.address", !strcmp(d->address, v->keys.address),
		"第 %" PRId64 " 条是为 %s 签的", e->seq, d->address);
	text = deed_text(v->mem, d->address, d->method, d->path, d->key,
			 d->signed_at, d->body);
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
