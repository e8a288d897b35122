/* Search over titles and texts. */
#include "find.h"

#define BEFORE 24 /* characters of the text around a word */
#define AFTER 56

/* The start of the character that stands n before `at`. */
static const char *
back(const char *from, const char *at, int n)
{
	while (at > from && n) {
		at--;
		if (((unsigned char)*at & 0xc0) != 0x80)
			n--;
	}
	return at;
}

static const char *
forth(const char *at, int n)
{
	while (*at && n) {
		at++;
		if (((unsigned char)*at & 0xc0) != 0x80)
			n--;
	}
	return at;
}

/* The text around the first word that stands in it as it was asked. */
static const char *
snippet(struct req *r, const struct query *q, const char *body)
{
	const char *hit = NULL, *from, *to;
	char *out, *p;
	size_t i;

	for (i = 0; i < q->n && !hit; i++)
		hit = strcasestr(body, q->word[i].text);
	from = hit ? back(body, hit, BEFORE) : body;
	to = forth(hit ? hit : body, AFTER);
	out = arena_copy(r->mem, from, (size_t)(to - from));
	for (p = out; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	return out;
}

/* GET /search -- notices with these words, newest first */
enum err
search(struct req *r)
{
	struct notice_item *n;
	struct list found;
	struct find f;
	int64_t more;
	size_t i;
	enum err e;

	if ((e = find_read(r, r->in, &f)) ||
	    (e = find_run(r, &f, &found, &more)))
		return e;
	for (n = found.at, i = 0; i < found.n; i++)
		n[i].snippet = snippet(r, f.words, n[i].body);
	return reply_items(r, &notice_item_record, &found,
			   more == NONE ? NULL : page_next(r, more));
}
