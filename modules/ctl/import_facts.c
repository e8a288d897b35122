/* The facts of a source, an object, as ours: [{"label":..,"value":..}, ..]. */
#include "body.h"
#include "import.h"
#include "json.h"

#define FACTS 100

/*
 * Names of an object, in their order: to a record without fields each is
 * unknown, and named.  How many; the rest after FACTS is left out.
 */
size_t
import_names(struct arena *mem, const char *json, size_t len,
	     const char *names[], size_t max)
{
	static const struct field none_field[] = { FIELD_END };
	static const struct record none = { "none", 1, none_field };
	const char *p, *end;
	struct buf bad;
	char nothing;
	size_t n = 0;
	enum err e;

	buf_init(&bad, mem);
	e = record_read(mem, &none, json, len, &nothing, &bad);
	if (e != E_FIELD)
		return 0;
	for (p = buf_text(&bad); n < max && *p == '"'; p = end + 2) {
		if (!(end = strstr(p + 1, "\":\"")))
			break;
		names[n++] = arena_copy(mem, p + 1, (size_t)(end - p - 1));
		if (!(end = strstr(end + 3, "\",")))
			break;
	}
	return n;
}

/* The text of a JSON value: a string as it reads, all else as it is written. */
static const char *
value_text(struct arena *mem, const char *raw)
{
	const struct field f[] = { { .name = "v",
				     .kind = K_TEXT,
				     .max = INT64_MAX,
				     .flags = F_IN },
				   FIELD_END };
	const struct record rec = { "value", sizeof(char *), f };
	const char *json = arena_printf(mem, "{\"v\":%s}", raw), *text = NULL;
	struct buf bad;

	buf_init(&bad, mem);
	if (*raw != '"' ||
	    record_read(mem, &rec, json, strlen(json), &text, &bad))
		return raw;
	return text;
}

const char *
import_facts(struct arena *mem, const char *json)
{
	const char *names[FACTS], *value[FACTS];
	struct field field[FACTS + 1];
	struct record rec = { "facts", sizeof(value), field };
	struct buf out, bad;
	size_t i, n;

	if (!json || !strcmp(json, "{}"))
		return NULL;
	if (!(n = import_names(mem, json, strlen(json), names, FACTS)))
		return json;
	memset(field, 0, sizeof(field));
	for (i = 0; i < n; i++)
		field[i] = (struct field){ .name = names[i],
					   .kind = K_RAW,
					   .off = i * sizeof(char *),
					   .flags = F_IN | F_OPT };
	buf_init(&bad, mem);
	record_read(mem, &rec, json, strlen(json), value, &bad);
	buf_init(&out, mem);
	buf_char(&out, '[');
	for (i = 0; i < n; i++) {
		if (!value[i])
			continue;
		json_comma(&out);
		buf_char(&out, '{');
		json_key(&out, "label");
		json_text(&out, names[i]);
		json_key(&out, "value");
		json_text(&out, value_text(mem, value[i]));
		buf_char(&out, '}');
	}
	buf_char(&out, ']');
	return out.at;
}
