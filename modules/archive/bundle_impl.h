#ifndef BUNDLE_IMPL_H
#define BUNDLE_IMPL_H
#include "bundle.h"

/* A bundle under way. */
struct bundle {
	struct keeper *k;
	int64_t trade;
	const char *deal_code;
	const struct head *head;
	bool full;
	const struct bundle_to *to;
	struct list events; /* struct bundle_event */
	bool bid, opened, awarded, ended;
	int64_t stage;
	struct list files; /* struct named_file, as they were written */
};
struct named_file {
	const char *name, *sha256;
	int64_t size;
};

/* A file with something in it; an empty one is left out. */
enum err bundle_put(struct bundle *, const char *name, const struct buf *);
/* For the manifest: a file that is written otherwise. */
void bundle_note(struct bundle *, const char *name, const char *sha256,
		 int64_t size);
/* Keys, heads, events (bundle_log.c). */
enum err bundle_log(struct bundle *);
/* A file each, but for the bids, which are one each (bundle_rows.c). */
enum err bundle_receipts(struct bundle *);
enum err bundle_bids(struct bundle *);
enum err bundle_shares(struct bundle *);
enum err bundle_names(struct bundle *); /* of who was drawn */
enum err bundle_deeds(struct bundle *);

#endif
