/* What stood at the deadline: the box against the receipts. */
#include <inttypes.h>

#include "buf.h"
#include "crypt.h"
#include "json.h"
#include "merkle.h"
#include "verify.h"

/* Did a later receipt of the full scope end this bid? */
static bool
stands(const struct verify *v, const struct b_receipt *c)
{
	const struct b_receipt *end =
	    (const struct b_receipt *)v->receipts.at + v->receipts.n;
	const struct b_receipt *later;

	if (c->kind != RECEIVED)
		return false;
	if (!v->full)
		return true;
	for (later = c + 1; later < end; later++)
		if (later->kind < REFUSED &&
		    !strcmp(later->subject, c->subject))
			return false;
	return true;
}

static void
box_leaf(struct verify *v, const struct b_receipt *c,
	 unsigned char leaf[HASH_LEN])
{
	const char *who =
	    arena_printf(v->mem, "GGZY-BOX-1\n%s\n%s\n%s\n", v->manifest.trade,
			 c->subject, c->receipt);
	unsigned char sum[HASH_LEN];
	struct buf b;

	hash_of(v->suite, who, strlen(who), sum);
	buf_init(&b, v->mem);
	buf_char(&b, '{');
	json_key(&b, "digest");
	json_text(&b, c->digest);
	json_key(&b, "receipt");
	json_text(&b, c->receipt);
	json_key(&b, "received_at");
	json_time(&b, c->received_at);
	json_key(&b, "bidder");
	json_text(&b, hex(v->mem, sum, sizeof(sum)));
	buf_char(&b, '}');
	merkle_leaf(v->suite, b.at, b.len, leaf);
}

static void
leaves_root(struct verify *v, const unsigned char (*leaf)[HASH_LEN], size_t n,
	    unsigned char root[HASH_LEN])
{
	struct merkle_done done[MERKLE_LEVELS];
	struct merkle m = { .suite = v->suite };
	size_t i;

	for (i = 0; i < n; i++)
		merkle_append(&m, leaf[i], done);
	merkle_root(&m, root);
}

/* The commitment of the deadline by itself: all can see it at once. */
static void
check_commitment(struct verify *v, const struct v_event *e,
		 const struct v_event *close)
{
	const struct d_box *d = e->detail;
	const struct d_close *c = close->detail;
	const char *const *said = d->leaves.at;
	unsigned char(*leaf)[HASH_LEN], root[HASH_LEN];
	size_t i;

	v_check(v, "box.late", e < close, "封箱承诺在截止之后");
	v_check(v, "box.count",
		d->count == c->bids && d->count == (int64_t)d->leaves.n,
		"封箱 %" PRId64 " 份，截止时 %" PRId64 " 份", d->count,
		c->bids);
	leaf = arena_alloc(v->mem, (d->leaves.n + 1) * sizeof(*leaf));
	for (i = 0; i < d->leaves.n; i++)
		unhex(said[i], leaf[i], HASH_LEN);
	leaves_root(v, (const unsigned char(*)[HASH_LEN])leaf, d->leaves.n,
		    root);
	v_check(v, "box.root",
		!strcmp(d->trade, v->manifest.trade) &&
		    !strcmp(d->root, hex(v->mem, root, sizeof(root))),
		"封箱承诺的根不符");
}

/* Its leaves are the receipts'. */
static void
check_leaves(struct verify *v, const struct d_box *d)
{
	const struct b_receipt *const *c = v->standing.at;
	const char *const *said = d->leaves.at;
	bool good = d->leaves.n == v->standing.n;
	unsigned char leaf[HASH_LEN];
	size_t i;

	for (i = 0; good && i < v->standing.n; i++) {
		box_leaf(v, c[i], leaf);
		good = !strcmp(said[i], hex(v->mem, leaf, sizeof(leaf)));
	}
	v_check(v, "box.root", good, "与封箱承诺不符");
}

bool
v_box(struct verify *v)
{
	const struct v_event *close = v_one(v, V_CLOSE), *sealed;
	const struct b_receipt *c = v->receipts.at, **box;
	const struct d_close *d;
	struct buf digests;
	bool twice = false;
	size_t i, j;

	if (!close)
		return true;
	sealed = v_one(v, V_BOX);
	if (v_check(v, "box.root", sealed != NULL, "没有封箱承诺"))
		check_commitment(v, sealed, close);
	/* whose they are is told at the opening */
	if (!v->full && !v_one(v, V_OPEN))
		return true;
	d = close->detail;
	box = arena_alloc(v->mem, (v->receipts.n + 1) * sizeof(*box));
	buf_init(&digests, v->mem);
	for (i = 0; i < v->receipts.n; i++) {
		if (!stands(v, &c[i]))
			continue;
		v_check(v, "box.late", c[i].e < (sealed ? sealed : close), "%s",
			c[i].receipt);
		for (j = 0; j < v->standing.n; j++)
			twice |= !strcmp(box[j]->subject, c[i].subject);
		box[v->standing.n++] = &c[i];
		buf_printf(&digests, "%s\n", c[i].digest);
	}
	v->standing.at = box;
	v_check(v, "box.count", d->bids == (int64_t)v->standing.n && !twice,
		"截止时 %" PRId64 " 份，回执 %zu 份", d->bids, v->standing.n);
	v_check(v, "box.root",
		v_is_digest(v, buf_text(&digests), digests.len, d->box),
		"与截止时公布的摘要不符");
	if (sealed)
		check_leaves(v, sealed->detail);
	return true;
}
