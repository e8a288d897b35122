/* Reads JSON into structs.  The only file with jansson. */
#include <jansson.h>

#include "body.h"
#include "json.h"
#include "value.h"

#define DEPTH_MAX 16

static struct arena *mem;
static bool picking; /* names we do not know are passed over */

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

static void read_object(const struct record *, json_t *, void *,
			const struct path *, struct buf *);

static void
read_items(const struct field *f, json_t *v, struct list *l,
	   const struct path *up, struct buf *bad)
{
	const struct record *rec = f->of;
	size_t i, n = json_array_size(v), size;
	const char *why;

	if (n > LIST_MAX && (f->kind != K_LIST || f->max <= LIST_MAX)) {
		value_complain(bad, up,
			       value_say(mem, "太多，不能超过 %d 项",
					 LIST_MAX));
		return;
	}
	if (f->kind == K_LIST && (int64_t)n < f->min) {
		value_complain(bad, up,
			       value_say(mem, "不能少于 %lld 项",
					 (long long)f->min));
		return;
	}
	if (f->kind == K_LIST && (int64_t)n > f->max) {
		value_complain(bad, up,
			       value_say(mem, "不能超过 %lld 项",
					 (long long)f->max));
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
				  ? value_number(mem, f,
						 json_integer_value(item), at)
				  : "应是整数";
		} else {
			struct field text = *f;

			text.kind = K_TEXT;
			why = json_is_string(item)
				  ? value_text(mem, &text,
					       json_string_value(item),
					       json_string_length(item), at)
				  : "应是文字";
		}
		if (why)
			value_complain(bad, &here, why);
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
			  ? value_number(mem, f, json_integer_value(v), at)
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
		why = json_is_string(v)
			  ? value_text(mem, f, json_string_value(v),
				       json_string_length(v), at)
			  : "应是文字";
	}
	if (why)
		value_complain(bad, here, why);
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
			value_complain(bad, &here, "必须填写");
	}
	if (picking)
		return;
	json_object_foreach(o, name, v)
	{
		struct path here = { up, name, 0, false };

		f = field_find(rec, name);
		if (!f || !(f->flags & F_IN))
			value_complain(bad, &here, "没有这个字段");
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
		value_complain(bad, &here,
			       value_say(mem, "第 %d 行第 %d 个字附近有错",
					 why->line, why->column));
		return E_SYNTAX;
	}
	while (from && text[from - 1] != '"')
		from--;
	here.name = arena_copy(mem, text + from, end - from);
	value_complain(bad, &here, "重复了");
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
		value_complain(bad, &here, "没有内容");
	else if (too_deep(text, len))
		value_complain(bad, &here,
			       value_say(mem, "嵌套超过 %d 层", DEPTH_MAX));
	if (bad->len)
		return E_SYNTAX;
	if (!(root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why)))
		return broken(text, &why, bad);
	if (!json_is_object(root)) {
		value_complain(bad, &here, "应是对象");
		return E_SYNTAX;
	}
	read_object(rec, root, at, NULL, bad);
	return bad->len ? E_FIELD : OK;
}

enum err
record_pick(struct arena *a, const struct record *rec, const char *text,
	    size_t len, void *at, struct buf *bad)
{
	enum err e;

	picking = true;
	e = record_read(a, rec, text, len, at, bad);
	picking = false;
	return e;
}
