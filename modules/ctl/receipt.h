#ifndef RECEIPT_H
#define RECEIPT_H
#include "arena.h"
#include "field.h"

/*
 * A receipt and what proves it, as GET /receipts/NUMBER gives it, or the JWS
 * alone as the reply to the attempt had it (TRUST.md, Receipts).
 */
struct jws_parts {
	const char *payload, *protected, *signature;
};
struct head_parts {
	const char *body, *signature;
};
struct receipt_file {
	const char *number, *token, *event; /* NULL: not there */
	int64_t seq, size;                  /* NONE */
	struct list path;                   /* of text */
	struct head_parts *head;            /* or NULL */
	struct jws_parts *receipt;
};
/* What was signed. */
struct stated {
	const char *receipt, *kind, *digest, *reason, *trade, *subject, *event;
	int64_t size, received_at;
	bool rehearsal;
};
extern const struct record receipt_file_record, jws_parts_record, stated_record;

/* Public keys and certificates as PEM; NULL: that step is left out. */
struct receipt_keys {
	const char *receipt, *log, *ca;
};
/*
 * Judges a file, says each step on stdout in Chinese, and ends at the first
 * that fails.
 */
bool receipt_judge(struct arena *, const char *text, size_t len,
		   const struct receipt_keys *);
/* The JWS in a reply or a file, NULL if there is none. */
const char *receipt_jws(struct arena *, const char *text, size_t *len);

#endif
