#ifndef LOG_MUTATIONS_LAB_H
#define LOG_MUTATIONS_LAB_H
#include <inttypes.h>

#include "log_audit.h"
#include "req.h"

/*
 * The laboratory of tests/t/log-mutations.c: what the database and its files
 * are before anything is changed, and where the changes of a round are.  A
 * change is a function that makes one, notes its place in lab.at and how it is
 * undone.  What fails here ends the process: it is no finding.
 */
#define BLOBS 64
#define BATCH_MAX 16

struct stored {
	int64_t seq;
	char digest[65];
};

/* A text that an event names: a notice, or a statement (notice NONE). */
struct logged {
	int64_t seq, notice;
	char digest[65];
};

/* Where a change is; NONE and NULL: does not apply. */
struct place {
	int64_t seq, other, event, size, bid;
	const char *digest;
	int64_t kind; /* of a fault; NONE: any */
};

extern struct lab {
	struct req r;
	struct audit *a;
	struct arena *mem;   /* of the laboratory */
	struct list entries; /* as they should be */
	struct list heads;
	struct list bids;
	struct stored blob[BLOBS];
	struct logged text[BLOBS];
	size_t nblobs, ntexts;
	int64_t n;
	struct key *key;
	uint64_t dice;
	size_t turn; /* changes of this kind so far */
	/* of a round */
	struct place at; /* of the change that is made */
	struct place made[BATCH_MAX];
	size_t nmade;
	bool by_witness; /* the database alone cannot know */
	struct buf undo;
} lab;

/* log-mutations-lab.c */
uint64_t dice(uint64_t n);
/* Each of n variants of a kind in its turn. */
size_t turn(size_t n);
void die(const char *why) __attribute__((noreturn));
/* SQL, as root, in a transaction of its own. */
void script(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
const struct entry *entry(int64_t seq);
/* Does a change of this round touch the entry? */
bool is_taken(int64_t seq);
/* Reads what is there and copies it, for undo_*(). */
void lab_fill(void);
void undo_table(const char *table);
void undo_event(int64_t id);
void undo_events(void);

/* The changes: log-mutations-row.c, -file.c, -all.c */
void body_byte(void);
void body_and_leaf(void);
void event_column(void);
void event_gone(void);
void leaf_changed(void);
void entry_gone(void);
void swap_events(void);
void swap_entries(void);
void tail_gone(void);
void forged_between(void);
void withheld(void);
void node_changed(void);
void node_gone(void);
void head_changed(void);
void head_gone(void);
void cosignature_changed(void);
void witness_key(void);
void file_changed(void);
void file_gone(void);
void text_changed(void);
void bid_changed(void);
void bid_added(void);
void opening_gone(void);
void insider_body(void);
void insider_order(void);
void insider_forgery(void);
void forked(void);
void restored(void);
void hidden_body(void);
const struct head *any_head(void);
/* Puts back the file that was changed or deleted. */
void file_back(void);

#endif
