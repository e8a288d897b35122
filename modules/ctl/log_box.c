/* Closed boxes: the bids of the tables against what the log committed to. */
#include "body.h"
#include "box.h"
#include "crypt.h"
#include "log_audit.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

/* The detail of the event `box-closed`. */
struct closed {
	int64_t count;
	const char *trade, *root;
	struct list leaves; /* of text */
};
/* clang-format off */
static const struct field closed_field[] = {
	TEXT(struct closed, trade, 40, 40, F_IN, NULL),
	INT(struct closed, count, 0, LIST_MAX, F_IN, NULL),
	TEXT(struct closed, root, 64, 64, F_IN, NULL),
	TEXTS(struct closed, leaves, 0, 64, F_IN, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record closed_record = { "closed", sizeof(struct closed),
					     closed_field };

/* A box while it is judged. */
struct box {
	const struct log_fact *fact;
	struct closed said;
	unsigned char (*leaf)[HASH_LEN]; /* those that were committed to */
	bool *found;
};

static struct fault
in_box(const struct box *b, int64_t bid)
{
	struct fault f = fault_at(FAULT_BOX, b->fact->seq, b->fact->event);

	f.trade = b->fact->trade;
	f.bid = bid;
	return f;
}

static bool
box_read(struct audit *a, struct box *b)
{
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	const char *const *hash;
	struct buf bad;
	size_t i;

	buf_init(&bad, a->mem);
	if (record_read(a->mem, &closed_record, b->fact->detail,
			strlen(b->fact->detail), &b->said, &bad) ||
	    b->said.leaves.n != (size_t)b->said.count)
		return false;
	b->leaf = arena_alloc(a->mem, (b->said.leaves.n + 1) * HASH_LEN);
	b->found = arena_alloc(a->mem, b->said.leaves.n + 1);
	for (hash = b->said.leaves.at, i = 0; i < b->said.leaves.n; i++)
		if (!unhex(hash[i], b->leaf[i], HASH_LEN))
			return false;
	box_root(a->tree.suite, (const unsigned char(*)[HASH_LEN])b->leaf,
		 b->said.leaves.n, root);
	return !strcmp(hash_hex(root, text), b->said.root);
}

/* The place of a bid in the box; false: it was not there at the deadline. */
static bool
take(struct audit *a, struct box *b, const struct boxed_bid *x)
{
	struct box_leaf l = { .digest = x->digest,
			      .receipt = x->receipt,
			      .received_at = x->received_at };
	unsigned char leaf[HASH_LEN];
	const char *text;
	size_t i;

	if (!x->receipt || x->seq == NONE || x->seq > b->fact->seq)
		return false;
	l.bidder = box_bidder(a->mem, a->tree.suite, b->said.trade,
			      x->credit_code, x->receipt);
	text = box_leaf_text(a->mem, &l);
	merkle_leaf(a->tree.suite, text, strlen(text), leaf);
	for (i = 0; i < b->said.leaves.n; i++)
		if (!b->found[i] && !memcmp(b->leaf[i], leaf, HASH_LEN))
			return b->found[i] = true;
	return false;
}

static bool
is_opened(const struct list *bids)
{
	const struct boxed_bid *x = bids->at;
	size_t i;

	for (i = 0; i < bids->n; i++)
		if (x[i].listed)
			return true;
	return false;
}

/* The bids that stand are those of the box; the record lists just them. */
static enum err
bids_check(struct req *r, struct audit *a, struct box *b)
{
	const struct boxed_bid *x;
	struct list bids;
	bool opened;
	enum err e;
	size_t i;

	if ((e = db_all(r->db, a->mem, SQL_VERIFY_BOX_BIDS,
			ARGS(I64(b->fact->trade)), &bids)))
		return e;
	opened = is_opened(&bids);
	for (x = bids.at, i = 0; i < bids.n; i++) {
		if (x[i].stands && !take(a, b, &x[i]))
			fault_add(r, a, in_box(b, x[i].id),
				  "标段 %lld: 投标 %lld 不在截止时的封箱承诺里",
				  (long long)b->fact->trade,
				  (long long)x[i].id);
		else if (opened && x[i].stands != x[i].listed)
			fault_add(r, a, in_box(b, x[i].id),
				  "标段 %lld: 开标记录与投标 %lld 不符",
				  (long long)b->fact->trade,
				  (long long)x[i].id);
	}
	for (i = 0; i < b->said.leaves.n; i++)
		if (!b->found[i])
			fault_add(r, a, in_box(b, NONE),
				  "标段 %lld: 封箱承诺里的第 %zu 份投标不见了",
				  (long long)b->fact->trade, i + 1);
	return OK;
}

static bool
is_second(const struct log_fact *f)
{
	const struct log_fact *o;

	/* the list goes from the last to the first */
	for (o = f->next; o; o = o->next)
		if (!strcmp(o->verb, "box-closed") && o->trade == f->trade)
			return true;
	return false;
}

enum err
audit_boxes(struct req *r, struct audit *a)
{
	struct box b;
	enum err e;

	for (b.fact = a->facts; b.fact; b.fact = b.fact->next) {
		if (strcmp(b.fact->verb, "box-closed"))
			continue;
		a->boxes++;
		if (is_second(b.fact)) {
			fault_add(r, a, in_box(&b, NONE),
				  "标段 %lld: 第 %lld 条是第二次封箱",
				  (long long)b.fact->trade,
				  (long long)b.fact->seq);
		} else if (!box_read(a, &b)) {
			fault_add(r, a, in_box(&b, NONE),
				  "标段 %lld: 第 %lld 条的封箱承诺自相矛盾",
				  (long long)b.fact->trade,
				  (long long)b.fact->seq);
		} else if ((e = bids_check(r, a, &b))) {
			return e;
		}
	}
	return OK;
}
