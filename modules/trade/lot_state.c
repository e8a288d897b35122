/* What watchers of an auction read, several times a second. */
#include <string.h>

#include "auction.h"
#include "json.h"
#include "machine.h"

#include "auction_sql.h"

#define NEWEST 50 /* offers in one answer; all of them: get_offers() */
#define FRESH 100 /* ms that an answer is good for others too */
#define SLOTS 32  /* answers a process keeps */
#define LONGEST 16384

struct lot_state {
	int64_t trade, stage, seq, now;
	const char *paused;
	int64_t listing_at, live_at, ends_at;
	bool closed;
	int64_t offers, price_fen, bidder, needed_fen;
	int64_t bidding, called, asked_fen, at_ceiling, build, needed_build,
	    drawn;
	struct list items; /* struct offer, after `since`, the newest first */
};

/* clang-format off */
static const struct field since_field[] = {
	INT(struct since, since, 0, INT64_MAX, F_IN | F_OPT, "已经看到的变化序号"),
	INT(struct since, seq, 0, INT64_MAX, F_IN | F_OPT, "至少要看到的变化序号"),
	FIELD_END
};
static const struct field lot_state_field[] = {
	INT(struct lot_state, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	ENUM(struct lot_state, stage, stage_words, F_OUT, "阶段"),
	INT(struct lot_state, seq, 0, INT64_MAX, F_OUT, "变化序号"),
	TIME(struct lot_state, now, F_OUT, "平台时间"),
	TEXT(struct lot_state, paused, 0, 200, F_OUT, "暂停原因"),
	TIME(struct lot_state, listing_at, F_OUT, "开始报价"),
	TIME(struct lot_state, live_at, F_OUT, "开始限时竞价"),
	TIME(struct lot_state, ends_at, F_OUT, "没有新报价时的截止时间"),
	BOOL(struct lot_state, closed, F_OUT, "已截止"),
	INT(struct lot_state, offers, 0, INT64_MAX, F_OUT, "报价次数"),
	MONEY(struct lot_state, price_fen, 1, MONEY_MAX, F_OUT, "最高报价"),
	INT(struct lot_state, bidder, 1, 9999, F_OUT, "最高报价的竞买号"),
	MONEY(struct lot_state, needed_fen, 1, MONEY_MAX, F_OUT, "至少要报"),
	ENUM(struct lot_state, bidding, bidding_words, F_OUT, "竞价方式"),
	ENUM(struct lot_state, called, called_words, F_OUT, "主持人叫价"),
	MONEY(struct lot_state, asked_fen, 1, MONEY_MAX, F_OUT, "叫价"),
	ENUM(struct lot_state, at_ceiling, at_ceiling_words, F_OUT, "到最高限价后"),
	INT(struct lot_state, build, 1, INT64_MAX, F_OUT, "配建面积，平方米"),
	INT(struct lot_state, needed_build, 1, INT64_MAX, F_OUT, "至少要配建"),
	INT(struct lot_state, drawn, 1, 9999, F_OUT, "摇中的竞买号"),
	LIST(struct lot_state, items, &offer_record, 0, NEWEST, F_OUT, "新的报价"),
	FIELD_END
};
/* clang-format on */
RECORD(since, struct since);
RECORD(lot_state, struct lot_state);

/*
 * Answers outlive their requests here, against our habit: thousands who watch
 * one lot ask the same, and what is a tenth of a second old serves them, where
 * the web server does not keep it for them.
 * Never a refusal, never what depends on who asks: what is kept is given before
 * anybody looks who asks, so of a draft, which some may read, nothing is.
 */
static struct kept {
	int64_t trade, since, seq, until;
	size_t len;
	char text[LONGEST];
} kept[SLOTS];

static struct kept *
place(int64_t trade, int64_t since)
{
	return &kept[((uint64_t)trade * 31 + (uint64_t)since) % SLOTS];
}

static void
keep(const struct req *r, int64_t since, int64_t seq)
{
	struct kept *k = place(r->id, since);

	if (r->out.len > sizeof(k->text))
		return;
	k->trade = r->id;
	k->since = since;
	k->seq = seq;
	k->until = steady_ms() + FRESH;
	k->len = r->out.len;
	memcpy(k->text, r->out.at, r->out.len);
}

static bool
is_kept(struct req *r, int64_t since, int64_t seq)
{
	const struct kept *k = place(r->id, since);

	if (k->trade != r->id || k->since != since || k->seq < seq ||
	    k->until <= steady_ms())
		return false;
	buf_add(&r->out, k->text, k->len);
	return true;
}

static enum err
state(struct req *r, int64_t since, int64_t *seq)
{
	struct lot_state s;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->id, &l)))
		return e;
	record_clear(&lot_state_record, &s);
	s.trade = l.trade;
	s.stage = l.stage;
	s.seq = *seq = l.seq;
	s.now = r->now;
	s.paused = l.paused;
	s.listing_at = l.listing_at;
	s.live_at = l.live_at;
	s.ends_at = l.ends_at;
	s.closed =
	    l.closed_at != NONE || (l.paused_at == NONE && r->now >= l.ends_at);
	s.offers = l.offers;
	s.price_fen = l.price_fen;
	s.bidder = l.bidder;
	s.needed_fen = s.closed ? NONE : lot_needed(&l);
	s.needed_build = s.closed ? NONE : lot_needed_build(&l);
	s.bidding = l.bidding;
	s.called = l.called;
	s.asked_fen = l.asked_fen;
	s.at_ceiling = l.at_ceiling;
	s.build = l.build;
	s.drawn = l.drawn;
	if ((e = db_all(r->db, r->mem, SQL_OFFER_SINCE,
			ARGS(I64(r->id), I64(since), I64(l.seq), I64(NEWEST)),
			&s.items)))
		return e;
	return reply_record(r, &lot_state_record, &s);
}

/* GET /trades/:id/state */
enum err
get_lot_state(struct req *r)
{
	const struct since *in = r->route->in == &since_record ? r->in : NULL;
	int64_t since = in && in->since != NONE ? in->since : 0;
	int64_t seq = in && in->seq != NONE ? in->seq : 0;
	enum err e;

	if (!in) /* the answer of a step */
		return state(r, since, &seq);
	if (is_kept(r, since, seq))
		return OK;
	if ((e = req_now(r)) || (e = trade_read(r, r->id, NULL)) ||
	    (e = state(r, since, &seq)))
		return e;
	if (r->trade.stage != S_DRAFT)
		keep(r, since, seq);
	return OK;
}
