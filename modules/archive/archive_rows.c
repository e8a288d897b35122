/* Rows of the archive's statements; those of documents are their JSON too. */
#include "archive_rows.h"

#define NUMBER(T, m, fl) INT(T, m, INT64_MIN, INT64_MAX, fl, NULL)
#define WORDS(T, m, fl) TEXT(T, m, 0, INT64_MAX, fl, NULL)

/* clang-format off */
static const struct field count_field[] = {
	NUMBER(struct count, n, F_ROW),
	FIELD_END
};
static const struct field text_field[] = {
	WORDS(struct text, text, F_ROW),
	FIELD_END
};
static const struct field entry_field[] = {
	NUMBER(struct entry, seq, F_ROW),
	NUMBER(struct entry, event, F_ROW),
	NUMBER(struct entry, at, F_ROW),
	NUMBER(struct entry, trade, F_ROW),
	WORDS(struct entry, verb, F_ROW),
	WORDS(struct entry, leaf, F_ROW),
	FIELD_END
};
static const struct field doc_trade_field[] = {
	NUMBER(struct doc_trade, id, F_ROW),
	NUMBER(struct doc_trade, stage, F_ROW),
	NUMBER(struct doc_trade, price_form, F_OUT),
	NUMBER(struct doc_trade, evaluation, F_OUT),
	NUMBER(struct doc_trade, ceiling, F_OUT),
	TIME(struct doc_trade, deadline, F_OUT, NULL),
	NUMBER(struct doc_trade, panel_size, F_OUT),
	WORDS(struct doc_trade, domain, F_OUT),
	WORDS(struct doc_trade, name, F_OUT),
	WORDS(struct doc_trade, code, F_OUT),
	WORDS(struct doc_trade, deal_code, F_OUT),
	WORDS(struct doc_trade, reason, F_ROW),
	WORDS(struct doc_trade, project_name, F_OUT),
	WORDS(struct doc_trade, project_code, F_OUT),
	WORDS(struct doc_trade, supervisor, F_OUT),
	WORDS(struct doc_trade, method_name, F_OUT),
	WORDS(struct doc_trade, owner_name, F_OUT),
	WORDS(struct doc_trade, owner_code, F_OUT),
	WORDS(struct doc_trade, agency_name, F_OUT),
	FIELD_END
};
static const struct field doc_bid_field[] = {
	NUMBER(struct doc_bid, bid, F_OUT),
	NUMBER(struct doc_bid, withdrawal, F_OUT),
	NUMBER(struct doc_bid, price, F_OUT),
	NUMBER(struct doc_bid, duration_days, F_OUT),
	TIME(struct doc_bid, received_at, F_OUT, NULL),
	TIME(struct doc_bid, at, F_OUT, NULL),
	NUMBER(struct doc_bid, deposit, F_OUT),
	BOOL(struct doc_bid, opened, F_OUT, NULL),
	WORDS(struct doc_bid, bidder, F_OUT),
	WORDS(struct doc_bid, credit_code, F_OUT),
	WORDS(struct doc_bid, cause, F_OUT),
	WORDS(struct doc_bid, price_text, F_OUT),
	WORDS(struct doc_bid, quality, F_OUT),
	WORDS(struct doc_bid, manager, F_OUT),
	WORDS(struct doc_bid, digest, F_OUT),
	WORDS(struct doc_bid, sealed, F_OUT),
	FIELD_END
};
static const struct field doc_trustee_field[] = {
	NUMBER(struct doc_trustee, position, F_OUT),
	TIME(struct doc_trustee, released_at, F_OUT, NULL),
	WORDS(struct doc_trustee, side, F_OUT),
	WORDS(struct doc_trustee, name, F_OUT),
	FIELD_END
};
static const struct field doc_member_field[] = {
	NUMBER(struct doc_member, id, F_ROW),
	NUMBER(struct doc_member, seat, F_OUT),
	NUMBER(struct doc_member, side, F_OUT),
	NUMBER(struct doc_member, state, F_OUT),
	NUMBER(struct doc_member, turn, F_OUT),
	TIME(struct doc_member, locked_at, F_OUT, NULL),
	BOOL(struct doc_member, leader, F_OUT, NULL),
	WORDS(struct doc_member, digest, F_OUT),
	WORDS(struct doc_member, reason, F_OUT),
	WORDS(struct doc_member, name, F_OUT),
	WORDS(struct doc_member, employer, F_OUT),
	WORDS(struct doc_member, employer_name, F_OUT),
	WORDS(struct doc_member, title, F_OUT),
	FIELD_END
};
static const struct field doc_item_field[] = {
	NUMBER(struct doc_item, no, F_OUT),
	NUMBER(struct doc_item, kind, F_OUT),
	NUMBER(struct doc_item, max_score, F_OUT),
	WORDS(struct doc_item, name, F_OUT),
	FIELD_END
};
static const struct field doc_score_field[] = {
	NUMBER(struct doc_score, bid, F_OUT),
	NUMBER(struct doc_score, item, F_OUT),
	NUMBER(struct doc_score, seat, F_OUT),
	NUMBER(struct doc_score, score, F_OUT),
	FIELD_END
};
static const struct field doc_vote_field[] = {
	NUMBER(struct doc_vote, bid, F_OUT),
	NUMBER(struct doc_vote, seat, F_OUT),
	NUMBER(struct doc_vote, ground, F_OUT),
	WORDS(struct doc_vote, reason, F_OUT),
	FIELD_END
};
static const struct field doc_candidate_field[] = {
	NUMBER(struct doc_candidate, bid, F_OUT),
	NUMBER(struct doc_candidate, ground, F_OUT),
	NUMBER(struct doc_candidate, score, F_OUT),
	NUMBER(struct doc_candidate, price, F_OUT),
	NUMBER(struct doc_candidate, rank, F_OUT),
	NUMBER(struct doc_candidate, duration_days, F_OUT),
	BOOL(struct doc_candidate, rejected, F_OUT, NULL),
	WORDS(struct doc_candidate, bidder, F_OUT),
	WORDS(struct doc_candidate, reason, F_OUT),
	WORDS(struct doc_candidate, quality, F_OUT),
	WORDS(struct doc_candidate, manager, F_OUT),
	FIELD_END
};
static const struct field doc_award_field[] = {
	NUMBER(struct doc_award, bid, F_OUT),
	NUMBER(struct doc_award, price, F_OUT),
	NUMBER(struct doc_award, place, F_OUT),
	NUMBER(struct doc_award, no, F_OUT),
	NUMBER(struct doc_award, duration_days, F_OUT),
	NUMBER(struct doc_award, contract_days, F_OUT),
	WORDS(struct doc_award, bidder, F_OUT),
	WORDS(struct doc_award, credit_code, F_OUT),
	WORDS(struct doc_award, quality, F_OUT),
	WORDS(struct doc_award, manager, F_OUT),
	FIELD_END
};
static const struct field doc_draw_field[] = {
	NUMBER(struct doc_draw, id, F_ROW),
	NUMBER(struct doc_draw, no, F_OUT),
	WORDS(struct doc_draw, reason, F_OUT),
	NUMBER(struct doc_draw, wanted, F_OUT),
	WORDS(struct doc_draw, classes, F_OUT),
	NUMBER(struct doc_draw, pool_size, F_OUT),
	NUMBER(struct doc_draw, excluded_size, F_OUT),
	WORDS(struct doc_draw, pool_digest, F_OUT),
	NUMBER(struct doc_draw, head_size, F_OUT),
	WORDS(struct doc_draw, head_root, F_OUT),
	WORDS(struct doc_draw, seed, F_OUT),
	TIME(struct doc_draw, at, F_OUT, NULL),
	TIME(struct doc_draw, ended_at, F_OUT, NULL),
	FIELD_END
};
static const struct field doc_party_field[] = {
	NUMBER(struct doc_party, party, F_OUT),
	WORDS(struct doc_party, name, F_OUT),
	WORDS(struct doc_party, commitment, F_OUT),
	TIME(struct doc_party, committed_at, F_OUT, NULL),
	WORDS(struct doc_party, value, F_OUT),
	TIME(struct doc_party, revealed_at, F_OUT, NULL),
	FIELD_END
};
static const struct field doc_excluded_field[] = {
	WORDS(struct doc_excluded, why, F_OUT),
	NUMBER(struct doc_excluded, n, F_OUT),
	FIELD_END
};
static const struct field document_field[] = {
	NUMBER(struct document, id, F_ROW),
	NUMBER(struct document, seq, F_ROW),
	NUMBER(struct document, access, F_ROW),
	NUMBER(struct document, pages, F_ROW),
	NUMBER(struct document, pdf_size, F_ROW),
	NUMBER(struct document, json_size, F_ROW),
	NUMBER(struct document, at, F_ROW),
	WORDS(struct document, kind, F_ROW),
	WORDS(struct document, title, F_ROW),
	WORDS(struct document, pdf, F_ROW),
	WORDS(struct document, json, F_ROW),
	FIELD_END
};
static const struct field due_bundle_field[] = {
	NUMBER(struct due_bundle, trade, F_ROW),
	WORDS(struct due_bundle, deal_code, F_ROW),
	FIELD_END
};
static const struct field due_bag_field[] = {
	NUMBER(struct due_bag, trade, F_ROW),
	NUMBER(struct due_bag, at, F_ROW),
	NUMBER(struct due_bag, keep_until, F_ROW),
	NUMBER(struct due_bag, seq, F_ROW),
	NUMBER(struct due_bag, head, F_ROW),
	WORDS(struct due_bag, domain, F_ROW),
	WORDS(struct due_bag, index_digest, F_ROW),
	WORDS(struct due_bag, keep_rule, F_ROW),
	WORDS(struct due_bag, made, F_ROW),
	FIELD_END
};
static const struct field head_field[] = {
	NUMBER(struct head, size, F_ROW),
	NUMBER(struct head, at, F_ROW),
	WORDS(struct head, root, F_ROW),
	WORDS(struct head, body, F_ROW),
	WORDS(struct head, signature, F_ROW),
	FIELD_END
};
static const struct field event_row_field[] = {
	NUMBER(struct event_row, seq, F_ROW),
	WORDS(struct event_row, leaf, F_ROW),
	WORDS(struct event_row, body, F_ROW),
	BOOL(struct event_row, public, F_ROW, NULL),
	FIELD_END
};
static const struct field part_field[] = {
	NUMBER(struct part, id, F_ROW),
	NUMBER(struct part, at, F_ROW),
	WORDS(struct part, kind, F_ROW),
	WORDS(struct part, name, F_ROW),
	WORDS(struct part, digest, F_ROW),
	WORDS(struct part, author, F_ROW),
	WORDS(struct part, media, F_ROW),
	WORDS(struct part, json, F_ROW),
	FIELD_END
};
static const struct field row_json_field[] = {
	WORDS(struct row_json, json, F_ROW),
	FIELD_END
};
static const struct field bundle_event_field[] = {
	NUMBER(struct bundle_event, seq, F_ROW),
	NUMBER(struct bundle_event, stage, F_ROW),
	WORDS(struct bundle_event, leaf, F_ROW),
	WORDS(struct bundle_event, body, F_ROW),
	WORDS(struct bundle_event, verb, F_ROW),
	WORDS(struct bundle_event, terms, F_ROW),
	WORDS(struct bundle_event, record, F_ROW),
	WORDS(struct bundle_event, sheet, F_ROW),
	WORDS(struct bundle_event, ranking, F_ROW),
	WORDS(struct bundle_event, pool, F_ROW),
	BOOL(struct bundle_event, public, F_ROW, NULL),
	FIELD_END
};
static const struct field bundle_receipt_field[] = {
	WORDS(struct bundle_receipt, receipt, F_ROW),
	BOOL(struct bundle_receipt, boxed, F_ROW, NULL),
	FIELD_END
};
static const struct field bundle_bid_field[] = {
	WORDS(struct bundle_bid, digest, F_ROW),
	NUMBER(struct bundle_bid, size, F_ROW),
	FIELD_END
};
static const struct field bundle_share_field[] = {
	NUMBER(struct bundle_share, bid, F_ROW | F_OUT),
	NUMBER(struct bundle_share, position, F_ROW | F_OUT),
	WORDS(struct bundle_share, share, F_ROW | F_OUT),
	FIELD_END
};
static const struct field bundle_name_field[] = {
	NUMBER(struct bundle_name, draw, F_ROW | F_OUT),
	NUMBER(struct bundle_name, place, F_ROW | F_OUT),
	NUMBER(struct bundle_name, expert, F_ROW | F_OUT),
	WORDS(struct bundle_name, name, F_ROW | F_OUT),
	WORDS(struct bundle_name, employer, F_ROW | F_OUT),
	WORDS(struct bundle_name, salt, F_OUT),
	WORDS(struct bundle_name, employer_salt, F_OUT),
	WORDS(struct bundle_name, secret, F_ROW),
	FIELD_END
};
static const struct field bundle_witness_field[] = {
	WORDS(struct bundle_witness, name, F_ROW | F_OUT),
	WORDS(struct bundle_witness, key, F_ROW | F_OUT),
	INT(struct bundle_witness, epoch, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field bundle_cosignature_field[] = {
	WORDS(struct bundle_cosignature, witness, F_ROW | F_OUT),
	WORDS(struct bundle_cosignature, signature, F_ROW | F_OUT),
	FIELD_END
};
static const struct field bundle_deed_field[] = {
	WORDS(struct bundle_deed, event, F_ROW | F_OUT),
	TIME(struct bundle_deed, at, F_ROW | F_OUT, NULL),
	WORDS(struct bundle_deed, address, F_ROW | F_OUT),
	WORDS(struct bundle_deed, method, F_ROW | F_OUT),
	WORDS(struct bundle_deed, path, F_ROW | F_OUT),
	WORDS(struct bundle_deed, key, F_ROW | F_OUT),
	TIME(struct bundle_deed, signed_at, F_ROW | F_OUT, NULL),
	WORDS(struct bundle_deed, body, F_ROW | F_OUT),
	RAW(struct bundle_deed, chain, NULL),
	WORDS(struct bundle_deed, signature, F_ROW | F_OUT),
	FIELD_END
};
/* clang-format on */
RECORD(count, struct count);
RECORD(text, struct text);
RECORD(entry, struct entry);
RECORD(doc_trade, struct doc_trade);
RECORD(doc_bid, struct doc_bid);
RECORD(doc_trustee, struct doc_trustee);
RECORD(doc_member, struct doc_member);
RECORD(doc_item, struct doc_item);
RECORD(doc_score, struct doc_score);
RECORD(doc_vote, struct doc_vote);
RECORD(doc_candidate, struct doc_candidate);
RECORD(doc_award, struct doc_award);
RECORD(doc_draw, struct doc_draw);
RECORD(doc_party, struct doc_party);
RECORD(doc_excluded, struct doc_excluded);
RECORD(document, struct document);
RECORD(due_bundle, struct due_bundle);
RECORD(due_bag, struct due_bag);
RECORD(head, struct head);
RECORD(event_row, struct event_row);
RECORD(part, struct part);
RECORD(row_json, struct row_json);
RECORD(bundle_event, struct bundle_event);
RECORD(bundle_receipt, struct bundle_receipt);
RECORD(bundle_bid, struct bundle_bid);
RECORD(bundle_share, struct bundle_share);
RECORD(bundle_name, struct bundle_name);
RECORD(bundle_deed, struct bundle_deed);
RECORD(bundle_witness, struct bundle_witness);
RECORD(bundle_cosignature, struct bundle_cosignature);
