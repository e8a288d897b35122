/* Proofs of the Merkle tree of RFC 6962: making and judging. */
#include <string.h>

#include "merkle.h"

/*
 * The hash over the n leaves from `first` on, first being a multiple of the
 * power of two that holds n: the complete subtrees of n's bits, small ones
 * (right) under large ones.
 */
static bool
range_hash(const struct suite *s, uint64_t first, uint64_t n,
	   merkle_fetch *fetch, void *ctx, unsigned char out[HASH_LEN])
{
	unsigned char left[HASH_LEN];
	bool begun = false;
	unsigned level;

	for (level = 0; level < MERKLE_LEVELS; level++) {
		if (!(n >> level & 1))
			continue;
		if (!fetch(ctx, level, (first >> level) + (n >> level) - 1,
			   left))
			return false;
		if (begun)
			merkle_node(s, left, out, out);
		else
			memcpy(out, left, HASH_LEN);
		begun = true;
	}
	return begun;
}

/* The largest power of two below n; n is 2 or more. */
static uint64_t
half(uint64_t n)
{
	return UINT64_C(1) << (63 - __builtin_clzll(n - 1));
}

/* Hashes are found from the root down and told from the leaf up. */
static void
reverse(struct merkle_proof *p)
{
	unsigned char t[HASH_LEN];
	size_t i;

	for (i = 0; i < p->n / 2; i++) {
		memcpy(t, p->hash[i], HASH_LEN);
		memcpy(p->hash[i], p->hash[p->n - 1 - i], HASH_LEN);
		memcpy(p->hash[p->n - 1 - i], t, HASH_LEN);
	}
}

/* PATH(m, D[n]) of RFC 6962, 2.1.1 */
bool
merkle_inclusion(const struct suite *s, uint64_t index, uint64_t size,
		 merkle_fetch *fetch, void *ctx, struct merkle_proof *p)
{
	uint64_t first = 0, n = size, k;
	bool left;

	p->n = 0;
	if (index >= size)
		return false;
	while (n > 1) {
		k = half(n);
		left = index - first < k;
		if (!range_hash(s, left ? first + k : first, left ? n - k : k,
				fetch, ctx, p->hash[p->n++]))
			return false;
		first += left ? 0 : k;
		n = left ? k : n - k;
	}
	reverse(p);
	return true;
}

/* PROOF(m, D[n]) of RFC 6962, 2.1.2 */
bool
merkle_consistency(const struct suite *s, uint64_t size1, uint64_t size2,
		   merkle_fetch *fetch, void *ctx, struct merkle_proof *p)
{
	uint64_t first = 0, m = size1, n = size2, k;
	bool left, whole = true; /* m leaves are the whole first tree */

	p->n = 0;
	if (!size1 || size1 > size2)
		return false;
	while (m != n) {
		k = half(n);
		left = m <= k;
		if (!range_hash(s, left ? first + k : first, left ? n - k : k,
				fetch, ctx, p->hash[p->n++]))
			return false;
		if (left) {
			n = k;
			continue;
		}
		whole = false;
		first += k;
		m -= k;
		n -= k;
	}
	/* the other side knows the root of the first tree already */
	if (!whole && !range_hash(s, first, m, fetch, ctx, p->hash[p->n++]))
		return false;
	reverse(p);
	return true;
}

/*
 * The way up from leaf `index` has two parts: below the point where it meets
 * the right edge of the tree it takes a sibling at every level, above only
 * where it is a right child.
 */
static size_t
inner_length(uint64_t index, uint64_t size)
{
	uint64_t differ = index ^ (size - 1);

	return differ ? 64 - (size_t)__builtin_clzll(differ) : 0;
}

static size_t
border_length(uint64_t index, size_t inner)
{
	return inner > 63 ? 0 : (size_t)__builtin_popcountll(index >> inner);
}

bool
merkle_inclusion_ok(const struct suite *s, uint64_t index, uint64_t size,
		    const unsigned char leaf[HASH_LEN],
		    const unsigned char root[HASH_LEN],
		    const unsigned char (*proof)[HASH_LEN], size_t n)
{
	unsigned char h[HASH_LEN];
	size_t i, inner;

	if (index >= size)
		return false;
	inner = inner_length(index, size);
	if (n != inner + border_length(index, inner))
		return false;
	memcpy(h, leaf, HASH_LEN);
	for (i = 0; i < n; i++)
		if (i < inner && !(index >> i & 1))
			merkle_node(s, h, proof[i], h);
		else
			merkle_node(s, proof[i], h, h);
	return !memcmp(h, root, HASH_LEN);
}

bool
merkle_consistency_ok(const struct suite *s, uint64_t size1, uint64_t size2,
		      const unsigned char root1[HASH_LEN],
		      const unsigned char root2[HASH_LEN],
		      const unsigned char (*proof)[HASH_LEN], size_t n)
{
	unsigned char a[HASH_LEN], b[HASH_LEN];
	uint64_t path;
	size_t i, inner, border, skip;

	if (!size1 || size1 > size2)
		return false;
	if (size1 == size2)
		return !n && !memcmp(root1, root2, HASH_LEN);
	/*
	 * The proof is the way up from the last leaf of the first tree, begun
	 * at the largest complete subtree that ends there.  Its hash comes
	 * first, unless it is the whole first tree.
	 */
	skip = (size_t)__builtin_ctzll(size1);
	inner = inner_length(size1 - 1, size2);
	border = border_length(size1 - 1, inner);
	inner -= skip;
	path = (size1 - 1) >> skip;
	if (size1 & (size1 - 1)) {
		if (!n--)
			return false;
		memcpy(a, *proof++, HASH_LEN);
	} else {
		memcpy(a, root1, HASH_LEN);
	}
	if (n != inner + border)
		return false;
	memcpy(b, a, HASH_LEN);
	for (i = 0; i < n; i++)
		if (i < inner && !(path >> i & 1)) {
			merkle_node(s, b, proof[i], b); /* newer than tree 1 */
		} else {
			merkle_node(s, proof[i], a, a);
			merkle_node(s, proof[i], b, b);
		}
	return !memcmp(a, root1, HASH_LEN) && !memcmp(b, root2, HASH_LEN);
}
