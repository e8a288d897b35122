/* The forms of a bundle's files. */
#include "step.h"
#include "verify_rows.h"

static const char *const evaluation_words[] = { "comprehensive", "lowest",
						"highest", NULL };
static const char *const price_words[] = { "amount", "rate", "unit_price",
					   NULL };
static const char *const item_words[] = { "expert", "price", NULL };
const char *const b_receipt_kinds[] = { "received", "withdrawn", "refused",
					"withdraw-refused", NULL };
static const char *const rule_words[] = { "trustees", "bidder", "either",
					  NULL };
const char *const b_parties[] = { "owner", "centre", "supervision", NULL };
static const char *const fault_words[] = { "bidder", "other", NULL };

/* clang-format off */
static const struct field b_file_field[] = {
	TEXT(struct b_file, name, 0, LONG, F_IN, NULL),
	INT(struct b_file, size, 0, LONG, F_IN, NULL),
	TEXT(struct b_file, sha256, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(b_file);
static const struct field b_manifest_field[] = {
	TEXT(struct b_manifest, format, 0, LONG, F_IN, NULL),
	TEXT(struct b_manifest, scope, 0, LONG, F_IN, NULL),
	TEXT(struct b_manifest, suite, 0, LONG, F_IN, NULL),
	TEXT(struct b_manifest, trade, 0, LONG, F_IN, NULL),
	ENUM(struct b_manifest, stage, stage_words, F_IN, NULL),
	LIST(struct b_manifest, files, &b_file_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_manifest, struct b_manifest);

static const struct field b_witness_field[] = {
	TEXT(struct b_witness, name, 0, LONG, F_IN, NULL),
	TEXT(struct b_witness, key, 0, LONG, F_IN, NULL),
	INT(struct b_witness, epoch, 1, INT64_MAX, F_IN | F_OPT | F_ABSENT, NULL),
	FIELD_END
};
FORM(b_witness);
static const struct field b_keys_field[] = {
	TEXT(struct b_keys, address, 0, LONG, F_IN, NULL),
	TEXT(struct b_keys, log, 0, LONG, F_IN, NULL),
	TEXT(struct b_keys, receipt, 0, LONG, F_IN, NULL),
	INT(struct b_keys, need, 0, 99, F_IN, NULL),
	LIST(struct b_keys, witnesses, &b_witness_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_keys, struct b_keys);

static const struct field b_cosignature_field[] = {
	TEXT(struct b_cosignature, witness, 0, LONG, F_IN, NULL),
	TEXT(struct b_cosignature, signature, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(b_cosignature);
static const struct field b_signed_field[] = {
	TEXT(struct b_signed, body, 0, LONG, F_IN, NULL),
	TEXT(struct b_signed, signature, 0, LONG, F_IN, NULL),
	LIST(struct b_signed, cosignatures, &b_cosignature_record, 0, LONG, F_IN, NULL),
	TEXTS(struct b_signed, consistency, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(b_signed);
static const struct field b_log_field[] = {
	LIST(struct b_log, heads, &b_signed_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_log, struct b_log);
static const struct field b_head_field[] = {
	INT(struct b_head, size, 0, LONG, F_IN, NULL),
	TEXT(struct b_head, root, 64, 64, F_IN, NULL),
	TIME(struct b_head, at, F_IN, NULL),
	TEXT(struct b_head, suite, 0, LONG, F_IN, NULL),
	BOOL(struct b_head, rehearsal, LEAVE_OUT, NULL),
	FIELD_END
};
RECORD(b_head, struct b_head);

static const struct field b_line_field[] = {
	INT(struct b_line, seq, 0, LONG, F_IN, NULL),
	TEXT(struct b_line, leaf, 64, 64, F_IN, NULL),
	TEXT(struct b_line, body, 0, LONG, NULLABLE, NULL),
	TEXTS(struct b_line, proof, 64, 64, F_IN, NULL),
	FIELD_END
};
RECORD(b_line, struct b_line);
static const struct field b_signed_by_field[] = {
	TEXT(struct b_signed_by, certificate, 64, 64, F_IN, NULL),
	TEXT(struct b_signed_by, signature, 64, 64, F_IN, NULL),
	FIELD_END
};
FORM(b_signed_by);
static const struct field b_body_field[] = {
	TIME(struct b_body, at, F_IN, NULL),
	TEXT(struct b_body, module, 0, LONG, F_IN, NULL),
	TEXT(struct b_body, verb, 0, LONG, F_IN, NULL),
	INT(struct b_body, project, 1, LONG, LEAVE_OUT, NULL),
	INT(struct b_body, trade, 1, LONG, LEAVE_OUT, NULL),
	TEXT(struct b_body, trail, 64, 64, LEAVE_OUT, NULL),
	INT(struct b_body, notice, 1, LONG, LEAVE_OUT, NULL),
	ENUM(struct b_body, before, stage_words, LEAVE_OUT, NULL),
	ENUM(struct b_body, after, stage_words, LEAVE_OUT, NULL),
	BOOL(struct b_body, rehearsal, LEAVE_OUT, NULL),
	TEXT(struct b_body, by, 64, 64, F_IN, NULL),
	{ "detail", K_RAW, offsetof(struct b_body, detail), 0, 0, LEAVE_OUT, NULL, NULL },
	{ "signed", K_NEST, offsetof(struct b_body, signed_by), 0, 1, LEAVE_OUT, &b_signed_by_record, NULL },
	TEXT(struct b_body, salt, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_body, struct b_body);

static const struct field b_deed_field[] = {
	TEXT(struct b_deed, event, 64, 64, F_IN, NULL),
	TIME(struct b_deed, at, F_IN, NULL),
	TEXT(struct b_deed, address, 0, LONG, F_IN, NULL),
	TEXT(struct b_deed, method, 0, LONG, F_IN, NULL),
	TEXT(struct b_deed, path, 0, LONG, F_IN, NULL),
	TEXT(struct b_deed, key, 0, LONG, F_IN, NULL),
	TIME(struct b_deed, signed_at, F_IN, NULL),
	TEXT(struct b_deed, body, 64, 64, F_IN, NULL),
	TEXTS(struct b_deed, chain, 1, LONG, F_IN, NULL),
	TEXT(struct b_deed, signature, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_deed, struct b_deed);

static const struct field b_item_field[] = {
	INT(struct b_item, no, 1, LONG, F_IN, NULL),
	TEXT(struct b_item, name, 0, LONG, F_IN, NULL),
	ENUM(struct b_item, kind, item_words, F_IN, NULL),
	INT(struct b_item, max_score, 0, SCORE_MAX, F_IN, NULL),
	FIELD_END
};
RECORD(b_item, struct b_item);
static const struct field b_rule_field[] = {
	TEXT(struct b_rule, rule_key, 0, LONG, F_IN, NULL),
	TEXT(struct b_rule, op, 0, LONG, F_IN, NULL),
	TEXT(struct b_rule, value, 0, LONG, F_IN, NULL),
	INT(struct b_rule, num, INT64_MIN, LONG, NULLABLE, NULL),
	INT(struct b_rule, den, INT64_MIN, LONG, NULLABLE, NULL),
	TEXT(struct b_rule, unit, 0, LONG, F_IN, NULL),
	TEXT(struct b_rule, law, 0, LONG, F_IN, NULL),
	TEXT(struct b_rule, article, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(b_rule);
static const struct field b_trustee_field[] = {
	INT(struct b_trustee, position, 1, LONG, F_IN, NULL),
	TEXT(struct b_trustee, side, 0, LONG, F_IN, NULL),
	TEXT(struct b_trustee, thumbprint, 0, LONG, F_IN, NULL),
	TEXT(struct b_trustee, certificate, 64, 64, LEAVE_OUT, NULL),
	TEXTS(struct b_trustee, chain, 0, LONG, LEAVE_OUT, NULL),
	FIELD_END
};
FORM(b_trustee);
static const struct field b_terms_field[] = {
	TEXT(struct b_terms, deal_code, 0, LONG, F_IN, NULL),
	TEXT(struct b_terms, name, 0, LONG, F_IN, NULL),
	TEXT(struct b_terms, method, 0, LONG, F_IN, NULL),
	TEXT(struct b_terms, content, 0, LONG, F_IN, NULL),
	ENUM(struct b_terms, evaluation, evaluation_words, F_IN, NULL),
	ENUM(struct b_terms, price_form, price_words, F_IN, NULL),
	INT(struct b_terms, ceiling, 0, LONG, NULLABLE, NULL),
	INT(struct b_terms, deposit_fen, 0, LONG, NULLABLE, NULL),
	BOOL(struct b_terms, consortium, F_IN, NULL),
	TEXT(struct b_terms, expert_classes, 0, LONG, NULLABLE, NULL),
	INT(struct b_terms, panel_size, 0, LONG, NULLABLE, NULL),
	INT(struct b_terms, panel_owners, 0, LONG, NULLABLE, NULL),
	TIME(struct b_terms, deadline, F_IN, NULL),
	INT(struct b_terms, threshold, 0, LONG, NULLABLE, NULL),
	INT(struct b_terms, decrypt_minutes, 0, LONG, NULLABLE, NULL),
	ENUM(struct b_terms, opening_rule, rule_words, F_IN, NULL),
	LIST(struct b_terms, score_items, &b_item_record, 0, LONG, F_IN, NULL),
	LIST(struct b_terms, rules, &b_rule_record, 0, LONG, F_IN, NULL),
	LIST(struct b_terms, trustees, &b_trustee_record, 0, LONG, F_IN, NULL),
	{ "lot", K_NEST, offsetof(struct b_terms, lot), 0, 1, LEAVE_OUT, &b_lot_record, NULL },
	{ "goods", K_RAW, offsetof(struct b_terms, goods), 0, 0, LEAVE_OUT, NULL, NULL },
	FIELD_END
};
RECORD(b_terms, struct b_terms);

static const struct field b_agreement_field[] = {
	INT(struct b_agreement, price_fen, 1, MONEY_MAX, F_IN, NULL),
	TIME(struct b_agreement, public_to, F_IN, NULL),
	FIELD_END
};
FORM(b_agreement);
static const struct field b_agreed_field[] = {
	TEXT(struct b_agreed, deal_code, 0, LONG, F_IN, NULL),
	{ "agreement", K_NEST, offsetof(struct b_agreed, agreement), 0, 1, F_IN, &b_agreement_record, NULL },
	{ "goods", K_RAW, offsetof(struct b_agreed, goods), 0, 0, NULLABLE, NULL, NULL },
	FIELD_END
};
RECORD(b_agreed, struct b_agreed);
static const struct field b_jws_field[] = {
	TEXT(struct b_jws, payload, 0, LONG, F_IN, NULL),
	TEXT(struct b_jws, protected, 0, LONG, F_IN, NULL),
	TEXT(struct b_jws, signature, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_jws, struct b_jws);
static const struct field b_receipt_field[] = {
	TEXT(struct b_receipt, receipt, 0, LONG, F_IN, NULL),
	ENUM(struct b_receipt, kind, b_receipt_kinds, F_IN, NULL),
	TEXT(struct b_receipt, digest, 64, 64, LEAVE_OUT, NULL),
	INT(struct b_receipt, size, 0, LONG, F_IN, NULL),
	TEXT(struct b_receipt, reason, 0, LONG, LEAVE_OUT, NULL),
	TEXT(struct b_receipt, trade, 0, LONG, LEAVE_OUT, NULL),
	TEXT(struct b_receipt, subject, 0, LONG, LEAVE_OUT, NULL),
	TIME(struct b_receipt, received_at, F_IN, NULL),
	TEXT(struct b_receipt, event, 64, 64, F_IN, NULL),
	BOOL(struct b_receipt, rehearsal, LEAVE_OUT, NULL),
	FIELD_END
};
RECORD(b_receipt, struct b_receipt);

static const struct field b_opened_field[] = {
	INT(struct b_opened, bid, 1, LONG, F_IN, NULL),
	TEXT(struct b_opened, envelope, 64, 64, F_IN, NULL),
	TEXT(struct b_opened, bidder, 0, LONG, F_IN, NULL),
	TEXT(struct b_opened, credit_code, 0, LONG, F_IN, NULL),
	BOOL(struct b_opened, opened, F_IN, NULL),
	TEXT(struct b_opened, cause, 0, LONG, NULLABLE, NULL),
	ENUM(struct b_opened, withdrawal, fault_words, NULLABLE, NULL),
	INT(struct b_opened, price, 0, MONEY_MAX, NULLABLE, NULL),
	TEXT(struct b_opened, price_text, 0, LONG, NULLABLE, NULL),
	INT(struct b_opened, duration_days, 0, LONG, NULLABLE, NULL),
	TEXT(struct b_opened, quality, 0, LONG, NULLABLE, NULL),
	TEXT(struct b_opened, manager, 0, LONG, NULLABLE, NULL),
	TEXT(struct b_opened, digest, 64, 64, NULLABLE, NULL),
	TEXT(struct b_opened, media, 0, LONG, NULLABLE, NULL),
	TEXT(struct b_opened, name, 0, LONG, NULLABLE, NULL),
	FIELD_END
};
FORM(b_opened);
static const struct field b_opening_field[] = {
	TEXT(struct b_opening, trade, 0, LONG, F_IN, NULL),
	TIME(struct b_opening, deadline, F_IN, NULL),
	TIME(struct b_opening, at, F_IN, NULL),
	LIST(struct b_opening, lines, &b_opened_record, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_opening, struct b_opening);

static const struct field b_share_field[] = {
	INT(struct b_share, bid, 1, LONG, F_IN, NULL),
	INT(struct b_share, position, 0, 255, F_IN, NULL),
	TEXT(struct b_share, share, 64, 64, F_IN, NULL),
	FIELD_END
};
RECORD(b_share, struct b_share);
static const struct field b_score_field[] = {
	INT(struct b_score, bid, 1, LONG, F_IN, NULL),
	INT(struct b_score, item, 1, LONG, F_IN, NULL),
	INT(struct b_score, score, 0, SCORE_MAX, F_IN, NULL),
	FIELD_END
};
FORM(b_score);
static const struct field b_vote_field[] = {
	INT(struct b_vote, bid, 1, LONG, F_IN, NULL),
	TEXT(struct b_vote, ground, 0, LONG, F_IN, NULL),
	TEXT(struct b_vote, reason, 0, LONG, F_IN, NULL),
	FIELD_END
};
FORM(b_vote);
static const struct field b_sheet_field[] = {
	TEXT(struct b_sheet, trade, 0, LONG, F_IN, NULL),
	INT(struct b_sheet, seat, 1, LONG, F_IN, NULL),
	TEXT(struct b_sheet, member, 0, LONG, F_IN, NULL),
	LIST(struct b_sheet, scores, &b_score_record, 0, LONG, F_IN, NULL),
	LIST(struct b_sheet, rejections, &b_vote_record, 0, LONG, F_IN, NULL),
	TEXT(struct b_sheet, salt, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_sheet, struct b_sheet);

static const struct field b_entry_field[] = {
	TEXT(struct b_entry, expert, 64, 64, F_IN, NULL),
	TEXT(struct b_entry, employer, 64, 64, NULLABLE, NULL),
	FIELD_END
};
FORM(b_entry);
static const struct field b_excluded_field[] = {
	TEXT(struct b_entry, expert, 64, 64, F_IN, NULL),
	TEXT(struct b_entry, why, 0, LONG, F_IN, NULL),
	FIELD_END
};
static const struct record b_excluded_record = {
	"b_excluded", sizeof(struct b_entry), b_excluded_field
};
static const struct field b_pool_field[] = {
	TEXT(struct b_pool, trade, 0, LONG, F_IN, NULL),
	INT(struct b_pool, draw, 1, LONG, F_IN, NULL),
	TEXT(struct b_pool, classes, 0, LONG, F_IN, NULL),
	INT(struct b_pool, wanted, 1, 9999, F_IN, NULL),
	INT(struct b_pool, same_employer_max, 0, 9999, F_IN, NULL),
	TEXTS(struct b_pool, sitting, 64, 64, F_IN, NULL),
	LIST(struct b_pool, pool, &b_entry_record, 0, LONG, F_IN, NULL),
	LIST(struct b_pool, excluded, &b_excluded_record, 0, LONG, F_IN, NULL),
	TEXT(struct b_pool, salt, 0, LONG, F_IN, NULL),
	FIELD_END
};
RECORD(b_pool, struct b_pool);
static const struct field b_name_field[] = {
	INT(struct b_name, draw, 1, LONG, F_IN, NULL),
	INT(struct b_name, place, 0, LONG, F_IN, NULL),
	INT(struct b_name, expert, 1, LONG, F_IN, NULL),
	TEXT(struct b_name, name, 0, LONG, F_IN, NULL),
	TEXT(struct b_name, employer, 0, LONG, NULLABLE, NULL),
	TEXT(struct b_name, salt, 64, 64, NULLABLE, NULL),
	TEXT(struct b_name, employer_salt, 64, 64, NULLABLE, NULL),
	FIELD_END
};
RECORD(b_name, struct b_name);
/* clang-format on */
