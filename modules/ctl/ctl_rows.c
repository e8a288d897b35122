/* Shapes of the rows that ggzyctl reads. */
#include "ctl_rows.h"

#define COLUMN(T, m) INT(struct T, m, INT64_MIN, INT64_MAX, F_ROW, NULL)
#define WORDS(T, m) TEXT(struct T, m, 0, INT64_MAX, F_ROW, NULL)

/* clang-format off */
static const struct field migration_field[] = {
	COLUMN(migration, version),
	COLUMN(migration, done),
	COLUMN(migration, total),
	COLUMN(migration, applied_at),
	COLUMN(migration, ms),
	WORDS(migration, name),
	WORDS(migration, sha256),
	FIELD_END
};
static const struct field number_field[] = {
	COLUMN(number, n),
	FIELD_END
};
static const struct field account_line_field[] = {
	COLUMN(account_line, id),
	WORDS(account_line, login),
	WORDS(account_line, name),
	WORDS(account_line, status),
	WORDS(account_line, credit_code),
	WORDS(account_line, subject_name),
	WORDS(account_line, roles),
	FIELD_END
};
static const struct field policy_line_field[] = {
	COLUMN(policy_line, value),
	COLUMN(policy_line, chosen),
	COLUMN(policy_line, least),
	COLUMN(policy_line, most),
	WORDS(policy_line, name),
	WORDS(policy_line, title),
	WORDS(policy_line, unit),
	WORDS(policy_line, basis),
	FIELD_END
};
static const struct field entry_field[] = {
	COLUMN(entry, seq),
	COLUMN(entry, event),
	COLUMN(entry, at),
	COLUMN(entry, actor),
	COLUMN(entry, subject),
	COLUMN(entry, project),
	COLUMN(entry, trade),
	COLUMN(entry, notice),
	COLUMN(entry, before_stage),
	COLUMN(entry, after_stage),
	WORDS(entry, leaf),
	WORDS(entry, body),
	WORDS(entry, address),
	WORDS(entry, blind),
	WORDS(entry, module),
	WORDS(entry, verb),
	FIELD_END
};
static const struct field node_field[] = {
	COLUMN(node, idx),
	WORDS(node, hash),
	FIELD_END
};
static const struct field head_field[] = {
	COLUMN(head, size),
	COLUMN(head, at),
	WORDS(head, root),
	WORDS(head, body),
	WORDS(head, signature),
	FIELD_END
};
static const struct field referred_field[] = {
	WORDS(referred, digest),
	FIELD_END
};
static const struct field witness_line_field[] = {
	COLUMN(witness_line, id),
	COLUMN(witness_line, region),
	COLUMN(witness_line, from_at),
	COLUMN(witness_line, to_at),
	COLUMN(witness_line, last_size),
	COLUMN(witness_line, epoch),
	WORDS(witness_line, name),
	WORDS(witness_line, title),
	WORDS(witness_line, public_key),
	FIELD_END
};
static const struct field cosigned_field[] = {
	COLUMN(cosigned, size),
	COLUMN(cosigned, witness),
	COLUMN(cosigned, epoch),
	COLUMN(cosigned, received_at),
	WORDS(cosigned, body),
	WORDS(cosigned, signature),
	FIELD_END
};
static const struct field boxed_bid_field[] = {
	COLUMN(boxed_bid, id),
	COLUMN(boxed_bid, received_at),
	COLUMN(boxed_bid, seq),
	WORDS(boxed_bid, digest),
	WORDS(boxed_bid, credit_code),
	WORDS(boxed_bid, deal_code),
	WORDS(boxed_bid, receipt),
	BOOL(struct boxed_bid, stands, F_ROW, NULL),
	BOOL(struct boxed_bid, listed, F_ROW, NULL),
	FIELD_END
};
static const struct field latest_field[] = {
	COLUMN(latest, id),
	COLUMN(latest, version),
	WORDS(latest, content_hash),
	BOOL(struct latest, hidden, F_ROW, NULL),
	FIELD_END
};
static const struct field type_line_field[] = {
	WORDS(type_line, class),
	WORDS(type_line, domain),
	WORDS(type_line, national_stage),
	FIELD_END
};
static const struct field batch_field[] = {
	COLUMN(batch, id),
	COLUMN(batch, rows_new),
	COLUMN(batch, rows_changed),
	COLUMN(batch, rows_same),
	COLUMN(batch, at),
	COLUMN(batch, undone_at),
	WORDS(batch, source),
	WORDS(batch, profile),
	WORDS(batch, file),
	FIELD_END
};
static const struct field archive_line_field[] = {
	COLUMN(archive_line, trade),
	WORDS(archive_line, code),
	WORDS(archive_line, name),
	COLUMN(archive_line, at),
	WORDS(archive_line, keep_until),
	WORDS(archive_line, digest),
	COLUMN(archive_line, size),
	COLUMN(archive_line, files),
	FIELD_END
};
static const struct field archive_document_field[] = {
	COLUMN(archive_document, seq),
	WORDS(archive_document, title),
	COLUMN(archive_document, pages),
	BOOL(struct archive_document, public, F_ROW, NULL),
	COLUMN(archive_document, at),
	WORDS(archive_document, pdf),
	WORDS(archive_document, json),
	FIELD_END
};
static const struct field archive_found_field[] = {
	WORDS(archive_found, digest),
	COLUMN(archive_found, seq),
	FIELD_END
};
static const struct field ledger_fault_field[] = {
	COLUMN(ledger_fault, tx),
	COLUMN(ledger_fault, trade),
	COLUMN(ledger_fault, subject),
	COLUMN(ledger_fault, fen),
	FIELD_END
};
/* clang-format on */

RECORD(migration, struct migration);
RECORD(number, struct number);
RECORD(account_line, struct account_line);
RECORD(policy_line, struct policy_line);
RECORD(entry, struct entry);
RECORD(node, struct node);
RECORD(head, struct head);
RECORD(referred, struct referred);
RECORD(witness_line, struct witness_line);
RECORD(cosigned, struct cosigned);
RECORD(boxed_bid, struct boxed_bid);
RECORD(latest, struct latest);
RECORD(type_line, struct type_line);
RECORD(batch, struct batch);
RECORD(archive_line, struct archive_line);
RECORD(archive_document, struct archive_document);
RECORD(archive_found, struct archive_found);
RECORD(ledger_fault, struct ledger_fault);
