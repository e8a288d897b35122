#ifndef VECTOR_H
#define VECTOR_H
#include <stdbool.h>
#include <stdint.h>

#include "merkle.h"

/*
 * A test vector of the log, as others publish them: the arguments of one
 * proof of inclusion or of consistency, and whether it must be refused.
 */

/* A number; good only if it is one of 0 to 2^64 - 1. */
struct number {
	bool given, good;
	uint64_t v;
};

/* A hash; good only if it is base64 of 32 bytes. */
struct digest {
	const char *text; /* as in the file, NULL if it is not there */
	bool good;
	unsigned char hash[HASH_LEN];
};

struct vector {
	struct number leaf_idx, tree_size, size1, size2;
	struct digest root, leaf_hash, root1, root2;
	bool proof_good;
	struct merkle_proof proof;
	bool want_err_given, want_err;
};

/* Fills *v from the text of a file, which is changed; v->proof_good must be
 * set.  False: it is no JSON object of this form, NUL-terminated.  Members
 * nobody knows are stepped over. */
bool vector_read(char *file, struct vector *v);

#endif
