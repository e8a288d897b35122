#ifndef VERIFY_LOT_H
#define VERIFY_LOT_H
#include "verify.h"

/*
 * What a sale is, and the bidding for a lot gone through event by event:
 * TRUST.md, section 11.  A file for each kind of lot, and for who takes part
 * and how it ends.
 */
struct b_lot {
	int64_t bidding, at_ceiling;
	int64_t start_fen, step_fen, ceiling_fen, deposit_fen, countdown_ms,
	    apply_to, listing_at, live_at, reveal_ms;
	const char *reserve_hash;
	int64_t bidders_min, build_step, build_max; /* or NONE */
	bool examine_after;
	struct list score_items; /* struct b_item */
};
enum { BID_RISING, BID_CALLED, BID_SEALED, BID_TENDER }; /* bidding */
enum { CEILING_FIRST, CEILING_BUILD, CEILING_DRAW };     /* at_ceiling */
enum { ITEM_EXPERT, ITEM_PRICE };                        /* kind of an item */
struct b_sale {
	const char *deal_code, *goods;
	struct b_lot *lot;
};
struct d_unseal {
	int64_t no, bidder, amount_fen, points;
	const char *salt;
};
struct d_point {
	int64_t item, score;
};
struct d_points_of {
	struct list points; /* struct d_point */
};
struct d_points {
	int64_t application;
	struct d_points_of *points;
};
extern const struct record b_sale_record, d_unseal_record, d_points_record;

struct lot_entrant {
	int64_t bidder, application;
	const char *credit_code;
	bool qualified, judged; /* judged: not only admitted */
};
struct lot_seal {
	int64_t bidder, no, at;
	const char *commitment;
	int64_t amount, points; /* NONE: not revealed, not weighed */
	int64_t seq;            /* of the event that revealed it */
};
struct lot_taker { /* of the ceiling price */
	int64_t bidder, seq;
	bool out; /* barred when lots were to be drawn; or may be */
};
struct lot_point {
	int64_t application, item, score;
};
struct lot_holder {
	const char *credit_code;
	int64_t share, offer, at; /* NONE: has not taken it */
	bool waived;
};
enum lot_call {
	CALL_WAITING,
	CALL_ASKED,
	CALL_ONCE,
	CALL_TWICE,
	CALL_KNOCKED,
	CALL_PASSED
};
struct lot_walk {
	struct verify *v;
	const struct b_lot *l;
	bool assets;                         /* of that domain */
	int64_t live_at, ends_at, paused_at; /* as they have moved */
	int64_t no, price, bidder, build;    /* of the last offer */
	int64_t offered, hidden;             /* seq of it, of a secret event */
	bool closed;                         /* nothing is offered any more */
	bool ended;                          /* it was said what comes of it */
	bool single;                         /* one alone came */
	bool unsold;
	int64_t hammer_at, reserve; /* NONE: not fallen, not revealed */
	int64_t dealt;              /* the price; NONE: no deal */
	const char *side;           /* who confirmed */

	struct list entrants; /* struct lot_entrant */
	struct list paid;     /* const char *, credit codes */
	size_t ready;         /* who could offer when it began */
	bool refunds;
	enum lot_call call;
	int64_t asked;
	struct list seals;           /* struct lot_seal */
	struct list points;          /* struct lot_point */
	struct list takers;          /* struct lot_taker */
	struct list pool;            /* struct lot_taker: who is drawn from */
	int64_t pooled;              /* how many; NONE: no draw yet */
	int64_t drawn;               /* NONE: not yet */
	int64_t priority;            /* how long, ms; NONE: nobody has it */
	struct list holders;         /* struct lot_holder */
	int64_t until;               /* they are waited for */
	const struct b_opened *best; /* of a tender; NULL: none counts */
};

/* A member of an event's detail, which may have others: a whole number below
 * 10^16, or NONE; an instant, or NONE; a text without escapes, or NULL. */
int64_t lot_number(const struct v_event *, const char *name);
int64_t lot_time(struct verify *, const struct v_event *, const char *name);
const char *lot_word(struct verify *, const struct v_event *, const char *name);
bool lot_is_true(const struct v_event *, const char *name);

/* Through all events that can be seen. */
void lot_walk_through(struct verify *);

/* Can something be offered, and since then? */
bool lot_is_open(const struct lot_walk *, const struct v_event *, int64_t from);
bool lot_is_over(const struct lot_walk *, const struct v_event *);
bool lot_is_full(const struct lot_walk *);                /* at the ceiling */
bool lot_is_enough(const struct lot_walk *, int64_t fen); /* to be offered */
void lot_offer(struct lot_walk *, const struct v_event *);

/* ---- Who takes part (verify_who.c) ---- */
void lot_judge(struct lot_walk *, const struct v_event *);
void lot_admit(struct lot_walk *, const struct v_event *);
void lot_deposit(struct lot_walk *, const struct v_event *);
void lot_refund(struct lot_walk *, const struct v_event *);
void lot_single(struct lot_walk *, const struct v_event *);
bool lot_may_offer(const struct lot_walk *, int64_t bidder);
/* Is a bidder qualified no more?  In the public scope only a secret event
 * since what it did can have said so. */
bool lot_is_barred(const struct lot_walk *, int64_t bidder, int64_t since);
void lot_entrant(struct lot_walk *, const struct v_event *, int64_t bidder);
const struct lot_entrant *lot_entrant_of(const struct lot_walk *,
					 const char *credit_code);
size_t lot_count(const struct lot_walk *);
/* Can it be known how many there are? */
bool lot_is_counted(const struct lot_walk *);

/* ---- An auctioneer (verify_call.c) ---- */
void lot_ask(struct lot_walk *, const struct v_event *);
void lot_once(struct lot_walk *, const struct v_event *);
void lot_twice(struct lot_walk *, const struct v_event *);
void lot_knock(struct lot_walk *, const struct v_event *);
void lot_pass(struct lot_walk *, const struct v_event *);
void lot_anew(struct lot_walk *); /* what was called is called again */
void lot_answer(struct lot_walk *, const struct v_event *, int64_t fen);
bool lot_is_knocked(const struct lot_walk *);
bool lot_has_too_few(struct lot_walk *, const struct v_event *);

/* ---- Sealed offers (verify_sealed.c) ---- */
void lot_seal(struct lot_walk *, const struct v_event *);
void lot_points(struct lot_walk *, const struct v_event *);
void lot_unseal(struct lot_walk *, const struct v_event *);
void lot_best(struct lot_walk *, const struct v_event *);
bool lot_is_revealed(const struct lot_walk *);

/* ---- A tender (verify_tender.c) ---- */
#define LOT_NEVER (INT64_MAX / 2) /* only the opening ends it */
void lot_opened(struct lot_walk *, const struct v_event *);
void lot_rank(struct lot_walk *, const struct v_event *);
void lot_best_bid(struct lot_walk *, const struct v_event *);

/* ---- Lots that are drawn (verify_takers.c) ---- */
void lot_accept(struct lot_walk *, const struct v_event *);
void lot_drawing(struct lot_walk *, const struct v_event *);
bool lot_waits(const struct lot_walk *);
int64_t lot_winner(const struct lot_walk *);
/* Who is left when all others are barred has it without a draw. */
void lot_alone(struct lot_walk *, const struct v_event *);

/* ---- Priority (verify_priority.c) ---- */
void lot_priority(struct lot_walk *); /* before all events */
void lot_hold(struct lot_walk *, const struct v_event *);
void lot_claim(struct lot_walk *, const struct v_event *);
void lot_await(struct lot_walk *, const struct v_event *);
bool lot_may_win(struct lot_walk *, const struct v_event *, int64_t bidder);

/* ---- Qualification after the bidding (verify_examine.c) ---- */
void lot_await_examine(struct lot_walk *, const struct v_event *);
bool lot_is_examined(const struct lot_walk *, int64_t bidder);
/* Has who must have it failed? */
bool lot_has_failed(const struct lot_walk *);

/* ---- The end (verify_deal.c) ---- */
void lot_close(struct lot_walk *, const struct v_event *);
void lot_reserve(struct lot_walk *, const struct v_event *);
bool lot_reserve_is_met(const struct lot_walk *, const struct v_event *);
void lot_deal(struct lot_walk *, const struct v_event *);
void lot_unsold(struct lot_walk *, const struct v_event *);
void lot_confirm(struct lot_walk *, const struct v_event *);
void lot_contract(struct lot_walk *, const struct v_event *);
/* What must have been when all events are told. */
void lot_end(struct lot_walk *);

#endif
