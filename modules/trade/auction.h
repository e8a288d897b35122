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

	int64_t bidding;               /* LOT_ */
	int64_t called;                /* CALL_, of an auctioneer */
	int64_t asked_fen;             /* NONE: nothing yet */
	int64_t at_ceiling;            /* CEILING_ */
	int64_t build_step, build_max; /* whole square metres */
	int64_t build;                 /* of the last offer; NONE: none yet */
	int64_t drawn;                 /* the bidder that was drawn */
	/* 资格后审, and by what rule; NULL: all are examined before */
	const char *examine_basis;
};
extern const struct record lot_record;

/*
 * How it is sold.  Rising: whoever offers restores the countdown, and the lot
 * goes to the last one.  Called: the same, but an auctioneer asks, and without
 * his hammer there is no deal (auctioneer.c).  Sealed: one offer each, which
 * nobody can read before all are in (sealed.c).  Tender: bids sealed and opened
 * as those of bid.h are; from live_at, the deadline, to ends_at their keys may
 * be given (sale_tender.c).
 */
enum { LOT_RISING, LOT_CALLED, LOT_SEALED, LOT_TENDER };
enum {
	CALL_WAITING,
	CALL_ASKED,
	CALL_ONCE,
	CALL_TWICE,
	CALL_KNOCKED,
	CALL_PASSED
};
/*
 * What happens at the ceiling.  First: who came first has it.  Build: further
 * offers of the ceiling price rise in built area that is given for nothing
 * (竞配建), each a step more: the same rows, by the same statement.  Draw: all
 * who take the ceiling price before the end are drawn from (lot_draw.c).
 */
enum { CEILING_FIRST, CEILING_BUILD, CEILING_DRAW };
extern const char *const bidding_words[], *const called_words[],
					      *const at_ceiling_words[];

/* The least that may be offered now; NONE: nothing may. */
int64_t lot_needed(const struct lot *);
/* The area that has to go with it; NONE: none may. */
int64_t lot_needed_build(const struct lot *);
/* Has somebody offered the ceiling? */
bool lot_is_full(const struct lot *);
/* Are those who took the ceiling price still to be drawn from? */
bool lot_awaits_draw(const struct lot *);
/* Why a closed lot makes no deal; NULL if it does. */
const char *lot_unsold(struct req *, const struct lot *);

/*
 * How a lot is bid for, as the log has it from the notice on: what a bundle of
 * the trade is checked against (TRUST.md, section 11).
 */
struct lot_terms {
	int64_t bidding, at_ceiling;
	int64_t start_fen, step_fen, ceiling_fen, deposit_fen, countdown_ms;
	int64_t apply_to, listing_at, live_at;
	const char *reserve_hash;
	int64_t reveal_ms; /* after the hammer, for the reserve */
	bool examine_after;
	int64_t bidders_min; /* of an auction; NONE */
	int64_t build_step, build_max;
	struct list score_items; /* struct score_item, of weights */
};
extern const struct record lot_terms_record;
struct lot_terms lot_terms_of(const struct lot *, int64_t deposit_fen,
			      int64_t reveal_ms);

/* Writes the lot of r->trade, new or anew. */
enum err lot_add(struct req *, const struct lot *);
enum err lot_set(struct req *, const struct lot *);
enum err lot_get(struct req *, int64_t trade, struct lot *);
/* What was offered in secret and is the best becomes the one offer of a closed
 * lot, and an event: bidder, amount_fen, at, and by which account. */
struct offer;
enum err lot_take(struct req *, struct lot *, struct offer *, int64_t account);

/* ---- Who takes part (entrant.c) ---- */

struct entrant {
	int64_t id, subject, state; /* ENTRANT_ */
	int64_t bidder;             /* NONE: none yet, or not to be known */
	const char *contact, *phone, *reason, *credit_code, *name;
	int64_t applied_at;
	int64_t judged_at;   /* NONE: not yet, though it may be admitted */
	bool paid;           /* the deposit, in full and in time */
	struct list members; /* const char *: credit codes of a consortium, but
				its leader's */
};
enum { ENTRANT_APPLIED, ENTRANT_QUALIFIED, ENTRANT_REFUSED };
struct verdict {
	bool qualified;
	const char *reason;
};
struct payment {
	const char *credit_code, *payer_account, *serial;
	int64_t amount_fen;
};
extern const struct record entrant_record, verdict_record, payment_record;

/* Guard: applications and deposits are still taken. */
enum err applications_are_open(struct req *, const void *);
enum err post_application(struct req *); /* /trades/:id/applications: apply */
enum err get_applications(struct req *);
/*
 * /trades/:id/applications/:id/judge: judge; refusing who was qualified
 * withdraws its right to offer, what it offered stands.  With an examine_basis
 * who applies is admitted at once, and who has won is judged when the bidding
 * is over: without it there is no deal.
 */
enum err post_judge(struct req *);
enum err post_payment(struct req *); /* /trades/:id/deposits: deposit */
/* ../guarantees, R_UPLOAD: guarantee -- instead of cash */
enum err post_lot_guarantee(struct req *);
/* It counts once the centre says that its issuer stands by it. */
struct guarantee_seen {
	const char *credit_code, *note;
};
extern const struct record guarantee_seen_record;
enum err post_guarantee_accept(struct req *); /* ../guarantees/accept */

/* ---- Consortia (consortium.c): 联合体, whose leader applies and acts ---- */

/* The members of x, checked as their leader is: each may take part, is named
 * once, and the lot takes consortia. */
enum err members_check(struct req *, const struct entrant *x);
enum err members_add(struct req *, const struct entrant *x);
enum err members_read(struct req *, int64_t trade, struct entrant *x);
/* Says to everybody who they are, if there are any. */
enum err members_tell(struct req *, const struct entrant *, struct buf *facts);
/* Nobody takes part twice: x and its members stand in no other application
 * that is qualified.  Being named in one that is not binds to nothing. */
enum err members_are_free(struct req *, const struct entrant *x);
/* May a subject take part in r->trade?  E_STATE says why not. */
struct bidder;
enum err may_take_part(struct req *, const char *credit_code, struct bidder *);
/* Those who may offer, qualified and paid: struct entrant. */
enum err entrants_fit(struct req *, int64_t trade, struct list *);
/* How many they are. */
enum err entrants_ready(struct req *, int64_t trade, int64_t *n);
/* Who offered most, or was drawn; E_NOTFOUND if nobody did. */
enum err winner_get(struct req *, int64_t trade, struct entrant *);

/* ---- Offers (offer.c) ---- */

struct offer {
	int64_t no, bidder, amount_fen, at;
	int64_t build; /* square metres, above the ceiling; NONE */
	bool live;
	int64_t ends_at; /* as this offer left it */
	int64_t seq;
};
extern const struct record offer_record;
/* Who may offer: the user's entrant, if qualified and paid. */
enum err may_offer(struct req *, struct entrant *);
/* The same of who offers anew: nothing may bar it since it was judged. */
enum err may_offer_now(struct req *, struct entrant *);
enum err post_offer(struct req *); /* /trades/:id/offers: offer */
enum err get_offers(struct req *); /* /trades/:id/offers, page_record */

/* ---- Watching (lot_state.c) ---- */

struct since {
	int64_t since; /* offers after this seq */
	int64_t seq;   /* the least that an answer must have seen */
};
extern const struct record since_record, lot_state_record;
/*
 * /trades/:id/state?since=&seq=: small, the same for everybody, made at most
 * ten times a second by a process and kept a quarter of a second by the web
 * server; R_TIMELESS.  Who was told of a change (ggzy-push) asks for its seq,
 * so that nothing older is his answer; who sees a gap in seq reads again.
 */
enum err get_lot_state(struct req *);

/* ---- Time (lot_time.c) ---- */

/* One call of the stages' due steps: "list" at listing_at, "live" at live_at,
 * "hammer" at ends_at.  Each waits anew when its instant has moved. */
enum err due_list(struct req *, const struct due *);
enum err due_live(struct req *, const struct due *);
/* Nothing is offered any more. */
enum err lot_close(struct req *, const struct lot *);
/* Has the lot of a due "hammer" ended?  Then it is closed, *lot is filled and
 * the step "hammer" is entered, for the domain to end. */
enum err lot_hammer(struct req *, const struct due *, struct lot *,
		    bool *ended);
/* By the centre, with a reason: nothing is offered, and time stands still. */
enum err post_lot_pause(struct req *);  /* /trades/:id/pause: pause */
enum err post_lot_resume(struct req *); /* /trades/:id/resume: resume */
/* When the platform fails its users: later by so much, never earlier, and only
 * while the lot is open. */
struct extension {
	int64_t seconds;
	const char *reason;
};
extern const struct record extension_record;
enum err post_lot_extend(struct req *); /* /trades/:id/extend: extend */

/* ---- An auctioneer (auctioneer.c) ---- */

/*
 * The centre's auctioneer asks a price; who offers it or more stands.  Then
 * going once, going twice, and the hammer.  Each says by `seq` what the
 * auctioneer saw last, and is refused when the lot is another by now: an offer
 * that came in between is never hammered over.  An offer takes the lot back to
 * "asked".  When nothing happens for the length of the countdown, it ends
 * without a deal.  The hammer and a pass close the lot; the due step "hammer"
 * follows at once.
 */
struct ask {
	int64_t asked_fen;
};
struct call_seen {
	int64_t seq;
	const char *reason; /* of a pass */
};
extern const struct record ask_record, call_seen_record, pass_record;
enum err post_ask(struct req *);   /* /trades/:id/ask: ask */
enum err post_once(struct req *);  /* /trades/:id/once: once */
enum err post_twice(struct req *); /* /trades/:id/twice: twice */
enum err post_knock(struct req *); /* /trades/:id/hammer: knock */
enum err post_pass(struct req *);  /* /trades/:id/pass: pass */

/* ---- Drawing lots (lot_draw.c) ---- */

/*
 * Where lots are drawn at the ceiling, each bidder may take that price until
 * the end, which nobody restores by it.  If there are several, one is drawn as
 * experts are (drawing.h): owner, centre and supervision commit, the log signs
 * a head, they reveal.  Handlers besides these: post_commit(), post_reveal(),
 * get_draws(), due_draw_void().
 */
struct acceptance {
	int64_t bidder, price_fen, at;
};
struct accepted {
	int64_t bidder, account;
};
extern const struct record acceptance_record, accepted_record;
enum err post_acceptance(struct req *); /* ../acceptances: accept */
enum err post_lot_draw(struct req *);   /* POST /trades/:id/draws: pool */
/* Of a closed lot whose entered step is the clock's: the step becomes `pool`
 * if there is somebody to be drawn. */
enum err lot_draw_begin(struct req *, const struct lot *, bool *waits);
/* This one was drawn: the due step "drawn" follows at once. */
enum err lot_drawn(struct req *, int64_t bidder);

/* ---- One sealed offer each (sealed.c, weigh.h) ---- */

/*
 * 一次报价: from listing_at to live_at each entrant commits to one offer, by
 * SHA-256 of "GGZY-OFFER-1\n<deal code>\n<its number>\n<fen>\n<salt>\n"; from
 * then to ends_at it reveals fen and salt.  Before that nobody knows an amount,
 * whoever reads the database.  What is not revealed in time is no offer; the
 * notice says that the deposit may be kept for it.  The best one revealed
 * becomes the one offer of the lot: the highest, or, where the notice has
 * score items (权重报价), that of the highest total by weigh.h.  Points for
 * what is not the price are given before any amount can be known.
 *
 * Why not the envelopes of bid.h: they belong to the stages, trustees, sheets
 * and panels of a tender, under the names of the bidders; a lot has none of
 * these, and its bidders are numbers.  What this does worse: who reveals late
 * may have learnt, from somebody who can read the database, what others
 * revealed, and keep its own back.  It cannot change it.
 */
struct sealed_offer {
	int64_t no, bidder, at, account;
	const char *commitment;
	int64_t amount_fen, revealed_at; /* NONE: not revealed */
	int64_t points, price_points,
	    total; /* hundredths, where it is weighed */
	bool fit;  /* its bidder is qualified still */
};
/* What the log has of an offer that was revealed: all that is needed to open
 * the commitment and to weigh it. */
struct unsealed {
	int64_t no, bidder, amount_fen, points; /* points NONE: not weighed */
	const char *salt;
};
struct unseal {
	int64_t amount_fen;
	const char *salt;
};
struct point {
	int64_t item, score;
};
struct points {
	struct list points; /* struct point */
};
extern const struct record sealed_offer_record, unseal_record, points_record;
/* Of r->trade: what a bidder's points sum up to; NONE: nothing is weighed. */
enum err sealed_points(struct req *, int64_t bidder, int64_t *points);
enum err post_seal(struct req *);   /* /trades/:id/sealed: seal */
enum err post_unseal(struct req *); /* /trades/:id/sealed/reveal: unseal */
enum err get_sealed(struct req *);
/* The best one becomes the offer of a closed lot, if there is one. */
enum err lot_unseal(struct req *, struct lot *);

/* ---- Weights (points.c) ---- */

/* struct score_item: one of them the price, together a hundred points.  They
 * are written by score_items_set() of trade.h. */
enum err weights_are_lawful(struct req *, const struct list *items);
enum err weights_get(struct req *, int64_t trade, struct list *items);
enum err post_points(struct req *); /* ../applications/:id/points: points */

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
/* Does what is revealed open the commitment, while it may (E_EARLY, E_LATE)?
 * Writes it down and takes the step; the request's next step is the same one
 * again. */
enum err reserve_reveal(struct req *, const struct lot *,
			const struct reserve *);

#endif
