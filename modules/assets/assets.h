#ifndef ASSETS_H
#define ASSETS_H
#include "sale.h"

/*
 * State-owned property (国有产权): equity, capital increase, physical assets,
 * lease.  What is bid for is auction.h's, what a sale is sale.h's; here are
 * the life cycle, the disclosures, the priority of shareholders, and what
 * follows the contract.
 *
 * The formal disclosure is the stage `notice`: who wants the lot registers and
 * pays until apply_to.  At listing_at nobody is left: it ends; one: the sides
 * agree on a price not below the base; more: they bid.  A disclosure that
 * ended without a deal is made again as a new trade, its successor.
 */
extern const struct move assets_moves[];
extern const struct due_verb assets_due[];

/* ---- asset.c ---- */

enum { KIND_EQUITY, KIND_INCREASE, KIND_PHYSICAL, KIND_LEASE };

struct asset {
	int64_t id, project, stage, region, round,
	    predecessor; /* of the trade */
	const char *code, *deal_code, *paused, *reason, *method;
	int64_t created_at;

	int64_t kind; /* KIND_ */
	const char *name, *target, *description;
	int64_t share; /* hundredths of a percent */
	bool control_passes;
	int64_t lease_months;
	const char *approval_body, *approval_no;
	int64_t approved_on; /* a day */
	const char *appraisal_no;
	int64_t appraised_fen;
	const char *cut_approval; /* that it may go so far below that */
	int64_t bidding;          /* LOT_ of auction.h */
	struct list score_items;  /* struct score_item, of 权重报价 */
	bool instalments;
	int64_t priority_minutes; /* after the hammer, for who has priority */
	const char *qualification;
	int64_t start_fen, step_fen, deposit_fen, countdown;
	int64_t apply_to, listing_at, live_at;
	const char *reserve_hash;
	int64_t reserve_fen, price_fen;
	int64_t predisclosed_at;
	int64_t disclosed_at; /* first, with this appraisal; NONE: never */
	int64_t result_until;
	const char *certificate;
};
extern const struct record asset_record;
extern const char *const asset_kind_labels[];

enum err asset_get(struct req *, int64_t trade, struct asset *);
/* What the shared rows say of it. */
enum err asset_draft(struct req *, const struct asset *, struct sale_draft *);

enum err post_asset_trade(struct req *); /* POST /projects/:id/trades */
enum err post_asset(struct req *);       /* POST /trades/:id/conditions: edit */
enum err post_relist(struct req *);      /* POST /trades/:id/relist: relist */
enum err get_asset(struct req *);        /* GET /trades/:id */
enum err get_assets(struct req *);       /* GET /projects/:id/trades */

/* ---- guards.c: rec is a struct asset, a struct notice ---- */

enum err asset_is_lawful(struct req *, const void *rec);
enum err predisclosure_is_due(struct req *, const void *rec);
enum err disclosure_is_lawful(struct req *, const void *rec);

/* ---- disclose.c ---- */

struct prolong {
	int64_t apply_to, listing_at, live_at;
};
struct agreement {
	int64_t price_fen;
};
extern const struct record predisclosure_record, prolong_record,
    agreement_record;

enum err post_predisclosure(struct req *); /* ../predisclosure: predisclose */
enum err due_asset_publish(struct req *, const struct due *);
enum err post_prolong(struct req *); /* ../prolong: prolong */
enum err due_asset_list(struct req *, const struct due *);
enum err due_asset_live(struct req *, const struct due *);
enum err post_agreement(struct req *); /* ../agreement: agree */

/* ---- holders.c, priority.c ---- */

/* A shareholder who may take the lot at the price another offers. */
struct holder {
	int64_t id, subject;
	const char *credit_code, *name;
	int64_t share;       /* hundredths of a percent */
	int64_t notified_on; /* had the written notice that day */
	int64_t until;       /* set by the hammer */
	int64_t waived_at, offer, claimed_at;
	int64_t part; /* of the lot, if they agreed: hundredths of a percent */
};
/*
 * Several who take it at the last offer have it together: by the parts all of
 * them name, if these make a whole, and otherwise by their shares.
 */
struct claim {
	int64_t offer; /* number of the one it takes the lot at */
	int64_t part;
	bool waive; /* gives the right up instead, for good */
};
extern const struct record holder_record, claim_record;

enum err post_holder(struct req *); /* POST /trades/:id/holders: hold */
enum err get_holders(struct req *);
enum err post_claim(struct req *); /* POST /trades/:id/claims: claim */
enum err holder_list(struct req *, struct list *); /* of r->trade, all */
/* subject NONE: all */
enum err holders_of(struct req *, int64_t trade, int64_t subject,
		    struct list *);
const char *holder_text(struct req *, const struct holder *); /* of an event */
/* Who had priority before has it again: the log of the new trade says so. */
enum err holders_again(struct req *, const struct asset *);
/* sale.h's `won`: at once, or when those who have priority have spoken. */
enum err asset_won(struct req *, const struct lot *);
enum err due_priority(struct req *, const struct due *);

/* The entered step becomes a deal with these holders, of whom `who` has the
 * largest share (together.c). */
enum err takers_deal(struct req *, const struct entrant *who,
		     const struct list *takers, int64_t price);

/* ---- settle.c ---- */

struct settlement {
	int64_t id, amount_fen, paid_on, at;
	const char *voucher, *guarantee, *late_reason;
};
struct certificate {
	const char *number, *deal_code, *name, *method, *seller, *buyer;
	int64_t appraised_fen, start_fen, price_fen, at;
	const char *contract;
};
extern const struct record settlement_record, certificate_record;

enum err post_asset_contract(struct req *); /* ../contract: contract */
enum err post_settlement(struct req *);     /* ../settlements: settle */
enum err get_settlements(struct req *);
enum err post_certificate(struct req *); /* ../certificate: certify */
enum err get_certificate(struct req *);

enum err post_asset_due(struct req *); /* POST /due/:id */

#endif
