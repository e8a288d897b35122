/* Plain text of a notice as paragraphs and headings, and its cutting. */
#include <stdbool.h>

#include "html.h"

#define SHORT 24   /* characters of a line that is rather a cell */
#define HEADING 40 /* characters of a heading at most */
#define CELLS 12   /* short lines in one paragraph at most */

struct line {
	const char *at;
	size_t len;
};

static bool
begins(const struct line *l, const char *s)
{
	return l->len >= strlen(s) && !memcmp(l->at, s, strlen(s));
}

static bool
ends(const struct line *l, const char *s)
{
	size_t n = strlen(s);

	return l->len >= n && !memcmp(l->at + l->len - n, s, n);
}

static size_t
characters(const struct line *l)
{
	size_t i, n = 0;

	for (i = 0; i < l->len; i++)
		n += ((unsigned char)l->at[i] & 0xc0) != 0x80;
	return n;
}

/* Length of the Chinese numeral at the start: 一 to 九十九. */
static size_t
numeral(const char *s, size_t len)
{
	static const char *const digit[] = { "一", "二", "三", "四", "五", "六",
					     "七", "八", "九", "十", NULL };
	size_t n = 0, i;

	for (;;) {
		for (i = 0; digit[i]; i++)
			if (len - n >= 3 && !memcmp(s + n, digit[i], 3))
				break;
		if (!digit[i] || n == 9)
			return n;
		n += 3;
	}
}

/* 0 none, 3 "一、", 4 "（一）": the level of HTML. */
static int
heading(const struct line *l)
{
	struct line rest = *l;
	bool bracket = begins(l, "（") || begins(l, "(");
	size_t n = 0;

	if (characters(l) > HEADING || ends(l, "。") || ends(l, "；") ||
	    ends(l, "，"))
		return 0;
	if (bracket)
		n = *l->at == '(' ? 1 : 3;
	rest.at += n;
	rest.len -= n;
	if (!(n = numeral(rest.at, rest.len)))
		return 0;
	rest.at += n;
	rest.len -= n;
	if (bracket)
		return begins(&rest, "）") || begins(&rest, ")") ? 4 : 0;
	return begins(&rest, "、") || begins(&rest, ".") || begins(&rest, "．")
		   ? 3
		   : 0;
}

/* 年, 月 or 日 alone. */
static bool
is_mark(const struct line *l)
{
	return l->len == 3 &&
	       (begins(l, "年") || begins(l, "月") || begins(l, "日"));
}

/* n digits at most and nothing else. */
static bool
is_number(const struct line *l, size_t n)
{
	size_t i;

	for (i = 0; i < l->len; i++)
		if (l->at[i] < '0' || l->at[i] > '9')
			return false;
	return l->len <= n;
}

/* Takes the next line that is not empty, without blanks around; *gap: empty
 * ones stood before it. */
static bool
next(const char **at, const char *end, struct line *l, bool *gap)
{
	const char *stop;

	*gap = false;
	while (*at < end) {
		stop = memchr(*at, '\n', (size_t)(end - *at));
		stop = stop ? stop : end;
		l->at = *at;
		l->len = (size_t)(stop - *at);
		*at = stop < end ? stop + 1 : end;
		for (;;) {
			size_t n = begins(l, "\xe3\x80\x80") ? 3
				   : begins(l, "\xc2\xa0")
				       ? 2
				       : l->len && (unsigned char)*l->at <= ' ';

			if (!n)
				break;
			l->at += n;
			l->len -= n;
		}
		while (l->len && (unsigned char)l->at[l->len - 1] <= ' ')
			l->len--;
		if (l->len)
			return true;
		*gap = true;
	}
	return false;
}

/* Dates came apart in some sources: 202, 6, 年, 03, 月.  Is l the rest of what
 * stands in the line before it? */
static bool
goes_on(const struct line *before, const struct line *l, const char *rest,
	const char *end)
{
	struct line after;
	bool gap;

	if (is_mark(l))
		return is_number(before, 4);
	if (is_mark(before))
		return !begins(before, "日") && is_number(l, 2);
	return is_number(before, 3) && begins(before, "20") &&
	       is_number(l, 1) && next(&rest, end, &after, &gap) &&
	       begins(&after, "年");
}

void
html_body(struct buf *b, const char *text, size_t len)
{
	const char *end = text + len;
	struct line l, before = { "", 0 };
	int level, cells = 0; /* short lines in the open paragraph */
	bool is_short, gap, more;

	while (next(&text, end, &l, &gap)) {
		level = heading(&l);
		is_short = !level && characters(&l) <= SHORT && !ends(&l, "。");
		more = cells && !gap && goes_on(&before, &l, text, end);
		before = l;
		if (more || (is_short && cells && !gap && cells < CELLS)) {
			if (!more)
				buf_str(b, "<br>");
			html_bytes(b, l.at, l.len);
			cells++;
			continue;
		}
		if (cells)
			buf_str(b, "</p>\n");
		cells = is_short;
		if (level)
			buf_printf(b, "<h%d>", level);
		else
			buf_str(b, "<p>");
		html_bytes(b, l.at, l.len);
		if (level)
			buf_printf(b, "</h%d>\n", level);
		else if (!is_short)
			buf_str(b, "</p>\n");
	}
	if (cells)
		buf_str(b, "</p>\n");
}

/* The last of these before `room`, not in the first half; 0 if none. */
static size_t
last(const char *text, size_t room, const char *mark)
{
	size_t n = strlen(mark), i;

	for (i = room; i >= n && i > room / 2; i--)
		if (!memcmp(text + i - n, mark, n))
			return i;
	return 0;
}

size_t
text_cut(const char *text, size_t len, size_t room)
{
	static const char *const mark[] = { "\n", "。", "；", "，",
					    ",",  " ",  NULL };
	size_t i, n;

	if (len <= room)
		return len;
	for (i = 0; mark[i]; i++)
		if ((n = last(text, room, mark[i])))
			return n;
	for (n = room; n > 1 && ((unsigned char)text[n] & 0xc0) == 0x80; n--)
		;
	return n;
}
