/* Entries of the log, against their bodies and against what was seen. */
#include <inttypes.h>

#include "witness.h"

#define PAGE 1000

struct finding
found(enum outcome o, const char *kind, int64_t seq, const char *what)
{
	return (struct finding){ o, kind, what, seq };
}

static struct finding
bad(struct witness *w, const char *kind, int64_t seq, const char *what)
{
	return found(W_BAD, kind, seq,
		     arena_printf(w->mem, "第 %" PRId64 " 条%s", seq, what));
}

/* The leaf is of the body, where the body is public. */
static bool
leaf_fits(const struct suite *s, const struct entry *e,
	  unsigned char leaf[HASH_LEN])
{
	unsigned char sum[HASH_LEN];

	if (!unhex(e->leaf, leaf, HASH_LEN))
		return false;
	if (!e->public)
		return true;
	if (!e->body)
		return false;
	merkle_leaf(s, e->body, strlen(e->body), sum);
	return !memcmp(sum, leaf, HASH_LEN);
}

static struct finding
entry_check(struct witness *w, const struct entry *e, bool seen)
{
	unsigned char leaf[HASH_LEN], was[HASH_LEN];
	bool public;

	if (!leaf_fits(w->suite, e, leaf))
		return bad(w, "rewritten-body", e->seq, "的内容与叶子散列不符");
	if (!seen)
		return found(W_GOOD, NULL, NONE, NULL);
	if (!leaves_read(&w->store, e->seq, &public, was))
		return found(W_OURS, "store", e->seq,
			     arena_printf(w->mem, "第 %" PRId64 " 条没有留底",
					  e->seq));
	if (memcmp(was, leaf, HASH_LEN))
		return bad(w, "rewritten-entry", e->seq, "与当初看到的不同");
	if (public && !e->public)
		return bad(w, "hidden-body", e->seq, "当初公开，现在隐去");
	return found(W_GOOD, NULL, NONE, NULL);
}

struct finding
entries_check(struct witness *w, const struct list *l, int64_t from, int64_t n,
	      bool seen)
{
	struct finding f = found(W_GOOD, NULL, NONE, NULL);
	const struct entry *e = l->at;
	int64_t i;

	for (i = 0; i < n && f.outcome == W_GOOD; i++)
		if ((size_t)i >= l->n)
			f = bad(w, "shortened", from + i, "起没有了");
		else if (e[i].seq != from + i)
			f = bad(w, "hidden-entry", from + i, "不见了");
		else
			f = entry_check(w, &e[i], seen);
	return f;
}

struct finding
witness_sweep(struct witness *w, int64_t pages)
{
	struct finding f = found(W_GOOD, NULL, NONE, NULL);
	int64_t size = (int64_t)w->store.tree.size, n;
	struct answer a;
	struct list l;

	if (w->swept >= size)
		w->swept = 0;
	for (; pages && w->swept < size && f.outcome == W_GOOD; pages--) {
		arena_reset(w->page);
		n = size - w->swept < PAGE ? size - w->swept : PAGE;
		if (!platform_feed(&w->platform, w->page, w->swept, n, &l, &a))
			return found(W_AWAY, "away", NONE,
				     arena_strdup(w->mem, a.text));
		f = entries_check(w, &l, w->swept, n, true);
		w->swept += n;
	}
	return f;
}
