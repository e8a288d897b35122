/* The opening sheet, and what comes out of an envelope. */
#include "body.h"
#include "unseal.h"

/* clang-format off */
static const struct field bid_sheet_field[] = {
	INT(struct bid_sheet, price, 0, MONEY_MAX, F_BOTH, "报价"),
	TEXT(struct bid_sheet, price_text, 0, 200, F_BOTH | F_OPT, "报价文字"),
	INT(struct bid_sheet, duration_days, 1, 36500, F_BOTH | F_OPT, "工期天数"),
	TEXT(struct bid_sheet, quality, 0, 100, F_BOTH | F_OPT, "质量承诺"),
	TEXT(struct bid_sheet, manager, 0, 60, F_BOTH | F_OPT, "项目负责人"),
	TEXT(struct bid_sheet, name, 1, 200, F_BOTH, "文件名"),
	TEXT(struct bid_sheet, media, 3, 100, F_BOTH, "文件类型"),
	FIELD_END
};
RECORD(bid_sheet, struct bid_sheet);
/* clang-format on */

/* It becomes a header of a reply: a type of RFC 9110 without parameters. */
static bool
media_ok(const char *s)
{
	static const char token[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789.+-_";
	size_t n = strspn(s, token);

	return n && s[n] == '/' && s[n + 1] &&
	       !s[n + 1 + strspn(s + n + 1, token)];
}

const char *
bid_sheet_read(struct arena *a, const char *text, size_t len,
	       struct bid_sheet *s)
{
	struct buf bad;

	buf_init(&bad, a);
	if (record_read(a, &bid_sheet_record, text, len, s, &bad))
		return bad.len ? arena_printf(a, "开标一览表有误：%s",
					      buf_text(&bad))
			       : "开标一览表不是合法的 JSON";
	if (!media_ok(s->media))
		return "开标一览表有误：文件类型";
	/* that no text has a line break, record_read() has seen */
	if (strpbrk(s->name, "/\\\""))
		return "开标一览表有误：文件名中有路径";
	return NULL;
}

struct unseal {
	struct arena *mem;
	struct envelope_reader *from;
	unsigned char length[4]; /* of the sheet */
	size_t got;              /* bytes of length and sheet */
	size_t whole;            /* both together; 0: not known */
	char *text;
	bool file; /* a byte of it was seen */
};

struct unseal *
unseal_begin(struct arena *a, int fd, const struct envelope *e,
	     const unsigned char key[ENVELOPE_KEY])
{
	struct unseal *u = arena_alloc(a, sizeof(*u));

	u->mem = a;
	u->from = envelope_begin(a, fd, e, key);
	return u->from ? u : NULL;
}

/* Takes what belongs before the file; false if the sheet is too long. */
static bool
take(struct unseal *u, const unsigned char **p, size_t *n)
{
	for (; *n && (!u->whole || u->got < u->whole); (*p)++, (*n)--) {
		if (u->got >= 4) {
			u->text[u->got++ - 4] = (char)**p;
			continue;
		}
		u->length[u->got++] = **p;
		if (u->got < 4)
			continue;
		u->whole = (size_t)u->length[2] << 8 | u->length[3];
		if (u->length[0] || u->length[1] || u->whole > SHEET_MAX)
			return false;
		u->text = arena_alloc(u->mem, u->whole + 1);
		u->whole += 4;
	}
	return true;
}

const char *
unseal_next(struct unseal *u, const unsigned char **p, size_t *n,
	    struct bid_sheet *sheet)
{
	do {
		if (!envelope_next(u->from, p, n))
			return "投标文件已损坏，不能解密";
		if (!*n)
			return u->file ? bid_sheet_read(u->mem, u->text,
							u->whole - 4, sheet)
				       : "解密后没有投标文件";
		if (!take(u, p, n))
			return "开标一览表过长";
	} while (!*n);
	u->file = true;
	return NULL;
}

/* Until the end, a cause, or a failure of the store. */
static const char *
store(struct unseal *from, struct blob_writer *to, struct bid_sheet *sheet,
      enum err *e)
{
	const unsigned char *p;
	const char *cause;
	size_t n;

	do {
		if ((cause = unseal_next(from, &p, &n, sheet)))
			return cause;
		if (n && (*e = blob_add(to, p, n)))
			return NULL;
	} while (n);
	return NULL;
}

enum err
envelope_unpack(struct arena *a, int fd, const struct envelope *e,
		const unsigned char key[ENVELOPE_KEY], struct opened *o,
		const char **cause)
{
	struct unseal *from = unseal_begin(a, fd, e, key);
	struct blob_writer *to;
	enum err err = OK;

	if (!from) {
		*cause = "解密密钥与投标文件中的承诺不符";
		return OK;
	}
	to = blob_begin(a);
	*cause = store(from, to, &o->sheet, &err);
	if (!err && !*cause)
		return blob_end(to, &o->digest, &o->size);
	blob_drop(to);
	return err;
}
