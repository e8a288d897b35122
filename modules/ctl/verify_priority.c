/* Who has priority takes the lot at the price another offers, in time. */
#include <inttypes.h>

#include "step.h"
#include "verify_lot.h"

#define MINUTES_MAX 43200

/* How long is in what is sold: a whole number, or nobody has it. */
void
lot_priority(struct lot_walk *w)
{
	const char *goods = w->v->goods, *at = NULL;
	int64_t n = 0;
	size_t len = 0, i;

	w->priority = NONE;
	if (goods && *goods == '{')
		at = canon_member(goods, strlen(goods), "priority_minutes",
				  &len);
	if (!at || len > 5)
		return;
	for (i = 0; i < len; i++) {
		if (at[i] < '0' || at[i] > '9')
			return;
		n = n * 10 + (at[i] - '0');
	}
	if (n > MINUTES_MAX)
		return;
	w->priority = n * 60000;
	if (!w->v->full)
		v_left(w->v, "谁有优先购买权、是否行使在完整的证据包里");
}

void
lot_hold(struct lot_walk *w, const struct v_event *e)
{
	const char *code = lot_word(w->v, e, "credit_code");
	int64_t share = lot_number(e, "share");
	struct lot_holder *h;

	v_check(w->v, "claim.holder",
		code && share != NONE && e->body.before == S_DRAFT &&
		    e->body.after == S_DRAFT,
		"第 %" PRId64 " 条: 公告以后登记", e->seq);
	if (!code || share == NONE)
		return;
	h = v_list_room(w->v, &w->holders, w->holders.n, sizeof(*h));
	h[w->holders.n++] = (struct lot_holder){ code, share, NONE, NONE, 0 };
}

static struct lot_holder *
find(const struct lot_walk *w, const char *code)
{
	struct lot_holder *h = w->holders.at;
	size_t i;

	for (i = 0; code && i < w->holders.n; i++)
		if (!strcmp(h[i].credit_code, code))
			return &h[i];
	return NULL;
}

/* Takes it at the last offer, or gives the right up. */
void
lot_claim(struct lot_walk *w, const struct v_event *e)
{
	struct lot_holder *h = find(w, lot_word(w->v, e, "credit_code"));
	int64_t offer = lot_number(e, "offer"), at = e->body.at;
	const char *when = offer == NONE ? "waived_at" : "claimed_at";
	const struct lot_entrant *x;

	v_check(w->v, "claim.time",
		lot_time(w->v, e, when) == at && at >= w->l->listing_at &&
		    w->dealt == NONE && w->paused_at == NONE &&
		    (w->until == NONE || at < w->until),
		"第 %" PRId64 " 条", e->seq);
	if (!v_check(w->v, "claim.holder", h && !h->waived,
		     "第 %" PRId64 " 条: 没有优先购买权", e->seq))
		return;
	h->offer = offer;
	h->at = offer == NONE ? NONE : at;
	h->waived = offer == NONE;
	if (h->waived)
		return;
	x = lot_entrant_of(w, h->credit_code);
	v_check(w->v, "claim.offer",
		w->no && offer == w->no && x && x->bidder != w->bidder,
		"第 %" PRId64 " 条: 不是别人最后的报价", e->seq);
}

/* Where they stand towards the last offer. */
struct stand {
	bool own;      /* it is one of theirs */
	size_t silent; /* who have not spoken */
	const struct lot_holder *who;
	int64_t bidder; /* of who takes it */
};

static bool
comes_before(const struct lot_holder *a, const struct lot_holder *b)
{
	return a->share != b->share ? a->share > b->share : a->at < b->at;
}

static struct stand
stand(const struct lot_walk *w)
{
	const struct lot_holder *h = w->holders.at;
	struct stand s = { .bidder = NONE };
	const struct lot_entrant *x;
	size_t i;

	for (i = 0; i < w->holders.n; i++) {
		x = lot_entrant_of(w, h[i].credit_code);
		if (!x || h[i].waived)
			continue;
		s.own |= x->bidder == w->bidder;
		if (h[i].offer != w->no) {
			s.silent++;
		} else if (!s.who || comes_before(&h[i], s.who)) {
			s.who = &h[i];
			s.bidder = x->bidder;
		}
	}
	return s;
}

void
lot_await(struct lot_walk *w, const struct v_event *e)
{
	int64_t until = lot_time(w->v, e, "until");
	struct stand s = stand(w);

	v_check(w->v, "claim.time",
		w->priority != NONE && w->until == NONE && w->dealt == NONE &&
		    lot_is_over(w, e) && lot_is_knocked(w) && !lot_waits(w) &&
		    w->no && lot_number(e, "offer") == w->no && until != NONE &&
		    until >= e->body.at + w->priority,
		"第 %" PRId64 " 条: 等待优先购买权", e->seq);
	v_check(w->v, "deal.reserve", lot_reserve_is_met(w, e), "没有到底价");
	if (w->v->full)
		v_check(w->v, "claim.holder", !s.own && s.silent,
			"第 %" PRId64 " 条: 没有谁要等", e->seq);
	w->closed = w->ended = true;
	w->until = until;
}

bool
lot_may_win(struct lot_walk *w, const struct v_event *e, int64_t bidder)
{
	int64_t last = lot_winner(w);
	struct stand s;

	if (w->priority == NONE)
		return bidder == last;
	if (!w->v->full)
		return true;
	s = stand(w);
	v_check(w->v, "claim.time",
		s.own || !s.silent ||
		    (w->until != NONE && e->body.at >= w->until),
		"第 %" PRId64 " 条: 没有等优先购买权", e->seq);
	return bidder == (s.own || !s.who ? last : s.bidder);
}
