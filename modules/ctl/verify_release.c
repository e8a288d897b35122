/* What trustees and bidders are said to have given: TRUST.md, section 4. */
#include <inttypes.h>

#include "verify.h"

static size_t
times(const struct list *bids, int64_t bid)
{
	const int64_t *at = bids->at;
	size_t i, n = 0;

	for (i = 0; i < bids->n; i++)
		n += at[i] == bid;
	return n;
}

/* Does it say one thing of each bid of the box, and nothing of others? */
static bool
is_of_box(const struct verify *v, const struct d_release *d)
{
	const struct b_opened *x = v->opening.lines.at;
	size_t i;

	if (d->bids.n + d->unusable.n + d->foreign.n != v->opening.lines.n)
		return false;
	for (i = 0; i < v->opening.lines.n; i++)
		if (times(&d->bids, x[i].bid) + times(&d->unusable, x[i].bid) +
			times(&d->foreign, x[i].bid) !=
		    1)
			return false;
	return true;
}

/* Of a trustee of the terms, who did not release before. */
static bool
is_his_first(const struct verify *v, const struct v_event *e)
{
	int64_t position = ((const struct d_release *)e->detail)->position;
	const struct v_event *x;

	for (x = v->events.at; x < e; x++)
		if (x->verb == V_RELEASE &&
		    ((const struct d_release *)x->detail)->position == position)
			return false;
	return position <= (int64_t)v->terms.trustees.n;
}

/* Of a bid of the box, whose key was not given before. */
static bool
is_its_first(const struct verify *v, const struct v_event *e)
{
	int64_t bid = ((const struct d_unlock *)e->detail)->bid;
	const struct v_event *x;

	for (x = v->events.at; x < e; x++)
		if (x->verb == V_UNLOCK &&
		    ((const struct d_unlock *)x->detail)->bid == bid)
			return false;
	return !v_one(v, V_OPEN) || v_opened_line(v, bid);
}

bool
v_releases(struct verify *v)
{
	const struct v_event *e = v->events.at, *close = v_one(v, V_CLOSE);
	const struct v_event *open = v_one(v, V_OPEN);
	bool in_time;
	size_t i;

	for (i = 0; i < v->events.n; i++) {
		in_time = close && close < &e[i] && (!open || &e[i] < open);
		if (e[i].verb == V_UNLOCK)
			v_check(v, "share.event",
				in_time && is_its_first(v, &e[i]),
				"第 %" PRId64 " 条不是一份投标唯一的密钥",
				e[i].seq);
		if (e[i].verb != V_RELEASE)
			continue;
		v_check(v, "share.event", in_time && is_his_first(v, &e[i]),
			"第 %" PRId64 " 条不是一位受托人唯一的释放", e[i].seq);
		v_check(v, "share.event", !open || is_of_box(v, e[i].detail),
			"第 %" PRId64 " 条说的不是箱中的投标", e[i].seq);
	}
	return true;
}
