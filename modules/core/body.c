/* Reads JSON and query strings into structs.  The only file with jansson. */
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>

#include "body.h"
#include "days.h"
#include "json.h"

#define DEPTH_MAX 16
#define NAME_SHOWN 100 /* bytes of a name that is repeated to its sender */

static struct arena *mem;

static void *
take(size_t n)
{
	return arena_alloc(mem, n);
}

static void
keep(void *p)
{
	(void)p; /* arena_reset() does it */
}

bool
utf8_ok(const char *s, size_t n)
{
	const unsigned char *p = (const void *)s, *end = p + n;
	unsigned need, i;
	uint32_t c;

	while (p < end) {
		if (*p < 0x80) {
			if ((*p < ' ' && *p != '\t' && *p != '\n' &&
			     *p != '\r') ||
			    *p == 0x7f)
				return false;
			p++;
			continue;
		}
		need = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : 1;
		if (*p < 0xc2 || *p > 0xf4 || (size_t)(end - p) <= need)
			return false;
		c = *p & (0x3fu >> need);
		for (i = 1; i <= need; i++) {
			if ((p[i] & 0xc0) != 0x80)
				return false;
			c = c << 6 | (p[i] & 0x3fu);
		}
		if ((need == 2 && (c < 0x800 || (c >= 0xd800 && c < 0xe000))) ||
		    (need == 3 && (c < 0x10000 || c > 0x10ffff)))
			return false;
		p += need + 1;
	}
	return true;
}

size_t
utf8_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* Deeper than any form of ours: refused before the parser sees it. */
static bool
too_deep(const char *s, size_t n)
{
	bool quoted = false;
	int depth = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (quoted) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				quoted = false;
		} else if (s[i] == '"') {
			quoted = true;
		} else if (s[i] == '{' || s[i] == '[') {
			if (++depth > DEPTH_MAX)
				return true;
		} else if (s[i] == '}' || s[i] == ']') {
			depth--;
		}
	}
	return false;
}

/* The path of a field: "items[3].price". */
struct path {
	const struct path *up;
	const char *name;
	size_t index;
	bool item;
};

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

static void
complain(struct buf *bad, const struct path *at, const char *why)
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

static const char *say(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));
static const char *
say(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(mem, fmt, ap);
	va_end(ap);
	return s;
}

static const char *
read_number(const struct field *f, int64_t n, void *at)
{
	if (n < f->min)
		return say("太小，不能小于 %lld", (long long)f->min);
	if (n > f->max)
		return say("太大，不能大于 %lld", (long long)f->max);
	*(int64_t *)at = n;
	return NULL;
}

static const char *
words(const char *const *word)
{
	struct buf b;
	size_t i;

	buf_init(&b, mem);
	for (i = 0; word[i]; i++)
		buf_printf(&b, "%s%s", i ? " " : "", word[i]);
	return buf_text(&b);
}

/* The kinds that are spoken as text. */
static const char *
read_text(const struct field *f, const char *s, size_t len, void *at)
{
	int64_t n;
	size_t chars;

	if (strlen(s) != len || !utf8_ok(s, len))
		return "含有不能使用的字符";
	switch (f->kind) {
	case K_TIME:
		if (!instant_parse(s, &n))
			return "应是时间，例如 2026-06-03T10:00:00+08:00";
		return read_number(f, n, at);
	case K_DATE:
		if (!day_parse(s, &n))
			return "应是日期，例如 2026-06-03";
		return read_number(f, n, at);
	case K_ENUM:
		if ((n = word_index(f->of, s)) < 0)
			return say("应是其中之一：%s", words(f->of));
		*(int64_t *)at = n;
		return NULL;
	default:
		chars = utf8_length(s);
		if ((int64_t)chars < f->min)
			return chars ? say("太短，不能少于 %lld 个字",
					   (long long)f->min)
				     : "不能为空";
		if ((int64_t)chars > f->max)
			return say("太长，不能超过 %lld 个字",
				   (long long)f->max);
		*(const char **)at = arena_copy(mem, s, len);
		return NULL;
	}
}

static void read_object(const struct record *, json_t *, void *,
			const struct path *, struct buf *);

static void
read_items(const struct field *f, json_t *v, struct list *l,
	   const struct path *up, struct buf *bad)
{
	const struct record *rec = f->of;
	size_t i, n = json_array_size(v), size;
	const char *why;

	if (n > LIST_MAX) {
		complain(bad, up, say("太多，不能超过 %d 项", LIST_MAX));
		return;
	}
	if (f->kind == K_LIST && (int64_t)n < f->min) {
		complain(bad, up, say("不能少于 %lld 项", (long long)f->min));
		return;
	}
	if (f->kind == K_LIST && (int64_t)n > f->max) {
		complain(bad, up, say("不能超过 %lld 项", (long long)f->max));
		return;
	}
	size = f->kind == K_LIST ? rec->size : sizeof(int64_t);
	l->n = n;
	l->at = arena_alloc(mem, n * size + 1);
	for (i = 0; i < n; i++) {
		json_t *item = json_array_get(v, i);
		struct path here = { up, NULL, i, true };
		char *at = (char *)l->at + i * size;

		why = NULL;
		if (f->kind == K_LIST) {
			record_clear(rec, at);
			if (json_is_object(item))
				read_object(rec, item, at, &here, bad);
			else
				why = "应是对象";
		} else if (f->kind == K_INTS) {
			why = json_is_integer(item)
				  ? read_number(f, json_integer_value(item), at)
				  : "应是整数";
		} else {
			struct field text = *f;

			text.kind = K_TEXT;
			why = json_is_string(item)
				  ? read_text(&text, json_string_value(item),
					      json_string_length(item), at)
				  : "应是文字";
		}
		if (why)
			complain(bad, &here, why);
	}
}

static void
read_value(const struct field *f, json_t *v, char *at, const struct path *here,
	   struct buf *bad)
{
	const char *why = NULL;
	void *nest;

	switch (f->kind) {
	case K_INT:
	case K_MONEY:
		why = json_is_integer(v)
			  ? read_number(f, json_integer_value(v), at)
			  : "应是整数";
		break;
	case K_BOOL:
		if (json_is_boolean(v))
			*(bool *)at = json_is_true(v);
		else
			why = "应是 true 或 false";
		break;
	case K_RAW:
		*(const char **)(void *)at =
		    json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
		break;
	case K_NEST:
		if (json_is_object(v)) {
			nest =
			    arena_alloc(mem,
					((const struct record *)f->of)->size);
			record_clear(f->of, nest);
			read_object(f->of, v, nest, here, bad);
			*(void **)(void *)at = nest;
		} else {
			why = "应是对象";
		}
		break;
	case K_LIST:
	case K_INTS:
	case K_TEXTS:
		if (json_is_array(v))
			read_items(f, v, (struct list *)(void *)at, here, bad);
		else
			why = "应是列表";
		break;
	default:
		why = json_is_string(v) ? read_text(f, json_string_value(v),
						    json_string_length(v), at)
					: "应是文字";
	}
	if (why)
		complain(bad, here, why);
}

static void
read_object(const struct record *rec, json_t *o, void *to,
	    const struct path *up, struct buf *bad)
{
	const struct field *f;
	const char *name;
	json_t *v;

	for (f = rec->field; f->name; f++) {
		struct path here = { up, f->name, 0, false };

		if (!(f->flags & F_IN))
			continue;
		v = json_object_get(o, f->name);
		if (v && !json_is_null(v))
			read_value(f, v, (char *)to + f->off, &here, bad);
		else if (!(f->flags & F_OPT))
			complain(bad, &here, "必须填写");
	}
	json_object_foreach(o, name, v)
	{
		struct path here = { up, name, 0, false };

		f = field_find(rec, name);
		if (!f || !(f->flags & F_IN))
			complain(bad, &here, "没有这个字段");
	}
}

/* Where the parser stopped; a key that stands twice is named. */
static enum err
broken(const char *text, const json_error_t *why, struct buf *bad)
{
	struct path here = { NULL, "body", 0, false };
	size_t end = why->position > 0 ? (size_t)why->position - 1 : 0;
	size_t from = end;

	if (json_error_code(why) != json_error_duplicate_key ||
	    text[end] != '"') {
		complain(bad, &here,
			 say("第 %d 行第 %d 个字附近有错", why->line,
			     why->column));
		return E_SYNTAX;
	}
	while (from && text[from - 1] != '"')
		from--;
	here.name = arena_copy(mem, text + from, end - from);
	complain(bad, &here, "重复了");
	return E_FIELD;
}

enum err
record_read(struct arena *a, const struct record *rec, const char *text,
	    size_t len, void *at, struct buf *bad)
{
	struct path here = { NULL, "body", 0, false };
	json_error_t why;
	json_t *root;

	mem = a;
	json_set_alloc_funcs(take, keep);
	record_clear(rec, at);
	if (!utf8_ok(text, len))
		return E_UTF8;
	if (!len)
		complain(bad, &here, "没有内容");
	else if (too_deep(text, len))
		complain(bad, &here, say("嵌套超过 %d 层", DEPTH_MAX));
	if (bad->len)
		return E_SYNTAX;
	if (!(root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why)))
		return broken(text, &why, bad);
	if (!json_is_object(root)) {
		complain(bad, &here, "应是对象");
		return E_SYNTAX;
	}
	read_object(rec, root, at, NULL, bad);
	return bad->len ? E_FIELD : OK;
}

const char *
field_read(struct arena *a, const struct field *f, const char *text, void *at)
{
	long long n;
	char *end;

	mem = a;
	switch (f->kind) {
	case K_INT:
	case K_MONEY:
		errno = 0;
		n = strtoll(text, &end, 10);
		if (errno || end == text || *end)
			return "应是整数";
		return read_number(f, n, at);
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
		return read_text(f, text, strlen(text), at);
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
unescape(const char *s, size_t n)
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
query_read(struct arena *a, const struct record *rec, const char *query,
	   void *at, struct buf *bad)
{
	const struct field *f;
	uint64_t seen = 0, bit;
	const char *p, *why;

	mem = a;
	record_clear(rec, at);
	for (p = query ? query : ""; *p;) {
		size_t n = strcspn(p, "&"), k = strcspn(p, "=&");
		char *name = unescape(p, k);
		const char *value = k < n ? unescape(p + k + 1, n - k - 1) : "";
		struct path here = { NULL, name, 0, false };

		p += n + (p[n] == '&');
		if (!n)
			continue;
		if (!name || !value || !utf8_ok(name, strlen(name)) ||
		    !utf8_ok(value, strlen(value)))
			return E_UTF8;
		f = field_find(rec, name);
		if (!f || !(f->flags & F_IN)) {
			complain(bad, &here, "没有这个参数");
			continue;
		}
		bit = UINT64_C(1) << ((f - rec->field) & 63);
		if (seen & bit) {
			complain(bad, &here, "重复了");
			continue;
		}
		seen |= bit;
		if (!*value && (f->flags & F_OPT))
			continue; /* an empty box of a form */
		if ((why = field_read(a, f, value, (char *)at + f->off)))
			complain(bad, &here, why);
	}
	for (f = rec->field; f->name; f++) {
		struct path here = { NULL, f->name, 0, false };

		bit = UINT64_C(1) << ((f - rec->field) & 63);
		if ((f->flags & F_IN) && !(f->flags & F_OPT) && !(seen & bit))
			complain(bad, &here, "必须填写");
	}
	return bad->len ? E_FIELD : OK;
}
