/* Records as JSON schemas. */
#include <inttypes.h>

#include "json.h"
#include "openapi.h"

#define SCHEMAS_MAX 400

struct schemas {
	struct arena *mem;
	const char *worker;
	size_t n;
	struct {
		const struct record *rec;
		unsigned flag;
	} at[SCHEMAS_MAX];
};

struct schemas *
schemas_new(struct arena *mem, const char *worker)
{
	struct schemas *s = arena_alloc(mem, sizeof(*s));

	s->mem = mem;
	s->worker = worker;
	return s;
}

static const char *
name_of(const struct schemas *s, const struct record *rec, unsigned flag)
{
	return arena_printf(s->mem, "%s.%s%s", s->worker, rec->name,
			    flag == F_IN ? ".in" : "");
}

void
schema_ref(struct schemas *s, struct buf *b, const struct record *rec,
	   unsigned flag)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->at[i].rec == rec && s->at[i].flag == flag)
			break;
	if (i == s->n && s->n < SCHEMAS_MAX) {
		s->at[s->n].rec = rec;
		s->at[s->n++].flag = flag;
	}
	buf_str(b, "{\"$ref\":\"#/components/schemas/");
	buf_str(b, name_of(s, rec, flag));
	buf_str(b, "\"}");
}

/* What may be absent may be null too, and in replies anything may. */
static void
type(struct buf *b, const char *name, bool null)
{
	json_key(b, "type");
	if (null)
		buf_printf(b, "[\"%s\",\"null\"]", name);
	else
		json_text(b, name);
}

static void
bound(struct buf *b, const char *name, int64_t n, int64_t none)
{
	if (n == none)
		return;
	json_key(b, name);
	json_int(b, n);
}

static void
words(struct buf *b, const char *const *w, bool null)
{
	json_key(b, "enum");
	buf_char(b, '[');
	for (; *w; w++) {
		json_comma(b);
		json_text(b, *w);
	}
	buf_str(b, null ? ",null]" : "]");
}

static void
array(struct schemas *s, struct buf *b, const struct field *f, unsigned flag)
{
	type(b, "array", false);
	json_key(b, "items");
	if (f->kind == K_LIST) {
		schema_ref(s, b, f->of, flag);
	} else {
		buf_char(b, '{');
		type(b, f->kind == K_INTS ? "integer" : "string", false);
		if (f->kind == K_INTS) {
			bound(b, "minimum", f->min, INT64_MIN);
			bound(b, "maximum", f->max, INT64_MAX);
		} else if (flag == F_IN) {
			bound(b, "minLength", f->min, 0);
			bound(b, "maxLength", f->max, INT64_MAX);
		}
		buf_char(b, '}');
	}
	if (flag == F_IN) {
		bound(b, "minItems", f->kind == K_LIST ? f->min : 0, 0);
		bound(b, "maxItems", f->kind == K_LIST ? f->max : LIST_MAX,
		      INT64_MAX);
	}
}

static void
inside(struct schemas *s, struct buf *b, const struct field *f, unsigned flag,
       bool null)
{
	switch (f->kind) {
	case K_INT:
	case K_MONEY:
		type(b, "integer", null);
		json_key(b, "format");
		json_text(b, "int64");
		bound(b, "minimum", f->min, INT64_MIN);
		bound(b, "maximum", f->max, INT64_MAX);
		break;
	case K_TIME:
		type(b, "string", null);
		json_key(b, "format");
		json_text(b, "date-time");
		break;
	case K_DATE:
		type(b, "string", null);
		json_key(b, "format");
		json_text(b, "date");
		break;
	case K_ENUM:
		type(b, "string", null);
		words(b, f->of, null);
		break;
	case K_BOOL:
		type(b, "boolean", null && flag == F_IN);
		break;
	case K_TEXT:
		type(b, "string", null);
		if (flag == F_IN) {
			bound(b, "minLength", f->min, 0);
			bound(b, "maxLength", f->max, INT64_MAX);
		}
		break;
	case K_RAW:
		break; /* any JSON */
	case K_NEST:
		json_key(b, "anyOf");
		buf_char(b, '[');
		schema_ref(s, b, f->of, flag);
		buf_str(b, null ? ",{\"type\":\"null\"}]" : "]");
		break;
	case K_LIST:
	case K_INTS:
	case K_TEXTS:
		array(s, b, f, flag);
	}
}

void
schema_field(struct schemas *s, struct buf *b, const struct field *f,
	     unsigned flag)
{
	buf_char(b, '{');
	if (f->label) {
		json_key(b, "title");
		json_text(b, f->label);
	}
	inside(s, b, f, flag, flag == F_OUT || (f->flags & F_OPT));
	buf_char(b, '}');
}

/* In replies every member is there; in requests those not optional. */
static void
object(struct schemas *s, struct buf *b, const struct record *rec,
       unsigned flag)
{
	const struct field *f;
	bool any = false;

	buf_str(b, "{\"type\":\"object\",\"properties\":{");
	for (f = rec->field; f->name; f++)
		if (f->flags & flag) {
			json_key(b, f->name);
			schema_field(s, b, f, flag);
		}
	buf_char(b, '}');
	for (f = rec->field; f->name; f++) {
		if (!(f->flags & flag) || (flag == F_IN && f->flags & F_OPT))
			continue;
		buf_str(b, any ? "," : ",\"required\":[");
		json_text(b, f->name);
		any = true;
	}
	buf_str(b, any ? "]" : "");
	buf_str(b, flag == F_IN ? ",\"additionalProperties\":false}" : "}");
}

void
schemas_print(struct schemas *s, struct buf *b)
{
	size_t i;

	for (i = 0; i < s->n; i++) { /* grows on the way */
		buf_str(b, i ? ",\n" : "");
		json_text(b, name_of(s, s->at[i].rec, s->at[i].flag));
		buf_char(b, ':');
		object(s, b, s->at[i].rec, s->at[i].flag);
	}
}
