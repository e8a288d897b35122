/* Judging a receipt: signature, time stamp, place in the log. */
#include <stdarg.h>
#include <stdio.h>

#include "body.h"
#include "days.h"
#include "json.h"
#include "jws.h"
#include "merkle.h"
#include "receipt.h"
#include "stamp.h"

#define SKEW_MS                                                                \
	5000 /* between the clocks of the database and the authority           \
	      */

#define SOME(T, m, hi) TEXT(struct T, m, 0, hi, F_IN | F_OPT, #m)

/* clang-format off */
static const struct field head_parts_field[] = {
	TEXT(struct head_parts, body, 1, 1000, F_IN, "body"),
	TEXT(struct head_parts, signature, 1, 200, F_IN, "signature"),
	FIELD_END
};
static const struct record head_parts_record = {
	"head", sizeof(struct head_parts), head_parts_field
};
static const struct field jws_parts_field[] = {
	TEXT(struct jws_parts, payload, 1, 100000, F_BOTH, "payload"),
	TEXT(struct jws_parts, protected, 1, 200, F_BOTH, "protected"),
	TEXT(struct jws_parts, signature, 1, 200, F_BOTH, "signature"),
	FIELD_END
};
static const struct field receipt_file_field[] = {
	SOME(receipt_file, number, 40),
	NEST(struct receipt_file, receipt, struct jws_parts, &jws_parts_record, F_IN, "receipt"),
	SOME(receipt_file, token, 65535),
	SOME(receipt_file, event, 65535),
	INT(struct receipt_file, seq, 0, INT64_MAX, F_IN | F_OPT, "seq"),
	INT(struct receipt_file, size, 1, INT64_MAX, F_IN | F_OPT, "size"),
	TEXTS(struct receipt_file, path, 0, 64, F_IN | F_OPT, "path"),
	NEST(struct receipt_file, head, struct head_parts, &head_parts_record, F_IN | F_OPT, "head"),
	FIELD_END
};
static const struct field stated_field[] = {
	TEXT(struct stated, receipt, 1, 40, F_IN, "receipt"),
	TEXT(struct stated, kind, 1, 20, F_IN, "kind"),
	SOME(stated, digest, 64),
	INT(struct stated, size, 0, INT64_MAX, F_IN, "size"),
	SOME(stated, reason, 20),
	SOME(stated, trade, 40),
	SOME(stated, subject, 18),
	TIME(struct stated, received_at, F_IN, "received_at"),
	TEXT(struct stated, event, 64, 64, F_IN, "event"),
	BOOL(struct stated, rehearsal, F_IN | F_OPT, "rehearsal"),
	FIELD_END
};
/* clang-format on */
RECORD(jws_parts, struct jws_parts);
RECORD(receipt_file, struct receipt_file);
RECORD(stated, struct stated);

struct judge {
	struct arena *mem;
	const struct receipt_keys *keys;
	struct receipt_file f;
	struct stated s;
	const char *jws;
	const struct suite *suite; /* of the log's key, and so of its tree */
};

/* Says how a step came out; returns whether it was good. */
static bool __attribute__((format(printf, 3, 4)))
step(bool good, const char *name, const char *fmt, ...)
{
	va_list ap;

	printf("%s %s：", good ? "[正确]" : "[不对]", name);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	return good;
}

static const char *
when(struct arena *mem, int64_t ms)
{
	char text[40];

	return instant_print(text, ms) ? arena_strdup(mem, text) : "?";
}

/*
 * A reply of the platform holds the receipt as a member; cut it out.  Of the
 * members of a JWS none holds a brace.
 */
const char *
receipt_jws(struct arena *mem, const char *text, size_t *len)
{
	const char *from = strstr(text, "{\"payload\""), *to;

	if (!from || !(to = strchr(from, '}')))
		return NULL;
	*len = (size_t)(to - from) + 1;
	return arena_copy(mem, from, *len);
}

static bool
file_is_read(struct judge *j, const char *text, size_t len)
{
	struct buf b;

	buf_init(&b, j->mem);
	if (strstr(text, "\"token\"")) {
		if (record_read(j->mem, &receipt_file_record, text, len, &j->f,
				&b))
			return step(false, "文件", "不是平台给的回执文件 %s",
				    buf_text(&b));
		json_record(&b, &jws_parts_record, j->f.receipt, F_OUT);
		j->jws = b.at;
		return true;
	}
	record_clear(&receipt_file_record, &j->f);
	j->jws = receipt_jws(j->mem, text, &len);
	return j->jws || step(false, "文件", "里面没有回执");
}

static const char *
kind_text(const char *kind)
{
	return !strcmp(kind, "received")           ? "收到投标"
	       : !strcmp(kind, "refused")          ? "拒收投标"
	       : !strcmp(kind, "withdrawn")        ? "撤回投标"
	       : !strcmp(kind, "withdraw-refused") ? "拒绝撤回"
						   : kind;
}

static bool
signature_is_right(struct judge *j)
{
	const struct stated *s = &j->s;
	char *payload =
	    jws_check(j->mem, j->keys->receipt, j->jws, strlen(j->jws));
	struct buf bad;

	if (!payload)
		return step(false, "回执签名",
			    "不是平台的回执密钥签的，或者内容被改过");
	buf_init(&bad, j->mem);
	if (record_read(j->mem, &stated_record, payload, strlen(payload), &j->s,
			&bad))
		return step(false, "回执内容", "%s", buf_text(&bad));
	step(true, "回执签名", "%s %s%s%s", s->receipt, kind_text(s->kind),
	     s->reason ? " " : "", s->reason ? s->reason : "");
	printf("       标段 %s  单位 %s\n       摘要 %s  字节 %lld\n"
	       "       平台时间 %s%s\n",
	       s->trade ? s->trade : "-", s->subject ? s->subject : "-",
	       s->digest ? s->digest : "-", (long long)s->size,
	       when(j->mem, s->received_at),
	       s->rehearsal ? "（演练，非真实时间）" : "");
	if (j->f.number && strcmp(j->f.number, s->receipt))
		return step(false, "回执内容", "文件的编号 %s 与签名的不同",
			    j->f.number);
	return true;
}

static bool
stamp_is_right(struct judge *j)
{
	const char *text = jws_compact(j->mem, j->jws, strlen(j->jws));
	int64_t at = 0;

	if (!j->f.token)
		return step(false, "时间戳",
			    "还没有，请稍后从平台重新下载这份回执");
	switch (stamp_check(j->mem, j->f.token, text, strlen(text), j->keys->ca,
			    &at)) {
	case STAMP_GOOD:
		break;
	case STAMP_OTHER:
		return step(false, "时间戳", "是另一份内容的，不是这份回执的");
	case STAMP_UNTRUSTED:
		return step(false, "时间戳",
			    "签名不对，或者不是可信的时间戳机构签的");
	default:
		return step(false, "时间戳", "不是 RFC 3161 时间戳");
	}
	if (!j->s.rehearsal && at < j->s.received_at - SKEW_MS)
		return step(false, "时间戳", "%s 早于平台时间",
			    when(j->mem, at));
	return step(true, "时间戳", "至迟 %s 已有这份回执", when(j->mem, at));
}

/* What the event must say: the receipt's members in their order. */
static const char *
detail(struct judge *j)
{
	const struct stated *s = &j->s;
	struct buf b;

	buf_init(&b, j->mem);
	buf_str(&b, "\"detail\":{");
	json_key(&b, "receipt");
	json_text(&b, s->receipt);
	json_key(&b, "kind");
	json_text(&b, s->kind);
	if (s->digest) {
		json_key(&b, "digest");
		json_text(&b, s->digest);
	}
	json_key(&b, "size");
	json_int(&b, s->size);
	if (s->reason) {
		json_key(&b, "reason");
		json_text(&b, s->reason);
	}
	return b.at;
}

/* Does an event or a head say of time what the receipt says?  In a text of
 * JSON a quote is escaped. */
static bool
is_of_its_time(const struct judge *j, const char *text)
{
	return (strstr(text, "\"rehearsal\":true") != NULL) == j->s.rehearsal;
}

static bool
event_is_right(struct judge *j, unsigned char leaf[HASH_LEN])
{
	const char *event = j->f.event;
	char text[2 * HASH_LEN + 1];

	if (!(j->suite = key_suite_of(j->keys->log)))
		return step(false, "日志密钥", "--log-key 不是公钥");
	if (!event)
		return step(false, "留痕", "文件里没有留痕的原文");
	merkle_leaf(j->suite, event, strlen(event), leaf);
	if (strcmp(hash_hex(leaf, text), j->s.event))
		return step(false, "留痕", "原文的散列与回执所说的不同");
	if (!strstr(event, detail(j)))
		return step(false, "留痕", "原文说的不是这份回执");
	if (!is_of_its_time(j, event))
		return step(false, "留痕", "是不是演练，与回执说的不同");
	return step(true, "留痕", "叶子 %.16s…，内容与回执一致", text);
}

/* The number behind "size": and the digits behind "root": of a head. */
static bool
head_read(const char *body, int64_t *size, unsigned char root[HASH_LEN])
{
	const char *s = strstr(body, "\"size\":"),
		   *d = strstr(body, "\"root\":\"");
	char text[2 * HASH_LEN + 1];

	if (!s || !d || strlen(d + 8) <= 2 * HASH_LEN)
		return false;
	*size = strtoll(s + 7, NULL, 10);
	memcpy(text, d + 8, 2 * HASH_LEN);
	text[2 * HASH_LEN] = 0;
	return unhex(text, root, HASH_LEN);
}

static bool
path_read(const struct list *l, unsigned char path[][HASH_LEN])
{
	const char *const *text = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (!unhex(text[i], path[i], HASH_LEN))
			return false;
	return true;
}

static bool
proof_is_right(struct judge *j, const unsigned char leaf[HASH_LEN])
{
	static unsigned char path[MERKLE_PROOF_MAX][HASH_LEN];
	const struct receipt_file *f = &j->f;
	unsigned char root[HASH_LEN];
	int64_t size;

	if (!f->head || f->seq == NONE || f->size == NONE)
		return step(false, "日志",
			    "还没有签署到这一条，请稍后重新下载这份回执");
	if (!key_verify(j->keys->log, f->head->body, strlen(f->head->body),
			f->head->signature))
		return step(false, "日志根", "不是平台的日志密钥签的");
	if (!head_read(f->head->body, &size, root) || size != f->size)
		return step(false, "日志根", "长度与证明的不同");
	if (!is_of_its_time(j, f->head->body))
		return step(false, "日志根", "是不是演练，与回执说的不同");
	if (f->path.n > MERKLE_PROOF_MAX || !path_read(&f->path, path) ||
	    !merkle_inclusion_ok(j->suite, (uint64_t)f->seq, (uint64_t)f->size,
				 leaf, root,
				 (const unsigned char(*)[HASH_LEN])path,
				 f->path.n))
		return step(false, "日志证明",
			    "不成立：这一条不在签署的日志里");
	return step(true, "日志证明", "第 %lld 条，在长度 %lld 的签署根之下",
		    (long long)f->seq, (long long)f->size);
}

bool
receipt_judge(struct arena *mem, const char *text, size_t len,
	      const struct receipt_keys *keys)
{
	struct judge j = { .mem = mem, .keys = keys };
	unsigned char leaf[HASH_LEN];

	if (!file_is_read(&j, text, len) || !signature_is_right(&j))
		return false;
	if (keys->ca && !stamp_is_right(&j))
		return false;
	if (keys->log &&
	    (!event_is_right(&j, leaf) || !proof_is_right(&j, leaf)))
		return false;
	printf("回执成立%s%s\n", keys->ca ? "" : "（未核对时间戳）",
	       keys->log ? "" : "（未核对日志）");
	return true;
}
