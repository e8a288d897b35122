/* ggzyctl log: the log recomputed from the bodies of the events. */
#include <stdio.h>
#include <sysexits.h>

#include "body.h"
#include "crypt.h"
#include "ctl.h"
#include "ctl_rows.h"
#include "days.h"
#include "log_vectors.h"
#include "merkle.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

#define BATCH 1024

/* The body of an event, as core/event.c writes it. */
struct body {
	int64_t at, project, trade, notice, before, after;
	const char *module, *verb, *trail, *by, *salt, *detail, *signed_by;
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
/* The body of a signed head, as the clock writes it. */
struct head_body {
	int64_t size, at;
	const char *root, *suite;
	bool rehearsal;
};
static const struct field head_body_field[] = {
	INT(struct head_body, size, 0, INT64_MAX, F_IN, NULL),
	TEXT(struct head_body, root, 64, 64, F_IN, NULL),
	TIME(struct head_body, at, F_IN, NULL),
	/* heads of before there were two name none */
	TEXT(struct head_body, suite, 1, 40, F_IN | F_OPT, NULL),
	BOOL(struct head_body, rehearsal, F_IN | F_OPT, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record body_record = { "body", sizeof(struct body),
					   body_field };
static const struct record head_body_record = { "head_body",
						sizeof(struct head_body),
						head_body_field };

struct audit {
	struct arena *mem; /* of a batch */
	struct merkle tree;
	int64_t size;
	const char *public_pem;
	const struct head *head, *heads_end; /* the next to check */
	int64_t heads;
	const char *bad; /* what is wrong */
};

static enum err wrong(struct req *r, struct audit *a, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static enum err
wrong(struct req *r, struct audit *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	a->bad = arena_vprintf(r->mem, fmt, ap);
	va_end(ap);
	return E_STATE;
}

/* Do the columns of the row say what its body says? */
static const char *
columns_bad(struct arena *mem, const struct suite *s, const struct entry *en)
{
	unsigned char digest[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct body b;
	struct buf bad;
	char *who;

	buf_init(&bad, mem);
	if (record_read(mem, &body_record, en->body, strlen(en->body), &b,
			&bad))
		return "内容读不懂";
	if (b.at != en->at)
		return "时间与内容不符";
	if (strcmp(b.module, en->module) || strcmp(b.verb, en->verb))
		return "事项与内容不符";
	if (b.project != en->project || b.trade != en->trade ||
	    b.notice != en->notice || b.before != en->before_stage ||
	    b.after != en->after_stage)
		return "对象与内容不符";
	who = arena_printf(mem, "%s %lld %lld %s", b.salt,
			   (long long)(en->actor == NONE ? 0 : en->actor),
			   (long long)(en->subject == NONE ? 0 : en->subject),
			   en->address ? en->address : "");
	hash_of(s, who, strlen(who), digest);
	return strcmp(hash_hex(digest, text), b.by) ? "经办人与内容不符" : NULL;
}

static enum err
head_check(struct req *r, struct audit *a, const struct head *h)
{
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct head_body b;
	struct buf bad;

	merkle_root(&a->tree, root);
	hash_hex(root, text);
	if (strcasecmp(h->root, text))
		return wrong(r, a, "签名头 %lld: 根与日志不符",
			     (long long)h->size);
	buf_init(&bad, a->mem);
	if (record_read(a->mem, &head_body_record, h->body, strlen(h->body), &b,
			&bad) ||
	    b.size != h->size || b.at != h->at || strcmp(b.root, text) ||
	    (b.suite && strcmp(b.suite, r->suite->name)))
		return wrong(r, a, "签名头 %lld: 内容与各栏不符",
			     (long long)h->size);
	if (!key_verify(a->public_pem, h->body, strlen(h->body), h->signature))
		return wrong(r, a, "签名头 %lld: 签名不对", (long long)h->size);
	a->heads++;
	return OK;
}

/* The heads of the tree as it is now. */
static enum err
heads_check(struct req *r, struct audit *a)
{
	enum err e;

	for (;
	     a->head < a->heads_end && (uint64_t)a->head->size == a->tree.size;
	     a->head++)
		if ((e = head_check(r, a, a->head)))
			return e;
	return OK;
}

/* A completed subtree against its row; nodes of a level come in order. */
static bool
node_matches(const struct list *level, int64_t first,
	     const struct merkle_done *d)
{
	const struct node *n = level->at;
	size_t i = (size_t)((int64_t)d->index - first);
	char text[2 * HASH_LEN + 1];

	return i < level->n && n[i].idx == (int64_t)d->index && n[i].hash &&
	       !strcasecmp(n[i].hash, hash_hex(d->hash, text));
}

static enum err
entry_check(struct req *r, struct audit *a, const struct entry *en,
	    const struct list levels[MERKLE_LEVELS], int64_t first)
{
	struct merkle_done done[MERKLE_LEVELS];
	unsigned char leaf[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	const char *bad;
	size_t i, n;

	if (!en->body)
		return wrong(r, a, "第 %lld 条: 事件 %lld 不见了",
			     (long long)en->seq, (long long)en->event);
	merkle_leaf(r->suite, en->body, strlen(en->body), leaf);
	if (strcasecmp(en->leaf, hash_hex(leaf, text)))
		return wrong(r, a, "第 %lld 条（事件 %lld）: 内容与摘要不符",
			     (long long)en->seq, (long long)en->event);
	if ((bad = columns_bad(a->mem, r->suite, en)))
		return wrong(r, a, "第 %lld 条（事件 %lld）: %s",
			     (long long)en->seq, (long long)en->event, bad);
	n = merkle_append(&a->tree, leaf, done);
	for (i = 0; i < n; i++)
		if (!node_matches(&levels[done[i].level],
				  first >> done[i].level, &done[i]))
			return wrong(r, a,
				     "第 %lld 条: 节点 (%u, %llu) 与日志不符",
				     (long long)en->seq, done[i].level,
				     (unsigned long long)done[i].index);
	return heads_check(r, a);
}

static enum err
batch_check(struct req *r, struct audit *a, int64_t from, int64_t to)
{
	struct list levels[MERKLE_LEVELS] = { { 0, NULL } }, entries;
	const struct entry *en;
	enum err e;
	unsigned k;
	size_t i;

	for (k = 0; k < 63 && from >> k < to >> k; k++)
		if ((e = db_all(r->db, a->mem, SQL_VERIFY_NODES,
				ARGS(I64(k), I64(from >> k), I64(to >> k)),
				&levels[k])))
			return e;
	if ((e = db_all(r->db, a->mem, SQL_VERIFY_ENTRIES,
			ARGS(I64(from), I64(to)), &entries)))
		return e;
	for (en = entries.at, i = 0; i < entries.n; i++, en++) {
		if (en->seq != from + (int64_t)i)
			break;
		if ((e = entry_check(r, a, en, levels, from)))
			return e;
	}
	if (from + (int64_t)i < to)
		return wrong(r, a, "第 %lld 条不见了",
			     (long long)from + (long long)i);
	return OK;
}

static enum err
lost_check(struct req *r, struct audit *a)
{
	struct number lost;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_VERIFY_LOST, NOARGS, &lost)))
		return e;
	if (lost.n != NONE)
		return wrong(r, a, "事件 %lld 不在日志里，也不在等待",
			     (long long)lost.n);
	if (a->head < a->heads_end)
		return wrong(r, a, "签名头 %lld 比日志还长",
			     (long long)a->head->size);
	return OK;
}

static enum err
verify(struct req *r, void *at)
{
	struct audit *a = at;
	struct number size;
	struct list heads;
	int64_t from, to;
	enum err e;

	/* heads first: the log only grows */
	if ((e = db_all(r->db, r->mem, SQL_VERIFY_HEADS, NOARGS, &heads)) ||
	    (e = db_one(r->db, r->mem, SQL_VERIFY_SIZE, NOARGS, &size)))
		return e;
	a->size = size.n;
	a->heads = 0;
	a->head = heads.at;
	a->heads_end = a->head + heads.n;
	memset(&a->tree, 0, sizeof(a->tree));
	a->tree.suite = r->suite;
	if ((e = heads_check(r, a)))
		return e;
	for (from = 0; from < size.n; from = to) {
		to = from + BATCH < size.n ? from + BATCH : size.n;
		arena_reset(a->mem);
		if ((e = batch_check(r, a, from, to)))
			return e;
	}
	return lost_check(r, a);
}

int
log_verify(int argc, char **argv)
{
	struct arena *mem = ctl_mem();
	struct audit a = { .mem = arena_new() };
	unsigned char root[HASH_LEN];
	char text[2 * HASH_LEN + 1];
	struct key *key;
	enum err e;

	(void)argv;
	if (argc > 1)
		return ctl_usage();
	key = key_load(arena_printf(mem, "%s/log.pem", conf.keys));
	a.public_pem = key_public_pem(mem, key);
	e = ctl_change("ctl", verify, &a);
	merkle_root(&a.tree, root);
	key_free(key);
	arena_free(a.mem);
	if (e == E_STATE && a.bad)
		return ctl_fail(EX_DATAERR, "日志不对: %s", a.bad);
	if (e)
		return ctl_outcome(ctl_last(), e, "log verify");
	printf("日志一致: %lld 条，%lld 个签名头\n根 %s\n", (long long)a.size,
	       (long long)a.heads, hash_hex(root, text));
	return 0;
}

static enum err
show_head(struct req *r, void *at)
{
	struct head h;
	enum err e;

	(void)at;
	if ((e = db_one(r->db, r->mem, SQL_HEAD_GET, NOARGS, &h)))
		return e;
	printf("%s\n%s\n", h.body, h.signature);
	return OK;
}

int
log_show_head(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return ctl_usage();
	return ctl_outcome(ctl_last(), ctl_change("ctl", show_head, NULL),
			   "log head");
}

int
log_judge(int argc, char **argv)
{
	if (argc != 2)
		return ctl_usage();
	return log_vectors(argv[1]) ? EX_DATAERR : 0;
}
