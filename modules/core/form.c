/* Reads query strings and single values into structs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "value.h"

const char *
field_read(struct arena *mem, const struct field *f, const char *text, void *at)
{
	long long n;
	char *end;

	switch (f->kind) {
	case K_INT:
	case K_MONEY:
		errno = 0;
		n = strtoll(text, &end, 10);
		if (errno || end == text || *end)
			return "应是整数";
		return value_number(mem, f, n, at);
	case K_BOOL:
		if (strcmp(text, "true") && strcmp(text, "false"))
			return "应是 true 或 false";
		*(bool *)at = text[0] == 't';
		return NULL;
	case K_RAW:
	case K_NEST:
	case K_LIST:
	case K_INTS:
	case K_TEXTS:
		return "不能这样填写";
	default:
		return value_text(mem, f, text, strlen(text), at);
	}
}

static int
hexdigit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* Undoes %XX and +; NULL if broken. */
static char *
unescape(struct arena *mem, const char *s, size_t n)
{
	char *out = arena_alloc(mem, n + 1), *to = out;
	size_t i;
	int c;

	for (i = 0; i < n; i++) {
		if (s[i] == '+') {
			*to++ = ' ';
		} else if (s[i] == '%') {
			if (i + 2 >= n || hexdigit(s[i + 1]) < 0 ||
			    hexdigit(s[i + 2]) < 0)
				return NULL;
			c = hexdigit(s[i + 1]) << 4 | hexdigit(s[i + 2]);
			if (!c)
				return NULL;
			*to++ = (char)c;
			i += 2;
		} else {
			*to++ = s[i];
		}
	}
	return out;
}

enum err
query_read(struct arena *mem, const struct record *rec, const char *query,
	   void *at, struct buf *bad)
{
	const struct field *f;
	uint64_t seen = 0, bit;
	const char *p, *why;

	record_clear(rec, at);
	for (p = query ? query : ""; *p;) {
		size_t n = strcspn(p, "&"), k = strcspn(p, "=&");
		char *name = unescape(mem, p, k);
		const char *value =
		    k < n ? unescape(mem, p + k + 1, n - k - 1) : "";
		struct path here = { NULL, name, 0, false };

		p += n + (p[n] == '&');
		if (!n)
			continue;
		if (!name || !value || !utf8_ok(name, strlen(name)) ||
		    !utf8_ok(value, strlen(value)))
			return E_UTF8;
		f = field_find(rec, name);
		if (!f || !(f->flags & F_IN)) {
			value_complain(bad, &here, "没有这个参数");
			continue;
		}
		bit = UINT64_C(1) << ((f - rec->field) & 63);
		if (seen & bit) {
			value_complain(bad, &here, "重复了");
			continue;
		}
		seen |= bit;
		if (!*value && (f->flags & F_OPT))
			continue; /* an empty box of a form */
		if ((why = field_read(mem, f, value, (char *)at + f->off)))
			value_complain(bad, &here, why);
	}
	for (f = rec->field; f->name; f++) {
		struct path here = { NULL, f->name, 0, false };

		bit = UINT64_C(1) << ((f - rec->field) & 63);
		if ((f->flags & F_IN) && !(f->flags & F_OPT) && !(seen & bit))
			value_complain(bad, &here, "必须填写");
	}
	return bad->len ? E_FIELD : OK;
}
