/* Is a text canonical JSON?  See canon.h. */
#include <string.h>

#include "canon.h"
#include "days.h"

#define DEPTH_MAX 16 /* as body.c */

struct walk {
	const char *p, *end;
};

static bool
take(struct walk *w, char c)
{
	if (w->p == w->end || *w->p != c)
		return false;
	w->p++;
	return true;
}

static bool
take_word(struct walk *w, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(w->end - w->p) < n || memcmp(w->p, word, n))
		return false;
	w->p += n;
	return true;
}

static int
low_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* After the backslash: of each byte that is escaped, its one form. */
static bool
escape(struct walk *w)
{
	int high, low, c;

	if (take(w, '"') || take(w, '\\') || take(w, 'n'))
		return true;
	if (!take_word(w, "u00") || w->end - w->p < 2)
		return false;
	high = low_hex(w->p[0]);
	low = low_hex(w->p[1]);
	w->p += 2;
	c = high < 0 || low < 0 ? 0 : high << 4 | low;
	return c && c != '\n' && (c < 0x20 || c == 0x7f);
}

static bool
string(struct walk *w, const char **at, size_t *n)
{
	unsigned char c;

	if (!take(w, '"'))
		return false;
	*at = w->p;
	while (w->p < w->end) {
		c = (unsigned char)*w->p++;
		if (c == '"') {
			*n = (size_t)(w->p - 1 - *at);
			return true;
		}
		if (c < 0x20 || c == 0x7f || (c == '\\' && !escape(w)))
			return false;
	}
	return false;
}

static bool
integer(struct walk *w)
{
	const char *from;

	if (take(w, '-') && w->p < w->end && *w->p == '0')
		return false;
	from = w->p;
	while (w->p < w->end && *w->p >= '0' && *w->p <= '9')
		w->p++;
	return w->p > from && (*from != '0' || w->p == from + 1);
}

/* Lists and objects of anything; depth bounds the recursion. */
static bool
any(struct walk *w, int depth)
{
	bool object = w->p < w->end && *w->p == '{';
	const char *at;
	size_t n;

	if (w->p == w->end || depth > DEPTH_MAX)
		return false;
	if (*w->p == '"')
		return string(w, &at, &n);
	if (*w->p != '{' && *w->p != '[')
		return take_word(w, "null") || take_word(w, "true") ||
		       take_word(w, "false") || integer(w);
	w->p++;
	if (take(w, object ? '}' : ']'))
		return true;
	do {
		if (object && !(string(w, &at, &n) && take(w, ':')))
			return false;
		if (!any(w, depth + 1))
			return false;
	} while (take(w, ','));
	return take(w, object ? '}' : ']');
}

static bool
is_digest(const char *at, size_t n)
{
	size_t i;

	for (i = 0; i < n && low_hex(at[i]) >= 0; i++)
		;
	return i == n && n == 64;
}

/* The one text of an instant. */
static bool
is_instant(const char *at, size_t n)
{
	char text[30];
	int64_t ms;

	if (n != sizeof(text) - 1)
		return false;
	memcpy(text, at, n);
	text[n] = '\0';
	return instant_is(text, &ms);
}

static bool
text_ok(const struct field *f, const char *at, size_t n)
{
	if (f->kind == K_TIME)
		return is_instant(at, n);
	return f->min != 64 || f->max != 64 || is_digest(at, n);
}

static bool object(struct walk *, const struct record *, int depth);

static bool
item(struct walk *w, const struct field *f, int depth)
{
	const char *at;
	size_t n;

	switch (f->kind) {
	case K_INT:
	case K_MONEY:
	case K_INTS:
		return integer(w);
	case K_BOOL:
		return take_word(w, "true") || take_word(w, "false");
	case K_RAW:
		return any(w, depth + 1);
	case K_NEST:
	case K_LIST:
		return object(w, f->of, depth + 1);
	default:
		return string(w, &at, &n) && text_ok(f, at, n);
	}
}

static bool
value(struct walk *w, const struct field *f, int depth)
{
	if (f->kind != K_LIST && f->kind != K_INTS && f->kind != K_TEXTS)
		return item(w, f, depth);
	if (!take(w, '['))
		return false;
	if (take(w, ']'))
		return true;
	do
		if (!item(w, f, depth))
			return false;
	while (take(w, ','));
	return take(w, ']');
}

/* Is the next member the one of this name?  Then w stands at its value. */
static bool
named(struct walk *w, const char *name, bool first)
{
	struct walk back = *w;
	const char *at;
	size_t n;

	if ((first || take(w, ',')) && string(w, &at, &n) &&
	    n == strlen(name) && !memcmp(at, name, n) && take(w, ':'))
		return true;
	*w = back;
	return false;
}

static bool
object(struct walk *w, const struct record *rec, int depth)
{
	const struct field *f;
	bool first = true;

	if (depth > DEPTH_MAX || !take(w, '{'))
		return false;
	for (f = rec->field; f->name; f++) {
		if (!(f->flags & F_IN))
			continue;
		if (!named(w, f->name, first)) {
			if (f->flags & F_ABSENT)
				continue;
			return false;
		}
		first = false;
		if ((f->flags & F_OPT) && !(f->flags & F_ABSENT) &&
		    take_word(w, "null"))
			continue;
		if (!value(w, f, depth))
			return false;
	}
	return take(w, '}');
}

bool
canon_ok(const struct record *rec, const char *text, size_t len)
{
	struct walk w = { text, text + len };

	return object(&w, rec, 0) && w.p == w.end;
}

bool
canon_any(const char *text, size_t len)
{
	struct walk w = { text, text + len };

	return any(&w, 0) && w.p == w.end;
}

const char *
canon_member(const char *text, size_t len, const char *name, size_t *n)
{
	struct walk w = { text + 1, text + len };
	const char *at, *from;
	size_t k;

	while (string(&w, &at, &k) && take(&w, ':')) {
		from = w.p;
		if (!any(&w, 0))
			return NULL;
		if (k == strlen(name) && !memcmp(at, name, k)) {
			*n = (size_t)(w.p - from);
			return from;
		}
		take(&w, ',');
	}
	return NULL;
}
