/* What the details of a sale's events say, which may have more members. */
#include "days.h"
#include "verify_lot.h"

/* The text of a member of the event's detail; NULL: there is none. */
static const char *
member(const struct v_event *e, const char *name, size_t *len)
{
	const char *detail;
	size_t n;

	detail = canon_member(e->text, strlen(e->text), "detail", &n);
	return detail && *detail == '{' ? canon_member(detail, n, name, len)
					: NULL;
}

int64_t
lot_number(const struct v_event *e, const char *name)
{
	size_t len;
	const char *at = member(e, name, &len);
	int64_t n = 0;
	size_t i;

	if (!at || len > 16)
		return NONE;
	for (i = 0; i < len; i++)
		if (at[i] < '0' || at[i] > '9')
			return NONE;
		else
			n = n * 10 + (at[i] - '0');
	return n;
}

const char *
lot_word(struct verify *v, const struct v_event *e, const char *name)
{
	size_t len;
	const char *at = member(e, name, &len);

	return at && *at == '"' && !memchr(at, '\\', len)
		   ? arena_printf(v->mem, "%.*s", (int)len - 2, at + 1)
		   : NULL;
}

int64_t
lot_time(struct verify *v, const struct v_event *e, const char *name)
{
	const char *text = lot_word(v, e, name);
	int64_t at;

	return text && instant_is(text, &at) ? at : NONE;
}

bool
lot_is_true(const struct v_event *e, const char *name)
{
	size_t len;
	const char *at = member(e, name, &len);

	return at && *at == 't';
}
