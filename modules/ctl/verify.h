#ifndef VERIFY_H
#define VERIFY_H
#include "arena.h"
#include "canon.h"
#include "hash.h"
#include "suite.h"

/*
 * ggzyctl verify: the bundle of a trade checked as modules/trade/TRUST.md
 * says.  Needs no database and no configuration.  Each part takes up what the
 * parts before it found good and returns false when nothing after it can be
 * judged.
 */

/* ---- What the files say (verify_rows.c) ---- */

struct b_file {
	const char *name, *sha256;
	int64_t size;
};
struct b_manifest {
	const char *format, *scope, *suite, *trade;
	int64_t stage;
	struct list files; /* struct b_file */
};
struct b_witness {
	const char *name, *key;
	int64_t epoch; /* NONE: the first */
};
struct b_keys {
	const char *address, *log, *receipt;
	int64_t need;
	struct list witnesses; /* struct b_witness */
};
struct b_cosignature {
	const char *witness, *signature;
};
struct b_signed {
	const char *body, *signature;
	struct list cosignatures; /* struct b_cosignature */
	struct list consistency;  /* const char *: with the head before */
};
struct b_head {
	int64_t size, at;
	const char *root, *suite;
	bool rehearsal;
};
struct b_line {
	int64_t seq;
	const char *leaf, *body;
	struct list proof; /* const char * */
};
struct b_signed_by {
	const char *certificate, *signature;
};
struct b_body {
	int64_t at, project, trade, notice, before, after;
	const char *module, *verb, *trail, *by, *salt, *detail;
	struct b_signed_by *signed_by;
	bool rehearsal;
};
struct b_deed {
	int64_t at, signed_at;
	const char *event, *address, *method, *path, *key, *body, *signature;
	struct list chain; /* const char *, base64: the person's first */
};
struct b_item {
	int64_t no, kind, max_score;
	const char *name;
};
struct b_rule {
	const char *rule_key, *op, *value, *unit, *law, *article;
	int64_t num, den;
};
struct b_trustee {
	int64_t position;
	const char *side, *thumbprint;
	const char *certificate; /* or NULL, and no chain */
	struct list chain;       /* of text */
};
struct b_lot;
struct b_terms {
	const char *deal_code, *name, *method, *content, *expert_classes;
	int64_t evaluation, price_form, ceiling, deposit_fen, panel_size,
	    panel_owners, deadline, threshold, decrypt_minutes, opening_rule;
	bool consortium;
	struct list score_items, rules, trustees;
	/* of a sale by sealed bids; or NULL */
	struct b_lot *lot;
	const char *goods;
};
/* What was agreed with one alone. */
struct b_agreement {
	int64_t price_fen, public_to;
};
struct b_agreed {
	const char *deal_code, *goods;
	struct b_agreement *agreement;
};
struct d_reserve {
	int64_t reserve_fen;
	const char *salt;
};
struct b_jws {
	const char *payload, *protected, *signature;
};
struct b_receipt {
	const char *receipt, *digest, *reason, *trade, *subject, *event;
	int64_t kind, size, received_at;
	bool rehearsal;
	/* not in the text: */
	const struct v_event *e;
};
enum { RECEIVED, WITHDRAWN, REFUSED, WITHDRAW_REFUSED };
enum { BY_TRUSTEES, BY_BIDDER, BY_EITHER }; /* opening_rule */
struct b_opened {
	int64_t bid, withdrawal, price, duration_days;
	bool opened;
	const char *envelope, *bidder, *credit_code, *cause, *price_text,
	    *quality, *manager, *digest, *media, *name;
};
enum { BIDDERS_FAULT, OTHERS_FAULT };
struct b_opening {
	const char *trade;
	int64_t deadline, at;
	struct list lines; /* struct b_opened */
};
struct b_share {
	int64_t bid, position;
	const char *share;
};
struct b_score {
	int64_t bid, item, score;
};
struct b_vote {
	int64_t bid;
	const char *ground, *reason;
};
struct b_sheet {
	int64_t seat;
	const char *trade, *member, *salt;
	struct list scores, rejections;
};
/* The draw. */
struct b_entry { /* of a pool, or excluded */
	const char *expert, *employer, *why;
};
struct b_pool {
	const char *trade, *classes, *salt;
	int64_t draw, wanted, same_employer_max;
	struct list sitting, pool, excluded;
};
struct b_name {
	int64_t draw, place, expert;
	const char *name, *employer, *salt, *employer_salt;
};
/* Details of events. */
struct d_digest {
	const char *terms;
};
struct d_bid {
	const char *receipt, *kind, *digest, *reason;
	int64_t size;
};
struct d_close {
	int64_t bids;
	const char *box, *terms;
};
struct d_release {
	int64_t position;
	struct list bids, unusable, foreign;
};
struct d_opened {
	int64_t bid, price;
	const char *envelope, *digest;
	bool opened;
};
struct d_open {
	struct list bids; /* struct d_opened */
	const char *record;
};
struct d_box {
	int64_t count;
	const char *trade, *root;
	struct list leaves; /* const char * */
};
struct d_lock {
	int64_t seat;
	const char *member, *sheet;
};
struct d_pool {
	int64_t draw, wanted, candidates, excluded, commit_by;
	const char *reason, *pool_digest;
	struct list parties; /* const char * */
};
struct d_value { /* of commit and reveal */
	int64_t draw, party;
	const char *digest, *value;
};
struct d_seat {
	int64_t seat, turn, place;
};
struct d_draw {
	int64_t draw, head_size;
	const char *pool_digest, *head_root, *seed;
	struct list seats, skipped; /* struct d_seat */
};
struct d_void {
	int64_t draw;
	const char *phase;
	struct list missing; /* const char * */
};
struct d_report {
	const char *ranking;
	struct list candidates;
};
struct d_award {
	int64_t bid, rank, price;
	struct list notified;
};
struct d_unlock {
	int64_t bid;
};
struct d_rank {
	struct list order, out; /* int64_t */
};
extern const struct record b_manifest_record, b_keys_record, b_log_record,
    b_head_record, b_line_record, b_body_record, b_terms_record, b_item_record,
    b_lot_record, b_agreed_record, b_jws_record, b_receipt_record,
    b_opening_record, b_share_record, b_sheet_record, b_deed_record,
    b_pool_record, b_name_record;
extern const char *const b_parties[];

struct b_log {
	struct list heads; /* struct b_signed */
};

/* Verbs whose details matter. */
enum v_verb {
	V_OTHER,
	V_PUBLISH,
	V_CLARIFY,
	V_CORRECT,
	V_BID,
	V_WITHDRAW,
	V_REFUSE,
	V_REFUSE_WITHDRAW,
	V_BOX,
	V_CLOSE,
	V_RELEASE,
	V_UNLOCK,
	V_OPEN,
	V_POOL,
	V_COMMIT,
	V_REVEAL,
	V_DRAW,
	V_SUBSTITUTE,
	V_VOID,
	V_LOCK,
	V_REPORT,
	V_END_PUBLICITY,
	V_AWARD,
	V_PROLONG,
	V_RESERVE,
	V_AGREE,
	V_UNSEAL,
	V_POINTS,
	V_RANK,
	V__MAX
};
struct v_kind {
	const char *verb;
	const struct record *detail; /* or NULL */
	bool once;
};
extern const struct v_kind v_kinds[V__MAX];
extern const char *const b_receipt_kinds[];

struct v_event {
	int64_t seq;
	const char *leaf; /* 64 digits */
	const char *text; /* of the body; NULL: secret */
	enum v_verb verb;
	struct b_body body;
	void *detail; /* as v_kinds says */
};

/* ---- A verification ---- */

struct v_failure {
	const char *name, *why;
};
struct verify {
	struct arena *mem;
	const char *folder;
	const char *trust; /* text of the keys that are trusted, or NULL */
	struct v_failure failed[100];
	size_t nfailed;
	int64_t checks;
	struct list left; /* const char *: what was not checked */

	struct b_manifest manifest;
	const struct suite *suite;
	bool full;
	struct b_keys keys;
	struct list heads;  /* struct b_head */
	struct b_head head; /* the last of them */
	struct list events; /* struct v_event */
	int64_t trade;      /* its number */
	bool has_terms;
	struct b_lot *lot;             /* of a sale, or NULL */
	struct b_agreement *agreement; /* the same of one by agreement */
	const char *goods;             /* of a lot: any value, its text */
	struct list names;             /* struct b_name: who was drawn */
	struct b_terms terms;
	struct list receipts; /* struct b_receipt */
	struct list standing; /* const struct b_receipt * */
	struct b_opening opening;
	struct list shares; /* struct b_share */
	struct list sheets; /* struct b_sheet */
};

/* One check; returns good.  why: what was seen, a format. */
bool v_check(struct verify *, const char *name, bool good, const char *why, ...)
    __attribute__((format(printf, 4, 5)));
void v_left(struct verify *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Reads canonical JSON into a struct; false, and a failed check, if not. */
bool v_read(struct verify *, const char *check, const struct record *,
	    const char *text, size_t len, void *at);
/* A file of the bundle, which the manifest knows; NULL: it is not there. */
char *v_file(struct verify *, const char *name, size_t *len);
bool v_has(const struct verify *, const char *name);
/* It must be there exactly when it has something to say; is it and has it? */
bool v_need(struct verify *, const char *name, bool when);
/* SHA-256, 64 hexadecimal digits. */
bool v_is_digest(struct verify *, const char *text, size_t len,
		 const char *digest);
/* The next line from *at on; false at the end.  A last line without its end
 * fails the check. */
bool v_line(struct verify *, const char *check, const char **at,
	    const char *end, const char **line, size_t *len);
/* The only event of a verb, or NULL. */
const struct v_event *v_one(const struct verify *, enum v_verb);
const struct v_event *v_last(const struct verify *, enum v_verb);
size_t v_count(const struct verify *, enum v_verb);
bool v_same(const char *, const char *); /* NULL is like NULL alone */
void *v_list_room(struct verify *, struct list *, size_t n, size_t size);

/* What was told of the draws (verify_pools.c). */
struct v_pools {
	struct list pools, names; /* struct b_pool, struct b_name */
	const char **digest;      /* of the pools */
};
bool v_pools_read(struct verify *, struct v_pools *);
/* NULL: none. */
const struct b_pool *v_pool(const struct v_pools *, const char *digest);
const struct b_name *v_name(const struct v_pools *, int64_t draw,
			    int64_t place);

/* The name told of a place is the one its code stands for; of a lot those of
 * all places are told when a draw is over.  They are secret before there is who
 * has won (verify_names.c). */
void v_name_is_right(struct verify *, const struct v_pools *,
		     const struct b_pool *, int64_t draw, int64_t place);
void v_names_are_right(struct verify *, const struct v_pools *,
		       const struct b_pool *, int64_t draw);
bool v_names_are_open(const struct verify *);

bool v_manifest(struct verify *);
bool v_keys(struct verify *);
bool v_log(struct verify *);
bool v_events(struct verify *);
bool v_story(struct verify *);
bool v_deeds(struct verify *);
bool v_terms(struct verify *);
/* The whole number of a rule of the terms, or NONE. */
int64_t v_rule(const struct verify *, const char *key);
/* The terms of a sale, in the place of v_terms(). */
bool v_sale_terms(struct verify *, const char *text, size_t len,
		  const char **deal_code);
bool v_agreement_terms(struct verify *, const char *text, size_t len,
		       const char **deal_code);
bool v_lot(struct verify *);
bool v_agreement(struct verify *);
/* A sale has no other files; drawn: and those of a draw. */
void v_sale_files(struct verify *, bool drawn);
bool v_receipts(struct verify *);
bool v_box(struct verify *);
bool v_opening(struct verify *);
/* NULL: not in the record. */
const struct b_opened *v_opened_line(const struct verify *, int64_t bid);
bool v_is_evaluated(const struct verify *, int64_t bid); /* opened */
bool v_releases(struct verify *);
bool v_sealed(struct verify *);
bool v_draws(struct verify *);
bool v_seats(struct verify *);
bool v_sheets(struct verify *);
bool v_sheet_rejects(const struct b_sheet *, int64_t bid);
/* In hundredths, or NONE. */
int64_t v_sheet_score(const struct b_sheet *, int64_t bid, int64_t item);
bool v_ranking(struct verify *);
bool v_award(struct verify *);
bool v_tender(struct verify *); /* of a sale by sealed bids */

#endif
