#ifndef AUCTION_H
#define AUCTION_H
#include "trade.h"

/*
 * Rising offers for a lot: free quotes while it is listed, then live bidding
 * in which each valid offer restores a countdown.  Handlers stand in a
 * domain's route table as they are; the domain makes the lot, decides what a
 * deal means and lists the verbs in its moves.
 *
 * When the lot closes is a fact of time: whether an offer came before ends_at
 * is decided by the database's clock while the trade is locked, whatever
 * `clock` has done by then.  One conditional statement (OFFER_TAKE) accepts;
 * an accepted offer, its number, its event and the stored reply of its
 * Idempotency-Key are one transaction.
 *
 * Until the end nobody learns who a bidder is: offers carry a number drawn at
 * qualification, and their events are secret.
 */

struct lot {
	int64_t trade, stage;
	const char *paused;
	int64_t start_fen, step_fen, ceiling_fen; /* ceiling NONE: none */
	int64_t countdown_ms;
	int64_t apply_to, listing_at, live_at, ends_at;
	const char *reserve_hash; /* NULL: none */
	int64_t reserve_fen;      /* NONE: not revealed */
	int64_t paused_at, closed_at;
	int64_t seq;    /* goes up with every change watchers can see */
	int64_t offers; /* number of the last offer */
	int64_t price_fen, bidder; /* of the last offer */
	int64_t owner_confirmed, winner_confirmed;
};
extern const struct record lot_record;

/* The least that may be offered now; NONE: the ceiling is reached. */
int64_t lot_needed(const struct lot *);

/* Writes the lot of r->trade, new or anew. */
enum err lot_add(struct req *, const struct lot *);
enum err lot_set(struct req *, const struct lot *);
enum err lot_get(struct req *, int64_t trade, struct lot *);

/* ---- Who takes part (entrant.c) ---- */

struct entrant {
	int64_t id, subject, state; /* ENTRANT_ */
	int64_t bidder;             /* NONE: none yet, or not to be known */
	const char *contact, *phone, *reason, *credit_code, *name;
	int64_t applied_at, judged_at;
	bool paid; /* the deposit, in full and in time */
};
enum { ENTRANT_APPLIED, ENTRANT_QUALIFIED, ENTRANT_REFUSED };
struct verdict {
	bool qualified;
	const char *reason;
};
struct payment {
	const char *credit_code, *payer_account;
	int64_t amount_fen;
};
extern const struct record entrant_record, verdict_record, payment_record;

/* Guard: applications and deposits are still taken. */
enum err applications_are_open(struct req *, const void *);
enum err post_application(struct req *); /* /trades/:id/applications: apply */
enum err get_applications(struct req *);
/* /trades/:id/applications/:id/judge: judge; refusing who was qualified
 * withdraws its right to offer, what it offered stands */
enum err post_judge(struct req *);
enum err post_payment(struct req *); /* /trades/:id/deposits: deposit */
/* Who offered most; E_NOTFOUND if nobody did. */
enum err winner_get(struct req *, int64_t trade, struct entrant *);

/* ---- Offers (offer.c) ---- */

struct offer {
	int64_t no, bidder, amount_fen, at;
	bool live;
	int64_t ends_at; /* as this offer left it */
	int64_t seq;
};
extern const struct record offer_record;
enum err post_offer(struct req *); /* /trades/:id/offers: offer */
enum err get_offers(struct req *); /* /trades/:id/offers, page_record */

/* ---- Watching (lot_state.c) ---- */

struct since {
	int64_t since;
};
extern const struct record since_record, lot_state_record;
/*
 * /trades/:id/state?since=: small, the same for everybody, made at most four
 * times a second by a process; R_TIMELESS.  Who sees a gap in seq reads again.
 */
enum err get_lot_state(struct req *);

/* ---- Time (lot_time.c) ---- */

/* One call of the stages' due steps: "list" at listing_at, "live" at live_at,
 * "hammer" at ends_at.  Each waits anew when its instant has moved. */
enum err due_list(struct req *, const struct due *);
enum err due_live(struct req *, const struct due *);
/* Has the lot of a due "hammer" ended?  Then it is closed, *lot is filled and
 * the step "hammer" is entered, for the domain to end. */
enum err lot_hammer(struct req *, const struct due *, struct lot *,
		    bool *ended);
/* By the centre, with a reason: nothing is offered, and time stands still. */
enum err post_lot_pause(struct req *);  /* /trades/:id/pause: pause */
enum err post_lot_resume(struct req *); /* /trades/:id/resume: resume */

/* ---- The reserve (reserve.c) ---- */

/*
 * An owner who wants a secret reserve commits to it before the notice by
 * SHA-256 of "GGZY-RESERVE-1\n<deal code>\n<fen>\n<salt>\n" and reveals both
 * after the lot has closed.  Nobody here can know it before.
 */
struct reserve {
	int64_t reserve_fen;
	const char *salt;
};
extern const struct record reserve_record;
/* Does what is revealed open the commitment?  Writes it down. */
enum err reserve_reveal(struct req *, const struct lot *,
			const struct reserve *);

#endif
