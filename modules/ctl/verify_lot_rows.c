/* The forms of what a sale is, and of the details that have one. */
#include "verify_lot.h"
#include "verify_rows.h"

static const char *const bidding_words[] = { "rising", "called", "sealed",
					     "tender", NULL };
static const char *const at_ceiling_words[] = { "first", "build", "draw",
						NULL };

/* clang-format off */
static const struct field b_lot_field[] = {
	ENUM(struct b_lot, bidding, bidding_words, F_IN, NULL),
	ENUM(struct b_lot, at_ceiling, at_ceiling_words, F_IN, NULL),
	INT(struct b_lot, start_fen, 1, MONEY_MAX, F_IN, NULL),
	INT(struct b_lot, step_fen, 1, MONEY_MAX, F_IN, NULL),
	INT(struct b_lot, ceiling_fen, 1, MONEY_MAX, NULLABLE, NULL),
	INT(struct b_lot, deposit_fen, 0, MONEY_MAX, F_IN, NULL),
	INT(struct b_lot, countdown_ms, 1, 86400000, F_IN, NULL),
	TIME(struct b_lot, apply_to, F_IN, NULL),
	TIME(struct b_lot, listing_at, F_IN, NULL),
	TIME(struct b_lot, live_at, F_IN, NULL),
	TEXT(struct b_lot, reserve_hash, 64, 64, NULLABLE, NULL),
	INT(struct b_lot, reveal_ms, 0, 86400000, F_IN, NULL),
	INT(struct b_lot, bidders_min, 0, LONG, NULLABLE, NULL),
	INT(struct b_lot, build_step, 1, MONEY_MAX, NULLABLE, NULL),
	INT(struct b_lot, build_max, 1, MONEY_MAX, NULLABLE, NULL),
	BOOL(struct b_lot, examine_after, F_IN, NULL),
	LIST(struct b_lot, score_items, &b_item_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_lot, struct b_lot);
static const struct field b_sale_field[] = {
	TEXT(struct b_sale, deal_code, 0, LONG, F_IN, NULL),
	{ "lot", K_NEST, offsetof(struct b_sale, lot), 0, 1, F_IN, &b_lot_record, NULL },
	{ "goods", K_RAW, offsetof(struct b_sale, goods), 0, 0, NULLABLE, NULL, NULL },
	FIELD_END
};
RECORD(b_sale, struct b_sale);
static const struct field d_unseal_field[] = {
	INT(struct d_unseal, no, 1, LONG, F_IN, NULL),
	INT(struct d_unseal, bidder, 1, LONG, F_IN, NULL),
	INT(struct d_unseal, amount_fen, 0, MONEY_MAX, F_IN, NULL),
	TEXT(struct d_unseal, salt, 0, LONG, F_IN, NULL),
	INT(struct d_unseal, points, 0, SCORE_MAX, NULLABLE, NULL),
	FIELD_END
};
RECORD(d_unseal, struct d_unseal);
static const struct field d_point_field[] = {
	INT(struct d_point, item, 1, LONG, F_IN, NULL),
	INT(struct d_point, score, 0, SCORE_MAX, F_IN, NULL),
	FIELD_END
};
FORM(d_point);
static const struct field d_points_of_field[] = {
	LIST(struct d_points_of, points, &d_point_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_points_of);
static const struct field d_points_field[] = {
	INT(struct d_points, application, 1, LONG, F_IN, NULL),
	{ "points", K_NEST, offsetof(struct d_points, points), 0, 1, F_IN, &d_points_of_record, NULL },
	FIELD_END
};
RECORD(d_points, struct d_points);
/* clang-format on */
