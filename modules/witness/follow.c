/* One round: is the log still the one that was signed, and only longer? */
#include <inttypes.h>

#include "evidence.h"
#include "log.h"

#define AHEAD_MS INT64_C(600000) /* of our clock, for a head */
#define UNPROVEN 3               /* rounds without a proof are evidence */
#define PAGE 1000

static struct finding
good(void)
{
	return found(W_GOOD, NULL, NONE, NULL);
}

static struct finding
away(struct witness *w, const struct answer *a)
{
	return found(W_AWAY, "away", NONE,
		     arena_printf(w->mem, "%d %.200s", a->status, a->text));
}

/* The head by itself: signed by the known key, at a time that can be. */
static struct finding
head_check(struct witness *w, const struct head *h, struct head_body *b)
{
	const struct store *s = &w->store;

	if (!head_ok(w->mem, w->log_pem, h->body, h->signature, b) ||
	    b->size != h->size || strcmp(b->root, h->root) ||
	    (b->suite && strcmp(b->suite, w->suite->name)))
		return bad(w, "wrong-key", h, NULL,
			   "签名头不是用已知的日志密钥签的");
	if (!b->rehearsal && b->at > machine_ms() + AHEAD_MS)
		return bad(w, "time", h, NULL, "签名头的时间在将来");
	if (!s->last.body)
		return good();
	if (b->size < s->last.size)
		return bad(w, "shortened", h, NULL,
			   arena_printf(w->mem,
					"日志变短了: 原来 %" PRId64
					" 条，现在 %" PRId64 " 条",
					s->last.size, b->size));
	if (b->size == s->last.size && strcmp(h->body, s->last.body))
		return bad(w,
			   strcmp(b->root, s->last.root) ? "fork" : "resigned",
			   h, NULL, "同一长度有两个签名头");
	if (b->at < s->last_body.at)
		return bad(w, "time", h, NULL, "签名头的时间倒退了");
	return good();
}

static bool
path_read(const struct link *l, unsigned char (*path)[HASH_LEN])
{
	const char *const *text = l->path.at;
	size_t i;

	if (l->path.n > MERKLE_PROOF_MAX)
		return false;
	for (i = 0; i < l->path.n; i++)
		if (!unhex(text[i], path[i], HASH_LEN))
			return false;
	return true;
}

/* The platform's own proof that the new head continues the last one. */
static struct finding
link_check(struct witness *w, const struct head *h)
{
	unsigned char path[MERKLE_PROOF_MAX][HASH_LEN];
	unsigned char from[HASH_LEN], to[HASH_LEN];
	const struct head *last = &w->store.last;
	struct answer a;
	struct link l;

	if (!platform_link(&w->platform, w->mem, last->size, h->size, &l, &a)) {
		if (a.status < 0 || a.status == 503 || a.status == 429 ||
		    ++w->unproven < UNPROVEN)
			return away(w, &a);
		return bad(w, "no-proof", h, a.text, "平台给不出一致性证明");
	}
	w->unproven = 0;
	if (!unhex(last->root, from, HASH_LEN) ||
	    !unhex(h->root, to, HASH_LEN) || !path_read(&l, path) ||
	    !merkle_consistency_ok(w->suite, (uint64_t)last->size,
				   (uint64_t)h->size, from, to,
				   (const unsigned char(*)[HASH_LEN])path,
				   l.path.n))
		return bad(w, "fork", h, a.text,
			   "新的签名头不是已签署的那个的延续");
	return good();
}

/* The entries between, and the root that they make by our own reckoning. */
static struct finding
entries_follow(struct witness *w, const struct head *h, struct merkle *tree)
{
	struct merkle_done done[MERKLE_LEVELS];
	unsigned char root[HASH_LEN], leaf[HASH_LEN];
	const struct entry *e;
	struct finding f;
	struct answer a;
	struct list l;
	int64_t from, n;
	size_t i;

	while ((int64_t)tree->size < h->size) {
		arena_reset(w->page);
		from = (int64_t)tree->size;
		n = h->size - from < PAGE ? h->size - from : PAGE;
		if (!platform_feed(&w->platform, w->page, from, n, &l, &a))
			return away(w, &a);
		f = entries_check(w, &l, from, n, false);
		if (f.outcome != W_GOOD)
			return evidence(w, f, h, a.text);
		if (!w->looking && !leaves_write(&w->store, l.at, (size_t)n))
			return found(W_OURS, "store", NONE, "留底写不进去");
		for (e = l.at, i = 0; i < (size_t)n; i++)
			if (unhex(e[i].leaf, leaf, HASH_LEN))
				merkle_append(tree, leaf, done);
	}
	merkle_root(tree, root);
	if (strcmp(hex(w->mem, root, HASH_LEN), h->root))
		return bad(w, "feed-differs", h, NULL,
			   "日志的条目算不出签名头的根");
	return good();
}

static void
submit(struct witness *w)
{
	struct answer a;

	if (w->looking || !w->store.last.body)
		return;
	w->submitted = platform_submit(&w->platform, w->mem, w->store.cosign,
				       w->store.cosign_signature, &a);
	if (!w->submitted)
		log_warn("msg=cosignature-refused size=%" PRId64
			 " status=%d reply=\"%.300s\"",
			 w->store.last.size, a.status, a.text);
	else
		log_info("msg=cosigned size=%" PRId64, w->store.last.size);
}

/* What is signed is on our disk first: two heads of a size are impossible. */
static struct finding
cosign(struct witness *w, const struct head *h, const struct head_body *b,
       const struct merkle *tree)
{
	const char *body, *text;

	body = cosign_body(w->mem, key_suite(w->key), b, h->body, w->set.name,
			   w->store.epoch);
	text = cosign_text(w->mem, body);
	if (!store_head(&w->store, w->store.epoch, h, tree, body,
			key_sign(w->mem, w->key, text, strlen(text))))
		return found(W_OURS, "store", NONE, "留底写不进去");
	w->grown_at = 0;
	submit(w);
	return good();
}

/* Do entries wait for a head, and since when? */
static struct finding
growth_check(struct witness *w, const struct head *h)
{
	struct answer a;
	struct list l;

	arena_reset(w->page);
	if (!platform_feed(&w->platform, w->page, h->size, 1, &l, &a))
		return away(w, &a);
	if (!l.n)
		w->grown_at = 0;
	else if (!w->grown_at)
		w->grown_at = machine_ms();
	else if (w->set.stall &&
		 machine_ms() - w->grown_at > w->set.stall * 1000)
		return bad(w, "stalled", h, NULL,
			   "日志有新的条目，很久没有新的签名头");
	return good();
}

static struct finding
follow(struct witness *w)
{
	struct merkle tree = w->store.tree;
	struct head_body b;
	struct finding f;
	struct answer a;
	struct head h;

	if (!platform_head(&w->platform, w->mem, NONE, &h, &a))
		return away(w, &a);
	w->heard_at = machine_ms();
	f = head_check(w, &h, &b);
	if (f.outcome != W_GOOD)
		return f;
	if (w->store.last.body && h.size == w->store.last.size) {
		if (!w->submitted)
			submit(w);
		return growth_check(w, &h);
	}
	if (w->store.last.body) {
		f = link_check(w, &h);
		if (f.outcome != W_GOOD)
			return f;
	}
	f = entries_follow(w, &h, &tree);
	if (f.outcome != W_GOOD || w->looking)
		return f;
	return cosign(w, &h, &b, &tree);
}

/* Nobody there for longer than is tolerated is evidence too. */
static struct finding
absence(struct witness *w, struct finding f)
{
	if (w->looking || !w->set.stall ||
	    machine_ms() - w->heard_at < w->set.stall * 1000)
		return f;
	return bad(w, "stalled", NULL, f.what, "平台很久没有答复");
}

struct finding
witness_round(struct witness *w)
{
	struct finding f;

	arena_reset(w->mem);
	if (!store_refresh(&w->store)) {
		count_anew(w);
		return found(W_OURS, "store", NONE, "留底读不出来");
	}
	if (w->store.refusing[0]) {
		count_anew(w);
		return found(W_BAD, "refusing", NONE,
			     arena_strdup(w->mem, w->store.refusing));
	}
	f = follow(w);
	if (f.outcome == W_GOOD && w->store.last.body) {
		f = witness_sweep(w, w->looking ? -1 : w->set.pages);
		if (f.outcome == W_BAD)
			f = evidence(w, f, NULL, NULL);
	}
	return f.outcome == W_AWAY ? absence(w, f) : f;
}
