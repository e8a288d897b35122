/* The bidding for a lot, gone through again: TRUST.md, section 11. */
#include <inttypes.h>
#include <stdio.h>

#include "step.h"
#include "verify_lot.h"

static void
pause(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time",
		w->paused_at == NONE && !w->closed && e->body.at < w->ends_at,
		"第 %" PRId64 " 条: 暂停", e->seq);
	w->paused_at = e->body.at;
}

/* The time that was left is left again. */
static void
resume(struct lot_walk *w, const struct v_event *e)
{
	lot_anew(w);
	if (!v_check(w->v, "lot.time",
		     w->paused_at != NONE && e->body.at >= w->paused_at,
		     "第 %" PRId64 " 条: 恢复", e->seq))
		return;
	w->live_at += e->body.at - w->paused_at;
	w->ends_at += e->body.at - w->paused_at;
	w->paused_at = NONE;
}

static void
extend(struct lot_walk *w, const struct v_event *e)
{
	int64_t seconds = lot_number(e, "seconds");
	bool is_short = seconds <= 86400 * 366;

	/* of an announcement, not of the bidding */
	if (seconds == NONE)
		return;
	v_check(w->v, "lot.time",
		is_short && w->paused_at == NONE && !w->closed &&
		    e->body.at < w->ends_at,
		"第 %" PRId64 " 条: 延长", e->seq);
	if (!is_short)
		return;
	if (e->body.at < w->live_at)
		w->live_at += seconds * 1000;
	w->ends_at += seconds * 1000;
	v_check(w->v, "lot.time",
		lot_time(w->v, e, "live_at") == w->live_at &&
		    lot_time(w->v, e, "ends_at") == w->ends_at,
		"第 %" PRId64 " 条: 延长到另一时刻", e->seq);
}

/* Of property, one alone does not bid. */
static void
several(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.bidders", !lot_is_counted(w) || lot_count(w) >= 2,
		"第 %" PRId64 " 条: 不到两家", e->seq);
}

static void
list(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time", e->body.at >= w->l->listing_at,
		"第 %" PRId64 " 条: 挂牌早了", e->seq);
	if (w->assets)
		several(w, e);
}

static void
live(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time",
		e->body.at >= w->live_at && w->paused_at == NONE,
		"第 %" PRId64 " 条: 限时竞价早了", e->seq);
	if (w->assets && e->body.before == S_NOTICE)
		several(w, e);
	w->ready = lot_count(w);
}

/* clang-format off */
static const struct {
	const char *verb;
	void (*take)(struct lot_walk *, const struct v_event *);
} steps[] = {
	{ "judge", lot_judge },
	{ "admit", lot_admit },
	{ "await-examine", lot_await_examine },
	{ "deposit", lot_deposit },
	{ "accept-guarantee", lot_deposit },
	{ "credit", lot_deposit },
	{ "refund", lot_refund },
	{ "single", lot_single },
	{ "list", list },
	{ "live", live },
	{ "offer", lot_offer },
	{ "pause", pause },
	{ "resume", resume },
	{ "extend", extend },
	{ "ask", lot_ask },
	{ "once", lot_once },
	{ "twice", lot_twice },
	{ "knock", lot_knock },
	{ "pass", lot_pass },
	{ "seal", lot_seal },
	{ "points", lot_points },
	{ "unseal", lot_unseal },
	{ "accept", lot_accept },
	{ "pool", lot_drawing },
	{ "draw", lot_drawing },
	{ "draw-void", lot_drawing },
	{ "hold", lot_hold },
	{ "claim", lot_claim },
	{ "await-priority", lot_await },
	{ "rank", lot_rank },
	{ "hammer", lot_close },
	{ "reveal-reserve", lot_reserve },
	{ "deal", lot_deal },
	{ "unsold", lot_unsold },
	{ "confirm", lot_confirm },
	{ "confirmed", lot_confirm },
	{ "contract", lot_contract },
};
/* clang-format on */

static void
take(struct lot_walk *w, const struct v_event *e)
{
	size_t i;

	if (e->verb == V_OPEN)
		lot_opened(w, e);
	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (!strcmp(steps[i].verb, e->body.verb))
			steps[i].take(w, e);
}

static const char *const ends[] = { "deal", "unsold", "terminate", NULL };

/* Offers are everybody's when it has ended. */
static bool
is_open(const struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = 0; i < v->events.n && !v->full; i++)
		if (e[i].text && word_index(ends, e[i].body.verb) >= 0)
			return true;
	return v->full;
}

bool
v_sale_terms(struct verify *v, const char *text, size_t len, const char **code)
{
	struct b_sale s;

	if (!v_read(v, "terms.form", &b_sale_record, text, len, &s))
		return false;
	v->lot = s.lot;
	v->goods = s.goods;
	*code = s.deal_code;
	return true;
}

/* Any of them may be an offer that nobody sees. */
static void
say_hidden(struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i, n = 0;

	for (i = 0; i < v->events.n; i++) {
		if (e[i].verb == V_PUBLISH)
			n = 0;
		if (e[i].text && word_index(ends, e[i].body.verb) >= 0)
			break;
		n += !e[i].text;
	}
	if (n)
		v_left(v,
		       "结束以前有 %zu 个保密的事件：其中有没有报价，完整的"
		       "证据包才看得出",
		       n);
}

void
lot_walk_through(struct verify *v)
{
	const struct v_event *e = v->events.at;
	struct lot_walk w = { .v = v, .l = v->lot };
	size_t i;

	w.live_at = w.l->live_at;
	w.ends_at = w.l->bidding == BID_TENDER
			? LOT_NEVER
			: w.l->live_at + w.l->countdown_ms;
	w.paused_at = w.hammer_at = w.reserve = w.price = w.bidder = NONE;
	w.offered = w.hidden = w.pooled = NONE;
	w.dealt = w.build = w.asked = w.drawn = w.until = NONE;
	for (i = 0; i < v->events.n; i++)
		if (e[i].verb == V_PUBLISH)
			w.assets = !strcmp(e[i].body.module, "assets");
	lot_priority(&w);
	for (i = 0; i < v->events.n; i++)
		if (e[i].text)
			take(&w, &e[i]);
		else
			w.hidden = e[i].seq;
	lot_end(&w);
}

bool
v_lot(struct verify *v)
{
	if (!v->lot || v->has_terms)
		return true;
	v_sale_files(v, v->lot->at_ceiling == CEILING_DRAW);
	if (!v_draws(v))
		return false;
	if (!is_open(v)) {
		v_left(v, "报价：竞价结束以前保密");
		return true;
	}
	if (!v->full) {
		v_left(v, "竞买人的资格和保证金在完整的证据包里");
		if (v->lot->examine_after)
			v_left(v, "竞价以后的资格审查在完整的证据包里");
		say_hidden(v);
	}
	lot_walk_through(v);
	return true;
}
