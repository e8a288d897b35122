/* Rising offers for a lot, taken again one by one: TRUST.md, section 11. */
#include <inttypes.h>
#include <stdio.h>

#include "crypt.h"
#include "days.h"
#include "verify_lot.h"

/* The text of a member of the event's detail; NULL: there is none. */
static const char *
member(const struct v_event *e, const char *name, size_t *len)
{
	const char *detail;
	size_t n;

	detail = canon_member(e->text, strlen(e->text), "detail", &n);
	return detail && *detail == '{' ? canon_member(detail, n, name, len)
					: NULL;
}

int64_t
lot_number(const struct v_event *e, const char *name)
{
	size_t len;
	const char *at = member(e, name, &len);
	int64_t n = 0;
	size_t i;

	if (!at || len > 16)
		return NONE;
	for (i = 0; i < len; i++)
		if (at[i] < '0' || at[i] > '9')
			return NONE;
		else
			n = n * 10 + (at[i] - '0');
	return n;
}

const char *
lot_word(struct verify *v, const struct v_event *e, const char *name)
{
	size_t len;
	const char *at = member(e, name, &len);

	return at && *at == '"' && !memchr(at, '\\', len)
		   ? arena_printf(v->mem, "%.*s", (int)len - 2, at + 1)
		   : NULL;
}

int64_t
lot_time(struct verify *v, const struct v_event *e, const char *name)
{
	const char *text = lot_word(v, e, name);
	int64_t at;

	return text && instant_is(text, &at) ? at : NONE;
}

static bool
is_true(const struct v_event *e, const char *name)
{
	size_t len;
	const char *at = member(e, name, &len);

	return at && *at == 't';
}

/* What must be offered next; NONE: nothing can be. */
static int64_t
needed(const struct lot_walk *w)
{
	const struct b_lot *l = w->v->lot;
	int64_t next = w->no ? w->price + l->step_fen : l->start_fen;

	if (l->ceiling_fen == NONE || next <= l->ceiling_fen)
		return next;
	return w->no && w->price >= l->ceiling_fen ? NONE : l->ceiling_fen;
}

static bool
is_enough(const struct lot_walk *w, int64_t fen)
{
	const struct b_lot *l = w->v->lot;
	int64_t least = needed(w);

	if (fen == NONE || least == NONE || fen < least)
		return false;
	if (l->ceiling_fen != NONE && fen >= l->ceiling_fen)
		return fen == l->ceiling_fen;
	return (fen - l->start_fen) % l->step_fen == 0;
}

static void
offer(struct lot_walk *w, const struct v_event *e)
{
	struct verify *v = w->v;
	int64_t at = e->body.at, no = lot_number(e, "no");
	int64_t fen = lot_number(e, "amount_fen");
	int64_t bidder = lot_number(e, "bidder");
	bool live = at >= w->live_at;

	v_check(v, "offer.number", no == w->no + 1, "第 %" PRId64 " 条",
		e->seq);
	v_check(v, "offer.time",
		lot_time(v, e, "at") == at && at >= v->lot->listing_at &&
		    at < w->ends_at && w->paused_at == NONE && !w->closed &&
		    is_true(e, "live") == live,
		"第 %" PRId64 " 条", e->seq);
	v_check(v, "offer.amount", is_enough(w, fen), "第 %" PRId64 " 条",
		e->seq);
	v_check(v, "offer.bidder", bidder != NONE && bidder != w->bidder,
		"第 %" PRId64 " 条", e->seq);
	if (v->full)
		v_check(v, "offer.entrant", lot_may_offer(w, bidder),
			"第 %" PRId64 " 条: 竞买号 %" PRId64, e->seq, bidder);
	if (live && at + v->lot->countdown_ms > w->ends_at)
		w->ends_at = at + v->lot->countdown_ms;
	v_check(v, "offer.end", lot_time(v, e, "ends_at") == w->ends_at,
		"第 %" PRId64 " 条", e->seq);
	w->no++;
	w->price = fen;
	w->bidder = bidder;
}

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

	/* of an announcement, not of the bidding */
	if (seconds == NONE)
		return;
	v_check(w->v, "lot.time",
		seconds <= 86400 * 366 && w->paused_at == NONE && !w->closed &&
		    e->body.at < w->ends_at,
		"第 %" PRId64 " 条: 延长", e->seq);
	if (e->body.at < w->live_at)
		w->live_at += seconds * 1000;
	w->ends_at += seconds * 1000;
	v_check(w->v, "lot.time",
		lot_time(w->v, e, "live_at") == w->live_at &&
		    lot_time(w->v, e, "ends_at") == w->ends_at,
		"第 %" PRId64 " 条: 延长到另一时刻", e->seq);
}

static void
list(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time", e->body.at >= w->v->lot->listing_at,
		"第 %" PRId64 " 条: 挂牌早了", e->seq);
}

static void
live(struct lot_walk *w, const struct v_event *e)
{
	v_check(w->v, "lot.time",
		e->body.at >= w->live_at && w->paused_at == NONE,
		"第 %" PRId64 " 条: 限时竞价早了", e->seq);
}

static void
await_examine(struct lot_walk *w, const struct v_event *e)
{
	(void)e;
	w->examined_after = true;
}

static void
single(struct lot_walk *w, const struct v_event *e)
{
	(void)e;
	w->single = true;
}

static void
claim(struct lot_walk *w, const struct v_event *e)
{
	(void)e;
	w->claimed = true;
}

/* clang-format off */
static const struct {
	const char *verb;
	void (*take)(struct lot_walk *, const struct v_event *);
} steps[] = {
	{ "judge", lot_judge },
	{ "admit", lot_judge },
	{ "await-examine", await_examine },
	{ "deposit", lot_deposit },
	{ "credit", lot_deposit },
	{ "accept-guarantee", lot_deposit },
	{ "refund", lot_refund },
	{ "single", single },
	{ "claim", claim },
	{ "list", list },
	{ "live", live },
	{ "offer", offer },
	{ "pause", pause },
	{ "resume", resume },
	{ "extend", extend },
	{ "hammer", lot_close },
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

	if (e->verb == V_RESERVE)
		lot_reserve(w, e);
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

bool
v_lot(struct verify *v)
{
	const struct v_event *e = v->events.at;
	const struct b_lot *l = v->lot;
	struct lot_walk w = { .v = v };
	size_t i;

	if (!l)
		return true;
	v_sale_files(v, l->at_ceiling == CEILING_DRAW);
	if (l->bidding != BID_RISING || l->at_ceiling != CEILING_FIRST) {
		v_left(v, "报价：不是逐次加价，或者到最高限价以后另有办法");
		return true;
	}
	if (!is_open(v)) {
		v_left(v, "报价：竞价结束以前保密");
		return true;
	}
	if (!v->full) {
		v_left(v, "竞买人的资格和保证金在完整的证据包里");
		say_hidden(v);
	}
	w.live_at = l->live_at;
	w.ends_at = l->live_at + l->countdown_ms;
	w.paused_at = w.hammer_at = w.reserve = w.price = w.bidder = NONE;
	w.dealt = NONE;
	for (i = 0; i < v->events.n; i++)
		if (e[i].text)
			take(&w, &e[i]);
		else
			w.hidden = true;
	lot_end(&w);
	return true;
}
