#ifndef BID_H
#define BID_H
#include "combine.h"
#include "envelope.h"
#include "trade.h"

/*
 * Sealed bids: trustees, deposits, bids and their receipts, the closing of
 * the box, the opening.  Handlers stand in a domain's route table as they are.
 *
 * Until the box is closed nobody learns who bids or how many, not the owner,
 * the centre or the supervision: no reply carries a number that counts bids,
 * and the events of bidding are secret.  A bidder sees its own bids.
 */

/* ---- What a domain says of its tenders ---- */

/*
 * Bids are sealed, boxed and opened alike in every domain; what becomes of
 * them is the domain's.  tender_of() finds the table of r->trade and is the
 * domain's own function, because a worker may have several.
 */
struct tender {
	const char *bidders; /* rule: with fewer bids nothing is opened */
	const char *record;  /* type of the notice with the opening record */
	/* May the user bid what is in the envelope?  *all gets struct bidder:
	 * the leader and the members. */
	enum err (*may_bid)(struct req *, const struct envelope *,
			    struct list *all);
	/* What bids are opened under, a statement. */
	enum err (*terms)(struct req *, const char **digest);
	/* After the step `fail`. */
	enum err (*failed)(struct req *, const char *reason);
	/* After the step `open`, with the lines of the record, struct opening;
	 * NULL: a panel evaluates. */
	enum err (*opened)(struct req *, const struct list *lines);
};
const struct tender *tender_of(const struct req *);

/* ---- Trustees (trustee.c): who hold the shares of the opening ---- */

/*
 * Somebody of each side.  How many hold a share and how many of them open are
 * rules (ebid.trustee.count, ebid.trustee.threshold): at least so many, and no
 * side alone opens.  Chosen while the trade is a draft, fixed by its notice.
 */
enum { TRUSTEE_OWNER, TRUSTEE_CENTRE, TRUSTEE_SUPERVISION, TRUSTEE_SIDES };
extern const char *const trustee_sides[];
extern const char *const trustee_labels[]; /* 招标人 ... */

/* Whose keys open the bids of a trade: a condition of it. */
enum { OPEN_TRUSTEES, OPEN_BIDDER, OPEN_EITHER };
extern const char *const opening_rules[];

struct trustee {
	int64_t position, side; /* from 1; TRUSTEE_ */
	const char *name, *thumbprint, *jwk;
	const char *certificate; /* digest of whose key it is; NULL: bare */
	const char *chain;       /* JSON: base64 DER, its root last */
	int64_t account, released_at;
};
/*
 * Somebody with the key that shares would be wrapped to.  trustee_judge() says
 * whether it may be now: that of a good encryption certificate, or a bare one
 * as long as nobody must sign and he never bound a certificate; not given up.
 * E_CERT or E_STATE with the reason if not; fresh: also if nobody knows whether
 * the certificate was revoked.
 */
struct trustee_choice {
	int64_t position, account, subject, account_key;
	int64_t certificate, crl, ocsp; /* or NONE */
	const char *thumbprint, *jwk, *code, *der;
	const char *chain; /* set by trustee_judge() */
	bool holds, certified, given_up;
};
enum err trustee_judge(struct req *, struct trustee_choice *, bool fresh);
/*
 * The same of all who were named for r->trade, at its notice.  At its hour,
 * when nobody is there to ask, the news of when it was scheduled are enough.
 */
enum err trustee_keys_hold(struct req *);
struct trustee_form {
	int64_t threshold;
	const char *suite;    /* NULL: that of the keys they registered last */
	struct list trustees; /* of struct trustee_pick */
};
struct trustee_pick {
	int64_t side;
	const char *login;
};
/* trustee_choose.c: the accounts that are named, each able to hold a share now;
 * E_FIELD with a reason on each that is not. */
enum err trustees_choose(struct req *, const struct trustee_form *,
			 struct trustee_choice *);
/* What a bidder's program needs to seal: ggzyctl seal --trustees. */
struct trustee_sheet {
	const char *trade; /* deal code */
	const char *suite; /* of all their keys, and of the bids (suite.h) */
	int64_t threshold, opening_rule, deadline;
	struct list trustees; /* of struct trustee */
};
extern const struct record trustee_record, trustee_form_record,
    trustee_sheet_record, trustee_choice_record;

enum err trustee_list(struct req *, struct list *);
/* Guard of a notice: enough hold shares of r->trade, by the rules of the day.
 */
enum err trustees_are_set(struct req *);
enum err post_trustees(struct req *); /* /trades/:id/trustees: trustees */
enum err get_trustees(struct req *);

/* ---- Deposits (deposit.c) ---- */

enum { DEPOSIT_CASH, DEPOSIT_GUARANTEE };
extern const char *const deposit_kinds[];

struct deposit {
	int64_t id, subject, kind, amount_fen, valid_to, received_at,
	    returned_at, accepted_at; /* of a guarantee for a lot */
	const char *credit_code, *name, *payer_account, *issuer, *guarantee_no,
	    *digest;
};
struct guarantee {
	const char *issuer, *guarantee_no;
	int64_t amount_fen, valid_to;
};
extern const struct record deposit_record, cash_record, guarantee_record;

enum err post_deposit(struct req *);   /* /trades/:id/deposits: deposit */
enum err post_guarantee(struct req *); /* ../guarantees, R_UPLOAD: guarantee */
enum err get_deposits(struct req *);

/* ---- Receipts (receipt.c, receipt_read.c; TRUST.md) ---- */

/*
 * What the platform says, signed (jws.h), of every attempt to hand in or
 * withdraw a bid, whatever came of it:
 * {receipt, kind, [digest,] size[, reason], trade[, subject], received_at,
 * event}.  kind is received, withdrawn, refused or withdraw-refused;
 * event the leaf of the event in the log; reason the code of the refusal.
 * Numbers are random: one that counts would tell how many bids there are.
 *
 * The reply carries the signature alone and waits for nothing.  ggzy-stamp
 * gets the time stamp afterwards, the log its place and head; GET
 * /receipts/NUMBER then has all of it.
 */
struct receipt {
	const char *number, *kind, *digest, *reason;
	int64_t size;
};
char *receipt_number(struct req *);
/* The event's detail. */
char *receipt_detail(struct req *, const struct receipt *);
/* After the event was added: signs for r's user and r->trade, and keeps it. */
enum err receipt_add(struct req *, const struct receipt *, const char **jws);
/* A refusal leaves an event and a receipt, which goes into the reply; returns
 * `why`.  Not a refusal of a bid (E_DB, E_NOTFOUND ...): nothing but `why`. */
enum err receipt_refuse(struct req *, struct receipt *, const char *verb,
			enum err why);

struct receipt_item {
	const char *number, *kind, *reason, *digest;
	int64_t at, stamped_at;
};
struct signed_head {
	const char *body, *signature;
};
/* token NULL, size NONE: not yet. */
struct receipt_file {
	const char *number, *receipt, *token, *event;
	int64_t seq, size;
	struct list path; /* of text */
	struct signed_head *head;
};
extern const struct record receipt_item_record, receipt_file_record,
    signed_head_record;

enum err get_receipts(struct req *); /* /trades/:id/receipts */
enum err get_receipt(struct req *);  /* /receipts/:word */

/* ---- Bids (bid.c, bidder.c) ---- */

enum { BID_STANDS, BID_SUPERSEDED, BID_WITHDRAWN };
extern const char *const bid_states[];

/* A bidder's own view of its bids; no identifier, since those count. */
struct bid {
	const char *digest, *receipt;
	int64_t state, size, received_at, ended_at;
};
/* A subject that wants to bid. */
struct bidder {
	int64_t id, controller;
	const char *credit_code, *name, *bank_account;
	bool active, operator, owns, invited;
	const char *restricted; /* basis of a restriction in force, or NULL */
};
extern const struct record bid_record, bidder_record;

enum err bidder_get(struct req *, const char *credit_code, struct bidder *);
/*
 * May the bidder and the members of its consortium bid in r->trade?  E_RULE,
 * E_STATE with the reason if not; *all gets the leader and the members.
 */
enum err bidders_may_bid(struct req *, const struct envelope *,
			 struct list *all);
enum err post_bid(struct req *);      /* /trades/:id/bids, R_UPLOAD */
enum err post_withdraw(struct req *); /* ../bids/withdraw: withdraw */
enum err get_bids(struct req *);      /* the user's own */

/* ---- Closing and shares (close.c, standing.c, release.c, unlock.c) ---- */

/* A bid in the box once it is closed. */
struct standing {
	int64_t id, subject, received_at;
	const char *digest, *header, *bidder, *credit_code;
};
struct share_in {
	int64_t bid;
	const char *share; /* 64 hexadecimal digits; NULL: will not unwrap */
	bool foreign;      /* ... or is for another trade, bidder or position */
};
struct release {
	struct list shares; /* of struct share_in */
};
struct share_row {
	int64_t bid, position; /* OWN_KEY: the whole key, by its bidder */
	const char *share;
};
struct bid_key {
	const char *key;
};
extern const struct record standing_record, release_record, share_row_record,
    bid_key_record;

enum err standing_list(struct req *, struct list *);
/*
 * The header of a bid as it was when it was taken.  E_STATE if the row has
 * another one than the stored file, or it is of another trade or bidder; a file
 * that is damaged is not asked.
 */
enum err standing_header(struct req *, const struct standing *,
			 struct envelope *);
/* Is the stored file still the one that was taken? */
bool standing_is_intact(const struct standing *);
/* How long trustees and bidders may take: as the trade says, or the rule. */
enum err decrypt_window(struct req *, int64_t *ms);
/* due: the box is closed, or too few bids are in it */
enum err due_close(struct req *, const struct due *);
/*
 * The opening waits for its time unless there is nothing to wait for: every
 * bid can be opened, or all who may open have done their part.
 */
enum err opening_hurry(struct req *);
struct waiting {
	int64_t bids, trustees; /* that are not open, have not released */
};
extern const struct record waiting_record;
/* Stores what was given and is right; E_EXISTS the second time. */
enum err share_add(struct req *, int64_t bid, int64_t position,
		   const char *share);
enum err get_shares(struct req *);  /* /trades/:id/shares, for a trustee */
enum err post_shares(struct req *); /* release */
/* /trades/:id/bids/key: a bidder opens its own bid; unlock */
enum err post_bid_key(struct req *);

/* ---- Faults of shares (share_fault.c) ---- */

/*
 * A trustee gave something else than the bidder committed to (refused, so he
 * may try again), or could not unwrap what is his, or kept it since it is for
 * another trade, bidder or position.  Everybody sees who and of which bid, as
 * soon as it happens: the box is closed by then.
 */
enum { FAULT_WRONG, FAULT_UNUSABLE, FAULT_FOREIGN };
struct share_fault {
	int64_t bid, position, side, kind, at;
	const char *name; /* of the trustee */
};
extern const struct record share_fault_record;

enum err share_fault_add(struct req *, int64_t bid, int64_t position,
			 int64_t kind);
enum err share_fault_list(struct req *, struct list *);
enum err get_share_faults(struct req *); /* /trades/:id/shares/faults */

/* ---- The commitment to a closed box (box.c) ---- */

/*
 * The event `box-closed` says, before anybody can open a bid, how many there
 * are and the root over their leaves (core/box.h).  A bid that comes to light
 * later is not in it.
 */
struct closed_box {
	const char *trade, *root; /* deal code */
	int64_t count, at, seq, head, cosignatures, required;
	bool witnessed;
	const char *hashes, *leaves; /* JSON lists */
};
extern const struct record boxed_record, seal_record, closed_box_record;

/*
 * Writes box and event of r->trade; `standing` bids have rows.  E_STATE if
 * more have events, for such a box could never be opened.
 */
enum err box_close(struct req *, size_t standing);
/*
 * Asked before any key or share is given out or taken, and at the opening.
 * E_EARLY until the commitment is under a signed head, which the required
 * witnesses signed too; an absent witness is waited for only so long.
 * E_STATE if the log has none, or the `standing` bids are not those of it.
 */
enum err box_check(struct req *, size_t standing);
enum err get_box(struct req *); /* /trades/:id/box */

/* ---- Opening (opening.c, open.c) ---- */

/* A line of the opening record. */
struct opening {
	int64_t bid, subject, withdrawal, price, duration_days, at, received_at,
	    deposit; /* kind, or NONE: none was there in time */
	bool opened;
	const char *bidder, *credit_code, *cause, *price_text, *quality,
	    *manager, *digest, *media, *name;
	const char *envelope; /* digest of the sealed file */
};
extern const char *const withdrawal_words[];
extern const struct record opening_record;

enum err due_open(struct req *, const struct due *);
/* The opening record as a text whose digest is in the log: TRUST.md. */
const char *opening_text(struct req *, const struct list *openings);
enum err get_opening(struct req *);      /* /trades/:id/opening */
enum err get_opening_file(struct req *); /* ../opening/:id/file, R_FILE */

#endif
