#ifndef PACKAGE_H
#define PACKAGE_H
#include "archive.h"
#include "bag.h"

/* A package under way: what package.c and package_log.c share. */
struct pack {
	struct keeper *k;
	const struct due_bag *due;
	struct doc_trade trade;
	struct head head;
	struct bag *bag;
};

enum err pack_text(struct pack *, const struct bag_file *, const struct buf *);
/* A stored file whole; one that is missing or damaged stops the package. */
enum err pack_stored(struct pack *, const struct bag_file *, const char *root,
		     const char *digest);
enum err pack_bundle(struct pack *);
/* Rows as JSON; notices, documents, bids and other files; official documents
 * made so far (package_file.c). */
enum err pack_rows(struct pack *);
enum err pack_files(struct pack *);
enum err pack_official(struct pack *);
/* CRLs and OCSP answers of the deeds. */
enum err pack_revocations(struct pack *);
enum err pack_log(struct pack *);
enum err pack_keys(struct pack *);

#endif
