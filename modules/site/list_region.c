/* The page that leads to the list of each region. */
#include "site.h"

static enum err
region_item(struct site *s, struct buf *b, const struct region *r)
{
	int64_t n;
	enum err e;

	if ((e = list_count(s, facet_region(r->code), &n)))
		return e;
	html(b,
	     "<li><a href=\"/list/region/%ld/\">%s</a> <span class=\"note\">%s"
	     "</span></li>",
	     r->code, r->name, say_count(s->mem, n));
	return OK;
}

/* A prefecture with its counties. */
static enum err
prefecture(struct site *s, struct buf *b, const struct region *p)
{
	const struct region *r = s->regions.at;
	int64_t n;
	size_t i;
	enum err e;

	if ((e = list_count(s, facet_region(p->code), &n)))
		return e;
	html(b,
	     "<section class=\"sec\"><h2><a href=\"/list/region/%ld/\">%s</a> "
	     "<span class=\"note\">%s 条</span></h2><ul class=\"flow\">",
	     p->code, p->name, say_count(s->mem, n));
	for (i = 0; i < s->regions.n; i++, r++)
		if (r->parent == p->code && (e = region_item(s, b, r)))
			return e;
	buf_str(b, "</ul></section>\n");
	return OK;
}

/* Elsewhere in the country: only where there is something. */
static enum err
provinces(struct site *s, struct buf *b)
{
	const struct region *r = s->regions.at;
	bool begun = false;
	int64_t n;
	size_t i;
	enum err e;

	for (i = 0; i < s->regions.n; i++, r++) {
		if (r->level != 1 || r->code == 540000)
			continue;
		if ((e = list_count(s, facet_region(r->code), &n)))
			return e;
		if (!n)
			continue;
		if (!begun)
			buf_str(b, "<section class=\"sec\"><h2>区外转载</h2>"
				   "<ul class=\"flow\">");
		begun = true;
		if ((e = region_item(s, b, r)))
			return e;
	}
	if (begun)
		buf_str(b, "</ul></section>\n");
	return OK;
}

enum err
list_regions_write(struct site *s)
{
	const char *pairs[] = { "/list/all/", "交易信息", NULL, "按地区看" };
	const struct region *r = s->regions.at;
	struct buf b;
	int64_t n;
	size_t i;
	enum err e;

	buf_init(&b, s->mem);
	page_begin(s, &b, "按地区看", "按地市和县区看交易信息", NAV_LIST);
	page_crumb(&b, pairs);
	buf_str(&b,
		"<div class=\"wrap\"><h1>按地区看</h1><p class=\"lead\">地市的"
		"数目包括所属县区。</p>");
	if ((e = list_count(s, facet_region(540000), &n)))
		return e;
	html(&b,
	     "<p class=\"sec chips\"><a href=\"/list/region/540000/\">全区 %s"
	     "</a>",
	     say_count(s->mem, n));
	if ((e = list_count(s, facet_only(540000), &n)))
		return e;
	html(&b,
	     "<a href=\"/list/region/540000-only/\">自治区本级 %s</a></p>\n",
	     say_count(s->mem, n));
	for (i = 0; i < s->regions.n; i++, r++)
		if (r->parent == 540000 && (e = prefecture(s, &b, r)))
			return e;
	if ((e = provinces(s, &b)))
		return e;
	buf_str(&b, "</div>\n");
	page_end(s, &b);
	return file_write(s, "/list/region/index.html", &b);
}
