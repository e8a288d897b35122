#ifndef SALE_H
#define SALE_H
#include "auction.h"
#include "bid.h"

/*
 * What every sale by offers has in common, from its draft to its contract;
 * the bidding itself is auction.h's.  A domain says by a table what it sells;
 * sale_of() finds it for r->trade and is the domain's own function, because a
 * worker may sell several things.  Handlers stand in a domain's route table
 * as they are.  Its moves have the verbs schedule, publish, list, live,
 * hammer, reveal-reserve, deal, unsold, confirm, confirmed, contract and
 * terminate; where a lot may have an examine_basis, admit and await-examine.
 */
struct sale {
	/* types of notices; result NULL: a deal alone is not announced */
	const char *listing, *failed, *result;
	const char *contract; /* rule: how soon it is signed; or NULL */
	const char *bidders;  /* rule: how many an auction needs; or NULL */
	/* words: 出让人, 竞得人, 流拍, 竞买保证金 */
	const char *seller, *buyer, *unsold, *deposit;
	/* What the notice says of what is sold, before how it is bid for; it
	 * may choose another type than `listing`. */
	enum err (*describe)(struct req *, struct notice *, struct buf *facts);
	/* The conditions that hold once it is public, a JSON object. */
	enum err (*terms)(struct req *, struct buf *);
	/* What a price is by the unit, as facts; or NULL. */
	enum err (*price)(struct req *, int64_t fen, struct buf *facts);
	/* What comes of the lot's last offer: ends the entered step, with
	 * sale_won() if with a deal at once; NULL: sale_won(). */
	enum err (*won)(struct req *, const struct lot *);
};
const struct sale *sale_of(const struct req *);

/* ---- Drafts (sale.c) ---- */

/* What the rows of a trade and its lot say in every domain. */
struct sale_draft {
	const char *name, *method, *qualification;
	int64_t deposit_fen;
	bool consortium; /* joint applications are taken */
	struct lot lot;
	const char *code, *deal_code; /* as sale_add() minted them */
};
/* Writes a new trade of the project with its lot; lot.trade is its id. */
enum err sale_add(struct req *, const struct project *, struct sale_draft *);
enum err sale_set(struct req *, const struct sale_draft *);

/* ---- The end of the bidding (sale.c) ---- */

/* No law says by when a reserve is revealed; the notice says this. */
#define REVEAL_MS (30 * 60000)

struct deal {
	int64_t trade, subject, bidder, price, at;
	const char *name;
	struct list buyers; /* struct buyer; empty: the one named above */
};
extern const struct record deal_record;
enum err deal_get(struct req *, int64_t trade, struct deal *);
bool deal_is_with(const struct deal *, int64_t subject);

/* The entered step becomes one with a deal; with several buyers together,
 * `buyer` stands for them, otherwise the list is NULL. */
enum err sale_deal(struct req *, const struct entrant *buyer, int64_t price,
		   const struct list *buyers);
/* ... with who offered most, at that. */
enum err sale_won(struct req *, const struct lot *);
/* ... with whom the domain says, by its `won`. */
enum err sale_decided(struct req *, const struct lot *);
/* ... or one without. */
enum err sale_fail(struct req *, const char *reason);
/* What an end without a deal brings, after its step. */
enum err sale_over(struct req *, const char *reason);

/* Who was judged may have won a lot that waited for it; the step is that of
 * the judgement. */
enum err sale_examined(struct req *, const struct move *step,
		       const struct entrant *);

/* An auction of too few bidders is none: it ends as it begins. */
enum err due_begin(struct req *, const struct due *);
enum err due_hammer(struct req *, const struct due *);
enum err due_drawn(struct req *, const struct due *); /* of a lot_draw.c */
/* Who does not reveal a reserve has none: the notice said so. */
enum err due_unrevealed(struct req *, const struct due *);
enum err post_reserve(struct req *); /* /trades/:id/reserve: reveal-reserve */

/* ---- Several who buy together (joint.c) ---- */

/*
 * Each takes a part of the lot by its weight among them and pays so much of the
 * price.  All confirm; the deposits of all stay and become price.
 */
struct buyer {
	int64_t subject, weight, amount_fen, confirmed_at;
	const char *credit_code, *name;
};
extern const struct record buyer_record;
/* Pure: fills amount_fen of n buyers with weights; together the price. */
void buyers_share(struct buyer *, size_t n, int64_t price);
enum err buyers_add(struct req *, const struct list *);
/* The user is one of them, and confirms: now all have?  Of a single buyer, who
 * is none of the list, yes. */
enum err buyer_confirm(struct req *, struct deal *, bool *all);

/* ---- By sealed bids (招标, sale_tender.c) ---- */

/*
 * Who is qualified and has paid seals a bid from listing_at to live_at; the
 * highest one that is not below the start has the lot (价高者得), of equal ones
 * that which came first.  The notice says so.  tender_of() of a domain gives
 * the two names; the rest is SALE_TENDER.  Its moves have beside a tender's
 * (trustees, bid, withdraw, close, release, unlock, open, fail) the verb rank,
 * and none of list, live, offer.
 */
enum err sale_may_bid(struct req *, const struct envelope *, struct list *all);
enum err sale_terms_last(struct req *, const char **digest);
enum err sale_opened(struct req *, const struct list *lines);
#define SALE_TENDER                                                            \
	.may_bid = sale_may_bid, .terms = sale_terms_last,                     \
	.failed = sale_over, .opened = sale_opened
/* Fills the lot of a draft: what people do not choose. */
enum err tender_fill(struct req *, struct lot *);

/* ---- Notices (sale_notice.c) ---- */

struct notice_form {
	const char *title, *body, *duty_person, *examiner;
	int64_t publish_at;
};
extern const struct record notice_form_record;
enum err post_sale_notice(struct req *); /* /trades/:id/notice: schedule */
/* Asks the guard of `publish` again, and gives up if it refuses. */
enum err due_sale_publish(struct req *, const struct due *);
/* The conditions that hold from now on, as a statement in the log; *detail of
 * the event names it. */
enum err sale_terms(struct req *, const char **detail);
/* A notice about r->trade, made by us: public at once. */
enum err sale_announce(struct req *, const char *type, const char *what,
		       const char *said, struct buf *facts, int64_t amount);

/* ---- Afterwards (sale_end.c) ---- */

enum err get_deal(struct req *);     /* GET /trades/:id/deal */
enum err post_confirm(struct req *); /* ../confirm: confirm, by both sides */
enum err post_sale_contract(struct req *);  /* ../contract: contract */
enum err post_sale_terminate(struct req *); /* ../terminate: terminate */

#endif
