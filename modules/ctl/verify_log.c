/* The log of a bundle: heads, events, and what they tell together. */
#include <inttypes.h>

#include "body.h"
#include "crypt.h"
#include "json.h"
#include "merkle.h"
#include "step.h"
#include "verify.h"

static const struct b_witness *
witness_of(const struct verify *v, const char *name)
{
	const struct b_witness *w = v->keys.witnesses.at;
	size_t i;

	for (i = 0; i < v->keys.witnesses.n; i++)
		if (!strcmp(w[i].name, name))
			return &w[i];
	return NULL;
}

/* Is it the witness's, over this head, in the epoch that is trusted?  Nothing
 * in the text is free. */
static bool
cosign_fits(struct verify *v, const struct b_signed *h,
	    const struct b_head *head, const struct b_cosignature *c)
{
	const struct b_witness *w = witness_of(v, c->witness);
	unsigned char sum[HASH_LEN];
	struct buf b;

	if (!w)
		return false;
	hash_of(v->suite, h->body, strlen(h->body), sum);
	buf_init(&b, v->mem);
	buf_str(&b, "GGZY-COSIGN-1\n{");
	json_key(&b, "size");
	json_int(&b, head->size);
	json_key(&b, "root");
	json_text(&b, head->root);
	json_key(&b, "at");
	json_time(&b, head->at);
	json_key(&b, "head");
	json_text(&b, hex(v->mem, sum, sizeof(sum)));
	json_key(&b, "witness");
	json_text(&b, c->witness);
	json_key(&b, "suite");
	json_text(&b, key_suite_of(w->key)->name);
	if (w->epoch != NONE) {
		json_key(&b, "epoch");
		json_int(&b, w->epoch);
	}
	buf_char(&b, '}');
	return key_verify(w->key, b.at, b.len, c->signature);
}

static void
cosigned(struct verify *v, const struct b_signed *h, const struct b_head *head,
	 bool last)
{
	const struct b_cosignature *c = h->cosignatures.at;
	bool good = true;
	size_t i;

	for (i = 0; i < h->cosignatures.n && good; i++)
		good = (!i || strcmp(c[i - 1].witness, c[i].witness) < 0) &&
		       cosign_fits(v, h, head, &c[i]);
	v_check(v, "log.head.cosigned", good, "见证签名不对");
	if (last)
		v_check(v, "log.head.cosigned",
			(int64_t)h->cosignatures.n >= v->keys.need,
			"应有 %" PRId64 " 个见证，只有 %zu 个", v->keys.need,
			h->cosignatures.n);
}

/* Digests as bytes. */
static unsigned char (*hashes(struct verify *v, const struct list *l))[HASH_LEN]
{
	unsigned char(*out)[HASH_LEN] =
	    arena_alloc(v->mem, (l->n + 1) * HASH_LEN);
	const char *const *at = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		unhex(at[i], out[i], HASH_LEN);
	return out;
}

static void
continues(struct verify *v, const struct b_head *a, const struct b_head *b,
	  const struct list *proof)
{
	unsigned char one[HASH_LEN], two[HASH_LEN];

	v_check(v, "log.head.body", a->size < b->size && a->at <= b->at,
		"签名头次序不对");
	unhex(a->root, one, HASH_LEN);
	unhex(b->root, two, HASH_LEN);
	v_check(v, "log.consistency",
		merkle_consistency_ok(v->suite, (uint64_t)a->size,
				      (uint64_t)b->size, one, two,
				      (const unsigned char(*)[HASH_LEN])
					  hashes(v, proof),
				      proof->n),
		"%" PRId64 " 到 %" PRId64 " 不连续", a->size, b->size);
}

bool
v_log(struct verify *v)
{
	struct b_log log;
	const struct b_signed *h;
	struct b_head *head = NULL;
	size_t len, i;
	char *text;

	if (!v_need(v, "log.json", true) ||
	    !(text = v_file(v, "log.json", &len)) ||
	    !v_read(v, "log.form", &b_log_record, text, len, &log) ||
	    !v_check(v, "log.form", log.heads.n > 0, "没有签名头"))
		return false;
	h = log.heads.at;
	head = arena_alloc(v->mem, log.heads.n * sizeof(*head));
	for (i = 0; i < log.heads.n; i++) {
		if (!v_read(v, "log.head.body", &b_head_record, h[i].body,
			    strlen(h[i].body), &head[i]))
			return false;
		v_check(v, "log.head.body",
			!strcmp(head[i].suite, v->suite->name), "套件 %s",
			head[i].suite);
		v_check(v, "log.head.signature",
			key_verify(v->keys.log, h[i].body, strlen(h[i].body),
				   h[i].signature),
			"签名头 %" PRId64, head[i].size);
		if (i)
			continues(v, &head[i - 1], &head[i], &h[i].consistency);
		else
			v_check(v, "log.consistency", !h->consistency.n,
				"第一个签名头不应有");
		cosigned(v, &h[i], &head[i], i + 1 == log.heads.n);
	}
	v->heads = (struct list){ log.heads.n, head };
	v->head = head[log.heads.n - 1];
	for (i = 0; i < log.heads.n; i++)
		v_check(v, "log.head.body",
			head[i].rehearsal == v->head.rehearsal,
			"签名头 %" PRId64 " 演练与否不同", head[i].size);
	return true;
}

/* A failure at the close or the opening says what these would. */
static enum v_verb
verb_of(const struct b_body *b, const char *detail, size_t len)
{
	size_t n;
	int i;

	if (!strcmp(b->verb, "fail") && detail && *detail == '{') {
		if (canon_member(detail, len, "box", &n))
			return V_CLOSE;
		if (canon_member(detail, len, "record", &n))
			return V_OPEN;
	}
	for (i = 1; i < V__MAX; i++)
		if (!strcmp(v_kinds[i].verb, b->verb))
			return (enum v_verb)i;
	return V_OTHER;
}

static bool
read_body(struct verify *v, struct v_event *e, const char *trail)
{
	size_t len = strlen(e->text), n = 0;
	unsigned char leaf[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	const struct record *rec;
	const char *detail;

	if (!v_read(v, "event.form", &b_body_record, e->text, len, &e->body))
		return false;
	merkle_leaf(v->suite, e->text, len, leaf);
	v_check(v, "event.leaf", !strcmp(hash_hex(leaf, text), e->leaf),
		"第 %" PRId64 " 条", e->seq);
	v_check(v, "event.trail", v_same(e->body.trail, trail),
		"第 %" PRId64 " 条与之前的各条不连续", e->seq);
	detail = canon_member(e->text, len, "detail", &n);
	e->verb = verb_of(&e->body, detail, n);
	if (!(rec = v_kinds[e->verb].detail))
		return true;
	e->detail = arena_alloc(v->mem, rec->size);
	return v_read(v, "event.form", rec, detail ? detail : "null",
		      detail ? n : 4, e->detail);
}

static bool
read_event(struct verify *v, const char *line, size_t len,
	   const unsigned char root[HASH_LEN],
	   unsigned char trail[2 * HASH_LEN])
{
	struct v_event *e = v_list_room(v, &v->events, v->events.n, sizeof(*e));
	unsigned char next[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct b_line l;

	if (!v_read(v, "event.form", &b_line_record, line, len, &l))
		return false;
	e += v->events.n;
	*e = (struct v_event){ .seq = l.seq, .leaf = l.leaf, .text = l.body };
	v_check(v, "event.form", !v->events.n || e[-1].seq < e->seq,
		"第 %" PRId64 " 条次序不对", e->seq);
	if (!e->text) {
		record_clear(&b_body_record, &e->body);
		v_check(v, "event.form", !v->full, "第 %" PRId64 " 条没有内容",
			e->seq);
	} else if (!read_body(v, e, hash_hex(trail, text))) {
		return false;
	}
	unhex(e->leaf, trail + HASH_LEN, HASH_LEN);
	v_check(v, "event.proof",
		merkle_inclusion_ok(v->suite, (uint64_t)e->seq,
				    (uint64_t)v->head.size, trail + HASH_LEN,
				    root,
				    (const unsigned char(*)[HASH_LEN])
					hashes(v, &l.proof),
				    l.proof.n),
		"第 %" PRId64 " 条不在日志里", e->seq);
	hash_of(v->suite, trail, 2 * HASH_LEN, next);
	memcpy(trail, next, HASH_LEN);
	v->events.n++;
	return true;
}

bool
v_events(struct verify *v)
{
	unsigned char root[HASH_LEN], trail[2 * HASH_LEN] = { 0 };
	const struct v_event *e;
	const char *at, *end, *line;
	size_t len, i, secret = 0;
	char *text;

	if (!v_need(v, "events.jsonl", true) ||
	    !(text = v_file(v, "events.jsonl", &len)))
		return false;
	unhex(v->head.root, root, HASH_LEN);
	for (at = text, end = text + len;
	     v_line(v, "event.form", &at, end, &line, &len);)
		if (!read_event(v, line, len, root, trail))
			return false;
	for (e = v->events.at, i = 0; i < v->events.n; i++)
		secret += !e[i].text;
	if (secret)
		v_left(v, "%zu 个事件的内容依法保密", secret);
	return !v->nfailed;
}

const struct v_event *
v_one(const struct verify *v, enum v_verb verb)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = 0; i < v->events.n; i++)
		if (e[i].verb == verb)
			return &e[i];
	return NULL;
}

const struct v_event *
v_last(const struct verify *v, enum v_verb verb)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = v->events.n; i--;)
		if (e[i].verb == verb)
			return &e[i];
	return NULL;
}

size_t
v_count(const struct verify *v, enum v_verb verb)
{
	const struct v_event *e = v->events.at;
	size_t i, n = 0;

	for (i = 0; i < v->events.n; i++)
		n += e[i].verb == verb;
	return n;
}

/* A request has its time before it waits for another one of the same trade. */
#define WAIT_MS 60000

/* What the newest head before an event had not yet is not from before it. */
static void
after_heads(struct verify *v)
{
	const struct v_event *e = v->events.at;
	const struct b_head *h = v->heads.at;
	size_t i, n = 0;

	for (i = 0; i < v->events.n; i++) {
		while (n < v->heads.n && h[n].size <= e[i].seq)
			n++;
		if (n && e[i].text)
			v_check(v, "event.head",
				e[i].body.at >= h[n - 1].at - WAIT_MS,
				"第 %" PRId64 " 条比没有它的签名头还早",
				e[i].seq);
	}
}

/* One open event after another; *stage: that of the trade before it, NONE: no
 * step was seen; *at: the latest time so far. */
static void
follow(struct verify *v, const struct v_event *e, int64_t *stage, int64_t *at)
{
	const struct b_body *b = &e->body;

	if (v->trade == NONE)
		v->trade = b->trade;
	v_check(v, "event.form", b->trade != NONE && b->trade == v->trade,
		"第 %" PRId64 " 条不是本标段的", e->seq);
	v_check(v, "event.form", b->rehearsal == v->head.rehearsal,
		"第 %" PRId64 " 条演练与否和签名头不同", e->seq);
	v_check(v, "event.form", *at == NONE || b->at >= *at - WAIT_MS,
		"第 %" PRId64 " 条时间倒退", e->seq);
	if (b->at > *at)
		*at = b->at;
	if (b->before != NONE)
		v_check(v, "event.stage",
			*stage == b->before ||
			    (*stage == NONE && b->before == S_DRAFT),
			"第 %" PRId64 " 条从“%s”开始", e->seq,
			stage_label(b->before));
	else if (b->after != NONE)
		v_check(v, "event.stage", *stage == NONE && b->after == S_DRAFT,
			"第 %" PRId64 " 条没有说从哪里开始", e->seq);
	if (b->after != NONE)
		*stage = b->after;
}

bool
v_story(struct verify *v)
{
	const struct v_event *e = v->events.at;
	/* what happens to a draft is secret and leaves it one */
	int64_t stage = NONE, at = NONE;
	size_t i;
	int k;

	v->trade = NONE;
	after_heads(v);
	for (i = 0; i < v->events.n; i++)
		if (e[i].text)
			follow(v, &e[i], &stage, &at);
	v_check(v, "event.form", v->trade != NONE, "没有公开的事件");
	if (stage == NONE)
		stage = S_DRAFT;
	v_check(v, "event.stage", stage == v->manifest.stage,
		"清单说的阶段是“%s”", stage_label(v->manifest.stage));
	for (k = 1; k < V__MAX; k++)
		if (v_kinds[k].once)
			v_check(v, "event.once",
				v_count(v, (enum v_verb)k) <= 1, "%s 不止一次",
				v_kinds[k].verb);
	return !v->nfailed;
}
