#ifndef BANK_H
#define BANK_H
#include "ledger.h"

/*
 * What came by the bank (来款).  The centre's cashier uploads a statement; its
 * lines are taken once each, by the bank's serial number, in whatever domain
 * (the account is one: upload it in each; a line that names another's trade
 * waits for it there, what names none is of the first), and matched to who
 * applied: the memo names the trade (统一交易标识码 or 标段编号), the payer is
 * the applicant by name or account.  Several payments add up.  Money that came
 * late, is not enough yet or whose it is nobody knows stays open, with its
 * reason, until the rest comes or a person decides.
 *
 * The instant that counts is the bank's, not that of the upload.
 */
#define BANK_LINES 1000

struct remittance {
	int64_t id, statement, line, paid_at, amount_fen;
	int64_t state, purpose; /* REMITTANCE_, PURPOSE_ */
	int64_t trade, subject, region, matched_at;
	int64_t claim_trade, claim_subject, claim_by; /* as one person says */
	int64_t entered_by; /* by hand; NONE: a statement brought it */
	const char *serial, *payer, *payer_account, *memo, *reason, *note;
	const char *deal_code, *credit_code, *name;
};
enum {
	REMITTANCE_OPEN,
	REMITTANCE_MATCHED,
	REMITTANCE_RETURNED,
	REMITTANCE_CANCELLED /* its serial ends in # and its number */
};
enum { PURPOSE_DEPOSIT, PURPOSE_PRICE };
extern const struct record remittance_record;

/* ---- Reading (bank_read.c): pure ---- */

/* Date and time as banks write them, in China. */
bool bank_instant(const char *, int64_t *ms);
/* "1,234.50"; false if it is no amount or beyond MONEY_MAX. */
bool bank_amount(const char *, int64_t *fen);
/*
 * Lines of struct remittance, of money that came in; *skipped: how many others,
 * of money that went out or none.  *bad gets what is wrong by line, as body.h
 * has it: also what does not say whether it came or went, and what is below
 * zero, for that takes back what may have been booked.
 */
void bank_read(struct arena *, const char *text, size_t len, struct list *lines,
	       int64_t *skipped, struct buf *bad);

/* ---- Matching: bank_payer.c whose it is, bank_settle.c whether it counts,
 * bank_hand.c what a person wrote down ---- */

/* What the trade of a payment says of it. */
struct payee {
	int64_t id, deposit_fen, until;
	bool lot;
};
extern const struct record payee_record;

/* Finds trade and payer in what the line says; *why if it does not. */
enum err remittance_find(struct req *, struct remittance *, const char **why);
/* Is it of a trade in the user's region, or of none yet?  E_ROLE: no. */
enum err remittance_is_ours(struct req *, int64_t id);
/* Is the payer this subject, by name or account, or a member it leads? */
enum err remittance_is_from(struct req *, const struct remittance *,
			    int64_t trade, int64_t subject, bool *);
/* Does the memo name a trade of another domain, which takes it in itself? */
enum err remittance_is_elsewhere(struct req *, const struct remittance *,
				 bool *);
/* Money of r->trade that a person knows of before a statement has it: booked
 * by the bank's serial, so that it counts once.  E_EXISTS with the reason. */
enum err remittance_by_hand(struct req *, struct remittance *, int64_t ledger);
/* It is held for its trade and subject from now on, or is price. */
enum err remittance_count(struct req *, struct remittance *, int64_t ledger);
/* Enters the trade, counts the money in if it may be, and writes the row. */
enum err remittance_settle(struct req *, struct remittance *);

/* ---- Handlers (bank_import.c, bank.c the list, bank_claim.c) ---- */

struct bank_import {
	int64_t statement, lines, skipped, elsewhere, known, matched, open;
	struct list items; /* of struct remittance: those that stay open */
};
struct remittance_query {
	int64_t after, limit, state; /* a struct page, and more */
};
struct remittance_match {
	const char *deal_code, *credit_code, *note;
};
extern const struct record bank_import_record, remittance_query_record,
    remittance_match_record;
enum err post_remittances(struct req *);      /* POST /remittances, R_UPLOAD */
enum err get_remittances(struct req *);       /* GET /remittances?state= */
enum err post_remittance_match(struct req *); /* ../remittances/:id/match */
/*
 * bank_cancel.c: a deposit that was written down by hand, unless something was
 * done with it since.  One person proposes, another does it: reversed in the
 * ledger, nothing is deleted, and a statement or a person may bring the serial
 * again.
 */
enum err post_remittance_cancel(struct req *); /* ../remittances/:id/cancel */

#endif
