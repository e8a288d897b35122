/* The lot: what its row says. */
#include "auction.h"
#include "event.h"
#include "json.h"

#include "auction_sql.h"

const char *const bidding_words[] = { "rising", "called", "sealed", "tender",
				      NULL };
const char *const called_words[] = { "waiting", "asked",  "once", "twice",
				     "knocked", "passed", NULL };
const char *const at_ceiling_words[] = { "first", "build", "draw", NULL };

/* clang-format off */
static const struct field lot_field[] = {
	INT(struct lot, trade, 1, INT64_MAX, F_ROW, NULL),
	INT(struct lot, stage, 0, S__MAX, F_ROW, NULL),
	TEXT(struct lot, paused, 0, 200, F_ROW, NULL),
	MONEY(struct lot, start_fen, 1, MONEY_MAX, F_ROW, NULL),
	MONEY(struct lot, step_fen, 1, MONEY_MAX, F_ROW, NULL),
	MONEY(struct lot, ceiling_fen, 1, MONEY_MAX, F_ROW, NULL),
	INT(struct lot, countdown_ms, 1, INT64_MAX, F_ROW, NULL),
	TIME(struct lot, apply_to, F_ROW, NULL),
	TIME(struct lot, listing_at, F_ROW, NULL),
	TIME(struct lot, live_at, F_ROW, NULL),
	TIME(struct lot, ends_at, F_ROW, NULL),
	TEXT(struct lot, reserve_hash, 64, 64, F_ROW, NULL),
	MONEY(struct lot, reserve_fen, 1, MONEY_MAX, F_ROW, NULL),
	TIME(struct lot, paused_at, F_ROW, NULL),
	TIME(struct lot, closed_at, F_ROW, NULL),
	INT(struct lot, seq, 0, INT64_MAX, F_ROW, NULL),
	INT(struct lot, offers, 0, INT64_MAX, F_ROW, NULL),
	MONEY(struct lot, price_fen, 1, MONEY_MAX, F_ROW, NULL),
	INT(struct lot, bidder, 1, 9999, F_ROW, NULL),
	TIME(struct lot, owner_confirmed, F_ROW, NULL),
	TIME(struct lot, winner_confirmed, F_ROW, NULL),
	ENUM(struct lot, bidding, bidding_words, F_ROW, NULL),
	ENUM(struct lot, called, called_words, F_ROW, NULL),
	MONEY(struct lot, asked_fen, 1, MONEY_MAX, F_ROW, NULL),
	ENUM(struct lot, at_ceiling, at_ceiling_words, F_ROW, NULL),
	INT(struct lot, build_step, 1, INT64_MAX, F_ROW, NULL),
	INT(struct lot, build_max, 1, INT64_MAX, F_ROW, NULL),
	INT(struct lot, build, 1, INT64_MAX, F_ROW, NULL),
	INT(struct lot, drawn, 1, 9999, F_ROW, NULL),
	TEXT(struct lot, examine_basis, 4, 300, F_ROW, NULL),
	FIELD_END
};
static const struct field lot_terms_field[] = {
	ENUM(struct lot_terms, bidding, bidding_words, F_OUT, NULL),
	ENUM(struct lot_terms, at_ceiling, at_ceiling_words, F_OUT, NULL),
	MONEY(struct lot_terms, start_fen, 1, MONEY_MAX, F_OUT, NULL),
	MONEY(struct lot_terms, step_fen, 1, MONEY_MAX, F_OUT, NULL),
	MONEY(struct lot_terms, ceiling_fen, 1, MONEY_MAX, F_OUT, NULL),
	MONEY(struct lot_terms, deposit_fen, 0, MONEY_MAX, F_OUT, NULL),
	INT(struct lot_terms, countdown_ms, 1, INT64_MAX, F_OUT, NULL),
	TIME(struct lot_terms, apply_to, F_OUT, NULL),
	TIME(struct lot_terms, listing_at, F_OUT, NULL),
	TIME(struct lot_terms, live_at, F_OUT, NULL),
	TEXT(struct lot_terms, reserve_hash, 64, 64, F_OUT, NULL),
	INT(struct lot_terms, reveal_ms, 0, INT64_MAX, F_OUT, NULL),
	INT(struct lot_terms, bidders_min, 0, INT64_MAX, F_OUT, NULL),
	INT(struct lot_terms, build_step, 1, INT64_MAX, F_OUT, NULL),
	INT(struct lot_terms, build_max, 1, INT64_MAX, F_OUT, NULL),
	BOOL(struct lot_terms, examine_after, F_OUT, NULL),
	LIST(struct lot_terms, score_items, &score_item_record, 0, 100, F_OUT, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(lot, struct lot);
RECORD(lot_terms, struct lot_terms);

struct lot_terms
lot_terms_of(const struct lot *l, int64_t deposit_fen, int64_t reveal_ms)
{
	return (struct lot_terms){ .bidding = l->bidding,
				   .at_ceiling = l->at_ceiling,
				   .start_fen = l->start_fen,
				   .step_fen = l->step_fen,
				   .ceiling_fen = l->ceiling_fen,
				   .deposit_fen = deposit_fen,
				   .countdown_ms = l->countdown_ms,
				   .apply_to = l->apply_to,
				   .listing_at = l->listing_at,
				   .live_at = l->live_at,
				   .reserve_hash = l->reserve_hash,
				   .reveal_ms = reveal_ms,
				   .bidders_min = NONE,
				   .examine_after = l->examine_basis != NULL,
				   .build_step = l->build_step,
				   .build_max = l->build_max };
}

static int64_t
next(const struct lot *l)
{
	int64_t needed =
	    l->price_fen == NONE ? l->start_fen : l->price_fen + l->step_fen;

	if (l->ceiling_fen == NONE || needed <= l->ceiling_fen)
		return needed;
	return l->price_fen < l->ceiling_fen ? l->ceiling_fen : NONE;
}

bool
lot_is_full(const struct lot *l)
{
	return l->ceiling_fen != NONE && l->price_fen == l->ceiling_fen;
}

bool
lot_awaits_draw(const struct lot *l)
{
	return l->at_ceiling == CEILING_DRAW && lot_is_full(l) &&
	       l->drawn == NONE;
}

int64_t
lot_needed_build(const struct lot *l)
{
	int64_t needed;

	if (l->at_ceiling != CEILING_BUILD || !lot_is_full(l))
		return NONE;
	needed = (l->build == NONE ? 0 : l->build) + l->build_step;
	return l->build_max == NONE || needed <= l->build_max ? needed : NONE;
}

int64_t
lot_needed(const struct lot *l)
{
	int64_t needed = next(l);

	if (lot_needed_build(l) != NONE)
		return l->ceiling_fen;
	if (l->bidding != LOT_CALLED)
		return l->bidding == LOT_RISING ? needed : NONE;
	if (l->called == CALL_WAITING || needed == NONE)
		return NONE;
	return l->asked_fen > needed ? l->asked_fen : needed;
}

const char *
lot_unsold(struct req *r, const struct lot *l)
{
	if (l->called == CALL_PASSED)
		return r->trade.reason;
	if (!l->offers)
		return "没有有效报价";
	if (l->bidding == LOT_CALLED && l->called != CALL_KNOCKED)
		return "主持人没有落槌";
	return NULL;
}

enum err
lot_add(struct req *r, const struct lot *l)
{
	return db_exec(r->db, SQL_LOT_ADD,
		       ARGS(STR(r->domain), I64(l->trade), I64(l->start_fen),
			    I64(l->step_fen), I64(l->ceiling_fen),
			    I64(l->countdown_ms), I64(l->apply_to),
			    I64(l->listing_at), I64(l->live_at),
			    I64(l->live_at + l->countdown_ms),
			    STR(l->reserve_hash), I64(l->bidding),
			    I64(l->at_ceiling), I64(l->build_step),
			    I64(l->build_max), STR(l->examine_basis)),
		       NULL);
}

enum err
lot_set(struct req *r, const struct lot *l)
{
	return db_exec(r->db, SQL_LOT_SET,
		       ARGS(I64(l->start_fen), I64(l->step_fen),
			    I64(l->ceiling_fen), I64(l->countdown_ms),
			    I64(l->apply_to), I64(l->listing_at),
			    I64(l->live_at), I64(l->live_at + l->countdown_ms),
			    STR(l->reserve_hash), I64(l->bidding),
			    I64(l->at_ceiling), I64(l->build_step),
			    I64(l->build_max), STR(l->examine_basis),
			    I64(l->trade)),
		       NULL);
}

enum err
lot_get(struct req *r, int64_t trade, struct lot *l)
{
	return db_one(r->db, r->mem, SQL_LOT_GET, ARGS(I64(trade)), l);
}

enum err
lot_take(struct req *r, struct lot *l, struct offer *o, int64_t account)
{
	struct buf detail;
	enum err e;

	e = db_exec(r->db, SQL_LOT_TAKE,
		    ARGS(I64(o->amount_fen), I64(o->bidder), I64(l->trade)),
		    NULL);
	if (e || (e = lot_get(r, l->trade, l)))
		return e;
	o->no = l->offers;
	o->live = true;
	o->ends_at = l->ends_at;
	o->seq = l->seq;
	e = db_exec(r->db, SQL_OFFER_ADD,
		    ARGS(STR(r->domain), I64(l->trade), I64(o->no),
			 I64(o->bidder), I64(o->amount_fen), I64(o->build),
			 I64(o->at), I64(o->live), I64(o->ends_at), I64(o->seq),
			 I64(account)),
		    NULL);
	if (e)
		return e;
	buf_init(&detail, r->mem);
	json_record(&detail, &offer_record, o, F_OUT);
	return event_add(r, &(struct event){ .verb = "offer",
					     .project = r->trade.project,
					     .trade = r->trade.id,
					     .notice = NONE,
					     .before = r->trade.stage,
					     .after = r->trade.stage,
					     .detail = buf_text(&detail) });
}
