/* For readers that are programs: Atom feed, sitemap, robots.txt. */
#include "conf.h"
#include "days.h"
#include "site.h"
#include "site_sql.h"

#define ENTRIES 50
#define URLS 10000 /* notices a sitemap file */

enum err
feed_write(struct site *s)
{
	const struct site_notice *n;
	struct list list;
	struct buf b;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_NOTICE_NEWEST,
			ARGS(I64(facet_all()), I64(ENTRIES)), &list)))
		return e;
	buf_init(&b, s->mem);
	html(&b,
	     "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http:"
	     "//www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n<title>%s：最新"
	     "公告</title>\n<id>%s/</id>\n<link rel=\"self\" href=\"%s/feed."
	     "atom\"/>\n<link href=\"%s/\"/>\n<updated>%s</updated>\n"
	     "<author><name>%s</name></author>\n",
	     s->state.name, conf.url, conf.url, conf.url,
	     say_iso(s->mem, s->state.now), s->state.name);
	for (n = list.at, i = 0; i < list.n; i++, n++)
		html(&b,
		     "<entry><title>%s</title><id>%s/notices/%ld.html</id>"
		     "<link href=\"%s/notices/%ld.html\"/><updated>%s"
		     "</updated><summary>%s　%s　%s</summary></entry>\n",
		     n->title, conf.url, n->id, conf.url, n->id,
		     say_iso(s->mem, n->publish_at), notice_type(n),
		     say_domain(n->domain),
		     region_words(s, n->region, n->place));
	buf_str(&b, "</feed>\n");
	return file_write(s, "/feed.atom", &b);
}

static const char *const xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
#define NS "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

/* One file holds the notices whose numbers begin alike. */
static enum err
part(struct site *s, int64_t k)
{
	const struct site_notice *n;
	struct list list;
	struct buf b;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_NOTICE_SITEMAP,
			ARGS(I64(k * URLS), I64((k + 1) * URLS)), &list)))
		return e;
	buf_init(&b, s->mem);
	buf_str(&b, xml);
	buf_str(&b, "<urlset " NS ">\n");
	for (n = list.at, i = 0; i < list.n; i++, n++)
		html(&b,
		     "<url><loc>%s/notices/%ld.html</loc><lastmod>%s"
		     "</lastmod></url>\n",
		     conf.url, n->id, say_iso_day(s->mem, n->publish_at));
	buf_str(&b, "</urlset>\n");
	return file_write(s, arena_printf(s->mem, "/sitemap-%ld.xml", k), &b);
}

static enum err
whole(struct site *s, int64_t parts)
{
	static const char *const page[] = { "/",
					    "/list/all/",
					    "/trades/",
					    "/rules.html",
					    "/catalogue.html",
					    "/guide.html",
					    "/verify.html",
					    NULL };
	struct buf b;
	int64_t k;
	int i;
	enum err e;

	buf_init(&b, s->mem);
	buf_str(&b, xml);
	buf_str(&b, "<urlset " NS ">\n");
	for (i = 0; page[i]; i++)
		html(&b, "<url><loc>%s%s</loc></url>\n", conf.url, page[i]);
	buf_str(&b, "</urlset>\n");
	if ((e = file_write(s, "/sitemap-pages.xml", &b)))
		return e;
	buf_init(&b, s->mem);
	buf_str(&b, xml);
	html(&b,
	     "<sitemapindex " NS ">\n<sitemap><loc>%s/sitemap-pages.xml"
	     "</loc></sitemap>\n",
	     conf.url);
	for (k = 0; k < parts; k++)
		html(&b, "<sitemap><loc>%s/sitemap-%ld.xml</loc></sitemap>\n",
		     conf.url, k);
	buf_str(&b, "</sitemapindex>\n");
	return file_write(s, "/sitemap.xml", &b);
}

enum err
sitemap_write(struct site *s, int64_t notice)
{
	struct cut last;
	int64_t k, parts;
	enum err e;

	if ((e = db_one(s->db, s->mem, SQL_NOTICE_LAST, NOARGS, &last)))
		return e;
	parts = last.n / URLS + 1;
	if (notice != NONE) {
		if ((e = part(s, notice / URLS)))
			return e;
		return whole(s, parts);
	}
	for (k = 0; k < parts; k++)
		if ((e = part(s, k)))
			return e;
	return whole(s, parts);
}
