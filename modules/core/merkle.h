#ifndef MERKLE_H
#define MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suite.h"

/*
 * The Merkle tree of the event log, hashed as RFC 6962 section 2.1 (RFC 9162
 * section 2.1) says, with the hash H of a suite: SHA-256 or SM3.  A tree has
 * one suite for ever.
 *
 *	leaf	H(0x00 || data)
 *	node	H(0x01 || left || right)
 *	empty	H("")
 *
 * A complete subtree of 2^level leaves is the node (level, index): it covers
 * the leaves index * 2^level up to the next.  A node once complete never
 * changes; they are what is stored.  The root and every proof is made from
 * stored nodes alone, at most 64 of them at a time.
 */
#define MERKLE_LEVELS 64
#define MERKLE_PROOF_MAX 65

void merkle_leaf(const struct suite *, const void *data, size_t,
		 unsigned char out[HASH_LEN]);
void merkle_node(const struct suite *, const unsigned char left[HASH_LEN],
		 const unsigned char right[HASH_LEN],
		 unsigned char out[HASH_LEN]);

/*
 * The right edge of a growing tree: for each bit of its size one complete
 * subtree.  { .suite = ..., .size = 0 } is the empty tree.
 */
struct merkle {
	const struct suite *suite;
	uint64_t size;
	unsigned char edge[MERKLE_LEVELS][HASH_LEN];
};

/* A subtree that has become complete. */
struct merkle_done {
	unsigned level;
	uint64_t index;
	unsigned char hash[HASH_LEN];
};

/*
 * Read the node (level, index) into hash; false if it cannot be had.  Asked
 * only for nodes that are complete at the size in question.
 */
typedef bool merkle_fetch(void *ctx, unsigned level, uint64_t index,
			  unsigned char hash[HASH_LEN]);

/*
 * Append a leaf hash.  Writes the nodes that it completes, the leaf itself
 * (level 0) first, each one level above the last, and returns how many: 1 to
 * 64.  0: the tree is full (2^64 - 1) and unchanged.
 */
size_t merkle_append(struct merkle *, const unsigned char leaf[HASH_LEN],
		     struct merkle_done done[MERKLE_LEVELS]);

/* Take up a tree of that size again from its stored nodes; m->suite is set. */
bool merkle_load(struct merkle *, uint64_t size, merkle_fetch *, void *ctx);

void merkle_root(const struct merkle *, unsigned char out[HASH_LEN]);

/* A proof: n hashes, in the order of the RFC (from the leaf up). */
struct merkle_proof {
	size_t n;
	unsigned char hash[MERKLE_PROOF_MAX][HASH_LEN];
};

/*
 * Proof that leaf `index` is in the tree of `size` leaves.  False if index is
 * not below size, or a node cannot be fetched.
 */
bool merkle_inclusion(const struct suite *, uint64_t index, uint64_t size,
		      merkle_fetch *, void *ctx, struct merkle_proof *);
/*
 * Proof that the tree of size2 leaves begins with the tree of size1.  Empty if
 * they are equal.  False unless 0 < size1 <= size2: of the empty tree there is
 * nothing to prove.
 */
bool merkle_consistency(const struct suite *, uint64_t size1, uint64_t size2,
			merkle_fetch *, void *ctx, struct merkle_proof *);

/*
 * Judge a proof of n hashes.  Any number of hashes but the one the sizes ask
 * for is wrong, and so is a leaf or a size that cannot be.
 */
bool merkle_inclusion_ok(const struct suite *, uint64_t index, uint64_t size,
			 const unsigned char leaf[HASH_LEN],
			 const unsigned char root[HASH_LEN],
			 const unsigned char (*proof)[HASH_LEN], size_t n);
bool merkle_consistency_ok(const struct suite *, uint64_t size1, uint64_t size2,
			   const unsigned char root1[HASH_LEN],
			   const unsigned char root2[HASH_LEN],
			   const unsigned char (*proof)[HASH_LEN], size_t n);

#endif
