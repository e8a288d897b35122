#ifndef BOX_H
#define BOX_H
#include "arena.h"
#include "field.h"
#include "hash.h"

/*
 * The commitment to a closed box of sealed bids.  A bid that stands at the
 * deadline is one leaf; leaves are in the order of their bids' events in the
 * log; the root is that of the Merkle tree of merkle.h, with the hash of the
 * installation's suite.  The exact bytes are in modules/trade/TRUST.md, section
 * "Box".
 */
struct box_leaf {
	const char *digest;  /* of the envelope, 64 hexadecimal digits */
	const char *receipt; /* number of the receipt */
	int64_t received_at;
	const char *bidder; /* box_bidder() */
};

/*
 * Who bid, for those who know the number of the receipt and nobody else: 64
 * digits.  Receipt numbers are random and become public with the opening.
 */
char *box_bidder(struct arena *, const struct suite *, const char *deal_code,
		 const char *credit_code, const char *receipt);
/* The text that is hashed as a leaf. */
char *box_leaf_text(struct arena *, const struct box_leaf *);
/* The root over n leaf hashes. */
void box_root(const struct suite *, const unsigned char (*leaf)[HASH_LEN],
	      size_t n, unsigned char root[HASH_LEN]);

#endif
