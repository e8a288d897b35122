/* The head of a sealed bid: reading and checking. */
#include <sys/stat.h>
#include <unistd.h>

#include "body.h"
#include "envelope.h"
#include "hash.h"
#include "ids.h"
#include "json.h"

#define MAGIC_LEN (sizeof(ENVELOPE_MAGIC) - 1)
#define MEMBERS_MAX 20

/* clang-format off */
static const struct field share_field[] = {
	INT(struct envelope_share, position, 1, ENVELOPE_TRUSTEES, F_BOTH, "序位"),
	TEXT(struct envelope_share, thumbprint, 43, 43, F_BOTH, "公钥指纹"),
	TEXT(struct envelope_share, commitment, 64, 64, F_BOTH, "份额承诺"),
	NEST(struct envelope_share, jwe, struct jwe, &jwe_record, F_BOTH, "包裹的份额"),
	FIELD_END
};
static const struct record share_record = {
	"envelope_share", sizeof(struct envelope_share), share_field
};

static const struct field own_field[] = {
	TEXT(struct envelope_own, thumbprint, 43, 43, F_BOTH, "公钥指纹"),
	NEST(struct envelope_own, jwe, struct jwe, &jwe_record, F_BOTH, "包裹的密钥"),
	FIELD_END
};
static const struct record own_record = {
	"envelope_own", sizeof(struct envelope_own), own_field
};

static const struct field envelope_field[] = {
	TEXT(struct envelope, suite, 1, 40, F_BOTH, "算法套件"),
	TEXT(struct envelope, trade, 40, 40, F_BOTH, "统一交易标识码"),
	TEXT(struct envelope, bidder, 18, 18, F_BOTH, "投标人统一社会信用代码"),
	TEXTS(struct envelope, members, 18, 18, F_BOTH, "联合体其他成员"),
	INT(struct envelope, threshold, 1, ENVELOPE_TRUSTEES, F_BOTH, "所需份额"),
	INT(struct envelope, chunk_size, 65536, 4194304, F_BOTH, "分块字节"),
	INT(struct envelope, chunks, 1, 1 << 24, F_BOTH, "分块数"),
	INT(struct envelope, size, 5, INT64_C(1) << 40, F_BOTH, "明文字节"),
	TEXT(struct envelope, commitment, 64, 64, F_BOTH, "密钥承诺"),
	LIST(struct envelope, shares, &share_record, 1, ENVELOPE_TRUSTEES, F_BOTH, "份额"),
	NEST(struct envelope, own, struct envelope_own, &own_record, F_BOTH, "投标人自己的密钥"),
	FIELD_END
};
RECORD(envelope, struct envelope);
/* clang-format on */

static enum err
refuse(struct buf *bad, const char *field, const char *why)
{
	json_text(bad, field);
	buf_char(bad, ':');
	json_text(bad, why);
	return E_FIELD;
}

static bool
is_hex(const char *s)
{
	return s[strspn(s, "0123456789abcdef")] == 0;
}

static bool
members_ok(const struct envelope *e)
{
	const char *const *m = e->members.at;
	size_t i, j;

	if (e->members.n > MEMBERS_MAX)
		return false;
	for (i = 0; i < e->members.n; i++) {
		if (credit_code_bad(m[i]) || !strcmp(m[i], e->bidder))
			return false;
		for (j = 0; j < i; j++)
			if (!strcmp(m[i], m[j]))
				return false;
	}
	return true;
}

/* What holds between fields. */
static enum err
check(struct envelope *e, struct buf *bad)
{
	const struct envelope_share *s = e->shares.at;
	size_t i;

	if (!e->algorithms)
		return refuse(bad, "suite", "不认识的算法套件");
	if (deal_code_bad(e->trade))
		return refuse(bad, "trade", deal_code_bad(e->trade));
	if (credit_code_bad(e->bidder))
		return refuse(bad, "bidder", credit_code_bad(e->bidder));
	if (!members_ok(e))
		return refuse(bad, "members", "联合体成员代码有误或重复");
	if (!is_hex(e->commitment))
		return refuse(bad, "commitment", "应为 64 位小写十六进制");
	if ((e->size - 1) / e->chunk_size + 1 != e->chunks)
		return refuse(bad, "chunks", "与明文字节不符");
	if (e->threshold > (int64_t)e->shares.n)
		return refuse(bad, "threshold", "多于份额");
	for (i = 0; i < e->shares.n; i++) {
		if (s[i].position != (int64_t)i + 1 || !is_hex(s[i].commitment))
			return refuse(bad, "shares", "序位应从 1 起连续");
		if (!jwe_fits(e->algorithms, s[i].jwe))
			return refuse(bad, "shares", "不是本套件包裹的份额");
	}
	if (!jwe_fits(e->algorithms, e->own->jwe))
		return refuse(bad, "own", "不是本套件包裹的密钥");
	return OK;
}

enum err
envelope_header(struct arena *a, const char *line, size_t len,
		struct envelope *e, struct buf *bad)
{
	enum err err;

	if ((err = record_read(a, &envelope_record, line, len, e, bad)))
		return err;
	e->algorithms = suite_of_name(e->suite);
	if ((err = check(e, bad)))
		return err;
	e->line = arena_copy(a, line, len);
	hash_of(e->algorithms, line, len, e->line_hash);
	e->start = (int64_t)(MAGIC_LEN + len + 1);
	return OK;
}

/* As much of the file's head as there is, at most `room` bytes. */
static ssize_t
head(int fd, char *at, size_t room)
{
	ssize_t got, n = 0;

	while ((size_t)n < room &&
	       (got = pread(fd, at + n, room - (size_t)n, n)) > 0)
		n += got;
	return n;
}

const char *
envelope_read(struct arena *a, int fd, struct envelope *e)
{
	size_t room = MAGIC_LEN + ENVELOPE_HEADER_MAX + 1;
	char *at = arena_alloc(a, room), *line = at + MAGIC_LEN, *end;
	ssize_t n = head(fd, at, room);
	struct buf bad;
	struct stat st;

	if (n < (ssize_t)MAGIC_LEN ||
	    memcmp(at, ENVELOPE_FAMILY, sizeof(ENVELOPE_FAMILY) - 1))
		return "不是加密的投标文件";
	if (memcmp(at, ENVELOPE_MAGIC, MAGIC_LEN))
		return "加密格式不是 GGZY-BID-2，请用现在的程序重新加密";
	end = memchr(line, '\n', (size_t)n - MAGIC_LEN);
	if (!end)
		return "投标文件头不完整或过长";
	buf_init(&bad, a);
	if (envelope_header(a, line, (size_t)(end - line), e, &bad))
		return bad.len ? arena_printf(a, "投标文件头有误：%s",
					      buf_text(&bad))
			       : "投标文件头不是合法的 JSON";
	if (fstat(fd, &st))
		return "投标文件不能读取";
	if (st.st_size !=
	    e->start + e->size + e->chunks * (int64_t)e->algorithms->tag)
		return "投标文件不完整，长度与文件头不符";
	return NULL;
}

static void
put64(unsigned char *at, int64_t n)
{
	int i;

	for (i = 7; i >= 0; i--, n >>= 8)
		at[i] = (unsigned char)(n & 0xff);
}

void
envelope_chunk(const struct envelope *e, int64_t i, unsigned char nonce[12],
	       unsigned char aad[ENVELOPE_AAD])
{
	memset(nonce, 0, 4);
	put64(nonce + 4, i);
	memcpy(aad, e->line_hash, 32);
	put64(aad + 32, i);
	put64(aad + 40, e->chunks);
}
