/* Fuzz target: path and query of a request. */
#include "body.h"
#include "route.h"
#include "sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static enum err
nothing(struct req *r)
{
	(void)r;
	return OK;
}

static const struct route routes[] = {
	{ "GET", "/trades/:id/bids/:id", ANYONE, NULL, nothing, NULL, NULL, "a",
	  0 },
	{ "GET", "/lists/:word", ANYONE, NULL, nothing, NULL, NULL, "b", 0 },
	{ "POST", "/trades", ANYONE, NULL, nothing, NULL, NULL, "c", 0 },
	{ .method = NULL }
};
static const struct worker worker = { .name = "fuzz", .routes = routes };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct req r = { .worker = &worker, .method = "GET" };
	struct sample s;
	struct buf bad;
	char *text, *query;
	enum err e;

	r.mem = arena_new();
	text = arena_copy(r.mem, data, n);
	if ((query = strchr(text, '?')))
		*query++ = 0;
	r.path = text;
	route_find(&r, &e);
	buf_init(&bad, r.mem);
	query_read(r.mem, &sample_record, query, &s, &bad);
	arena_free(r.mem);
	return 0;
}
