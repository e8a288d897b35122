#ifndef BUNDLE_H
#define BUNDLE_H
#include "archive.h"
#include "merkle.h"

/*
 * The bundle of a trade, with which anybody can check it: trade/TRUST.md,
 * section 1.  It is made from rows that do not change below a signed head, so
 * that the same head gives the same bytes.  It goes to a folder, or into the
 * package of an archived trade as data/bundle/.
 */
struct bundle_to {
	/* A file: its text, or, when text is NULL, the stored file whose
	 * digest is the last 64 letters of the name. */
	enum err (*file)(void *ctx, const char *name, const char *text,
			 size_t len);
	void *ctx;
	/* With co-signatures; without them a head's bundle never changes. */
	bool witnessed;
};
enum err bundle_make(struct keeper *, int64_t trade, const struct head *,
		     bool full, const struct bundle_to *);
/* Into a new folder, under the newest head; E_EXISTS: it is there already,
 * E_EARLY: the box is closed and not yet open. */
enum err bundle_folder(struct keeper *, int64_t trade, bool full,
		       const char *folder);

/* bundle_public.c: /documents/DEAL_CODE.tar, for everybody. */
enum err public_bundle_want(struct keeper *, const struct entry *);
/* Those that are wanted and that a head covers. */
enum err public_bundles(struct keeper *);
/* Those whose file is gone are wanted again. */
enum err public_bundles_missing(struct keeper *);

/* A public key of the platform, as PEM text; NULL: see pem_read(). */
const char *public_key(struct arena *, const char *name);

/* Proofs from the stored nodes of the log (proof.c). */
enum err proof_of_entry(struct keeper *, int64_t seq, int64_t size,
			struct merkle_proof *);
enum err proof_of_growth(struct keeper *, int64_t from, int64_t to,
			 struct merkle_proof *);
/* [HASH,...] */
void proof_text(struct buf *, const struct merkle_proof *);

#endif
