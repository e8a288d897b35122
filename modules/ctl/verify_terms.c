/* What was agreed: the terms of a bundle, and who holds the shares. */
#include <inttypes.h>

#include "crypt_cert.h"
#include "jose.h"
#include "step.h"
#include "verify_lot.h"

/* A change of the terms between two events was announced. */
static bool
was_told(const struct v_event *from, const struct v_event *to)
{
	for (; from < to; from++)
		if (from->verb == V_CLARIFY || from->verb == V_CORRECT)
			return true;
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
	    !v_is_digest(v, (const char *)leaf.at, len, t->certificate) ||
	    !cert_public(leaf, &k))
		return false;
	jwk = jwk_print(v->mem, &k);
	return !strcmp(jwk_thumbprint(v->mem, jwk, strlen(jwk)), t->thumbprint);
}

static bool
has(const char *text, size_t len, const char *member)
{
	size_t n;

	return canon_any(text, len) && *text == '{' &&
	       canon_member(text, len, member, &n);
}

/* Those of a sale by offers have a lot and no trustees, those of one by sealed
 * bids both, those of another one an agreement. */
static bool
terms_read(struct verify *v, const char *text, size_t len, const char **code)
{
	if (has(text, len, "lot") && !has(text, len, "trustees"))
		return v_sale_terms(v, text, len, code);
	if (has(text, len, "agreement"))
		return v_agreement_terms(v, text, len, code);
	v->has_terms =
	    v_read(v, "terms.form", &b_terms_record, text, len, &v->terms);
	*code = v->terms.deal_code;
	v->lot = v->terms.lot;
	v->goods = v->terms.goods;
	return v->has_terms;
}

/* Only a sale has more time, while it is announced and nobody has offered. */
static bool
was_prolonged(struct verify *v)
{
	const struct v_event *e = v->events.at, *publish = NULL;
	bool offered = false;
	size_t i;

	for (i = 0; i < v->events.n; i++) {
		if (e[i].verb == V_PUBLISH)
			publish = &e[i];
		if (e[i].text && !strcmp(e[i].body.verb, "offer"))
			offered = true;
		if (e[i].verb != V_PROLONG)
			continue;
		if (!v->lot || v->has_terms || !publish || offered ||
		    e[i].body.before != S_NOTICE ||
		    e[i].body.after != S_NOTICE ||
		    e[i].body.at >= v->lot->listing_at)
			return false;
	}
	if (v_last(v, V_PROLONG))
		v_left(v, "延长以前的条件：本包只有最后的条件");
	return true;
}

static bool
items_differ(const struct list *items)
{
	const struct b_item *it = items->at;
	size_t i, k;

	for (i = 0; i < items->n; i++)
		for (k = 0; k < i; k++)
			if (it[k].no == it[i].no)
				return false;
	return true;
}

bool
v_terms(struct verify *v)
{
	const struct v_event *publish = v_one(v, V_PUBLISH);
	const struct v_event *close = v_one(v, V_CLOSE);
	const struct v_event *agree = v_one(v, V_AGREE);
	const char *first = NULL, *said = NULL, *code = NULL;
	const struct b_trustee *t;
	size_t i, len;
	char *text;

	if (publish)
		said = first =
		    ((const struct d_digest *)publish->detail)->terms;
	else if (agree)
		said = ((const struct d_digest *)agree->detail)->terms;
	if (v_last(v, V_PROLONG))
		said = ((const struct d_digest *)v_last(v, V_PROLONG)->detail)
			   ->terms;
	if (close)
		said = ((const struct d_close *)close->detail)->terms;
	if (agree)
		said = ((const struct d_digest *)agree->detail)->terms;
	if (!v_need(v, "terms.json", said != NULL))
		return !v->nfailed;
	if (!(text = v_file(v, "terms.json", &len)) ||
	    !terms_read(v, text, len, &code))
		return false;
	v_check(v, "terms.form",
		(!v->lot || v->has_terms == (v->lot->bidding == BID_TENDER)) &&
		    (!v->has_terms || !v->terms.goods == !v->lot),
		"不是这种竞价方式的条件");
	v_check(v, "terms.digest", v_is_digest(v, text, len, said),
		"与日志中的摘要不符");
	v_check(v, "terms.form", !strcmp(code, v->manifest.trade),
		"是另一个标段的");
	v_check(v, "terms.form",
		agree ? v->agreement && !publish && !close &&
			    !v_last(v, V_PROLONG)
		      : !v->agreement,
		"协议的条件，没有协议；或者反过来");
	/* a sale has other terms, which are told with it */
	v_check(v, "terms.unchanged", was_prolonged(v), "不能这样延长");
	v_check(v, "terms.unchanged",
		!first || !strcmp(first, said) ||
		    (!v->has_terms && v_last(v, V_PROLONG)) ||
		    was_told(publish, close),
		"公告以后改过，没有公布");
	if (!v->has_terms)
		return true;
	v_check(v, "terms.form", items_differ(&v->terms.score_items),
		"评分项编号重复");
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
