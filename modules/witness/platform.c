/* Questions to the platform. */
#include <inttypes.h>

#include "body.h"
#include "json.h"
#include "witness.h"

#define PAGE 1000

struct page {
	struct list items;
};

/* clang-format off */
static const struct field head_field[] = {
	INT(struct head, size, 0, INT64_MAX, F_IN, NULL),
	TEXT(struct head, root, 64, 64, F_IN, NULL),
	TEXT(struct head, body, 1, 1000, F_IN, NULL),
	TEXT(struct head, signature, 1, 400, F_IN, NULL),
	FIELD_END
};
static const struct field link_field[] = {
	TEXT(struct link, from_root, 64, 64, F_IN, NULL),
	TEXT(struct link, to_root, 64, 64, F_IN, NULL),
	TEXTS(struct link, path, 0, 64, F_IN, NULL),
	FIELD_END
};
static const struct field entry_field[] = {
	INT(struct entry, seq, 0, INT64_MAX, F_IN, NULL),
	BOOL(struct entry, public, F_IN, NULL),
	TEXT(struct entry, leaf, 64, 64, F_IN, NULL),
	TEXT(struct entry, body, 0, INT64_MAX, F_IN | F_OPT, NULL),
	FIELD_END
};
static const struct record entry_record = { "entry", sizeof(struct entry),
					    entry_field };
static const struct field page_field[] = {
	LIST(struct page, items, &entry_record, 0, PAGE, F_IN, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record head_record = { "head", sizeof(struct head),
					   head_field };
static const struct record link_record = { "link", sizeof(struct link),
					   link_field };
static const struct record page_record = { "page", sizeof(struct page),
					   page_field };

static bool
get(struct platform *p, struct arena *mem, const char *path,
    const struct record *rec, void *out, struct answer *a)
{
	struct buf reply, bad;

	buf_init(&reply, mem);
	buf_init(&bad, mem);
	a->status =
	    http_ask(p->http, arena_printf(mem, "%s%s", p->set->url, path),
		     p->set->url, NULL, &reply);
	a->text = a->status < 0 ? arena_strdup(mem, http_why(p->http))
				: buf_text(&reply);
	if (a->status != 200)
		return false;
	if (record_pick(mem, rec, a->text, strlen(a->text), out, &bad)) {
		a->text = arena_printf(mem, "%s 的答复读不懂: %s", path,
				       buf_text(&bad));
		return false;
	}
	return true;
}

bool
platform_head(struct platform *p, struct arena *mem, int64_t size,
	      struct head *h, struct answer *a)
{
	const char *path = "/api/service/log/head";

	if (size != NONE)
		path = arena_printf(mem, "%s?size=%" PRId64, path, size);
	return get(p, mem, path, &head_record, h, a);
}

bool
platform_link(struct platform *p, struct arena *mem, int64_t from, int64_t to,
	      struct link *l, struct answer *a)
{
	return get(p, mem,
		   arena_printf(mem,
				"/api/service/log/consistency?from=%" PRId64
				"&to=%" PRId64,
				from, to),
		   &link_record, l, a);
}

bool
platform_feed(struct platform *p, struct arena *mem, int64_t from, int64_t n,
	      struct list *entries, struct answer *a)
{
	struct page page;

	if (!get(p, mem,
		 arena_printf(mem,
			      "/api/service/feed?after=%" PRId64
			      "&limit=%" PRId64,
			      from - 1, n > PAGE ? PAGE : n),
		 &page_record, &page, a))
		return false;
	*entries = page.items;
	return true;
}

bool
platform_submit(struct platform *p, struct arena *mem, const char *body,
		const char *signature, struct answer *a)
{
	struct buf reply, json;

	buf_init(&reply, mem);
	buf_init(&json, mem);
	buf_char(&json, '{');
	json_key(&json, "witness");
	json_text(&json, p->set->name);
	json_key(&json, "body");
	json_text(&json, body);
	json_key(&json, "signature");
	json_text(&json, signature);
	buf_char(&json, '}');
	a->status =
	    http_ask(p->http,
		     arena_printf(mem, "%s/api/service/log/cosignatures",
				  p->set->url),
		     p->set->url, json.at, &reply);
	a->text = a->status < 0 ? arena_strdup(mem, http_why(p->http))
				: buf_text(&reply);
	return a->status == 201 || a->status == 200;
}
