/* Writes JSON directly. */
#include <inttypes.h>

#include "days.h"
#include "json.h"

void
json_text(struct buf *b, const char *s)
{
	static const char digit[] = "0123456789abcdef";
	const char *from;
	char esc[6] = { '\\', 'u', '0', '0', 0, 0 };

	if (!s) {
		buf_add(b, "null", 4);
		return;
	}
	buf_char(b, '"');
	for (from = s; *s; s++) {
		unsigned char c = (unsigned char)*s;

		/* DEL too: no control character leaves us */
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buf_add(b, from, (size_t)(s - from));
		from = s + 1;
		switch (c) {
		case '"':
			buf_add(b, "\\\"", 2);
			break;
		case '\\':
			buf_add(b, "\\\\", 2);
			break;
		case '\n':
			buf_add(b, "\\n", 2);
			break;
		default:
			esc[4] = digit[c >> 4];
			esc[5] = digit[c & 15];
			buf_add(b, esc, 6);
		}
	}
	buf_add(b, from, (size_t)(s - from));
	buf_char(b, '"');
}

void
json_comma(struct buf *b)
{
	char last = b->len ? b->at[b->len - 1] : '{';

	if (last != '{' && last != '[' && last != ':' && last != ',')
		buf_char(b, ',');
}

void
json_key(struct buf *b, const char *name)
{
	json_comma(b);
	json_text(b, name);
	buf_char(b, ':');
}

void
json_int(struct buf *b, int64_t n)
{
	char text[24];
	char *p = text + sizeof(text);
	uint64_t u = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;

	if (n == NONE) {
		buf_add(b, "null", 4);
		return;
	}
	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (n < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(text + sizeof(text) - p));
}

void
json_time(struct buf *b, int64_t ms)
{
	char text[30];

	if (ms == NONE) {
		buf_add(b, "null", 4);
		return;
	}
	instant_print(text, ms);
	json_text(b, text);
}

void
json_date(struct buf *b, int64_t day)
{
	char text[11];

	if (day == NONE) {
		buf_add(b, "null", 4);
		return;
	}
	day_print(text, day);
	json_text(b, text);
}

static void
one(struct buf *b, const struct field *f, const char *at, unsigned flags)
{
	const struct list *l = (const void *)at;
	const char *text;
	size_t i;

	switch (f->kind) {
	case K_INT:
	case K_MONEY:
		json_int(b, *(const int64_t *)(const void *)at);
		break;
	case K_TIME:
		json_time(b, *(const int64_t *)(const void *)at);
		break;
	case K_DATE:
		json_date(b, *(const int64_t *)(const void *)at);
		break;
	case K_ENUM:
		json_text(b,
			  word_at(f->of, *(const int64_t *)(const void *)at));
		break;
	case K_BOOL:
		buf_str(b, *(const bool *)at ? "true" : "false");
		break;
	case K_TEXT:
		json_text(b, *(const char *const *)(const void *)at);
		break;
	case K_RAW:
		text = *(const char *const *)(const void *)at;
		buf_str(b, text && *text ? text : "null");
		break;
	case K_NEST:
		text = *(const char *const *)(const void *)at;
		if (text)
			json_record(b, f->of, text, flags);
		else
			buf_add(b, "null", 4);
		break;
	case K_LIST:
		json_list(b, f->of, l, flags);
		break;
	case K_INTS:
	case K_TEXTS:
		buf_char(b, '[');
		for (i = 0; i < l->n; i++) {
			if (i)
				buf_char(b, ',');
			if (f->kind == K_INTS)
				json_int(b, ((const int64_t *)l->at)[i]);
			else
				json_text(b, ((const char *const *)l->at)[i]);
		}
		buf_char(b, ']');
	}
}

void
json_record(struct buf *b, const struct record *rec, const void *at,
	    unsigned flags)
{
	const struct field *f;

	buf_char(b, '{');
	for (f = rec->field; f->name; f++) {
		if (!(f->flags & flags))
			continue;
		json_key(b, f->name);
		one(b, f, (const char *)at + f->off, flags);
	}
	buf_char(b, '}');
}

void
json_list(struct buf *b, const struct record *rec, const struct list *l,
	  unsigned flags)
{
	size_t i;

	buf_char(b, '[');
	for (i = 0; i < l->n; i++) {
		if (i)
			buf_char(b, ',');
		json_record(b, rec, (const char *)l->at + i * rec->size, flags);
	}
	buf_char(b, ']');
}
