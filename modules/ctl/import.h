#ifndef IMPORT_H
#define IMPORT_H
#include <stdio.h>

#include "trade/csv.h"
#include "hash.h"
#include "profile.h"
#include "req.h"

/*
 * Bringing in notices from elsewhere.  A file is read twice: once to judge
 * every row, once to write; nothing is written unless all rows are good.
 *
 *	import_read.c	   rows of JSON Lines and CSV as texts by slot
 *	import_check.c	   texts as a notice, or what is wrong with them
 *	import_facts.c	   the facts of a source as ours
 *	profile_fact.c	   columns as facts and text
 *	import_commit.c	   notices into the database; taking them back
 *	import_inspect.c   what a file holds
 */
struct import {
	const struct profile *profile;
	const char *file;
	char *text; /* whole, UTF-8 but for broken lines */
	size_t len;
	const char *charset;
	bool is_csv;

	struct csv csv;
	int column[CSV_CELLS]; /* slot of each; -1: not known */
	size_t columns;
	const char *at;
	int64_t line; /* of the row read last */

	struct seen {
		uint64_t id;
		int64_t line;
	} * seen; /* source ids of this file */
	size_t seen_room;
	struct known {
		int64_t region;
		bool there;
	} region[64];
	size_t regions;
	struct progress *progress;

	FILE *report; /* row,field,reason; NULL: none wanted */
	int64_t rows, bad_rows, complaints;
	int64_t added, changed, same;
};

/* A row that is good. */
struct imported {
	const char *slot[SLOTS];
	const char *type, *class, *domain, *stage, *url;
	int64_t region, publish_at, due_at;
	char hash[2 * HASH_LEN + 1];   /* of all of it */
	char digest[2 * HASH_LEN + 1]; /* of the body */
	int64_t version;               /* 0: this content is there already */
};

/* The file as text; false after a message. */
bool import_open(struct import *, struct arena *, const char *file);
/* Back to the first row.  False after complaints about the header. */
bool import_rewind(struct import *, struct arena *);
/* 1: slot is filled; 0: the end; -1: broken, and complained about. */
int import_next(struct import *, struct arena *, const char **slot);
/* Tells what is wrong in the present row. */
void import_complain(struct import *, const char *field, const char *why);
/* The same from the list that record_read() makes. */
void import_complain_all(struct import *, struct arena *, const char *bad);

/* Makes a notice of a row; E_FIELD after complaints. */
enum err import_check(struct req *, struct import *, struct imported *);
/* The row's id occurs once in a file. */
void import_see(struct import *, const struct imported *);

/* Names of a JSON object. */
size_t import_names(struct arena *, const char *json, size_t len,
		    const char *names[], size_t max);
/* The facts of a row as ours; NULL: none. */
const char *import_facts(struct arena *, const char *json);

/* Facts and text of columns; complains about what has not its form. */
void import_columns(struct import *, struct arena *, struct imported *);

/* Goes through the file: complaints and counts. */
enum err import_judge(struct req *, void *import);
enum err import_write(struct req *, void *import);

/* A bar on a terminal, a line now and then elsewhere, on stderr. */
struct progress *progress_begin(struct arena *, const char *what, size_t total);
void progress_show(struct progress *, size_t done, int64_t rows);
void progress_end(struct progress *, int64_t rows);

#endif
