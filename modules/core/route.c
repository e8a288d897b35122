/* Finding the route of a request. */
#include <string.h>

#include "body.h"
#include "route.h"

/* One path element: a number of at most 18 digits. */
static bool
number(const char *s, size_t n, int64_t *out)
{
	int64_t v = 0;
	size_t i;

	if (!n || n > 18 || s[0] == '0')
		return false;
	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		v = v * 10 + (s[i] - '0');
	}
	*out = v;
	return true;
}

static bool
match(struct req *r, const char *pattern, const char *path)
{
	int64_t *next = &r->id;
	size_t n, m;

	for (;; pattern += m, path += n) {
		while (*pattern == '/' && *path == '/') {
			pattern++;
			path++;
		}
		m = strcspn(pattern, "/");
		n = strcspn(path, "/");
		if (!m || !n)
			return !*pattern && !*path;
		if (!strncmp(pattern, ":id", m)) {
			if (!number(path, n, next))
				return false;
			next = &r->id2;
		} else if (!strncmp(pattern, ":word", m)) {
			if (n > 100 || !utf8_ok(path, n))
				return false;
			r->word = arena_copy(r->mem, path, n);
		} else if (n != m || strncmp(pattern, path, n)) {
			return false;
		}
	}
}

const struct route *
route_find(struct req *r, enum err *e)
{
	const struct route *rt;
	const char *method = strcmp(r->method, "HEAD") ? r->method : "GET";

	*e = E_NOTFOUND;
	for (rt = r->worker->routes; rt->method; rt++) {
		r->id = r->id2 = 0;
		if (!match(r, rt->path, r->path))
			continue;
		*e = E_METHOD;
		if (!strcmp(method, rt->method)) {
			*e = OK;
			return rt;
		}
	}
	return NULL;
}

const char *
route_methods(struct req *r)
{
	const struct route *rt;
	struct buf b;

	buf_init(&b, r->mem);
	buf_str(&b, "Allow: ");
	for (rt = r->worker->routes; rt->method; rt++) {
		if (!match(r, rt->path, r->path) ||
		    strstr(buf_text(&b), rt->method))
			continue;
		buf_printf(&b, "%s%s", b.len > 7 ? ", " : "", rt->method);
		if (!strcmp(rt->method, "GET"))
			buf_str(&b, ", HEAD");
	}
	buf_str(&b, "\r\n");
	return buf_text(&b);
}

const char *
routes_bad(struct arena *a, const struct worker *w)
{
	const struct route *rt, *o;
	const struct move *m, *n;

	for (rt = w->routes; rt->method; rt++) {
		if (!rt->run || !rt->path || !rt->title)
			return arena_printf(a, "%s: incomplete", rt->path);
		if (!rt->who == !rt->verb)
			return arena_printf(a, "%s %s: roles or a step, one",
					    rt->method, rt->path);
		if (rt->verb && !move_find(w->moves, rt->verb))
			return arena_printf(a, "%s: no step %s", rt->path,
					    rt->verb);
		if ((rt->flags & R_DEED) &&
		    (!strcmp(rt->method, "GET") || (rt->flags & R_SECRET)))
			return arena_printf(a, "%s: no deed", rt->path);
		if ((rt->flags & R_ANSWERS) && !(rt->flags & R_DEED))
			return arena_printf(a, "%s: nothing to sign", rt->path);
		if (!strcmp(rt->method, "GET") && rt->verb)
			return arena_printf(a, "%s: a GET takes no step",
					    rt->path);
		for (o = w->routes; o < rt; o++)
			if (!strcmp(o->method, rt->method) &&
			    !strcmp(o->path, rt->path))
				return arena_printf(a, "%s %s: twice",
						    rt->method, rt->path);
	}
	for (m = w->moves; m && m->verb; m++) {
		if (!m->who || !m->from || !m->label)
			return arena_printf(a, "step %s: incomplete", m->verb);
		if (m->to != STAY && (m->from & AT(m->to)) &&
		    m->from == AT(m->to))
			return arena_printf(a, "step %s: say STAY", m->verb);
		for (n = w->moves; n < m; n++)
			if (!strcmp(n->verb, m->verb))
				return arena_printf(a, "step %s: twice",
						    m->verb);
	}
	return NULL;
}
