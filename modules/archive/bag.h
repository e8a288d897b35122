#ifndef BAG_H
#define BAG_H
#include "buf.h"
#include "err.h"
#include "field.h"
#include "tar.h"

/*
 * A BagIt 1.0 bag (RFC 8493) in one tar file: NAME/bagit.txt, the payload under
 * NAME/data/, then NAME/bag-info.txt, the manifests and tag manifests of
 * SHA-256 and SM3.  Files are read and written piece by piece.  The payload's
 * last file is data/index.json, the catalogue of all others.
 */
#define BAG_INDEX "data/index.json"
/* The events of the trade, the signed head they are under, and its key. */
#define BAG_EVENTS "data/log/events.jsonl"
#define BAG_HEAD "data/log/head.json"
#define BAG_KEY "data/log/log.pem"
#define BAG_VERSION                                                            \
	"BagIt-Version: 1.0\n"                                                 \
	"Tag-File-Character-Encoding: UTF-8\n"

/* A payload file as the catalogue has it. */
struct bag_file {
	const char *path;     /* data/... */
	const char *category; /* 公告, 投标文件 ... */
	const char *title, *author, *media;
	int64_t at; /* when it came to be, or NONE */
	bool public;
	int64_t size;
	const char *sha256, *sm3; /* 64 hex digits */
};
extern const struct record bag_file_record;

struct bag;

struct bag *bag_begin(struct arena *, const char *name, tar_sink *, void *to,
		      int64_t at_ms);
/* What of a file the caller knows; size and digests are filled in. */
enum err bag_text(struct bag *, const struct bag_file *, const void *, size_t);
/* The file `fd` whole; want: the SHA-256 it must have, or NULL.  E_BUG, logged:
 * it has another, or cannot be read; E_DISK: the bag cannot be written. */
enum err bag_copy(struct bag *, const struct bag_file *, int fd,
		  const char *want);
/* The payload so far, for a list of it; after bag_end() all of it, as many
 * files as struct bag_check counts.  Adding a file ends the list. */
const struct bag_file *bag_files(const struct bag *, size_t *n);
/* A line of bag-info.txt. */
void bag_info(struct bag *, const char *label, const char *value);
/* index: JSON members that go before "files" in data/index.json. */
enum err bag_end(struct bag *, const char *index);

/* ---- Reading one again (bag_check.c) ---- */

struct bag_fault {
	const char *path, *what; /* in Chinese */
};
struct bag_check {
	const char *name;     /* of the bag */
	int64_t files, bytes; /* of the payload */
	int64_t logged;       /* events that were checked */
	const char *digest;   /* SHA-256 of the whole tar */
	struct list faults;   /* of struct bag_fault */
	/* texts, or NULL */
	const char *index, *info; /* BAG_INDEX, bag-info.txt */
	const char *events, *head, *key;
};
/* Completeness, both manifests and the tag manifests, index against content.
 * False if the file cannot be read at all, with one fault that says so. */
bool bag_check(struct arena *, int fd, struct bag_check *);
/* The events: each has its digest and its place under the head, which is
 * signed by the key.  pem NULL: that in the bag. */
void bag_log_check(struct arena *, struct bag_check *, const char *pem);
void bag_fault(struct arena *, struct bag_check *, const char *path,
	       const char *what);

#endif
