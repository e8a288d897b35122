/* What came: receipts against the events they are of. */
#include <inttypes.h>

#include "crypt.h"
#include "jose.h"
#include "verify.h"

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
	v_check(v, "receipt.form", c->rehearsal == v->head.rehearsal,
		"%s 演练与否和签名头不同", c->receipt);
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
