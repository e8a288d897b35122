/* What the bundle of a sale has, and sales by agreement: TRUST.md, 11. */
#include <inttypes.h>

#include "step.h"
#include "verify_lot.h"

/* Where lots are drawn those of the draw, too. */
static const char *const files[] = { "keys.json",    "log.json",
				     "events.jsonl", "terms.json",
				     "deeds.jsonl",  NULL };

void
v_sale_files(struct verify *v, bool drawn)
{
	const struct b_file *f = v->manifest.files.at;
	size_t i;

	for (i = 0; i < v->manifest.files.n; i++)
		v_check(v, "manifest.files",
			word_index(files, f[i].name) >= 0 ||
			    (drawn && (!strcmp(f[i].name, "pools.jsonl") ||
				       !strcmp(f[i].name, "names.jsonl"))),
			"不应有 %s", f[i].name);
}

bool
v_agreement_terms(struct verify *v, const char *text, size_t len,
		  const char **code)
{
	struct b_agreed a;

	if (!v_read(v, "terms.form", &b_agreed_record, text, len, &a))
		return false;
	v->agreement = a.agreement;
	*code = a.deal_code;
	return true;
}

/* Made public, for so long, and then signed for that price. */
static void
follow(struct verify *v, const struct v_event *e)
{
	const struct b_body *b = &e->body;
	bool ends = !strcmp(b->verb, "publicized");

	if (e->verb == V_AGREE)
		v_check(v, "agreement.time",
			b->before == S_DRAFT && b->after == S_PUBLICITY,
			"第 %" PRId64 " 条: 没有公示", e->seq);
	if (ends || (b->before == S_PUBLICITY && b->after == S_AWARD))
		v_check(v, "agreement.time",
			ends && b->before == S_PUBLICITY &&
			    b->after == S_AWARD &&
			    b->at >= v->agreement->public_to,
			"第 %" PRId64 " 条: 公示期没有满", e->seq);
	if (!strcmp(b->verb, "contract"))
		v_check(v, "deal.contract",
			lot_number(e, "amount_fen") == v->agreement->price_fen,
			"第 %" PRId64 " 条: 合同金额不是协议价", e->seq);
}

bool
v_agreement(struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i;

	if (!v->agreement)
		return true;
	v_sale_files(v, false);
	for (i = 0; i < v->events.n; i++)
		if (e[i].text)
			follow(v, &e[i]);
	v_left(v, "协议出让的依据和批准");
	return true;
}
