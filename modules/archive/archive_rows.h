#ifndef ARCHIVE_ROWS_H
#define ARCHIVE_ROWS_H
#include "field.h"

/* What documents and packages are made of, as it comes from the database. */

struct count {
	int64_t n;
};
struct text {
	const char *text;
};
/* An entry of the log. */
struct entry {
	int64_t seq, event, at, trade;
	const char *verb, *leaf;
};
struct doc_trade {
	int64_t id, stage, price_form, evaluation, ceiling, deadline,
	    panel_size;
	const char *domain, *name, *code, *deal_code, *reason;
	const char *project_name, *project_code, *supervisor, *method_name;
	const char *owner_name, *owner_code, *agency_name;
};
struct doc_bid {
	int64_t bid, withdrawal, price, duration_days, received_at, at, deposit;
	bool opened;
	const char *bidder, *credit_code, *cause, *price_text, *quality;
	const char *manager, *digest, *sealed;
};
struct doc_trustee {
	int64_t position, released_at;
	const char *side, *name;
};
struct doc_member {
	int64_t id, seat, side, state, locked_at, turn;
	bool leader;
	const char *digest, *reason, *name, *employer, *employer_name, *title;
};
struct doc_item {
	int64_t no, kind, max_score;
	const char *name;
};
struct doc_score {
	int64_t bid, item, seat, score;
};
struct doc_vote {
	int64_t bid, seat, ground;
	const char *reason;
};
struct doc_candidate {
	int64_t bid, ground, score, price, rank, duration_days;
	bool rejected;
	const char *bidder, *reason, *quality, *manager;
};
struct doc_award {
	int64_t bid, price, place, no, duration_days, contract_days;
	const char *bidder, *credit_code, *quality, *manager;
};
struct doc_draw {
	int64_t id, no, wanted, at, ended_at, pool_size, excluded_size;
	int64_t head_size;
	const char *reason, *pool_digest, *seed, *head_root, *classes;
};
struct doc_party {
	int64_t party, committed_at, revealed_at;
	const char *name, *commitment, *value;
};
struct doc_excluded {
	const char *why;
	int64_t n;
};
struct document {
	int64_t id, seq, access, pages, pdf_size, json_size, at;
	const char *kind, *title, *pdf, *json;
};
/* A trade whose package is to be made. */
struct due_bundle { /* a public bundle that is to be made */
	int64_t trade;
	const char *deal_code;
};
struct due_bag {
	int64_t trade, at, keep_until, seq, head;
	const char *domain, *index_digest, *keep_rule, *made;
};
struct head {
	int64_t size, at;
	const char *root, *body, *signature;
};
struct event_row {
	int64_t seq;
	const char *leaf, *body;
	bool public;
};
/* A file of a package: a blob, or JSON, or both. */
struct part {
	int64_t id, at;
	const char *kind, *name, *digest, *author, *media, *json;
};
struct row_json {
	const char *json;
};
/* Of the bundle (bundle.c). */
struct bundle_event {
	int64_t seq, stage;
	const char *leaf, *body, *verb;
	const char *terms, *record, *sheet, *ranking, *pool; /* digests */
	bool public;
};
struct bundle_receipt {
	const char *receipt;
	bool boxed;
};
struct bundle_bid {
	const char *digest;
	int64_t size;
};
struct bundle_share {
	int64_t bid, position;
	const char *share;
};
struct bundle_name {
	int64_t draw, place, expert;
	const char *name, *employer, *secret;
	const char *salt, *employer_salt; /* made from it */
};
struct bundle_witness {
	int64_t epoch;
	const char *name, *key;
};
struct bundle_cosignature {
	const char *witness, *signature;
};
struct bundle_deed {
	int64_t at, signed_at;
	const char *event, *address, *method, *path, *key, *body, *chain,
	    *signature;
};
extern const struct record count_record, text_record, entry_record,
    doc_trade_record, doc_bid_record, doc_trustee_record, doc_member_record,
    doc_item_record, doc_score_record, doc_vote_record, doc_candidate_record,
    doc_award_record, doc_draw_record, doc_excluded_record, doc_party_record,
    document_record, due_bag_record, due_bundle_record, head_record,
    event_row_record, part_record, row_json_record, bundle_event_record,
    bundle_receipt_record, bundle_bid_record, bundle_share_record,
    bundle_name_record, bundle_deed_record, bundle_witness_record,
    bundle_cosignature_record;

#endif
