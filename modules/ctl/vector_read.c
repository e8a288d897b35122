/*
 * Reading a test vector.  This is a reader of JSON of its own: sizes are
 * unsigned 64-bit numbers, which the library for JSON cannot hold.
 */
#include <stdlib.h>
#include <string.h>

#include "vector.h"

/* What is left of a file; NUL-terminated, strings are unescaped in place. */
struct text {
	char *p;
};

static void
space(struct text *t)
{
	t->p += strspn(t->p, " \t\r\n");
}

static bool
sign(struct text *t, char c)
{
	space(t);
	return *t->p == c && ++t->p;
}

static bool
literal(struct text *t, const char *word)
{
	size_t n = strlen(word);

	space(t);
	if (strncmp(t->p, word, n) != 0)
		return false;
	t->p += n;
	return true;
}

/* The character an escape stands for; '?' for all we never compare. */
static char
unescape(struct text *t)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char digits[5] = "", *end;
	const char *at;
	long c;

	if (*t->p && (at = strchr(from, *t->p))) {
		t->p++;
		return to[at - from];
	}
	if (*t->p != 'u' || strnlen(t->p, 5) < 5)
		return '\0';
	memcpy(digits, t->p + 1, 4);
	c = strtol(digits, &end, 16);
	t->p += 5;
	if (*end)
		return '\0';
	return c > 0 && c < 128 ? (char)c : '?';
}

/* NULL if there is no string here. */
static char *
string(struct text *t)
{
	char *start, *to;

	if (!sign(t, '"'))
		return NULL;
	for (start = to = t->p; *t->p != '"'; to++) {
		if (!*t->p)
			return NULL;
		if ((*to = *t->p++) == '\\' && !(*to = unescape(t)))
			return NULL;
	}
	t->p++;
	*to = '\0';
	return start;
}

static bool
number(struct text *t, struct number *n)
{
	size_t i, len;

	space(t);
	len = strspn(t->p, "+-.0123456789Ee");
	n->given = true;
	n->good =
	    len == strspn(t->p, "0123456789") && (len == 1 || *t->p != '0');
	for (n->v = 0, i = 0; n->good && i < len; i++)
		n->good =
		    !__builtin_mul_overflow(n->v, 10, &n->v) &&
		    !__builtin_add_overflow(n->v, (unsigned)(t->p[i] - '0'),
					    &n->v);
	t->p += len;
	return len > 0;
}

static int
sextet(char c)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(alphabet, c) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

/* 44 characters, the last of them '=': nothing else is 32 bytes. */
static bool
unbase64(const char *s, unsigned char out[HASH_LEN])
{
	unsigned bits = 0, have = 0;
	size_t i, n = 0;
	int v;

	if (strnlen(s, 45) != 44 || s[43] != '=')
		return false;
	for (i = 0; i < 43; i++) {
		if ((v = sextet(s[i])) < 0)
			return false;
		bits = bits << 6 | (unsigned)v;
		if ((have += 6) >= 8) {
			have -= 8;
			out[n++] = (unsigned char)(bits >> have);
		}
	}
	return !(bits & 3); /* no bits left over */
}

static bool
digest(struct text *t, struct digest *d)
{
	if (!(d->text = string(t)))
		return false;
	d->good = unbase64(d->text, d->hash);
	return true;
}

static bool
proof(struct text *t, struct vector *v)
{
	struct digest d = { 0 };

	v->proof.n = 0;
	v->proof_good = true;
	if (literal(t, "null"))
		return true;
	if (!sign(t, '['))
		return false;
	if (sign(t, ']'))
		return true;
	do {
		if (!digest(t, &d))
			return false;
		if (!d.good || v->proof.n == MERKLE_PROOF_MAX)
			v->proof_good = false;
		else
			memcpy(v->proof.hash[v->proof.n++], d.hash, HASH_LEN);
	} while (sign(t, ','));
	return sign(t, ']');
}

/* Step over any value. */
static bool
skip(struct text *t)
{
	int depth = 0;

	do {
		space(t);
		if (*t->p == '"') {
			if (!string(t))
				return false;
		} else if (*t->p == '[' || *t->p == '{') {
			depth++;
			t->p++;
		} else if (*t->p == ']' || *t->p == '}') {
			depth--;
			t->p++;
		} else if (depth && (*t->p == ',' || *t->p == ':')) {
			t->p++;
		} else {
			size_t n = strcspn(t->p, "\"[]{},: \t\r\n");

			if (!n)
				return false;
			t->p += n;
		}
	} while (depth > 0);
	return depth == 0;
}

static bool
member(struct text *t, struct vector *v)
{
	const struct {
		const char *name;
		struct number *number;
		struct digest *digest;
	} table[] = {
		{ "leafIdx", &v->leaf_idx, NULL },
		{ "treeSize", &v->tree_size, NULL },
		{ "size1", &v->size1, NULL },
		{ "size2", &v->size2, NULL },
		{ "root", NULL, &v->root },
		{ "leafHash", NULL, &v->leaf_hash },
		{ "root1", NULL, &v->root1 },
		{ "root2", NULL, &v->root2 },
	};
	const char *name = string(t);
	size_t i;

	if (!name || !sign(t, ':'))
		return false;
	for (i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (!strcmp(table[i].name, name))
			return table[i].number ? number(t, table[i].number)
					       : digest(t, table[i].digest);
	if (!strcmp(name, "proof"))
		return proof(t, v);
	if (strcmp(name, "wantErr") != 0)
		return skip(t);
	v->want_err = literal(t, "true");
	v->want_err_given = v->want_err || literal(t, "false");
	return v->want_err_given;
}

bool
vector_read(char *file, struct vector *v)
{
	struct text t = { .p = file };

	if (!sign(&t, '{'))
		return false;
	do {
		if (!member(&t, v))
			return false;
	} while (sign(&t, ','));
	if (!sign(&t, '}'))
		return false;
	space(&t);
	return !*t.p;
}
