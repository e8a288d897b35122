/* The Merkle tree of RFC 6962: hashing and growing. */
#include <string.h>

#include "merkle.h"

void
merkle_leaf(const struct suite *s, const void *data, size_t n,
	    unsigned char out[HASH_LEN])
{
	struct hash h;

	hash_begin(&h, s->hash);
	hash_add(&h, "\0", 1);
	hash_add(&h, data, n);
	hash_end(&h, out);
}

void
merkle_node(const struct suite *s, const unsigned char left[HASH_LEN],
	    const unsigned char right[HASH_LEN], unsigned char out[HASH_LEN])
{
	unsigned char text[1 + 2 * HASH_LEN];

	text[0] = 1;
	memcpy(text + 1, left, HASH_LEN);
	memcpy(text + 1 + HASH_LEN, right, HASH_LEN);
	hash_of(s, text, sizeof(text), out);
}

size_t
merkle_append(struct merkle *m, const unsigned char leaf[HASH_LEN],
	      struct merkle_done done[MERKLE_LEVELS])
{
	unsigned level = 0;

	if (m->size == UINT64_MAX)
		return 0;
	memcpy(done[0].hash, leaf, HASH_LEN);
	done[0].level = 0;
	done[0].index = m->size;
	/* every full subtree at the edge is the left half of the next */
	for (; m->size >> level & 1; level++) {
		merkle_node(m->suite, m->edge[level], done[level].hash,
			    done[level + 1].hash);
		done[level + 1].level = level + 1;
		done[level + 1].index = m->size >> (level + 1);
	}
	memcpy(m->edge[level], done[level].hash, HASH_LEN);
	m->size++;
	return level + 1;
}

bool
merkle_load(struct merkle *m, uint64_t size, merkle_fetch *fetch, void *ctx)
{
	unsigned level;

	m->size = size;
	for (level = 0; level < MERKLE_LEVELS; level++)
		/* the edge is the last node of each level, where it is odd */
		if (size >> level & 1 &&
		    !fetch(ctx, level, (size >> level) - 1, m->edge[level]))
			return false;
	return true;
}

void
merkle_root(const struct merkle *m, unsigned char out[HASH_LEN])
{
	unsigned level;
	bool begun = false;

	if (!m->size)
		hash_of(m->suite, "", 0, out);
	for (level = 0; level < MERKLE_LEVELS; level++) {
		if (!(m->size >> level & 1))
			continue;
		if (begun)
			merkle_node(m->suite, m->edge[level], out, out);
		else
			memcpy(out, m->edge[level], HASH_LEN);
		begun = true;
	}
}
