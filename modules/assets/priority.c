/* The priority of shareholders: at the price another offers, in time. */
#include <inttypes.h>

#include "assets.h"
#include "days.h"
#include "json.h"

#include "assets_sql.h"
#include "auction_sql.h"

/* clang-format off */
static const struct field claim_field[] = {
	INT(struct claim, offer, 1, INT64_MAX, F_IN | F_OPT, "接受第几次报价"),
	INT(struct claim, part, 1, 9999, F_IN | F_OPT, "协商确定的比例，万分之一"),
	BOOL(struct claim, waive, F_IN | F_OPT, "放弃优先购买权"),
	FIELD_END
};
/* clang-format on */
RECORD(claim, struct claim);

static const struct entrant *
find(const struct list *fit, int64_t subject)
{
	const struct entrant *x = fit->at;
	size_t i;

	for (i = 0; i < fit->n; i++)
		if (x[i].subject == subject)
			return &x[i];
	return NULL;
}

/* Where the holders stand towards the lot's last offer. */
struct stand {
	bool own;                  /* it is one of theirs */
	bool stands;               /* who made it is qualified still */
	size_t open;               /* who have not spoken */
	int64_t until;             /* when the last of them has lost it */
	const struct entrant *who; /* takes it: of those who do, the largest */
	struct list takers;        /* struct holder: those who do */
};

static enum err
stand(struct req *r, const struct lot *l, int64_t minutes, struct stand *s)
{
	struct list fit = { 0, NULL }, all = { 0, NULL };
	const struct entrant *x;
	const struct holder *h;
	struct entrant last;
	struct holder *taker;
	int64_t end;
	size_t i;
	enum err e;

	*s = (struct stand){ .until = r->now + minutes * 60000 };
	if ((e = winner_get(r, l->trade, &last)) ||
	    (e = entrants_fit(r, r->trade.id, &fit)) ||
	    (e = holder_list(r, &all)))
		return e;
	s->stands = last.state == ENTRANT_QUALIFIED;
	s->takers.at = taker =
	    arena_alloc(r->mem, (all.n + 1) * sizeof(*taker));
	for (h = all.at, i = 0; i < all.n; i++, h++) {
		x = find(&fit, h->subject);
		if (!x || h->waived_at != NONE)
			continue;
		s->own |= x->bidder == l->bidder;
		if (h->offer == l->offers) {
			if (!s->who)
				s->who = x;
			taker[s->takers.n++] = *h;
			continue;
		}
		s->open++;
		if ((e = period_end(r, "cq.priority.notice",
				    day_start(h->notified_on), &end)))
			return e;
		if (end > s->until)
			s->until = end;
	}
	return OK;
}

static enum err
decide(struct req *r, const struct lot *l, const struct stand *s)
{
	if (s->own || !s->who || !s->stands)
		return sale_won(r, l);
	return takers_deal(r, s->who, &s->takers, l->price_fen);
}

static const char *
awaited(struct req *r, int64_t offer, int64_t until)
{
	struct buf b;

	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "offer");
	json_int(&b, offer);
	json_key(&b, "until");
	json_time(&b, until);
	buf_char(&b, '}');
	return buf_text(&b);
}

enum err
asset_won(struct req *r, const struct lot *l)
{
	struct asset a;
	struct stand s;
	enum err e;

	if ((e = asset_get(r, l->trade, &a)) ||
	    (e = stand(r, l,
		       a.priority_minutes == NONE ? 0 : a.priority_minutes,
		       &s)))
		return e;
	if (s.own || !s.open || !s.stands)
		return decide(r, l, &s);
	if ((e = trade_switch(r, "await-priority")) ||
	    (e = db_exec(r->db, SQL_HOLDER_UNTIL,
			 ARGS(I64(s.until), I64(l->trade)), NULL)) ||
	    (e = trade_step(r, NULL, awaited(r, l->offers, s.until))))
		return e;
	return due_add(r, "priority", l->trade, NONE, s.until);
}

/* Who has not spoken by now has waived. */
enum err
due_priority(struct req *r, const struct due *d)
{
	struct stand s;
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, d->trade, "deal")) ||
	    (e = lot_get(r, d->trade, &l)) || (e = stand(r, &l, 0, &s)))
		return e;
	return decide(r, &l, &s);
}

static enum err
may_claim(struct req *r, const struct lot *l, const struct holder *h,
	  const struct claim *in)
{
	struct list fit = { 0, NULL };
	const struct entrant *x;
	enum err e;

	if ((e = entrants_fit(r, r->trade.id, &fit)))
		return e;
	if (!(x = find(&fit, h->subject)))
		return req_say(r, E_STATE,
			       "没有登记、通过审查并交纳保证金，不能行使");
	if (!l->offers || in->offer != l->offers)
		return req_bad(r, "offer", "现在最高的是第 %" PRId64 " 次报价",
			       l->offers);
	if (x->bidder == l->bidder)
		return req_say(r, E_STATE,
			       "现在的最高报价就是你的，不用行使，有人超过以后"
			       "再办");
	return OK;
}

/* After the hammer, when all have spoken, nothing is waited for. */
static enum err
hurry(struct req *r, const struct lot *l, const struct holder *h)
{
	struct stand s;
	enum err e;

	if (h->until == NONE || (e = stand(r, l, 0, &s)) || s.open)
		return h->until == NONE ? OK : e;
	if ((e = due_drop(r, l->trade, "priority")))
		return e;
	return due_add(r, "priority", l->trade, NONE, r->now);
}

/* POST /trades/:id/claims -- takes the lot at the last offer, while it is bid
 * for or after; or gives the right up */
enum err
post_claim(struct req *r)
{
	const struct claim *in = r->in;
	struct list mine = { 0, NULL };
	struct holder *h;
	struct lot l;
	enum err e;

	if ((e = req_now(r)))
		return e;
	if (r->skew)
		return E_CLOCK;
	if ((e = lot_get(r, r->trade.id, &l)) ||
	    (e = holders_of(r, l.trade, r->user.subject, &mine)))
		return e;
	if (!mine.n)
		return req_say(r, E_ROLE,
			       "没有登记你的优先购买权，请联系转让方登记");
	h = mine.at;
	if (h->waived_at != NONE)
		return req_say(r, E_STATE,
			       "已经放弃优先购买权，不能再行使，可以和其他竞买"
			       "人一样报价");
	if (h->until != NONE && r->now >= h->until)
		return req_say(r, E_LATE, "优先购买权已于 %s 截止",
			       when_text(r->mem, h->until));
	if (!in->waive && (e = may_claim(r, &l, h, in)))
		return e;
	h->offer = in->waive ? NONE : in->offer;
	h->part = in->waive ? NONE : in->part;
	h->claimed_at = in->waive ? NONE : r->now;
	h->waived_at = in->waive ? r->now : NONE;
	if ((e = trade_step(r, h, holder_text(r, h))) ||
	    (e = db_exec(r->db, SQL_HOLDER_CLAIM,
			 ARGS(I64(h->offer), I64(h->part), I64(h->claimed_at),
			      I64(h->waived_at), I64(h->id)),
			 NULL)) ||
	    (e = db_exec(r->db, SQL_LOT_SEEN, ARGS(I64(l.trade)), NULL)) ||
	    (e = hurry(r, &l, h)))
		return e;
	return reply_record(r, &holder_record, h);
}
