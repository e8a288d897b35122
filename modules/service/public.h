#ifndef PUBLIC_H
#define PUBLIC_H
#include "facet.h"
#include "req.h"

/* What everybody may read.  Rows and replies are the same structs. */

/* -- notices: notice.c, find.c, find_words.c */

struct notice_item {
	int64_t id, pos, region, publish_at, project, trade, due_at, amount_fen;
	int64_t version;
	const char *domain, *type, *title, *place, *project_code, *owner_name;
	const char *source, *source_name;
	const char *body;    /* only while searching */
	const char *snippet; /* of the text around the first word, or NULL */
};
struct notice_full {
	int64_t id, region, publish_at, project, trade, due_at, amount_fen;
	int64_t version, seq;
	const char *domain, *class, *type, *type_name, *national_stage, *title;
	const char *body, *region_name, *place, *project_code, *owner_name;
	const char *facts, *duty_person, *examiner, *source, *source_name;
	const char *source_id, *source_url, *digest, *hidden;
	struct list trades;      /* of int64_t */
	struct list attachments; /* of struct attachment */
	struct list siblings;    /* of struct notice_item */
};
struct attachment {
	int64_t no, size, document;
	const char *name, *media, *digest;
};
struct notice_query {
	const char *q, *type;
	int64_t domain, region, day, from, to, after, limit;
};
struct gram_count {
	int64_t g, n;
};
extern const struct record notice_item_record, notice_full_record,
    attachment_record, notice_query_record, search_query_record,
    gram_count_record;

enum err list_notices(struct req *);
enum err get_notice(struct req *);
enum err get_attachment(struct req *);
enum err search(struct req *);
enum err list_stats(struct req *);

struct stat_item {
	const char *facet, *key;
	int64_t n;
};
extern const struct record stat_item_record;

/* -- trades and projects: trade.c, timeline.c, project.c */

struct public_trade {
	int64_t id, project, stage, region, content, evaluation, price_form;
	int64_t ceiling, deposit_fen, documents_from, documents_to, deadline;
	int64_t threshold, round, predecessor;
	bool consortium;
	const char *domain, *code, *deal_code, *name, *method, *method_name;
	const char *paused, *region_name, *reason, *project_name, *project_code;
	const char *catalogue_item, *owner_name, *owner_code, *agency_name;
	const char *agency_code;
	const char *stage_name;     /* Chinese */
	struct list timeline;       /* of struct timeline_row */
	struct list notices;        /* of struct notice_item */
	struct list periods;        /* of struct period_item */
	struct list openings;       /* of struct public_opening */
	struct list candidates;     /* of struct public_candidate */
	struct public_award *award; /* or NULL */
};
struct timeline_row {
	int64_t at, notice, before, after, seq;
	const char *verb, *label;
};
/* What the law asks between two moments, and what was given. */
struct period_item {
	const char *rule_key, *title, *op, *unit, *law, *article, *basis;
	int64_t required, actual, from, to;
	bool kept;
};
struct public_opening {
	int64_t price, duration_days;
	bool opened;
	const char *bidder, *cause, *price_text, *quality, *manager;
};
struct public_candidate {
	int64_t ground, score, price, rank;
	bool rejected;
	const char *bidder, *reason;
};
struct public_award {
	int64_t price, at, contract_fen, signed_on;
	const char *bidder, *contract_number;
};
struct public_project {
	int64_t id, region, entry_kind, investment_fen;
	bool state_funded;
	const char *domain, *code, *tender_code, *name, *catalogue_item;
	const char *catalogue_name, *region_name, *approval_no, *fund_source;
	const char *place, *summary, *supervisor, *owner_name, *owner_code;
	const char *agency_name, *agency_code;
	struct list trades;  /* of struct trade_item */
	struct list notices; /* of struct notice_item */
};
struct trade_item {
	int64_t id, stage, deadline, round, predecessor;
	const char *code, *deal_code, *name, *method, *paused;
};
extern const struct record public_trade_record, timeline_row_record,
    period_item_record, public_opening_record, public_candidate_record,
    public_award_record, public_project_record, trade_item_record;

enum err get_trade(struct req *);
enum err get_project(struct req *);
/* Labels of t->timeline, and t->periods from the frozen rules. */
enum err timeline_fill(struct req *, struct public_trade *);

/* -- reference.c, rules.c */

struct catalogue_item {
	const char *code, *name, *class, *domain, *parent, *national_stage;
	const char *entry_rule, *supervisor, *conf, *note;
	int64_t level, valid_from, valid_to;
};
struct region {
	int64_t code, parent, level, valid_from, valid_to, superseded_by;
	const char *name, *kind, *conf, *note;
};
struct notice_type {
	const char *code, *class, *domain, *name, *national_stage, *data_no;
	const char *min_period, *basis, *conf;
};
struct trade_method {
	const char *code, *class, *domain, *name, *spec_code, *conf, *note;
	int64_t min_participants;
};
struct calendar_row {
	int64_t day, region;
	const char *kind, *name, *conf, *source;
};
struct rule_item {
	int64_t id, num, den, region, valid_from, valid_to;
	const char *class, *domain, *rule_key, *title, *op, *value, *unit;
	const char *from_event, *dir, *level, *law, *article, *basis, *conf;
	const char *src, *note, *method, *count_mode;
};
struct reference_query {
	const char *class;
	int64_t domain;
};
struct region_query {
	int64_t under, level;
};
struct calendar_query {
	int64_t year, region;
};
struct rule_query {
	const char *class, *key;
	int64_t at, domain, region, after, limit;
};
extern const struct record catalogue_item_record, region_record,
    notice_type_record, trade_method_record, calendar_row_record,
    rule_item_record, reference_query_record, domain_query_record,
    region_query_record, calendar_query_record, rule_query_record;

enum err list_catalogue(struct req *);
enum err list_regions(struct req *);
enum err list_notice_types(struct req *);
enum err list_methods(struct req *);
enum err list_calendar(struct req *);
enum err list_rules(struct req *);
enum err get_installation(struct req *);

/* -- the log: feed.c, proof.c */

struct feed_query {
	int64_t after, limit;
};
struct feed_item {
	int64_t seq, at, project, trade, notice;
	bool public;
	const char *leaf, *module, *verb, *body;
};
struct head_query {
	int64_t size;
};
struct log_head {
	int64_t size, at, required;
	const char *root, *body, *signature;
	bool witnessed;
	struct list cosignatures; /* of struct cosignature */
};
struct proof_query {
	int64_t seq, size;
};
struct proof {
	int64_t seq, size;
	const char *leaf, *root;
	struct list path; /* of text */
};
struct consistency_query {
	int64_t from, to;
};
struct consistency {
	int64_t from, to;
	const char *from_root, *to_root;
	struct list path; /* of text */
};
extern const struct record feed_query_record, feed_item_record,
    head_query_record, log_head_record, proof_query_record, proof_record,
    consistency_query_record, consistency_record;

enum err list_feed(struct req *);
enum err get_log_head(struct req *);
enum err get_log_proof(struct req *);
enum err get_log_consistency(struct req *);

/* -- witnesses of the log: witness.c */

struct cosign_in {
	const char *witness, *body, *signature;
};
struct cosignature {
	int64_t region, size, received_at, epoch;
	const char *witness, *title, *body, *signature;
	bool counts; /* its epoch is the one that is recognised */
};
struct witness {
	int64_t id, region, from_at, to_at, last_size, epoch;
	const char *name, *title, *public_key;
};
extern const struct record cosign_in_record, cosignature_record, witness_record;

/* What recognised witnesses signed about the head of that size. */
enum err cosignatures_of(struct req *, int64_t size, struct list *);
enum err list_witnesses(struct req *);
enum err post_cosignature(struct req *);

/* -- page.c */

/* How many items a page has. */
int64_t page_limit(int64_t limit, int64_t usual);
/* The path of the page after an item. */
const char *page_next(struct req *, int64_t after);

#endif
