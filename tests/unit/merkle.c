/* The log's tree against the definition of RFC 6962 taken word for word. */
#include "merkle.h"
#include "tap.h"

#define LEAVES 300

static const struct suite *suite;
static int leaves; /* of the largest tree */

static unsigned char leaf[LEAVES][HASH_LEN];

/* What a caller would keep in a table. */
static unsigned char stored[10][LEAVES][HASH_LEN];
static bool have[10][LEAVES];
static uint64_t visible; /* the tree proofs are asked of */
static int asked_too_much;

static bool
fetch(void *ctx, unsigned level, uint64_t index, unsigned char hash[HASH_LEN])
{
	(void)ctx;
	if (level > 9 || index >= LEAVES || !have[level][index])
		return false;
	asked_too_much += (index + 1) << level > visible;
	memcpy(hash, stored[level][index], HASH_LEN);
	return true;
}

static bool
fetch_nothing(void *ctx, unsigned level, uint64_t index,
	      unsigned char hash[HASH_LEN])
{
	(void)ctx, (void)level, (void)index, (void)hash;
	return false;
}

/* All but one leaf, which the proof asks for last. */
static bool
fetch_but_two(void *ctx, unsigned level, uint64_t index,
	      unsigned char hash[HASH_LEN])
{
	return (level || index != 2) && fetch(ctx, level, index, hash);
}

/* MTH(D[from:to]) */
static void
naive_root(int from, int to, unsigned char out[HASH_LEN])
{
	unsigned char text[1 + 2 * HASH_LEN] = { 1 };
	int k = 1;

	if (to - from == 0) {
		hash_of(suite, "", 0, out);
		return;
	}
	if (to - from == 1) {
		memcpy(out, leaf[from], HASH_LEN);
		return;
	}
	while (k * 2 < to - from)
		k *= 2;
	naive_root(from, from + k, text + 1);
	naive_root(from + k, to, text + 1 + HASH_LEN);
	hash_of(suite, text, sizeof(text), out);
}

/* PATH(m, D[from:to]) */
static void
naive_path(int m, int from, int to, struct merkle_proof *p)
{
	int k = 1, n = to - from;

	if (n == 1)
		return;
	while (k * 2 < n)
		k *= 2;
	if (m < k) {
		naive_path(m, from, from + k, p);
		naive_root(from + k, to, p->hash[p->n++]);
	} else {
		naive_path(m - k, from + k, to, p);
		naive_root(from, from + k, p->hash[p->n++]);
	}
}

/* SUBPROOF(m, D[from:to], b) */
static void
naive_subproof(int m, int from, int to, bool b, struct merkle_proof *p)
{
	int k = 1, n = to - from;

	if (m == n) {
		if (!b)
			naive_root(from, to, p->hash[p->n++]);
		return;
	}
	while (k * 2 < n)
		k *= 2;
	if (m <= k) {
		naive_subproof(m, from, from + k, b, p);
		naive_root(from + k, to, p->hash[p->n++]);
	} else {
		naive_subproof(m - k, from + k, to, false, p);
		naive_root(from, from + k, p->hash[p->n++]);
	}
}

static bool
same(const struct merkle_proof *a, const struct merkle_proof *b)
{
	return a->n == b->n && !memcmp(a->hash, b->hash, a->n * HASH_LEN);
}

static unsigned char roots[LEAVES + 1][HASH_LEN];

static void
grow(void)
{
	struct merkle m = { .suite = suite }, again = { .suite = suite };
	struct merkle_done done[MERKLE_LEVELS];
	unsigned char root[HASH_LEN];
	int i, bad = 0, bad_load = 0, complete = 0;
	size_t n, d;

	merkle_root(&m, root);
	naive_root(0, 0, roots[0]);
	ok(!memcmp(root, roots[0], HASH_LEN), "the empty tree has its root");
	for (i = 0; i < leaves; i++) {
		merkle_leaf(suite, &i, sizeof(i), leaf[i]);
		n = merkle_append(&m, leaf[i], done);
		for (d = 0; d < n; d++) {
			bad += done[d].level != d ||
			       done[d].index != (uint64_t)i >> d ||
			       have[d][done[d].index];
			have[d][done[d].index] = true;
			memcpy(stored[d][done[d].index], done[d].hash,
			       HASH_LEN);
			complete++;
		}
		merkle_root(&m, root);
		naive_root(0, i + 1, roots[i + 1]);
		bad += m.size != (uint64_t)i + 1 ||
		       memcmp(root, roots[i + 1], HASH_LEN) != 0;

		visible = m.size;
		bad_load += !merkle_load(&again, m.size, fetch, NULL);
		merkle_root(&again, root);
		bad_load += memcmp(root, roots[i + 1], HASH_LEN) != 0;
	}
	ok(bad == 0, "up to %d leaves every root is right", leaves);
	ok(complete == 2 * leaves - __builtin_popcount((unsigned)leaves),
	   "every complete subtree was told once");
	ok(bad_load == 0, "the tree can be taken up again from its nodes");
	ok(!merkle_load(&again, 1, fetch_nothing, NULL),
	   "unless a node is missing");
	m.size = UINT64_MAX;
	ok(merkle_append(&m, leaf[0], done) == 0 && m.size == UINT64_MAX,
	   "a full tree takes no more");
	m.size = UINT64_MAX / 2;
	ok(merkle_append(&m, leaf[0], done) == 64,
	   "one leaf can complete 64 nodes");
}

/* Change a proof in every way and see that none is taken. */
static int
forgeries(uint64_t i, uint64_t n, struct merkle_proof *p)
{
	struct merkle_proof q = *p;
	int taken = 0;
	size_t k;

	for (k = 0; k < p->n; k++) {
		q.hash[k][k % HASH_LEN] ^= 4;
		taken += merkle_inclusion_ok(suite, i, n, leaf[i], roots[n],
					     q.hash, q.n);
		q.hash[k][k % HASH_LEN] ^= 4;
	}
	memcpy(q.hash[q.n], roots[n], HASH_LEN);
	taken += merkle_inclusion_ok(suite, i, n, leaf[i], roots[n], q.hash,
				     q.n + 1);
	if (q.n)
		taken += merkle_inclusion_ok(suite, i, n, leaf[i], roots[n],
					     q.hash, q.n - 1) +
			 merkle_inclusion_ok(suite, i, n, leaf[i], roots[n],
					     q.hash + 1, q.n - 1);
	taken += merkle_inclusion_ok(suite, i ^ 1, n, leaf[i], roots[n], q.hash,
				     q.n);
	taken += merkle_inclusion_ok(suite, i + n, n, leaf[i], roots[n], q.hash,
				     q.n);
	taken +=
	    merkle_inclusion_ok(suite, i, n, roots[0], roots[n], q.hash, q.n);
	taken +=
	    merkle_inclusion_ok(suite, i, n, leaf[i], roots[0], q.hash, q.n);
	return taken;
}

static void
inclusion(void)
{
	struct merkle_proof p, q = { .n = 0 };
	int n, i, bad = 0, refused = 0, taken = 0;

	for (n = 1; n <= leaves; n++)
		for (i = 0; i < n; i += n < 70 ? 1 : 7) {
			visible = (uint64_t)n;
			q.n = 0;
			naive_path(i, 0, n, &q);
			bad += !merkle_inclusion(suite, (uint64_t)i, visible,
						 fetch, NULL, &p) ||
			       !same(&p, &q);
			refused += !merkle_inclusion_ok(suite, (uint64_t)i,
							visible, leaf[i],
							roots[n], p.hash, p.n);
			taken += forgeries((uint64_t)i, visible, &p);
		}
	ok(bad == 0, "proofs of inclusion are as defined");
	ok(refused == 0, "and are taken");
	ok(taken == 0, "and no other is");
	ok(!merkle_inclusion(suite, 5, 5, fetch, NULL, &p) &&
	       !merkle_inclusion(suite, 0, 0, fetch, NULL, &p) &&
	       !merkle_inclusion(suite, 0, 2, fetch_nothing, NULL, &p),
	   "what cannot be proved is not");
}

static int
forgeries2(uint64_t m, uint64_t n, struct merkle_proof *p)
{
	struct merkle_proof q = *p;
	int taken = 0;
	size_t k;

	for (k = 0; k < p->n; k++) {
		q.hash[k][k % HASH_LEN] ^= 4;
		taken += merkle_consistency_ok(suite, m, n, roots[m], roots[n],
					       q.hash, q.n);
		q.hash[k][k % HASH_LEN] ^= 4;
	}
	memcpy(q.hash[q.n], roots[m], HASH_LEN);
	taken += merkle_consistency_ok(suite, m, n, roots[m], roots[n], q.hash,
				       q.n + 1);
	if (q.n)
		taken += merkle_consistency_ok(suite, m, n, roots[m], roots[n],
					       q.hash, q.n - 1) +
			 merkle_consistency_ok(suite, m, n, roots[m], roots[n],
					       q.hash + 1, q.n - 1) +
			 merkle_consistency_ok(suite, n, m, roots[n], roots[m],
					       q.hash, q.n) +
			 merkle_consistency_ok(suite, m, n, roots[n], roots[m],
					       q.hash, q.n);
	taken +=
	    merkle_consistency_ok(suite, m, n, roots[0], roots[n], q.hash, q.n);
	taken +=
	    merkle_consistency_ok(suite, m, n, roots[m], roots[0], q.hash, q.n);
	return taken;
}

static void
consistency(void)
{
	struct merkle_proof p, q = { .n = 0 };
	int n, m, bad = 0, refused = 0, taken = 0;

	for (n = 1; n <= leaves; n++)
		for (m = 1; m <= n; m += n < 70 ? 1 : 7) {
			visible = (uint64_t)n;
			q.n = 0;
			naive_subproof(m, 0, n, true, &q);
			bad += !merkle_consistency(suite, (uint64_t)m, visible,
						   fetch, NULL, &p) ||
			       !same(&p, &q);
			refused +=
			    !merkle_consistency_ok(suite, (uint64_t)m, visible,
						   roots[m], roots[n], p.hash,
						   p.n);
			taken += forgeries2((uint64_t)m, visible, &p);
		}
	ok(bad == 0, "proofs of consistency are as defined");
	ok(refused == 0, "and are taken");
	ok(taken == 0, "and no other is");
	ok(!merkle_consistency(suite, 0, 5, fetch, NULL, &p) &&
	       !merkle_consistency(suite, 6, 5, fetch, NULL, &p) &&
	       !merkle_consistency(suite, 1, 2, fetch_nothing, NULL, &p) &&
	       !merkle_consistency(suite, 3, 5, fetch_but_two, NULL, &p) &&
	       !merkle_consistency_ok(suite, 3, 5, roots[3], roots[5], p.hash,
				      0) &&
	       !merkle_consistency_ok(suite, 0, 0, roots[0], roots[0], p.hash,
				      0),
	   "what cannot be proved is not");
	ok(asked_too_much == 0, "only complete nodes are asked for");
}

/* Sizes no array can hold: a tree whose leaves are all the same. */
static bool
fetch_uniform(void *ctx, unsigned level, uint64_t index,
	      unsigned char hash[HASH_LEN])
{
	const uint64_t *size = ctx;

	memcpy(hash, leaf[0], HASH_LEN);
	if (index >= *size >> level)
		return false;
	while (level--)
		merkle_node(suite, hash, hash, hash);
	return true;
}

static void
giants(void)
{
	static const uint64_t size[] = { UINT64_MAX, UINT64_MAX - 1,
					 UINT64_C(1) << 63,
					 (UINT64_C(1) << 63) + 1,
					 UINT64_C(0x8000000080000001) };
	struct merkle_proof p;
	struct merkle m[5];
	unsigned char root[5][HASH_LEN];
	uint64_t n, at[4];
	int i, j, bad = 0;

	for (i = 0; i < 5; i++) {
		n = size[i];
		m[i].suite = suite;
		bad += !merkle_load(&m[i], n, fetch_uniform, &n);
		merkle_root(&m[i], root[i]);
		at[0] = 0;
		at[1] = n - 1;
		at[2] = n / 2;
		at[3] = n / 3;
		for (j = 0; j < 4; j++)
			bad += !merkle_inclusion(suite, at[j], n, fetch_uniform,
						 &n, &p) ||
			       !merkle_inclusion_ok(suite, at[j], n, leaf[0],
						    root[i], p.hash, p.n);
		bad += merkle_inclusion_ok(suite, n, n, leaf[0], root[i],
					   p.hash, p.n);
	}
	for (i = 0; i < 5; i++)
		for (j = 0; j < 5; j++) {
			if (size[i] > size[j])
				continue;
			n = size[j];
			bad +=
			    !merkle_consistency(suite, size[i], n,
						fetch_uniform, &n, &p) ||
			    !merkle_consistency_ok(suite, size[i], n, root[i],
						   root[j], p.hash, p.n);
		}
	ok(bad == 0, "proofs hold in trees of up to 2^64 - 1 leaves");
}

int
main(void)
{
	const struct suite *const all[] = { &suite_p256, &suite_sm };
	size_t i;

	plan(34);
	for (i = 0; i < 2; i++) {
		suite = all[i];
		leaves = i ? 100 : LEAVES;
		diag("%s", suite->name);
		memset(have, 0, sizeof(have));
		grow();
		inclusion();
		consistency();
		giants();
	}
	return tap_bad != 0;
}
