#ifndef CTL_ROWS_H
#define CTL_ROWS_H
#include "field.h"

/* Shapes of the rows that ggzyctl reads. */

struct migration {
	int64_t version, done, total, applied_at, ms;
	const char *name, *sha256;
};
struct number {
	int64_t n;
};
struct account_line {
	int64_t id;
	const char *login, *name, *status, *credit_code, *subject_name, *roles;
};
/* An entry of the log and the event behind it; body NULL: there is none. */
struct entry {
	int64_t seq, event, at, actor, subject, project, trade, notice;
	int64_t before_stage, after_stage;
	const char *leaf, *body, *address, *blind, *module, *verb;
};
struct node {
	int64_t idx;
	const char *hash;
};
/* The digest of a file that a row refers to. */
struct referred {
	const char *digest;
};
struct head {
	int64_t size, at;
	const char *root, *body, *signature;
};
struct witness_line {
	int64_t id, region, from_at, to_at, last_size, epoch;
	const char *name, *title, *public_key;
};
struct cosigned {
	int64_t size, witness, epoch, received_at;
	const char *body, *signature;
};
/* A bid of a closed box, with the event that tells of it. */
struct boxed_bid {
	int64_t id, received_at, seq;
	const char *digest, *credit_code, *deal_code, *receipt;
	bool stands, listed;
};
/* Of an imported notice: its last version. */
struct latest {
	int64_t id, version;
	const char *content_hash;
	bool hidden;
};
struct type_line {
	const char *class, *domain, *national_stage;
};
struct batch {
	int64_t id, rows_new, rows_changed, rows_same, at, undone_at;
	const char *source, *profile, *file;
};
/* An archived trade; digest NULL: its package is not made yet. */
struct archive_line {
	int64_t trade, at, size, files;
	const char *code, *name, *keep_until, *digest;
};
struct archive_document {
	int64_t seq, pages, at;
	bool public;
	const char *title, *pdf, *json;
};
struct archive_found {
	const char *digest;
	int64_t seq; /* NONE: not in the log */
};
extern const struct record archive_line_record, archive_document_record,
    archive_found_record;
/* A transaction, or what the tables and the ledger say of a trade and subject:
 * how much too much there is. */
struct ledger_fault {
	int64_t tx, trade, subject, fen;
};
extern const struct record ledger_fault_record;
struct policy_line {
	int64_t value, chosen, least, most; /* chosen NONE: the default */
	const char *name, *title, *unit, *basis;
};
extern const struct record policy_line_record, migration_record, number_record,
    account_line_record, entry_record, node_record, head_record, latest_record,
    type_line_record, batch_record, referred_record, witness_line_record,
    cosigned_record, boxed_bid_record;

#endif
