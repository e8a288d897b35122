#ifndef SITE_ROWS_H
#define SITE_ROWS_H
#include "field.h"
#include "rows.h"

/* What the pages are made of, as it comes from the database. */

/* What stands on every page. */
struct state {
	const char *name, *platform_code;
	bool rehearsal;
	int64_t speed, now, entries; /* of the log */
	int64_t head;                /* size of the newest signed head, or 0 */
	int64_t witnessed;           /* the same, with all co-signatures */
	int64_t required;            /* so many of them */
	int64_t reference;           /* checksum of the reference data */
};
struct region {
	int64_t code, parent, level;
	const char *name;
};
struct site_notice {
	int64_t id, pos, region, publish_at, project, trade, due_at, amount_fen;
	int64_t version;
	const char *domain, *class, *type, *type_name, *stage_name, *title;
	const char *body, *place, *project_code, *owner_name, *facts;
	const char *duty_person, *examiner, *source, *source_name, *source_id;
	const char *source_url, *digest;
	const char *hidden; /* reason, or NULL */
};
struct fact {
	const char *label, *value, *note;
};
struct facts {
	struct list facts; /* of struct fact */
};
struct site_attachment {
	int64_t no, document, size;
	const char *name, *media, *digest;
};
struct site_trade {
	int64_t id, project, stage, region, content, evaluation, price_form;
	int64_t ceiling, deposit_fen, duration_days, documents_from;
	int64_t documents_to, deadline, round, predecessor, created_at;
	int64_t publicity_ends; /* of a trade in publicity */
	bool consortium;
	const char *domain, *code, *deal_code, *name, *method_name, *paused;
	const char *owner_name, *agency_name, *quality, *qualification, *reason;
	const char *project_name, *project_code, *tender_code, *fund_source;
	const char *approval_no, *place, *summary, *supervisor;
};
/* An entry of the log. */
struct entry {
	int64_t seq, at, project, trade, notice, before_stage, after_stage;
	bool public;
	const char *module, *verb;
};
struct head {
	int64_t size, at;
	const char *root;
};
struct site_box {
	int64_t count, at;
	const char *root;
};
struct site_bid {
	const char *bidder, *cause, *price_text, *quality, *manager, *reason;
	bool opened, rejected;
	int64_t price, duration_days, score, rank, received_at, awarded;
};
struct panel_size {
	int64_t seats, experts;
};
/* An official document; pdf and json are names in /documents/. */
struct site_official {
	int64_t pages, at;
	const char *title, *pdf, *json;
};
struct site_contract {
	int64_t award_at, award_price, amount_fen, signed_on, period_days;
	const char *winner, *number;
};
struct site_item { /* of the catalogue */
	const char *code, *name, *class, *domain, *parent, *entry_rule;
	const char *supervisor, *conf;
	int64_t level;
};
struct cut {
	int64_t n, pos;
	const char *word;
};

extern const struct record state_record, region_record, site_notice_record,
    facts_record, site_attachment_record, site_trade_record, entry_record,
    head_record, site_box_record, site_bid_record, panel_size_record,
    site_contract_record, site_official_record, site_item_record, cut_record;

#endif
