/* Finding the route of a path, and tables that are refused at start. */
#include "route.h"
#include "tap.h"

static struct arena *mem;
static struct req r;
static enum err why;

static enum err
run(struct req *q)
{
	(void)q;
	return OK;
}

#define ROUTE(m, p)                                                            \
	{                                                                      \
		m, p, ANYONE, NULL, run, NULL, NULL, m " " p, 0                \
	}

static const struct route routes[] = { ROUTE("GET", "/"),
				       ROUTE("GET", "/trades"),
				       ROUTE("POST", "/trades"),
				       ROUTE("GET", "/trades/:id"),
				       ROUTE("GET", "/trades/:id/bids/:id"),
				       ROUTE("POST",
					     "/trades/:id/bids/withdraw"),
				       ROUTE("GET", "/sessions/:word"),
				       { .method = NULL } };
static const struct worker worker = { .name = "test", .routes = routes };

static const char *
find(const char *method, const char *path)
{
	const struct route *rt;

	r = (struct req){
		.mem = mem, .worker = &worker, .method = method, .path = path
	};
	rt = route_find(&r, &why);
	return rt ? rt->title : why == E_METHOD ? "method" : "none";
}

static void
numbers(void)
{
	static const char *const odd[] = { "0",
					   "01",
					   "-1",
					   "+1",
					   "1x",
					   "",
					   "1.0",
					   "%31",
					   "1234567890123456789",
					   "99999999999999999999999999" };
	size_t i, taken = 0;

	is(find("GET", "/trades/7"), "GET /trades/:id", "a number");
	ok(r.id == 7 && r.id2 == 0, "is kept");
	is(find("GET", "/trades/7/bids/123456789012345678"),
	   "GET /trades/:id/bids/:id", "two of them");
	ok(r.id == 7 && r.id2 == 123456789012345678, "are kept apart");
	for (i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		taken +=
		    strcmp(find("GET", arena_printf(mem, "/trades/%s", odd[i])),
			   "none") != 0;
	ok(taken == 0, "what is no number of ours is not found");
}

static void
paths(void)
{
	is(find("GET", "/"), "GET /", "the root");
	is(find("POST", "/trades"), "POST /trades", "a method of two");
	is(find("HEAD", "/trades"), "GET /trades", "HEAD is a GET");
	is(find("PUT", "/trades"), "method", "another method is told");
	is(route_methods(&r), "Allow: GET, HEAD, POST\r\n",
	   "with those there are");
	is(find("GET", "/trades/7/bids/withdraw"), "method",
	   "of a word where a number could be too");
	is(find("GET", "/trades/"), "none", "a slash behind is another path");
	is(find("GET", "//trades"), "none", "so are two");
	is(find("GET", "/trades//bids/1"), "none", "nothing is no number");
	is(find("GET", "/trade"), "none", "half a word is none");
	is(find("GET", "/tradesx"), "none", "nor is a longer one");
	is(find("GET", "trades"), "none", "a path begins with a slash");
	is(find("GET", "/sessions/a-b_c%20"), "GET /sessions/:word", "a word");
	is(r.word, "a-b_c%20", "is kept as it is");
	is(find("GET", arena_printf(mem, "/sessions/%0101d", 0)), "none",
	   "but not a long one");
	is(find("GET", "/sessions/\xff"), "none", "nor what is no text");
}

/* A table of one route, and why it is refused. */
static void
bad(const char *name, struct route one, const char *want)
{
	static const struct move moves[] = { { "open", AT(S_NOTICE), S_OPENING,
					       OWNER, 0, NULL, "x" },
					     { .verb = NULL } };
	struct route table[2] = { one, { .method = NULL } };
	struct worker w = { .name = "test", .routes = table, .moves = moves };

	is(routes_bad(mem, &w), want, name);
}

static void
tables(void)
{
	struct worker w = worker;
	struct route twice[] = { ROUTE("GET", "/a"),
				 ROUTE("GET", "/a"),
				 { .method = NULL } };

	is(routes_bad(mem, &worker), NULL, "a good table is taken");
	bad("a route says who may",
	    (struct route){ "GET", "/a", 0, NULL, run, NULL, NULL, "x", 0 },
	    "GET /a: roles or a step, one");
	bad("or a step, not both",
	    (struct route){ "POST", "/a", OWNER, "open", run, NULL, NULL, "x",
			    0 },
	    "POST /a: roles or a step, one");
	bad("a step there is",
	    (struct route){ "POST", "/a", 0, "opne", run, NULL, NULL, "x", 0 },
	    "/a: no step opne");
	bad("which a GET does not take",
	    (struct route){ "GET", "/a", 0, "open", run, NULL, NULL, "x", 0 },
	    "/a: a GET takes no step");
	bad("there is somebody to run it",
	    (struct route){ "GET", "/a", OWNER, NULL, NULL, NULL, NULL, "x",
			    0 },
	    "/a: incomplete");
	w.routes = twice;
	is(routes_bad(mem, &w), "GET /a: twice", "and it stands there once");
}

int
main(void)
{
	mem = arena_new();
	plan(28);
	numbers();
	paths();
	tables();
	arena_free(mem);
	return tap_bad != 0;
}
