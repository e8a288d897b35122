/* Values out of text, and why not. */
#include <stdarg.h>

#include "body.h"
#include "days.h"
#include "json.h"
#include "value.h"

#define NAME_SHOWN 100     /* bytes of a name that is repeated to its sender */
#define LINE_MAX_CHARS 200 /* a text that may be longer has paragraphs */

static void
print_path(struct buf *b, const struct path *p)
{
	if (!p)
		return;
	print_path(b, p->up);
	if (p->item) {
		buf_printf(b, "[%zu]", p->index);
		return;
	}
	if (b->len)
		buf_char(b, '.');
	buf_str(b, p->name);
}

/* At most n bytes, and no half character. */
static void
cut(struct buf *b, size_t n)
{
	if (b->len <= n)
		return;
	while (n && ((unsigned char)b->at[n] & 0xc0) == 0x80)
		n--;
	b->at[n] = 0;
	b->len = n;
}

void
value_complain(struct buf *bad, const struct path *at, const char *why)
{
	struct buf name, key;

	if (bad->len > 16000)
		return; /* enough to work on */
	buf_init(&name, bad->mem);
	buf_init(&key, bad->mem);
	print_path(&name, at);
	cut(&name, NAME_SHOWN);
	json_text(&key, buf_text(&name));
	buf_char(&key, ':');
	if (strstr(buf_text(bad), buf_text(&key)))
		return; /* a member has one reason */
	if (bad->len)
		buf_char(bad, ',');
	buf_str(bad, key.at);
	json_text(bad, why);
}

const char *
value_say(struct arena *mem, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(mem, fmt, ap);
	va_end(ap);
	return s;
}

const char *
value_number(struct arena *mem, const struct field *f, int64_t n, void *at)
{
	if (n < f->min)
		return value_say(mem, "太小，不能小于 %lld", (long long)f->min);
	if (n > f->max)
		return value_say(mem, "太大，不能大于 %lld", (long long)f->max);
	*(int64_t *)at = n;
	return NULL;
}

static const char *
words(struct arena *mem, const char *const *word)
{
	struct buf b;
	size_t i;

	buf_init(&b, mem);
	for (i = 0; word[i]; i++)
		buf_printf(&b, "%s%s", i ? " " : "", word[i]);
	return buf_text(&b);
}

/*
 * Names and titles stand in lines of notices: a line break or a mark that turns
 * the direction of writing would let them look like something else.  Longer
 * texts may have paragraphs.
 */
static bool
one_line(const char *s)
{
	const unsigned char *p = (const void *)s;

	if (strpbrk(s, "\r\n\t"))
		return false;
	for (; *p; p++) /* U+2028 to U+202E, U+2066 to U+2069 */
		if (p[0] == 0xe2 &&
		    ((p[1] == 0x80 && p[2] >= 0xa8 && p[2] <= 0xae) ||
		     (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)))
			return false;
	return true;
}

/* The kinds that are spoken as text. */
const char *
value_text(struct arena *mem, const struct field *f, const char *s, size_t len,
	   void *at)
{
	int64_t n;
	size_t chars;

	if (strlen(s) != len || !utf8_ok(s, len))
		return "含有不能使用的字符";
	switch (f->kind) {
	case K_TIME:
		if (!instant_parse(s, &n))
			return "应是时间，例如 2026-06-03T10:00:00+08:00";
		return value_number(mem, f, n, at);
	case K_DATE:
		if (!day_parse(s, &n))
			return "应是日期，例如 2026-06-03";
		return value_number(mem, f, n, at);
	case K_ENUM:
		if ((n = word_index(f->of, s)) < 0)
			return value_say(mem, "应是其中之一：%s",
					 words(mem, f->of));
		*(int64_t *)at = n;
		return NULL;
	default:
		if (f->max <= LINE_MAX_CHARS && !one_line(s))
			return "应写在一行内";
		chars = utf8_length(s);
		if ((int64_t)chars < f->min)
			return chars
				   ? value_say(mem, "太短，不能少于 %lld 个字",
					       (long long)f->min)
				   : "不能为空";
		if ((int64_t)chars > f->max)
			return value_say(mem, "太长，不能超过 %lld 个字",
					 (long long)f->max);
		*(const char **)at = arena_copy(mem, s, len);
		return NULL;
	}
}
