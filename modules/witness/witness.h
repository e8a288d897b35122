#ifndef WITNESS_H
#define WITNESS_H
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "crypt.h"
#include "field.h"
#include "head.h"
#include "machine.h"
#include "merkle.h"

/*
 * ggzy-witness follows the log of a platform from outside and co-signs its
 * heads.  It has a key and a folder of its own and no other means than the
 * public interface of the platform, so that it may run on anybody's machine.
 *
 *	settings	name = value lines of one file
 *	http		the one file that knows libcurl
 *	platform	questions to the platform, answers as structs
 *	store, journal	what the witness knows: append-only files
 *	follow		one round: look, check, co-sign
 *	key		the log's key, and our own
 *	main		the daemon and its commands
 *
 * What was once signed binds: a head that does not continue the last one is
 * evidence, is kept, and ends the co-signing until a person acknowledges it.
 * That lets the witness go on from the head it signed last and from no other:
 * if the platform still shows another log, that is evidence again.  To let go
 * of what was signed a person says so (`--anew`).  Then a new epoch begins: the
 * log is read from its first entry, and all that is signed from then on bears
 * the number of the epoch, so that nobody takes it for the continuation.  In
 * one epoch sizes only rise: two heads of one size are never signed, and the
 * journal, which is on disk before a signature leaves, refuses the second.
 */

/* ---- Settings (settings.c) ---- */

struct settings {
	const char *name;    /* as the platform knows this witness */
	const char *url;     /* of the platform */
	const char *store;   /* folder */
	const char *key;     /* own private key, PEM */
	const char *log_key; /* the platform's public key of the log, PEM */
	const char *ca_file; /* whom to trust for https; NULL: the system's */
	int64_t interval;    /* seconds between rounds */
	int64_t stall;       /* seconds without a word; 0: any time */
	int64_t pages;       /* of old entries that are read again a round */
};
/* Ends the process with file, line and reason if something is wrong. */
void settings_read(const char *file, struct settings *);

/* ---- HTTP (http.c) ---- */

struct http;
struct http *http_open(const struct settings *);
void http_close(struct http *);
/* The status, or -1: see http_why().  json NULL: a GET. */
int http_ask(struct http *, const char *url, const char *origin,
	     const char *json, struct buf *reply);
const char *http_why(const struct http *);

/* ---- The platform (platform.c) ---- */

struct head {
	int64_t size;
	const char *root, *body, *signature;
};
struct link { /* a consistency proof */
	const char *from_root, *to_root;
	struct list path; /* of text */
};
struct entry {
	int64_t seq;
	bool public;
	const char *leaf, *body;
};
/* What was asked for, or what went wrong. */
struct answer {
	int status;       /* of HTTP; -1: no answer */
	const char *text; /* the reply, or why there is none */
};
struct platform {
	const struct settings *set;
	struct http *http;
};

/* false: see the answer.  size NONE: the newest. */
bool platform_head(struct platform *, struct arena *, int64_t size,
		   struct head *, struct answer *);
bool platform_link(struct platform *, struct arena *, int64_t from, int64_t to,
		   struct link *, struct answer *);
/* At most 1000 entries from `from` on. */
bool platform_feed(struct platform *, struct arena *, int64_t from, int64_t n,
		   struct list *entries, struct answer *);
bool platform_submit(struct platform *, struct arena *, const char *body,
		     const char *signature, struct answer *);

/* ---- The store (store.c, store_leaf.c) ---- */

/* clang-format off */
/*
 * The folder holds
 *	journal		one JSON object a line: heads that were signed, evidence,
 *			what people said to it (journal.h); written before
 *			anything is sent
 *	leaves.N	33 bytes an entry of the log: 1 if its body was public,
 *			2 more if a head that ended with it was written into
 *			the journal, and its leaf; N is the epoch
 *	evidence/	a file for each inconsistency, with all that was said
 */
/* clang-format on */
struct store {
	const char *folder;
	const struct suite *suite; /* of the log */
	bool read_only;
	int journal, leaves; /* descriptors */
	int64_t read;        /* bytes of the journal that were read */
	int64_t epoch;       /* how often the log was taken up anew */
	struct merkle tree;  /* of the entries under the last head */
	struct arena *mem;   /* of the last head */
	struct head last;    /* body NULL: none was signed yet */
	struct head_body last_body;
	const char *cosign, *cosign_signature; /* of the last head */
	struct {
		int64_t size, epoch;
		char root[2 * HASH_LEN + 1];
	} highest;         /* of all epochs; size 0: none was signed yet */
	char refusing[24]; /* kind of the evidence that is open, or "" */
	char key[2 * HASH_LEN + 1]; /* it was begun for; "": of old */
};
/* Where there is none, for a key that has never signed anything; on disk when
 * it returns true. */
bool store_make(const char *folder, const struct suite *, const char *key);
enum store_use {
	TO_LOOK, /* nothing is written */
	TO_SIGN,
	TO_ACKNOWLEDGE /* the leaves may be damaged: they are not looked at */
};
/* Ends the process if there is none (also if its journal is empty: it was not
 * made so), or none that can be believed.  Half a line
 * at the end of the journal stays: another process may be writing it. */
void store_open(struct store *, const char *folder, const struct suite *,
		enum store_use);
void store_close(struct store *);
/* Reads what was written meanwhile, also by another process. */
bool store_refresh(struct store *);
/* A head that is about to be co-signed, with the tree under it, in the epoch
 * that its co-signature names.  false: it may not be, or cannot be written. */
bool store_head(struct store *, int64_t epoch, const struct head *,
		const struct merkle *, const char *cosign,
		const char *signature);
/* members: JSON members of what was found.  The file first, then the line: if
 * there can be no file, a line without.  true: both are there. */
bool store_evidence(struct store *, const char *kind, const char *members);
/* Why the platform may be followed again, from the last head on; false: nothing
 * is open, or the reason is no UTF-8 of at most 1000 characters, or cannot be
 * written. */
bool store_acknowledge(struct store *, const char *reason);
/* Why the last head binds no more: a new epoch, also if nothing is open. */
bool store_anew(struct store *, const char *reason);

/* store_leaf.c: what entries looked like when they were first seen. */
void leaves_open(struct store *);
bool leaves_write(struct store *, const struct entry *, size_t n);
bool leaves_sync(struct store *);
bool leaves_read(const struct store *, int64_t seq, bool *public,
		 unsigned char leaf[HASH_LEN]);
/* A head of that size is in the journal. */
void leaves_mark(struct store *, int64_t size);
/* The size of the next such head after that size: the journal once went on.
 * 0: none. */
int64_t leaves_signed_after(const struct store *, int64_t size);
/* The tree of the first n. */
bool leaves_tree(const struct store *, int64_t n, struct merkle *);

/* ---- Following (follow.c, sweep.c) ---- */

struct witness {
	struct settings set;
	struct platform platform;
	struct store store;
	const struct key *key;
	const char *log_pem;
	const struct suite *suite; /* of the log */
	struct arena *forever;
	struct arena *mem;  /* of a round */
	struct arena *page; /* of a page of the feed */
	int64_t heard_at;   /* the platform last answered */
	int64_t grown_at;   /* entries wait for a head since; 0: none do */
	int64_t swept;      /* next old entry to be read again */
	int unproven;       /* rounds in which a proof could not be had */
	bool submitted;     /* the last co-signature has arrived */
	bool looking;       /* `check`: nothing is signed or written */
};
enum outcome {
	W_GOOD, /* as it should be */
	W_AWAY, /* the platform does not answer */
	W_OURS, /* our own store cannot be read or written; no word of it */
	W_BAD   /* evidence; nothing is signed any more */
};
/* What a look found, in words and where. */
struct finding {
	enum outcome outcome;
	const char *kind, *what; /* in w->mem */
	int64_t seq;             /* of the entry, or NONE */
};

/* One look at the platform; co-signs what continues what was signed. */
struct finding witness_round(struct witness *);
/* Entries seen before, read again from w->swept on: so many pages. */
struct finding witness_sweep(struct witness *, int64_t pages);
/*
 * Entries of a page as they must be: without gaps from `from` on, bodies that
 * fit their leaves, and nothing else than what was seen before.
 */
struct finding entries_check(struct witness *, const struct list *,
			     int64_t from, int64_t n, bool seen);
struct finding found(enum outcome, const char *kind, int64_t seq,
		     const char *what);

/* ---- Keys (key.c) ---- */

/* The suite of the log's key is that of its tree.  Ends the process if there is
 * no such key. */
void read_log_key(struct witness *);
/* What a store says of the key it was begun for. */
const char *key_digest(struct arena *, const struct key *);
/* `key`: makes a key and a store for it where there is none, and prints the
 * public key.  What the process ends with. */
int make_key(struct witness *);

#endif
