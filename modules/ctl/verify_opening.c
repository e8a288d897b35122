/* What was opened: the record against the box and its event. */
#include <inttypes.h>

#include "verify.h"

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
	v_check(v, "opening.digest", v_is_digest(v, text, len, d->record),
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

const struct b_opened *
v_opened_line(const struct verify *v, int64_t bid)
{
	const struct b_opened *x = v->opening.lines.at;
	size_t i;

	for (i = 0; i < v->opening.lines.n; i++)
		if (x[i].bid == bid)
			return &x[i];
	return NULL;
}

bool
v_is_evaluated(const struct verify *v, int64_t bid)
{
	const struct b_opened *x = v_opened_line(v, bid);

	return x && x->opened;
}
