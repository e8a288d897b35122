/* The lot: what its row says. */
#include "auction.h"

#include "auction_sql.h"

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
	FIELD_END
};
/* clang-format on */
RECORD(lot, struct lot);

int64_t
lot_needed(const struct lot *l)
{
	int64_t needed =
	    l->price_fen == NONE ? l->start_fen : l->price_fen + l->step_fen;

	if (l->ceiling_fen == NONE || needed <= l->ceiling_fen)
		return needed;
	return l->price_fen < l->ceiling_fen ? l->ceiling_fen : NONE;
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
			    STR(l->reserve_hash)),
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
			    STR(l->reserve_hash), I64(l->trade)),
		       NULL);
}

enum err
lot_get(struct req *r, int64_t trade, struct lot *l)
{
	return db_one(r->db, r->mem, SQL_LOT_GET, ARGS(I64(trade)), l);
}
