/* The pool of a draw: codes for persons, so that its text can be public. */
#include <stdlib.h>

#include "crypt.h"
#include "drawing.h"
#include "json.h"
#include "pool.h"

static int
by_code(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (!x->why != !y->why)
		return x->why ? 1 : -1;
	return strcmp(x->code, y->code);
}

void
places_sort(struct list *places)
{
	struct place *p = places->at;
	size_t i;

	qsort(p, places->n, sizeof(*p), by_code);
	for (i = 0; i < places->n; i++)
		p[i].place = (int64_t)i;
}

enum err
draw_places(struct req *r, const unsigned char secret[SEED_LEN],
	    struct list *places)
{
	struct pool pool = { { 0, NULL }, { 0, NULL } };
	const struct pool_expert *x;
	struct place *p;
	size_t i;
	enum err e;

	if ((e = pool_read(r, &pool)))
		return e;
	p = arena_alloc(r->mem, (pool.experts.n + 1) * sizeof(*p));
	places->at = p;
	for (x = pool.experts.at, i = 0; i < pool.experts.n; i++, x++) {
		if (!pool_knows(x, r->trade.expert_classes))
			continue;
		p->expert = x->id;
		p->account = x->account;
		p->name = x->name;
		p->employer = x->employer;
		p->why = pool_obstacle(r, &pool, x);
		p->code =
		    draw_person_code(r->mem,
				     draw_person_salt(r->mem, secret, x->id),
				     draw_person(r->mem, x->id, x->name,
						 x->employer));
		if (x->employer)
			p->employer_code =
			    draw_employer_code(r->mem,
					       draw_employer_salt(r->mem,
								  secret,
								  x->employer),
					       x->employer);
		places->n++;
		p++;
	}
	places_sort(places);
	return OK;
}

const char *
draw_sitting(struct req *r, const unsigned char secret[SEED_LEN],
	     const struct list *there)
{
	const char *const *code = there->at;
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	for (i = 0; i < there->n; i++)
		buf_printf(&b, "%s%s", i ? "," : "",
			   draw_employer_code(r->mem,
					      draw_employer_salt(r->mem, secret,
								 code[i]),
					      code[i]));
	return buf_text(&b);
}

/* "a,b" as a JSON list. */
static void
json_words(struct buf *b, const char *words)
{
	size_t n;

	buf_char(b, '[');
	for (; *words; words += n + (words[n] == ',')) {
		n = strcspn(words, ",");
		json_comma(b);
		json_text(b, arena_copy(b->mem, words, n));
	}
	buf_char(b, ']');
}

const char *
draw_pool_text(struct req *r, const struct drawing *d,
	       const struct list *places)
{
	const struct place *p = places->at;
	unsigned char salt[16];
	struct buf b;
	size_t i;

	random_bytes(salt, sizeof(salt));
	buf_init(&b, r->mem);
	buf_char(&b, '{');
	json_key(&b, "trade");
	json_text(&b, r->trade.deal_code);
	json_key(&b, "draw");
	json_int(&b, d->no);
	json_key(&b, "classes");
	json_text(&b, d->kind == DRAW_BIDDERS ? "" : r->trade.expert_classes);
	json_key(&b, "wanted");
	json_int(&b, d->wanted);
	json_key(&b, "same_employer_max");
	json_int(&b, d->same_max);
	json_key(&b, "sitting");
	json_words(&b, d->sitting);
	json_key(&b, "pool");
	buf_char(&b, '[');
	for (i = 0; i < places->n && !p[i].why; i++) {
		json_comma(&b);
		buf_printf(&b, "{\"expert\":\"%s\",\"employer\":", p[i].code);
		json_text(&b, p[i].employer_code);
		buf_char(&b, '}');
	}
	buf_str(&b, "],\"excluded\":[");
	for (; i < places->n; i++) {
		json_comma(&b);
		buf_printf(&b, "{\"expert\":\"%s\",\"why\":", p[i].code);
		json_text(&b, p[i].why);
		buf_char(&b, '}');
	}
	buf_str(&b, "],\"salt\":");
	json_text(&b, hex(r->mem, salt, sizeof(salt)));
	buf_char(&b, '}');
	return buf_text(&b);
}
