#ifndef ARCHIVE_H
#define ARCHIVE_H
#include "archive_rows.h"
#include "db.h"
#include "flow.h"
#include "rows.h"

/*
 * ggzy-archive follows the log.  When a box is opened, experts are drawn, a
 * panel reports or a trade is awarded it makes the official document, as PDF
 * and as JSON; when a trade is archived, its package.  The same rows give the
 * same bytes, and files lie write-once under their digest: after a crash what
 * was not finished is made once more.
 */
struct keeper {
	struct db *db;
	struct arena *mem; /* of the round */
	struct installation place;
	bool failed; /* a document of this round could not be made */
};

/* Who may see a document: everybody, or the people of the trade once the names
 * of its experts are no secret any more. */
enum { SEEN_BY_ALL, SEEN_AFTER_AWARD };

/* A document under way: facts go to the page and to the JSON alike. */
struct doc {
	struct keeper *k;
	const char *kind, *title;
	int64_t access;
	const struct entry *entry; /* of the log, that it tells of */
	struct doc_trade trade;
	struct letterhead head;
	struct flow flow;
	struct buf json; /* members of "facts" */
};

/* Reads the trade and begins with what every document says of it. */
enum err doc_begin(struct doc *, struct keeper *, const struct entry *);
/* Writes both files, the row and the event, in one transaction. */
enum err doc_end(struct doc *);

/* One a file: E_NOTFOUND if there is nothing to tell. */
enum err doc_opening(struct keeper *, const struct entry *);
enum err doc_draw(struct keeper *, const struct entry *);
enum err doc_report(struct keeper *, const struct entry *);
enum err doc_award(struct keeper *, const struct entry *);

/* keep.c: files of the archive, and events of it. */
enum err keep_file(struct keeper *, const void *, size_t, const char **digest);
/* A copy among the public pages: /documents/NAME. */
enum err keep_public(struct keeper *, const char *name, const void *, size_t);
/* Those copies that are missing, the public folder having been lost. */
enum err keep_public_all(struct keeper *);
/* In the transaction under way. */
enum err keep_event(struct keeper *, const char *verb, int64_t trade,
		    bool public, const char *detail);

/* package.c: the package of a trade; E_EXISTS if it is made and would be
 * another now. */
enum err package_make(struct keeper *, const struct due_bag *,
		      const char **digest);
/* package_list.c: the list that goes with it when it is handed over. */
struct bag;
enum err package_list(struct keeper *, struct bag *, const struct doc_trade *,
		      const struct due_bag *);

/* follow.c: busy: there is more to do at once. */
enum err keeper_round(struct keeper *, bool *busy);
enum err keeper_place(struct keeper *); /* reads the installation */
/* Documents are made of all entries before this one, but those that could not
 * be: the package of their trade waits. */
enum err keeper_cursor(struct keeper *, int64_t *);

#endif
