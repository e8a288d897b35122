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

static bool
one_line(const char *s)
{
	return !s || !strpbrk(s, "\r\n\t");
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
	if (strpbrk(s->name, "/\\\"") || !one_line(s->name) ||
	    !one_line(s->price_text) || !one_line(s->quality) ||
	    !one_line(s->manager))
		return "开标一览表有误：文字中有换行，或文件名中有路径";
	return NULL;
}

/* A stream cut into the sheet's length, the sheet, and the file. */
struct cut {
	unsigned char length[4];
	size_t got;   /* of length and sheet */
	size_t whole; /* both together; 0: not known */
	char *sheet;
};

/* Takes what belongs before the file; false if the sheet is too long. */
static bool
take(struct arena *a, struct cut *c, const unsigned char **p, size_t *n)
{
	for (; *n && (!c->whole || c->got < c->whole); (*p)++, (*n)--) {
		if (c->got >= 4) {
			c->sheet[c->got++ - 4] = (char)**p;
			continue;
		}
		c->length[c->got++] = **p;
		if (c->got < 4)
			continue;
		c->whole = (size_t)c->length[2] << 8 | c->length[3];
		if (c->length[0] || c->length[1] || c->whole > SHEET_MAX)
			return false;
		c->sheet = arena_alloc(a, c->whole + 1);
		c->whole += 4;
	}
	return true;
}

static const char *
unpack(struct arena *a, struct envelope_reader *from, struct blob_writer *to,
       struct bid_sheet *sheet, enum err *e)
{
	const unsigned char *p;
	struct cut c = { .whole = 0 };
	bool file = false;
	size_t n;

	for (;;) {
		if (!envelope_next(from, &p, &n))
			return "投标文件已损坏，不能解密";
		if (!n)
			break;
		if (!take(a, &c, &p, &n))
			return "开标一览表过长";
		if (n && (*e = blob_add(to, p, n)))
			return NULL;
		file |= n > 0;
	}
	if (!file)
		return "解密后没有投标文件";
	return bid_sheet_read(a, c.sheet, c.whole - 4, sheet);
}

enum err
envelope_unpack(struct arena *a, int fd, const struct envelope *e,
		const unsigned char key[ENVELOPE_KEY], struct opened *o,
		const char **cause)
{
	struct envelope_reader *from = envelope_begin(a, fd, e, key);
	struct blob_writer *to;
	enum err err = OK;

	if (!from) {
		*cause = "解密密钥与投标文件中的承诺不符";
		return OK;
	}
	to = blob_begin(a);
	*cause = unpack(a, from, to, &o->sheet, &err);
	if (!err && !*cause)
		return blob_end(to, &o->digest, &o->size);
	blob_drop(to);
	return err;
}
