/* The records of what the pages are made of. */
#include "site_rows.h"

/* clang-format off */
static const struct field state_field[] = {
	TEXT(struct state, name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct state, platform_code, 0, INT64_MAX, F_ROW, NULL),
	BOOL(struct state, rehearsal, F_ROW, NULL),
	INT(struct state, speed, 0, INT64_MAX, F_ROW, NULL),
	INT(struct state, now, 0, INT64_MAX, F_ROW, NULL),
	INT(struct state, entries, 0, INT64_MAX, F_ROW, NULL),
	INT(struct state, head, 0, INT64_MAX, F_ROW, NULL),
	INT(struct state, witnessed, 0, INT64_MAX, F_ROW, NULL),
	INT(struct state, required, 0, INT64_MAX, F_ROW, NULL),
	INT(struct state, reference, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field region_field[] = {
	INT(struct region, code, 0, INT64_MAX, F_ROW, NULL),
	INT(struct region, parent, 0, INT64_MAX, F_ROW, NULL),
	INT(struct region, level, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct region, name, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field site_notice_field[] = {
	INT(struct site_notice, id, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, pos, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, region, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, publish_at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, project, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, trade, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, due_at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, amount_fen, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_notice, version, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, domain, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, class, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, type, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, type_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, stage_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, title, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, body, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, place, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, project_code, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, owner_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, facts, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, duty_person, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, examiner, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, source, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, source_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, source_id, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, source_url, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, digest, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_notice, hidden, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field fact_field[] = {
	TEXT(struct fact, label, 0, 1000000, F_IN | F_OPT, NULL),
	TEXT(struct fact, value, 0, 1000000, F_IN | F_OPT, NULL),
	TEXT(struct fact, note, 0, 1000000, F_IN | F_OPT, NULL),
	FIELD_END
};
static RECORD(fact, struct fact);
static const struct field facts_field[] = {
	LIST(struct facts, facts, &fact_record, 0, 200, F_IN, "关键信息"),
	FIELD_END
};
static const struct field site_attachment_field[] = {
	INT(struct site_attachment, no, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_attachment, document, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_attachment, size, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_attachment, name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_attachment, media, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_attachment, digest, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field site_trade_field[] = {
	INT(struct site_trade, id, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, project, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, stage, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, region, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, content, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, evaluation, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, price_form, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, ceiling, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, deposit_fen, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, duration_days, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, documents_from, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, documents_to, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, deadline, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, round, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, predecessor, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, created_at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_trade, publicity_ends, 0, INT64_MAX, F_ROW, NULL),
	BOOL(struct site_trade, consortium, F_ROW, NULL),
	TEXT(struct site_trade, domain, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, code, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, deal_code, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, method_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, paused, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, owner_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, agency_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, quality, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, qualification, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, reason, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, project_name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, project_code, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, tender_code, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, fund_source, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, approval_no, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, place, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, summary, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_trade, supervisor, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field entry_field[] = {
	INT(struct entry, seq, 0, INT64_MAX, F_ROW, NULL),
	INT(struct entry, at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct entry, project, 0, INT64_MAX, F_ROW, NULL),
	INT(struct entry, trade, 0, INT64_MAX, F_ROW, NULL),
	INT(struct entry, notice, 0, INT64_MAX, F_ROW, NULL),
	INT(struct entry, before_stage, 0, INT64_MAX, F_ROW, NULL),
	INT(struct entry, after_stage, 0, INT64_MAX, F_ROW, NULL),
	BOOL(struct entry, public, F_ROW, NULL),
	TEXT(struct entry, module, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct entry, verb, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field head_field[] = {
	INT(struct head, size, 0, INT64_MAX, F_ROW, NULL),
	INT(struct head, at, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct head, root, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field site_box_field[] = {
	INT(struct site_box, count, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_box, at, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_box, root, 64, 64, F_ROW, NULL),
	FIELD_END
};
static const struct field site_bid_field[] = {
	TEXT(struct site_bid, bidder, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_bid, cause, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_bid, price_text, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_bid, quality, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_bid, manager, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_bid, reason, 0, INT64_MAX, F_ROW, NULL),
	BOOL(struct site_bid, opened, F_ROW, NULL),
	BOOL(struct site_bid, rejected, F_ROW, NULL),
	INT(struct site_bid, price, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_bid, duration_days, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_bid, score, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_bid, rank, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_bid, received_at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_bid, awarded, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field panel_size_field[] = {
	INT(struct panel_size, seats, 0, INT64_MAX, F_ROW, NULL),
	INT(struct panel_size, experts, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field site_official_field[] = {
	INT(struct site_official, pages, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_official, at, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_official, title, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_official, pdf, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_official, json, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field site_contract_field[] = {
	INT(struct site_contract, award_at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_contract, award_price, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_contract, amount_fen, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_contract, signed_on, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_contract, period_days, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_contract, winner, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_contract, number, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field site_item_field[] = {
	TEXT(struct site_item, code, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, name, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, class, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, domain, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, parent, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, entry_rule, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, supervisor, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct site_item, conf, 0, INT64_MAX, F_ROW, NULL),
	INT(struct site_item, level, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
static const struct field cut_field[] = {
	INT(struct cut, n, 0, INT64_MAX, F_ROW, NULL),
	INT(struct cut, pos, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct cut, word, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */

RECORD(state, struct state);
RECORD(region, struct region);
RECORD(site_notice, struct site_notice);
RECORD(facts, struct facts);
RECORD(site_attachment, struct site_attachment);
RECORD(site_trade, struct site_trade);
RECORD(entry, struct entry);
RECORD(head, struct head);
RECORD(site_box, struct site_box);
RECORD(site_bid, struct site_bid);
RECORD(panel_size, struct panel_size);
RECORD(site_contract, struct site_contract);
RECORD(site_official, struct site_official);
RECORD(site_item, struct site_item);
RECORD(cut, struct cut);
