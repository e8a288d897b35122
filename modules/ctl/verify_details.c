/* The forms of the events' details, and the verbs that have them. */
#include "verify_lot.h"
#include "verify_rows.h"

/* clang-format off */
static const struct field d_digest_field[] = {
	TEXT(struct d_digest, terms, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(d_digest);
static const struct field d_bid_field[] = {
	TEXT(struct d_bid, receipt, 0, LONG, F_IN, NULL),
	TEXT(struct d_bid, kind, 0, LONG, F_IN, NULL),
	TEXT(struct d_bid, digest, 64, 64, F_IN, NULL),
	INT(struct d_bid, size, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_bid);
static const struct field d_refused_field[] = {
	TEXT(struct d_bid, receipt, 0, LONG, F_IN, NULL),
	TEXT(struct d_bid, kind, 0, LONG, F_IN, NULL),
	TEXT(struct d_bid, digest, 64, 64, LEAVE_OUT, NULL),
	INT(struct d_bid, size, 0, LONG, F_IN, NULL),
	TEXT(struct d_bid, reason, 0, LONG, F_IN, NULL),
	FIELD_END
};
static const struct record d_refused_record = {
	"d_refused", sizeof(struct d_bid), d_refused_field
};
static const struct field d_close_field[] = {
	INT(struct d_close, bids, 0, LONG, F_IN, NULL),
	TEXT(struct d_close, box, 64, 64, F_IN, NULL),
	TEXT(struct d_close, terms, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(d_close);
static const struct field d_release_field[] = {
	INT(struct d_release, position, 1, LONG, F_IN, NULL),
	INTS(struct d_release, bids, 1, LONG, F_IN, NULL),
	INTS(struct d_release, unusable, 1, LONG, F_IN, NULL),
	INTS(struct d_release, foreign, 1, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_release);
static const struct field d_unlock_field[] = {
	INT(struct d_unlock, bid, 1, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_unlock);
static const struct field d_opened_field[] = {
	INT(struct d_opened, bid, 1, LONG, F_IN, NULL),
	TEXT(struct d_opened, envelope, 64, 64, F_IN, NULL),
	BOOL(struct d_opened, opened, F_IN, NULL),
	INT(struct d_opened, price, 0, MONEY_MAX, LEAVE_OUT, NULL),
	TEXT(struct d_opened, digest, 64, 64, LEAVE_OUT, NULL),
	FIELD_END
};
FORM(d_opened);
static const struct field d_open_field[] = {
	LIST(struct d_open, bids, &d_opened_record, 0, LONG, F_IN, NULL),
	TEXT(struct d_open, record, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(d_open);
static const struct field d_box_field[] = {
	TEXT(struct d_box, trade, 0, LONG, F_IN, NULL),
	INT(struct d_box, count, 0, LONG, F_IN, NULL),
	TEXT(struct d_box, root, 64, 64, F_IN, NULL),
	TEXTS(struct d_box, leaves, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(d_box);
static const struct field d_pool_field[] = {
	INT(struct d_pool, draw, 1, LONG, F_IN, NULL),
	TEXT(struct d_pool, reason, 0, LONG, NULLABLE, NULL),
	INT(struct d_pool, wanted, 1, LONG, F_IN, NULL),
	INT(struct d_pool, candidates, 0, LONG, F_IN, NULL),
	INT(struct d_pool, excluded, 0, LONG, F_IN, NULL),
	TEXT(struct d_pool, pool_digest, 64, 64, F_IN, NULL),
	TEXTS(struct d_pool, parties, 0, LONG, F_IN, NULL),
	TIME(struct d_pool, commit_by, F_IN, NULL),
	FIELD_END
};
FORM(d_pool);
static const struct field d_commit_field[] = {
	INT(struct d_value, draw, 1, LONG, F_IN, NULL),
	ENUM(struct d_value, party, b_parties, F_IN, NULL),
	TEXT(struct d_value, digest, 64, 64, F_IN, NULL),
	FIELD_END
};
static const struct record d_commit_record = {
	"d_commit", sizeof(struct d_value), d_commit_field
};
static const struct field d_reveal_field[] = {
	INT(struct d_value, draw, 1, LONG, F_IN, NULL),
	ENUM(struct d_value, party, b_parties, F_IN, NULL),
	TEXT(struct d_value, value, 64, 64, F_IN, NULL),
	FIELD_END
};
static const struct record d_reveal_record = {
	"d_reveal", sizeof(struct d_value), d_reveal_field
};
static const struct field d_seat_field[] = {
	INT(struct d_seat, seat, 1, LONG, F_IN, NULL),
	INT(struct d_seat, turn, 1, LONG, F_IN, NULL),
	INT(struct d_seat, place, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_seat);
static const struct field d_skipped_field[] = {
	INT(struct d_seat, turn, 1, LONG, F_IN, NULL),
	INT(struct d_seat, place, 0, LONG, F_IN, NULL),
	FIELD_END
};
static const struct record d_skipped_record = {
	"d_skipped", sizeof(struct d_seat), d_skipped_field
};
static const struct field d_draw_field[] = {
	INT(struct d_draw, draw, 1, LONG, F_IN, NULL),
	TEXT(struct d_draw, pool_digest, 64, 64, F_IN, NULL),
	INT(struct d_draw, head_size, 1, LONG, F_IN, NULL),
	TEXT(struct d_draw, head_root, 64, 64, F_IN, NULL),
	TEXT(struct d_draw, seed, 64, 64, F_IN, NULL),
	LIST(struct d_draw, seats, &d_seat_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_draw);
static const struct field d_substitute_field[] = {
	INT(struct d_draw, draw, 1, LONG, F_IN, NULL),
	LIST(struct d_draw, seats, &d_seat_record, 0, LONG, F_IN, NULL),
	LIST(struct d_draw, skipped, &d_skipped_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
static const struct record d_substitute_record = {
	"d_substitute", sizeof(struct d_draw), d_substitute_field
};
static const struct field d_void_field[] = {
	INT(struct d_void, draw, 1, LONG, F_IN, NULL),
	TEXT(struct d_void, phase, 0, LONG, F_IN, NULL),
	TEXTS(struct d_void, missing, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_void);
static const struct field d_lock_field[] = {
	INT(struct d_lock, seat, 1, LONG, F_IN, NULL),
	TEXT(struct d_lock, member, 0, LONG, F_IN, NULL),
	TEXT(struct d_lock, sheet, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(d_lock);
static const struct field d_report_field[] = {
	TEXT(struct d_report, ranking, 64, 64, F_IN, NULL),
	INTS(struct d_report, candidates, 1, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_report);
static const struct field d_award_field[] = {
	INT(struct d_award, bid, 1, LONG, F_IN, NULL),
	INT(struct d_award, rank, 1, LONG, F_IN, NULL),
	INT(struct d_award, price, 0, MONEY_MAX, F_IN, NULL),
	INTS(struct d_award, notified, 1, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_award);
static const struct field d_reserve_field[] = {
	INT(struct d_reserve, reserve_fen, 0, MONEY_MAX, F_IN, NULL),
	TEXT(struct d_reserve, salt, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_reserve);

static const struct field d_rank_field[] = {
	INTS(struct d_rank, order, 1, LONG, F_IN, NULL),
	INTS(struct d_rank, out, 1, LONG, F_IN, NULL),
	FIELD_END
};
FORM(d_rank);

const struct v_kind v_kinds[V__MAX] = {
  [V_OTHER] = { NULL, NULL, false },
  [V_PUBLISH] = { "publish", &d_digest_record, true },
  [V_CLARIFY] = { "clarify", NULL, false },
  [V_CORRECT] = { "correct", NULL, false },
  [V_BID] = { "bid", &d_bid_record, false },
  [V_WITHDRAW] = { "withdraw", &d_bid_record, false },
  [V_REFUSE] = { "refuse-bid", &d_refused_record, false },
  [V_REFUSE_WITHDRAW] = { "refuse-withdraw", &d_refused_record, false },
  [V_BOX] = { "box-closed", &d_box_record, true },
  [V_CLOSE] = { "close", &d_close_record, true },
  [V_RELEASE] = { "release", &d_release_record, false },
  [V_UNLOCK] = { "unlock", &d_unlock_record, false },
  [V_OPEN] = { "open", &d_open_record, true },
  [V_POOL] = { "pool", &d_pool_record, false },
  [V_COMMIT] = { "commit", &d_commit_record, false },
  [V_REVEAL] = { "reveal", &d_reveal_record, false },
  [V_DRAW] = { "draw", &d_draw_record, false },
  [V_SUBSTITUTE] = { "substitute", &d_substitute_record, false },
  [V_VOID] = { "draw-void", &d_void_record, false },
  [V_LOCK] = { "lock", &d_lock_record, false },
  [V_REPORT] = { "report", &d_report_record, true },
  [V_END_PUBLICITY] = { "end-publicity", NULL, false },
  [V_AWARD] = { "award", &d_award_record, false },
  [V_PROLONG] = { "prolong", &d_digest_record, false },
  [V_RESERVE] = { "reveal-reserve", &d_reserve_record, true },
  [V_AGREE] = { "agree", &d_digest_record, true },
  [V_UNSEAL] = { "unseal", &d_unseal_record, false },
  [V_POINTS] = { "points", &d_points_record, false },
  [V_RANK] = { "rank", &d_rank_record, true },
};
/* clang-format on */
