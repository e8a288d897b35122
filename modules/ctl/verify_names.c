/* The names of those who were drawn, held against the codes of the pool. */
#include <inttypes.h>

#include "draw.h"
#include "verify.h"

bool
v_names_are_open(const struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i;

	for (i = 0; i < v->events.n; i++)
		if (e[i].verb == V_AWARD ||
		    (e[i].text && v->lot &&
		     (!strcmp(e[i].body.verb, "deal") ||
		      !strcmp(e[i].body.verb, "unsold"))))
			return true;
	return false;
}

void
v_name_is_right(struct verify *v, const struct v_pools *s,
		const struct b_pool *p, int64_t draw, int64_t place)
{
	const struct b_name *n = v_name(s, draw, place);
	const struct b_entry *e = p->pool.at;
	const char *code, *employer = NULL;

	if (!v_check(v, "draw.names", n && n->salt && (size_t)place < p->pool.n,
		     "第 %" PRId64 " 次抽取，位置 %" PRId64 " 没有姓名", draw,
		     place))
		return;
	code = draw_person_code(v->mem, n->salt,
				draw_person(v->mem, n->expert, n->name,
					    n->employer));
	if (n->employer && n->employer_salt)
		employer =
		    draw_employer_code(v->mem, n->employer_salt, n->employer);
	v_check(v, "draw.names",
		v_same(code, e[place].expert) &&
		    v_same(employer, e[place].employer),
		"第 %" PRId64 " 次抽取，位置 %" PRId64 " 的代号不是“%s”", draw,
		place, n->name);
}

void
v_names_are_right(struct verify *v, const struct v_pools *s,
		  const struct b_pool *p, int64_t draw)
{
	size_t i;

	for (i = 0; v->lot && p && i < p->pool.n; i++)
		v_name_is_right(v, s, p, draw, (int64_t)i);
}
