/* Questions to the search: words, their terms, and whether a text has them. */
#include <string.h>

#include "fold.h"
#include "terms.h"

const char *
query_err_text(enum query_err e)
{
	switch (e) {
	case QUERY_OK:
		return "正常";
	case QUERY_UTF8:
		return "搜索词不是合法的 UTF-8 文字";
	case QUERY_NONE:
		return "请输入要搜索的文字";
	case QUERY_MANY:
		return "搜索词太多，最多8个";
	case QUERY_LONG:
		return "搜索词太长，每个最多64个字";
	}
	return "";
}

/* Terms, and the table of Knuth, Morris and Pratt. */
static void
word_index(struct word *w)
{
	struct terms t = { .g = w->term, .cap = WORD_MAX };
	size_t i, n, k = 0, part = 0;
	uint32_t c, next;

	for (i = 0, n = 0; i < w->len; i++)
		n += utf8_write(w->text + n, w->at[i]);
	w->text[n] = '\0';

	for (i = 1, w->back[0] = 0; i < w->len; i++) {
		while (k && w->at[i] != w->at[k])
			k = w->back[k - 1];
		k += w->at[i] == w->at[k];
		w->back[i] = (unsigned char)k;
	}

	w->exact = w->len <= 2;
	for (i = 0; i < w->len; i++) {
		c = w->at[i];
		next = i + 1 < w->len ? w->at[i + 1] : ' ';
		part = c == ' ' ? 0 : part + 1;
		if (c == ' ' || (c >= 0xe000 && c < 0xf900) || c > 0xffff)
			w->exact = false; /* shares its unit with others */
		if (part && next != ' ')
			terms_add(&t, term_bigram(c, next));
		else if (part == 1 && c != FOLD_TSHEG)
			terms_add(&t, term_unigram(c));
	}
	w->terms = terms_sort(&t);
}

static bool
is_there(const struct query *q, const struct word *w)
{
	size_t i;

	for (i = 0; i < q->n; i++)
		if (!strcmp(q->word[i].text, w->text))
			return true;
	return false;
}

/* Take up the word, if it is one. */
static enum query_err
word_end(struct query *q, struct word *w)
{
	size_t lead = 0;

	while (w->len && w->at[w->len - 1] == FOLD_TSHEG)
		w->len--;
	while (lead < w->len && w->at[lead] == FOLD_TSHEG)
		lead++;
	w->len -= lead;
	memmove(w->at, w->at + lead, w->len * sizeof(*w->at));
	if (!w->len)
		return QUERY_OK;
	word_index(w);
	if (!is_there(q, w)) {
		if (q->n == QUERY_WORDS)
			return QUERY_MANY;
		q->word[q->n++] = *w;
	}
	w->len = 0;
	return QUERY_OK;
}

static bool
is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* Does the separator c, between `before` and the text s, hold a code together?
 */
static bool
joins(uint32_t before, uint32_t c, const char *s, size_t n)
{
	uint32_t after = 0, folded[4];

	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (!utf8_read(s, n, &after) || !fold_char(after, folded) ||
	    !is_alnum(before) || !is_alnum(folded[0]))
		return false;
	if (c == ',')
		return before <= '9' && folded[0] <= '9';
	return c == '-' || c == '/' || c == '.' || c == '_' || c == ':';
}

enum query_err
query_parse(const char *s, struct query *q)
{
	struct word w = { .len = 0 };
	size_t n = strlen(s), len;
	uint32_t c, folded[4];
	enum query_err e;
	unsigned i, have;

	for (q->n = 0; n; s += len, n -= len) {
		if (!(len = utf8_read(s, n, &c)))
			return QUERY_UTF8;
		have = fold_char(c, folded);
		if (have && folded[0] == ' ' &&
		    !(w.len && joins(w.at[w.len - 1], c, s + len, n - len))) {
			if ((e = word_end(q, &w)))
				return e;
			continue;
		}
		for (i = 0; i < have; i++) {
			if (w.len == WORD_MAX)
				return QUERY_LONG;
			w.at[w.len++] = folded[i];
		}
	}
	if ((e = word_end(q, &w)))
		return e;
	return q->n ? QUERY_OK : QUERY_NONE;
}

size_t
query_terms(const struct query *q, uint32_t out[QUERY_WORDS * WORD_MAX])
{
	struct terms t = { .g = out, .cap = QUERY_WORDS * WORD_MAX };
	size_t i, k;

	for (i = 0; i < q->n; i++)
		for (k = 0; k < q->word[i].terms; k++)
			terms_add(&t, q->word[i].term[k]);
	return terms_sort(&t);
}

bool
text_has_word(const char *s, size_t n, const struct word *w)
{
	struct fold f;
	uint32_t c;
	size_t k = 0;

	fold_init(&f, s, n);
	while (k < w->len && (c = fold_next(&f))) {
		while (k && c != w->at[k])
			k = w->back[k - 1];
		k += c == w->at[k];
	}
	return w->len && k == w->len;
}
