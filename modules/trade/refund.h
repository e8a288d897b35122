#ifndef REFUND_H
#define REFUND_H
#include "ledger.h"

/*
 * What goes back to who paid, what is kept, and what becomes price.  One person
 * of the centre proposes a refund, with interest to the day it is paid where
 * the law wants it; another confirms; the list goes to the bank.  What is
 * proposed is owed (应退款), what is confirmed has left the bank.
 */

/* ---- Interest (interest.c): pure ---- */

/* Percent a year, in force from one day to another; valid_to NONE: still. */
struct rate {
	int64_t num, den, valid_from, valid_to;
};
extern const struct record rate_record;
/*
 * Simple interest for the days after `from` up to and with `to` (民法典 201:
 * the day it begins on does not count), each at the rate of its day, a year of
 * so many days; rounded once, to the nearest fen.  Denominators and the year
 * are positive.
 */
int64_t interest_of(int64_t fen, int64_t from, int64_t to, const struct rate *,
		    size_t n, int64_t year);
/* Of a rule that is an amount by the day, percent: the row of that day. */
const struct rate *rate_on(const struct list *rates, int64_t day);
/* All rows a rule ever had, by day; E_BUG if one is no number. */
enum err rate_list(struct req *, const char *key, struct list *);
/* "td.deposit.return" of "deposit.return": by the trade's method. */
const char *rule_of_method(struct req *, const char *key);

/*
 * ---- Refunds: refund_propose.c, refund_decide.c, refund_return.c what is of
 * no trade, refund_list.c, refund_due.c the duty ----
 */

struct refund {
	int64_t id, trade, subject, remittance, origin, amount_fen,
	    interest_fen, pay_on, state, proposed_by, proposed_at, decided_by,
	    decided_at, region;
	const char *payee, *payee_account, *deal_code, *proposer, *decider,
	    *note;
};
enum { REFUND_PROPOSED, REFUND_CONFIRMED, REFUND_REJECTED };
struct refund_form {
	struct list credit_codes; /* const char *; empty: all but the winner */
	int64_t pay_on;           /* NONE: today */
};
struct refund_choice {
	struct list refunds; /* int64_t */
};
struct refund_query {
	int64_t after, limit, state; /* a struct page, and more */
};
extern const struct record refund_record, refund_form_record,
    refund_choice_record, refund_query_record;

enum err post_refunds(struct req *);           /* ../refunds: refund */
enum err post_refunds_confirm(struct req *);   /* POST /refunds/confirm */
enum err post_refund_reject(struct req *);     /* POST /refunds/:id/reject */
enum err post_remittance_return(struct req *); /* /remittances/:id/return */
enum err get_refunds(struct req *);            /* GET /refunds?state= */
enum err get_refunds_csv(struct req *); /* GET /refunds/bank-list, R_FILE */
/* The bidding has ended: the duty to give deposits back, if there are any. */
enum err refunds_fall_due(struct req *);
/* ... which is done once none is left that has to. */
enum err refunds_done(struct req *);

/* refund.c: one of them.  Its row, with nothing posted; f->id is its number. */
enum err refund_add(struct req *, struct refund *);
/* Nothing, if it is about no money. */
enum err refund_post(struct req *, const struct refund *, int64_t kind,
		     int64_t debit, int64_t credit, int64_t fen);
/* While it is bid for, only who was refused or withdrew has his money back. */
enum err refund_is_free(struct req *, int64_t subject, const char *name);

/* winner.c: whose deal the lot is, struct named: one, or several together. */
enum err winners_get(struct req *, int64_t trade, struct list *);
bool winners_have(const struct list *, int64_t subject);

/* ---- Kept, or turned into price (forfeit.c) ---- */

/*
 * The owner says what is to be kept, and by which rule; the centre or who
 * supervises confirms or rejects it, another person in any case; whose deposit
 * it is sees what was decided.  What a guarantee stands
 * for is then claimed from its issuer, with the decision; no money is posted.
 */
struct forfeit {
	int64_t id, subject, amount_fen, state, proposed_by, proposed_at,
	    decided_at;
	const char *credit_code, *name, *rule_key, *basis, *reason;
	const char *guarantee; /* its number and issuer; NULL: it is money */
	const char *note;      /* why it was rejected */
};
enum { FORFEIT_PROPOSED, FORFEIT_CONFIRMED, FORFEIT_REJECTED };
extern const struct record forfeit_record;
enum err post_forfeit(struct req *); /* ../forfeit: propose-forfeit */
enum err get_forfeits(struct req *);
enum err post_forfeit_confirm(struct req *);  /* ../forfeits/:id/confirm */
enum err post_forfeit_reject(struct req *);   /* reject-forfeit */
enum err post_deposit_to_price(struct req *); /* ../deposits/price */

#endif
