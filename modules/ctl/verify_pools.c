/* The pools and the names of a bundle's draws. */
#include "crypt.h"
#include "verify.h"

const struct b_pool *
v_pool(const struct v_pools *s, const char *digest)
{
	const struct b_pool *p = s->pools.at;
	size_t i;

	for (i = 0; i < s->pools.n; i++)
		if (!strcmp(s->digest[i], digest))
			return &p[i];
	return NULL;
}

const struct b_name *
v_name(const struct v_pools *s, int64_t draw, int64_t place)
{
	const struct b_name *n = s->names.at;
	size_t i;

	for (i = 0; i < s->names.n; i++)
		if (n[i].draw == draw && n[i].place == place)
			return &n[i];
	return NULL;
}

/* Experts of a list ascend by their code. */
static bool
ascends(const struct list *l)
{
	const struct b_entry *e = l->at;
	size_t i;

	for (i = 1; i < l->n; i++)
		if (strcmp(e[i - 1].expert, e[i].expert) >= 0)
			return false;
	return true;
}

/* The pools, as their `pool` events name them. */
static bool
read_pools(struct verify *v, struct v_pools *s)
{
	const struct v_event *e = v->events.at;
	const struct v_event *stop = e + v->events.n;
	const char *at, *end, *line;
	struct b_pool *p;
	size_t len, n = v_count(v, V_POOL);
	char *text;

	if (!(text = v_file(v, "pools.jsonl", &len)))
		return false;
	s->digest = arena_alloc(v->mem, (n + 1) * sizeof(*s->digest));
	for (at = text, end = text + len;
	     v_line(v, "pool.form", &at, end, &line, &len); e++) {
		while (e < stop && e->verb != V_POOL)
			e++;
		p = v_list_room(v, &s->pools, s->pools.n, sizeof(*p));
		p += s->pools.n;
		if (!v_check(v, "pool.digest", e < stop, "多出名单") ||
		    !v_read(v, "pool.form", &b_pool_record, line, len, p))
			return false;
		v_check(v, "pool.form",
			ascends(&p->pool) && ascends(&p->excluded),
			"第 %zu 份名单次序不对", s->pools.n + 1);
		s->digest[s->pools.n] = hex_sha256(v->mem, line, len);
		v_check(v, "pool.digest",
			!strcmp(s->digest[s->pools.n],
				((const struct d_pool *)e->detail)
				    ->pool_digest),
			"第 %zu 份名单与日志中的摘要不符", s->pools.n + 1);
		s->pools.n++;
	}
	return v_check(v, "pool.digest", s->pools.n == n,
		       "抽取 %zu 次，名单 %zu 份", n, s->pools.n);
}

static size_t
count_seats(const struct verify *v)
{
	const struct v_event *e = v->events.at;
	size_t i, n = 0;

	for (i = 0; i < v->events.n; i++)
		if (e[i].verb == V_DRAW || e[i].verb == V_SUBSTITUTE)
			n += ((const struct d_draw *)e[i].detail)->seats.n;
	return n;
}

/* Is that draw over? */
static bool
is_over(const struct verify *v, int64_t draw)
{
	const struct v_event *e = v->events.at;
	size_t i;

	/* both details begin with the number */
	for (i = 0; i < v->events.n; i++)
		if ((e[i].verb == V_DRAW || e[i].verb == V_VOID) &&
		    *(const int64_t *)e[i].detail == draw)
			return true;
	return false;
}

/* Those who are named: who was seated, or all of a draw that is over where the
 * places are the bidders' of a lot. */
static size_t
count_names(const struct verify *v, const struct v_pools *s)
{
	const struct b_pool *p = s->pools.at;
	size_t i, n = 0;

	if (!v->lot)
		return count_seats(v);
	for (i = 0; i < s->pools.n; i++)
		if (is_over(v, p[i].draw))
			n += p[i].pool.n;
	return n;
}

static bool
read_names(struct verify *v, struct v_pools *s)
{
	const char *at, *end, *line;
	struct b_name *n;
	size_t len;
	char *text;

	if (!(text = v_file(v, "names.jsonl", &len)))
		return false;
	for (at = text, end = text + len;
	     v_line(v, "draw.names", &at, end, &line, &len);) {
		n = v_list_room(v, &s->names, s->names.n, sizeof(*n));
		n += s->names.n;
		if (!v_read(v, "draw.names", &b_name_record, line, len, n))
			return false;
		v_check(v, "draw.names",
			!s->names.n || n[-1].draw < n->draw ||
			    (n[-1].draw == n->draw && n[-1].place < n->place),
			"第 %zu 个姓名次序不对", s->names.n + 1);
		s->names.n++;
	}
	return v_check(v, "draw.names", s->names.n == count_names(v, s),
		       "席位与姓名不符");
}

bool
v_pools_read(struct verify *v, struct v_pools *s)
{
	bool seated;

	*s = (struct v_pools){ .digest = NULL };
	if (!read_pools(v, s))
		return false;
	seated = v->lot ? v_last(v, V_DRAW) || v_last(v, V_VOID)
			: count_seats(v) > 0;
	return !v_need(v, "names.jsonl", seated) || read_names(v, s);
}
