#ifndef VERIFY_LOT_H
#define VERIFY_LOT_H
#include "verify.h"

/*
 * The bidding for a lot, gone through event by event (verify_lot.c); who takes
 * part and how it ends (verify_deal.c).
 */
struct lot_entrant {
	int64_t bidder;
	const char *credit_code;
	bool qualified;
};
struct lot_walk {
	struct verify *v;
	int64_t live_at, ends_at, paused_at; /* as they have moved */
	int64_t no, price, bidder;           /* of the last offer */
	bool closed, unsold;
	bool examined_after;        /* who won is, and may fail it */
	bool single, claimed;       /* one alone came; a holder spoke */
	bool hidden;                /* an event was */
	int64_t hammer_at, reserve; /* NONE: not fallen, not revealed */
	int64_t dealt;              /* the price; NONE: no deal */
	const char *side;           /* who confirmed */
	struct list entrants;       /* struct lot_entrant */
	struct list paid;           /* const char *, credit codes */
};

/* A member of an event's detail, which may have others: a whole number below
 * 10^16, or NONE; an instant, or NONE; a text without escapes, or NULL. */
int64_t lot_number(const struct v_event *, const char *name);
int64_t lot_time(struct verify *, const struct v_event *, const char *name);
const char *lot_word(struct verify *, const struct v_event *, const char *name);

void lot_judge(struct lot_walk *, const struct v_event *);
void lot_deposit(struct lot_walk *, const struct v_event *);
void lot_refund(struct lot_walk *, const struct v_event *);
bool lot_may_offer(const struct lot_walk *, int64_t bidder);
void lot_close(struct lot_walk *, const struct v_event *);
void lot_reserve(struct lot_walk *, const struct v_event *);
void lot_deal(struct lot_walk *, const struct v_event *);
void lot_unsold(struct lot_walk *, const struct v_event *);
void lot_confirm(struct lot_walk *, const struct v_event *);
void lot_contract(struct lot_walk *, const struct v_event *);
/* What must have been when all events are told. */
void lot_end(struct lot_walk *);

#endif
