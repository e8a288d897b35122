/* The events of a bag: bodies, places in the log, and the signed head. */
#include <inttypes.h>
#include <string.h>

#include "bag.h"
#include "body.h"
#include "crypt.h"
#include "merkle.h"
#include "suite.h"

struct line {
	int64_t seq;
	const char *leaf, *body;
	bool public;
	struct list proof; /* of const char * */
};
struct signed_head {
	int64_t size;
	const char *root, *body, *signature;
	const struct suite *suite; /* that the body names */
};
/* clang-format off */
static const struct field line_field[] = {
	INT(struct line, seq, 0, INT64_MAX, F_IN, NULL),
	TEXT(struct line, leaf, 64, 64, F_IN, NULL),
	BOOL(struct line, public, F_IN, NULL),
	TEXT(struct line, body, 1, 100000000, F_IN, NULL),
	TEXTS(struct line, proof, 0, 64, F_IN, NULL),
	FIELD_END
};
static const struct field signed_head_field[] = {
	INT(struct signed_head, size, 1, INT64_MAX, F_IN, NULL),
	TEXT(struct signed_head, root, 64, 64, F_IN, NULL),
	TEXT(struct signed_head, body, 1, 1000, F_IN, NULL),
	TEXT(struct signed_head, signature, 1, 200, F_IN, NULL),
	FIELD_END
};
/* clang-format on */
static RECORD(line, struct line);
static RECORD(signed_head, struct signed_head);

static bool
proof_holds(const struct line *l, const struct signed_head *h,
	    const unsigned char leaf[HASH_LEN])
{
	unsigned char path[MERKLE_PROOF_MAX][HASH_LEN], root[HASH_LEN];
	const char *const *text = l->proof.at;
	size_t i;

	if (l->proof.n > MERKLE_PROOF_MAX || !unhex(h->root, root, HASH_LEN))
		return false;
	for (i = 0; i < l->proof.n; i++)
		if (!unhex(text[i], path[i], HASH_LEN))
			return false;
	return merkle_inclusion_ok(h->suite, (uint64_t)l->seq,
				   (uint64_t)h->size, leaf, root,
				   (const unsigned char(*)[HASH_LEN])path,
				   l->proof.n);
}

static void
event_check(struct arena *mem, struct bag_check *k, const struct line *l,
	    const struct signed_head *h)
{
	unsigned char leaf[HASH_LEN];
	char text[2 * HASH_LEN + 1];

	merkle_leaf(h->suite, l->body, strlen(l->body), leaf);
	if (strcmp(hash_hex(leaf, text), l->leaf))
		bag_fault(mem, k, BAG_EVENTS,
			  arena_printf(mem, "留痕 %" PRId64 " 的内容与摘要不符",
				       l->seq));
	else if (!proof_holds(l, h, leaf))
		bag_fault(mem, k, BAG_EVENTS,
			  arena_printf(mem, "留痕 %" PRId64 " 不在签名的日志里",
				       l->seq));
}

/* The suite a head's body names. */
static const struct suite *
suite_of(struct arena *mem, const char *body)
{
	static const char member[] = "\"suite\":\"";
	const char *at = strstr(body, member);

	if (!at)
		return NULL;
	at += strlen(member);
	return suite_of_name(arena_copy(mem, at, strcspn(at, "\"")));
}

/* The head says what it is signed for. */
static bool
head_read(struct arena *mem, struct bag_check *k, const char *pem,
	  struct signed_head *h)
{
	const char *root, *size;
	struct buf bad;

	buf_init(&bad, mem);
	if (!k->head || record_read(mem, &signed_head_record, k->head,
				    strlen(k->head), h, &bad)) {
		bag_fault(mem, k, BAG_HEAD, "没有能读的树头");
		return false;
	}
	if (!(h->suite = suite_of(mem, h->body))) {
		bag_fault(mem, k, BAG_HEAD, "树头没有写明密码套件");
		return false;
	}
	root = arena_printf(mem, "\"root\":\"%s\"", h->root);
	size = arena_printf(mem, "{\"size\":%" PRId64 ",", h->size);
	if (!strstr(h->body, root) || strncmp(h->body, size, strlen(size)))
		bag_fault(mem, k, BAG_HEAD, "树头与签名的原文不符");
	if (!pem)
		bag_fault(mem, k, BAG_KEY, "没有树头公钥");
	else if (!key_verify(pem, h->body, strlen(h->body), h->signature))
		bag_fault(mem, k, BAG_HEAD, "树头的签名不对");
	return true;
}

void
bag_log_check(struct arena *mem, struct bag_check *k, const char *pem)
{
	const char *at, *end;
	struct signed_head h;
	struct line l;
	struct buf bad;
	int64_t last = -1;

	if (!head_read(mem, k, pem ? pem : k->key, &h))
		return;
	if (!k->events) {
		bag_fault(mem, k, BAG_EVENTS, "缺少文件");
		return;
	}
	for (at = k->events; *at; at = end + 1) {
		buf_init(&bad, mem);
		if (!(end = strchr(at, '\n')) ||
		    record_read(mem, &line_record, at, (size_t)(end - at), &l,
				&bad)) {
			bag_fault(mem, k, BAG_EVENTS, "有一行读不出来");
			return;
		}
		if (l.seq <= last)
			bag_fault(mem, k, BAG_EVENTS, "留痕的次序不对");
		last = l.seq;
		event_check(mem, k, &l, &h);
		k->logged++;
	}
}
