/* The one place that escapes text for HTML. */
#include <inttypes.h>
#include <stdarg.h>

#include "html.h"

static const char *
entity(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	/* HTML knows no control characters but these */
	if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7f)
		return "";
	return NULL;
}

void
html_bytes(struct buf *b, const char *s, size_t len)
{
	const char *end = s + len, *from = s, *by;

	for (; s < end; s++) {
		if (!(by = entity((unsigned char)*s)))
			continue;
		buf_add(b, from, (size_t)(s - from));
		buf_str(b, by);
		from = s + 1;
	}
	buf_add(b, from, (size_t)(s - from));
}

void
html_text(struct buf *b, const char *s)
{
	if (s)
		html_bytes(b, s, strlen(s));
}

void
html(struct buf *b, const char *fmt, ...)
{
	const char *p;
	va_list ap;

	va_start(ap, fmt);
	for (; (p = strchr(fmt, '%')); fmt = p + 1) {
		buf_add(b, fmt, (size_t)(p - fmt));
		p++;
		if (*p == 's')
			html_text(b, va_arg(ap, const char *));
		else if (*p == 'd')
			buf_printf(b, "%d", va_arg(ap, int));
		else if (*p == 'l' && p[1] == 'd')
			buf_printf(b, "%ld", va_arg(ap, long)), p++;
		else if (*p == '%')
			buf_char(b, '%');
		else
			abort(); /* a format of ours that we do not know */
	}
	buf_str(b, fmt);
	va_end(ap);
}
