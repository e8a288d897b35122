/* Who has won is examined when the bidding is over: TRUST.md, section 11. */
#include <inttypes.h>

#include "verify_lot.h"

static const struct lot_entrant *
find(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_entrant *x = w->entrants.at;
	size_t i;

	for (i = 0; i < w->entrants.n; i++)
		if (x[i].bidder == bidder)
			return &x[i];
	return NULL;
}

void
lot_await_examine(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time",
		w->l->examine_after && w->no && lot_is_over(w, e) &&
		    w->dealt == NONE && lot_number(e, "offer") == w->no,
		"第 %" PRId64 " 条: 没有谁要审查", e->seq);
	if (w->v->full)
		lot_alone(w, e);
	w->closed = w->ended = true;
}

bool
lot_is_examined(const struct lot_walk *w, int64_t bidder)
{
	const struct lot_entrant *x = find(w, bidder);

	return !w->l->examine_after || !w->v->full ||
	       (x && x->judged && x->qualified);
}

bool
lot_has_failed(const struct lot_walk *w)
{
	const struct lot_entrant *x = find(w, lot_winner(w));

	if (!w->l->examine_after || !w->v->full)
		return w->l->examine_after;
	return x && x->judged && !x->qualified;
}
