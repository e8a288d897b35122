#ifndef LOG_AUDIT_H
#define LOG_AUDIT_H
#include "ctl_rows.h"
#include "merkle.h"
#include "req.h"

/*
 * The whole log, read again: every event, entry, node, head, co-signature,
 * stored file, text and closed box.  Goes on after a fault, so that all of what
 * was changed is named.  What it cannot see is a history that was rewritten
 * whole and signed anew: that is for who kept an older head (ggzy-witness).
 */
#define FAULTS 100 /* that are kept; all are counted */

enum fault_kind {
	FAULT_ENTRY, /* body, leaf or columns of an entry */
	FAULT_NODE,
	FAULT_HEAD,
	FAULT_COSIGNATURE,
	FAULT_WITNESS,
	FAULT_LOST, /* an event that is nowhere in the log */
	FAULT_BLOB,
	FAULT_TEXT, /* of a notice, a statement, a pool */
	FAULT_BOX
};
extern const char *const fault_kinds[]; /* "entry", "node", ... */

/* What is wrong, and where; NONE and NULL: does not apply. */
struct fault {
	int64_t kind, seq, event, size, trade, bid;
	const char *blob, *what;
};
extern const struct record fault_record;

struct audit {
	const char *public_pem; /* of the log */
	bool skip_blobs;
	int64_t page;      /* heads in memory at a time; 0: a thousand */
	struct seen *seen; /* NULL: every stored file is read whole */
	/* how long the log was when all was well, and its root: it begins like
	 * that for ever; 0: nothing is known */
	uint64_t known_size;
	unsigned char known_root[HASH_LEN];

	/* results */
	int64_t entries, heads, cosignatures, unwitnessed, blobs, texts, boxes;
	size_t nfaults;
	struct fault fault[FAULTS];
	struct merkle tree;

	/* its own */
	struct arena *mem;             /* of a batch */
	struct arena *signed_mem;      /* of a page of heads */
	int64_t heads_to, cosigned_to; /* sizes to read up to */
	int64_t loaded;                /* size read up to */
	bool all_loaded;
	const struct head *head, *heads_end;
	const struct cosigned *cosigned, *cosigned_end;
	struct list witnesses; /* struct witness_line */
	int64_t required;
	struct log_fact *facts; /* events that say more than their leaf */
};

/* An event that other tables must agree with. */
struct log_fact {
	struct log_fact *next;
	int64_t seq, event, trade;
	const char *verb, *detail;
};

/* Reads all; E_DB and the like when it could not.  a->mem is set. */
enum err log_audit(struct req *, struct audit *a);

/* A fault at an entry, or at an event; what else it concerns is NONE. */
struct fault fault_at(enum fault_kind, int64_t seq, int64_t event);
/* Counts it, and keeps it with these words if there is room. */
void fault_add(struct req *, struct audit *, struct fault, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * log_entry.c: an entry as it is read, or the place of one that is gone; the
 * tree grows by it, from its node if need be.  `levels` are the nodes of the
 * batch.
 */
enum err audit_entry(struct req *, struct audit *, const struct entry *,
		     const struct list levels[MERKLE_LEVELS]);
enum err audit_gap(struct req *, struct audit *, int64_t seq,
		   const struct list levels[MERKLE_LEVELS]);

/*
 * log_seen.c: files that were read whole, kept in an arena that lasts.  Such a
 * file counts as read while nobody touches it, for half a day to a day, so that
 * all are read again in turn.  `now`: the real time.
 */
struct seen *seen_new(struct arena *);
bool seen_before(const struct seen *, const unsigned char digest[HASH_LEN],
		 int fd, int64_t now);
/* Reads it: does it have this digest? */
bool seen_whole(struct seen *, const unsigned char digest[HASH_LEN], int fd,
		int64_t now);

/* log_watch.c: audits again and again, until a signal ends the process. */
int log_watch(const char *every, bool skip_blobs);

/* The other parts: log_head.c, log_blob.c, log_text.c, log_box.c. */
enum err audit_heads(struct req *, struct audit *);
enum err audit_heads_end(struct req *, struct audit *);
enum err audit_witnesses(struct req *, struct audit *);
void audit_blobs(struct req *, struct audit *, const struct entry *,
		 const char *detail);
enum err audit_texts(struct req *, struct audit *, const struct entry *,
		     const char *detail);
enum err audit_boxes(struct req *, struct audit *);

#endif
