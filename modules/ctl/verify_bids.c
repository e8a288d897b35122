/* What was agreed, what came, what was opened: terms, receipts, box, record. */
#include <inttypes.h>

#include "buf.h"
#include "crypt.h"
#include "crypt_cert.h"
#include "jose.h"
#include "json.h"
#include "merkle.h"
#include "verify.h"

static bool
is_digest(struct verify *v, const char *text, size_t len, const char *digest)
{
	return !strcmp(hex_sha256(v->mem, text, len), digest);
}

/* A change of the terms between two events was announced. */
static bool
was_told(const struct verify *v, const struct v_event *from,
	 const struct v_event *to)
{
	for (; from < to; from++)
		if (from->verb == V_CLARIFY || from->verb == V_CORRECT)
			return true;
	(void)v;
	return false;
}

/* The certificate that is named is at hand, and has the key. */
static bool
is_certified(struct verify *v, const struct b_trustee *t)
{
	const char *const *chain = t->chain.at;
	struct jwk_key k;
	struct der leaf;
	const char *jwk;
	size_t len;

	if (!t->certificate || !t->chain.n)
		return !t->certificate && !t->chain.n;
	len = strlen(chain[0]);
	leaf.at = unbase64(v->mem, chain[0], &len);
	leaf.len = len;
	if (!leaf.at ||
	    !is_digest(v, (const char *)leaf.at, len, t->certificate) ||
	    !cert_public(leaf, &k))
		return false;
	jwk = jwk_print(v->mem, &k);
	return !strcmp(jwk_thumbprint(v->mem, jwk, strlen(jwk)), t->thumbprint);
}

bool
v_terms(struct verify *v)
{
	const struct v_event *publish = v_one(v, V_PUBLISH);
	const struct v_event *close = v_one(v, V_CLOSE);
	const char *first = NULL, *said = NULL;
	const struct b_trustee *t;
	size_t i, len;
	char *text;

	if (publish)
		said = first =
		    ((const struct d_digest *)publish->detail)->terms;
	if (close)
		said = ((const struct d_close *)close->detail)->terms;
	if (!v_need(v, "terms.json", said != NULL))
		return !v->nfailed;
	if (!(text = v_file(v, "terms.json", &len)) ||
	    !v_read(v, "terms.form", &b_terms_record, text, len, &v->terms))
		return false;
	v->has_terms = true;
	v_check(v, "terms.digest", is_digest(v, text, len, said),
		"与日志中的摘要不符");
	v_check(v, "terms.form", !strcmp(v->terms.deal_code, v->manifest.trade),
		"是另一个标段的");
	v_check(v, "terms.unchanged",
		!first || !strcmp(first, said) || was_told(v, publish, close),
		"公告以后改过，没有公布");
	for (t = v->terms.trustees.at, i = 0; i < v->terms.trustees.n; i++)
		v_check(v, "terms.trustee", is_certified(v, &t[i]),
			"第 %" PRId64 " 位受托人的证书", t[i].position);
	return true;
}

int64_t
v_rule(const struct verify *v, const char *key)
{
	const struct b_rule *r = v->terms.rules.at;
	size_t i;

	for (i = 0; i < v->terms.rules.n; i++)
		if (!strcmp(r[i].rule_key, key) && r[i].den == 1)
			return r[i].num;
	return NONE;
}

static const struct v_event *
by_leaf(const struct verify *v, const char *leaf)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = 0; i < v->events.n; i++)
		if (!strcmp(e[i].leaf, leaf))
			return &e[i];
	return NULL;
}

/* Does the event say what the receipt says? */
static bool
agrees(const struct verify *v, const struct b_receipt *c,
       const struct v_event *e)
{
	static const enum v_verb verb[] = { V_BID, V_WITHDRAW, V_REFUSE,
					    V_REFUSE_WITHDRAW };
	const struct d_bid *d = e->detail;
	bool refused = c->kind >= REFUSED;

	if (e->verb != verb[c->kind] || !v_same(c->trade, v->manifest.trade) ||
	    (!refused && (!c->subject || !c->digest)))
		return false;
	return !strcmp(d->receipt, c->receipt) &&
	       v_same(d->digest, c->digest) && d->size == c->size &&
	       word_index(b_receipt_kinds, d->kind) == c->kind &&
	       v_same(refused ? d->reason : NULL, c->reason);
}

static bool
read_receipt(struct verify *v, const char *line, size_t len)
{
	struct b_receipt *c =
	    v_list_room(v, &v->receipts, v->receipts.n, sizeof(*c));
	const char *signed_text, *payload, *head, *alg;
	struct b_jws j;
	size_t n = 0, h = 0;

	c += v->receipts.n;
	if (!v_read(v, "receipt.form", &b_jws_record, line, len, &j))
		return false;
	payload = unbase64url(v->mem, j.payload, &n);
	if (!v_check(v, "receipt.form", payload != NULL, "不是 base64url") ||
	    !v_read(v, "receipt.form", &b_receipt_record, payload, n, c))
		return false;
	head = unbase64url(v->mem, j.protected, &h);
	alg = arena_printf(v->mem, "{\"alg\":\"%s\"}", v->suite->alg);
	signed_text = arena_printf(v->mem, "%s.%s", j.protected, j.payload);
	v_check(v, "receipt.signature",
		head && h == strlen(alg) && !memcmp(head, alg, h) &&
		    key_verify(v->keys.receipt, signed_text,
			       strlen(signed_text), j.signature),
		"%s", c->receipt);
	c->e = by_leaf(v, c->event);
	if (!v_check(v, "receipt.event", c->e && agrees(v, c, c->e),
		     "%s 与日志不符", c->receipt))
		return false;
	v_check(v, "receipt.event", !v->receipts.n || c[-1].e < c->e,
		"%s 次序不对", c->receipt);
	v_check(v, "receipt.time",
		c->received_at == c->e->body.at &&
		    (c->kind >= REFUSED || c->received_at < v->terms.deadline),
		"%s", c->receipt);
	v->receipts.n++;
	return true;
}

/* The receipt before it by which its bidder did something; NULL: none. */
static const struct b_receipt *
done_before(const struct verify *v, const struct b_receipt *c)
{
	const struct b_receipt *first = v->receipts.at, *x;

	for (x = c; x-- > first;)
		if (x->kind < REFUSED && !strcmp(x->subject, c->subject))
			return x;
	return NULL;
}

/* Each withdrawal has its receipt: of who takes back his own bid. */
static void
check_withdrawn(struct verify *v)
{
	const struct b_receipt *c = v->receipts.at, *bid;
	size_t i, n = 0;

	for (i = 0; i < v->receipts.n; i++) {
		if (c[i].kind != WITHDRAWN)
			continue;
		n++;
		bid = done_before(v, &c[i]);
		v_check(v, "receipt.withdrawn",
			bid && bid->kind == RECEIVED &&
			    !strcmp(bid->digest, c[i].digest),
			"%s 撤回的不是自己当时有效的投标", c[i].receipt);
	}
	v_check(v, "receipt.withdrawn", n == v_count(v, V_WITHDRAW),
		"有的撤回没有回执");
}

bool
v_receipts(struct verify *v)
{
	size_t bids = v_count(v, V_BID), len, i, received = 0;
	const struct b_receipt *c;
	const char *at, *end, *line;
	char *text;

	if (!v_need(v, "receipts.jsonl",
		    bids && (v->full || v_one(v, V_OPEN)))) {
		if (v->full)
			check_withdrawn(v);
		return !v->nfailed;
	}
	if (!v_check(v, "terms.form", v->has_terms, "没有条件") ||
	    !(text = v_file(v, "receipts.jsonl", &len)))
		return false;
	for (at = text, end = text + len;
	     v_line(v, "receipt.form", &at, end, &line, &len);)
		if (!read_receipt(v, line, len))
			return false;
	for (c = v->receipts.at, i = 0; i < v->receipts.n; i++)
		received += c[i].kind == RECEIVED;
	if (v->full) {
		v_check(v, "receipt.event", received == bids,
			"有的投标没有回执");
		check_withdrawn(v);
	}
	return true;
}

/* Did a later receipt of the full scope end this bid? */
static bool
stands(const struct verify *v, const struct b_receipt *c)
{
	const struct b_receipt *end =
	    (const struct b_receipt *)v->receipts.at + v->receipts.n;
	const struct b_receipt *later;

	if (c->kind != RECEIVED)
		return false;
	if (!v->full)
		return true;
	for (later = c + 1; later < end; later++)
		if (later->kind < REFUSED &&
		    !strcmp(later->subject, c->subject))
			return false;
	return true;
}

static void
box_leaf(struct verify *v, const struct b_receipt *c,
	 unsigned char leaf[HASH_LEN])
{
	const char *who =
	    arena_printf(v->mem, "GGZY-BOX-1\n%s\n%s\n%s\n", v->manifest.trade,
			 c->subject, c->receipt);
	unsigned char sum[HASH_LEN];
	struct buf b;

	hash_of(v->suite, who, strlen(who), sum);
	buf_init(&b, v->mem);
	buf_char(&b, '{');
	json_key(&b, "digest");
	json_text(&b, c->digest);
	json_key(&b, "receipt");
	json_text(&b, c->receipt);
	json_key(&b, "received_at");
	json_time(&b, c->received_at);
	json_key(&b, "bidder");
	json_text(&b, hex(v->mem, sum, sizeof(sum)));
	buf_char(&b, '}');
	merkle_leaf(v->suite, b.at, b.len, leaf);
}

static void
leaves_root(struct verify *v, const unsigned char (*leaf)[HASH_LEN], size_t n,
	    unsigned char root[HASH_LEN])
{
	struct merkle_done done[MERKLE_LEVELS];
	struct merkle m = { .suite = v->suite };
	size_t i;

	for (i = 0; i < n; i++)
		merkle_append(&m, leaf[i], done);
	merkle_root(&m, root);
}

/* The commitment of the deadline by itself: all can see it at once. */
static void
check_commitment(struct verify *v, const struct v_event *e,
		 const struct v_event *close)
{
	const struct d_box *d = e->detail;
	const struct d_close *c = close->detail;
	const char *const *said = d->leaves.at;
	unsigned char(*leaf)[HASH_LEN], root[HASH_LEN];
	size_t i;

	v_check(v, "box.late", e < close, "封箱承诺在截止之后");
	v_check(v, "box.count",
		d->count == c->bids && d->count == (int64_t)d->leaves.n,
		"封箱 %" PRId64 " 份，截止时 %" PRId64 " 份", d->count,
		c->bids);
	leaf = arena_alloc(v->mem, (d->leaves.n + 1) * sizeof(*leaf));
	for (i = 0; i < d->leaves.n; i++)
		unhex(said[i], leaf[i], HASH_LEN);
	leaves_root(v, (const unsigned char(*)[HASH_LEN])leaf, d->leaves.n,
		    root);
	v_check(v, "box.root",
		!strcmp(d->trade, v->manifest.trade) &&
		    !strcmp(d->root, hex(v->mem, root, sizeof(root))),
		"封箱承诺的根不符");
}

/* Its leaves are the receipts'. */
static void
check_leaves(struct verify *v, const struct d_box *d)
{
	const struct b_receipt *const *c = v->standing.at;
	const char *const *said = d->leaves.at;
	bool good = d->leaves.n == v->standing.n;
	unsigned char leaf[HASH_LEN];
	size_t i;

	for (i = 0; good && i < v->standing.n; i++) {
		box_leaf(v, c[i], leaf);
		good = !strcmp(said[i], hex(v->mem, leaf, sizeof(leaf)));
	}
	v_check(v, "box.root", good, "与封箱承诺不符");
}

bool
v_box(struct verify *v)
{
	const struct v_event *close = v_one(v, V_CLOSE), *sealed;
	const struct b_receipt *c = v->receipts.at, **box;
	const struct d_close *d;
	struct buf digests;
	bool twice = false;
	size_t i, j;

	if (!close)
		return true;
	sealed = v_one(v, V_BOX);
	if (v_check(v, "box.root", sealed != NULL, "没有封箱承诺"))
		check_commitment(v, sealed, close);
	if (!v->full && !v->receipts.n)
		return true;
	d = close->detail;
	box = arena_alloc(v->mem, (v->receipts.n + 1) * sizeof(*box));
	buf_init(&digests, v->mem);
	for (i = 0; i < v->receipts.n; i++) {
		if (!stands(v, &c[i]))
			continue;
		v_check(v, "box.late", c[i].e < (sealed ? sealed : close), "%s",
			c[i].receipt);
		for (j = 0; j < v->standing.n; j++)
			twice |= !strcmp(box[j]->subject, c[i].subject);
		box[v->standing.n++] = &c[i];
		buf_printf(&digests, "%s\n", c[i].digest);
	}
	v->standing.at = box;
	v_check(v, "box.count", d->bids == (int64_t)v->standing.n && !twice,
		"截止时 %" PRId64 " 份，回执 %zu 份", d->bids, v->standing.n);
	v_check(v, "box.root",
		is_digest(v, buf_text(&digests), digests.len, d->box),
		"与截止时公布的摘要不符");
	if (sealed)
		check_leaves(v, sealed->detail);
	return true;
}

/* What a line must have and what not. */
static bool
line_ok(const struct b_opened *x)
{
	if (x->opened)
		return !x->cause && x->withdrawal == NONE && x->price != NONE &&
		       x->digest && x->media && x->name;
	return x->cause && x->withdrawal != NONE && x->price == NONE &&
	       !x->price_text && x->duration_days == NONE && !x->quality &&
	       !x->manager && !x->digest && !x->media && !x->name;
}

static void
check_line(struct verify *v, const struct b_opened *x, const struct d_opened *d,
	   const struct b_receipt *c)
{
	v_check(v, "opening.complete",
		!strcmp(x->envelope, c->digest) &&
		    !strcmp(x->credit_code, c->subject),
		"投标 %" PRId64 " 不是回执 %s 的", x->bid, c->receipt);
	v_check(v, "opening.form", line_ok(x), "投标 %" PRId64, x->bid);
	v_check(v, "opening.complete", d->bid == x->bid, "投标 %" PRId64,
		x->bid);
	v_check(v, "opening.price",
		d->bid == x->bid && !strcmp(d->envelope, x->envelope) &&
		    d->opened == x->opened && d->price == x->price &&
		    v_same(d->digest, x->digest),
		"投标 %" PRId64 " 与开标事件不符", x->bid);
}

bool
v_opening(struct verify *v)
{
	const struct v_event *e = v_one(v, V_OPEN), *close = v_one(v, V_CLOSE);
	const struct b_receipt *const *c = v->standing.at;
	const struct b_opened *x;
	struct b_opening *o = &v->opening;
	const struct d_open *d;
	size_t len, i, j;
	char *text;

	if (!v_need(v, "opening.json", e != NULL))
		return !v->nfailed;
	if (!v_check(v, "terms.form", v->has_terms, "没有条件") ||
	    !(text = v_file(v, "opening.json", &len)) ||
	    !v_read(v, "opening.form", &b_opening_record, text, len, o))
		return false;
	d = e->detail;
	v_check(v, "opening.digest", is_digest(v, text, len, d->record),
		"与开标事件中的摘要不符");
	v_check(v, "opening.form", !strcmp(o->trade, v->manifest.trade),
		"是另一个标段的");
	v_check(v, "opening.time",
		o->deadline == v->terms.deadline && o->at == e->body.at &&
		    o->at >= o->deadline && close && close < e &&
		    close->body.at >= o->deadline,
		"开标不在截止之后");
	if (!v_check(v, "opening.complete",
		     o->lines.n == v->standing.n && d->bids.n == o->lines.n,
		     "箱中 %zu 份，记录 %zu 份", v->standing.n, o->lines.n))
		return false;
	for (x = o->lines.at, i = 0; i < o->lines.n; i++) {
		check_line(v, &x[i], (const struct d_opened *)d->bids.at + i,
			   c[i]);
		for (j = 0; j < i; j++)
			v_check(v, "opening.complete", x[i].bid != x[j].bid,
				"投标 %" PRId64 " 两次", x[i].bid);
	}
	return !v->nfailed;
}
