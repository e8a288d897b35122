/* Lists go page by page, by the key of the last item. */
#include <inttypes.h>

#include "public.h"
#include "worker.h"

int64_t
page_limit(int64_t limit, int64_t usual)
{
	return limit == NONE ? usual : limit;
}

const char *
page_next(struct req *r, int64_t after)
{
	const char *q = r->query ? r->query : "";
	struct buf b;
	size_t n;

	buf_init(&b, r->mem);
	buf_printf(&b, "/api/%s%s?", r->worker->name, r->route->path);
	for (; *q; q += n + (q[n] == '&')) {
		n = strcspn(q, "&");
		if (!n || !strncmp(q, "after=", 6))
			continue;
		buf_add(&b, q, n);
		buf_char(&b, '&');
	}
	buf_printf(&b, "after=%" PRId64, after);
	return buf_text(&b);
}
