/* One entry of the log: its leaf, its place in the tree, its columns. */
#include "body.h"
#include "crypt.h"
#include "log_audit.h"
#include "rows.h"

/* The body of an event, as core/event.c writes it. */
struct body {
	int64_t at, project, trade, notice, before, after;
	const char *module, *verb, *by, *salt, *detail, *trail, *signed_by;
	bool rehearsal;
};
/* clang-format off */
static const struct field body_field[] = {
	TIME(struct body, at, F_IN, NULL),
	TEXT(struct body, module, 1, 16, F_IN, NULL),
	TEXT(struct body, verb, 1, 40, F_IN, NULL),
	INT(struct body, project, 1, INT64_MAX, F_IN | F_OPT, NULL),
	INT(struct body, trade, 1, INT64_MAX, F_IN | F_OPT, NULL),
	TEXT(struct body, trail, 64, 64, F_IN | F_OPT, NULL),
	INT(struct body, notice, 1, INT64_MAX, F_IN | F_OPT, NULL),
	ENUM(struct body, before, stage_words, F_IN | F_OPT, NULL),
	ENUM(struct body, after, stage_words, F_IN | F_OPT, NULL),
	BOOL(struct body, rehearsal, F_IN | F_OPT, NULL),
	TEXT(struct body, by, 64, 64, F_IN, NULL),
	{ "detail", K_RAW, offsetof(struct body, detail), 0, 0,
	  F_IN | F_OPT, NULL, NULL },
	{ "signed", K_RAW, offsetof(struct body, signed_by), 0, 0,
	  F_IN | F_OPT, NULL, NULL },
	TEXT(struct body, salt, 32, 32, F_IN, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record body_record = { "body", sizeof(struct body),
					   body_field };

/* Do the columns of the row say what its body says? */
static const char *
columns_bad(struct arena *mem, const struct suite *s, const struct entry *en,
	    struct body *b)
{
	unsigned char digest[HASH_LEN];
	struct buf bad;
	char *who;

	buf_init(&bad, mem);
	if (record_read(mem, &body_record, en->body, strlen(en->body), b, &bad))
		return "内容读不懂";
	if (b->at != en->at)
		return "时间与内容不符";
	if (strcmp(b->module, en->module) || strcmp(b->verb, en->verb))
		return "事项与内容不符";
	if (b->project != en->project || b->trade != en->trade ||
	    b->notice != en->notice || b->before != en->before_stage ||
	    b->after != en->after_stage)
		return "对象与内容不符";
	/* an event of before there were blinds has none */
	who = arena_printf(mem, "%s %lld %lld %s",
			   en->blind ? en->blind : b->salt,
			   (long long)(en->actor == NONE ? 0 : en->actor),
			   (long long)(en->subject == NONE ? 0 : en->subject),
			   en->address ? en->address : "");
	hash_of(s, who, strlen(who), digest);
	return strcmp(hex(mem, digest, sizeof(digest)), b->by)
		   ? "经办人与内容不符"
		   : NULL;
}

/* Events that boxes and witnesses are judged by, for the end. */
static void
remember(struct req *r, struct audit *a, const struct entry *en,
	 const struct body *b)
{
	struct log_fact *f;

	if (!b->detail ||
	    (strcmp(b->verb, "box-closed") && strcmp(b->verb, "witness-add") &&
	     strcmp(b->verb, "witness-anew")))
		return;
	f = arena_alloc(r->mem, sizeof(*f));
	*f = (struct log_fact){ .next = a->facts,
				.seq = en->seq,
				.event = en->event,
				.trade = b->trade,
				.verb = arena_strdup(r->mem, b->verb),
				.detail = arena_strdup(r->mem, b->detail) };
	a->facts = f;
}

/* The row of a complete subtree; nodes of a level come in order. */
static const char *
node_hash(const struct list levels[MERKLE_LEVELS], unsigned level, uint64_t idx)
{
	const struct node *n = levels[level].at;
	size_t i, lo = 0, hi = levels[level].n;

	while (lo < hi) {
		i = lo + (hi - lo) / 2;
		if (n[i].idx == (int64_t)idx)
			return n[i].hash;
		if (n[i].idx < (int64_t)idx)
			lo = i + 1;
		else
			hi = i;
	}
	return NULL;
}

/*
 * What the entry's leaf is.  Two of body, entry and node that agree outvote
 * the third, so that one changed row makes one fault, at its place.
 */
static void
leaf_of(struct req *r, struct audit *a, const struct entry *en,
	const char *node, unsigned char leaf[HASH_LEN])
{
	struct fault f = fault_at(FAULT_ENTRY, en->seq, en->event);
	char text[2 * HASH_LEN + 1] = "";

	if (en->body) {
		merkle_leaf(r->suite, en->body, strlen(en->body), leaf);
		hash_hex(leaf, text);
		if (en->leaf && !strcasecmp(en->leaf, text))
			return;
		fault_add(r, a, f, "第 %lld 条（事件 %lld）: 内容与摘要不符",
			  (long long)en->seq, (long long)en->event);
	} else {
		fault_add(r, a, f, "第 %lld 条: 事件 %lld 不见了",
			  (long long)en->seq, (long long)en->event);
	}
	if (node && !strcasecmp(node, text))
		return;
	if (!unhex(node ? node : en->leaf, leaf, HASH_LEN))
		memset(leaf, 0, HASH_LEN);
}

static enum err
append(struct req *r, struct audit *a, int64_t seq,
       const unsigned char leaf[HASH_LEN],
       const struct list levels[MERKLE_LEVELS])
{
	struct merkle_done done[MERKLE_LEVELS];
	char text[2 * HASH_LEN + 1];
	const char *row;
	size_t i, n;

	n = merkle_append(&a->tree, leaf, done);
	for (i = 0; i < n; i++) {
		row = node_hash(levels, done[i].level, done[i].index);
		if (row && !strcasecmp(row, hash_hex(done[i].hash, text)))
			continue;
		fault_add(r, a, fault_at(FAULT_NODE, seq, NONE),
			  "第 %lld 条: 节点 (%u, %llu) 与日志不符",
			  (long long)seq, done[i].level,
			  (unsigned long long)done[i].index);
	}
	return audit_heads(r, a);
}

enum err
audit_entry(struct req *r, struct audit *a, const struct entry *en,
	    const struct list levels[MERKLE_LEVELS])
{
	struct fault f = fault_at(FAULT_ENTRY, en->seq, en->event);
	unsigned char leaf[HASH_LEN];
	struct body b;
	const char *bad;
	enum err e;

	leaf_of(r, a, en, node_hash(levels, 0, (uint64_t)en->seq), leaf);
	if ((e = append(r, a, en->seq, leaf, levels)) || !en->body)
		return e;
	if ((bad = columns_bad(a->mem, r->suite, en, &b))) {
		fault_add(r, a, f, "第 %lld 条（事件 %lld）: %s",
			  (long long)en->seq, (long long)en->event, bad);
		return OK;
	}
	remember(r, a, en, &b);
	if (!a->skip_blobs && b.detail)
		audit_blobs(r, a, en, b.detail);
	return b.detail ? audit_texts(r, a, en, b.detail) : OK;
}

/* An entry that is gone left its node, with which the tree goes on. */
enum err
audit_gap(struct req *r, struct audit *a, int64_t seq,
	  const struct list levels[MERKLE_LEVELS])
{
	const char *node = node_hash(levels, 0, (uint64_t)seq);
	unsigned char leaf[HASH_LEN] = { 0 };

	fault_add(r, a, fault_at(FAULT_ENTRY, seq, NONE), "第 %lld 条不见了",
		  (long long)seq);
	if (node && !unhex(node, leaf, HASH_LEN))
		memset(leaf, 0, HASH_LEN);
	return append(r, a, seq, leaf, levels);
}
