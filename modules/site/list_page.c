/* One page of a list of notices. */

#include "days.h"
#include "facet.h"
#include "list.h"
#include "site_sql.h"

static void
rows(struct site *s, struct buf *b, const struct list *notices)
{
	const struct site_notice *n = notices->at;
	size_t i;

	buf_str(b, "<ul class=\"rows\">");
	for (i = 0; i < notices->n; i++, n++) {
		html(b,
		     "<li><div><h3><a href=\"/notices/%ld.html\">%s</a></h3>"
		     "<p class=\"meta\"><span class=\"tag tag-plain\">%s</span>"
		     "<span>%s</span><span>%s</span>",
		     n->id, n->title, notice_type(n), say_domain(n->domain),
		     region_words(s, n->region, n->place));
		if (*n->owner_name)
			html(b, "<span class=\"less\">%s</span>",
			     n->owner_name);
		html(b, "</p></div><p class=\"side\"><span>%s 发布</span>",
		     say_day(s->mem, day_of(n->publish_at)));
		if (n->due_at != NONE)
			html(b,
			     "<span><time class=\"%s\" "
			     "datetime=\"%s\">%s</time>"
			     " %s</span>",
			     n->due_at > s->state.now ? "due" : "nw",
			     say_iso(s->mem, n->due_at),
			     say_until(s->mem, n->due_at),
			     n->due_at > s->state.now ? "截止" : "已截止");
		if (n->amount_fen != NONE)
			html(b,
			     "<span>金额 <span "
			     "class=\"money\">%s</span></span>",
			     say_money(s->mem, n->amount_fen));
		buf_str(b, "</p></li>\n");
	}
	buf_str(b, "</ul>\n");
}

/* Chips: all domain_words; with counts on the list that every notice rewrites,
 * elsewhere they would grow old. */
static enum err
chips(struct site *s, struct buf *b, const struct target *t)
{
	bool all = !t->domain && !t->region;
	const char *const *d;
	int64_t n;
	enum err e;

	if ((e = list_count(s, facet_all(), &n)))
		return e;
	buf_str(b, "<nav class=\"chips\" aria-label=\"领域\">");
	if (all)
		html(b,
		     "<a href=\"/list/all/\" aria-current=\"true\">全部 %s"
		     "</a>",
		     say_count(s->mem, n));
	else
		buf_str(b, "<a href=\"/list/all/\">全部</a>");
	for (d = domain_words; *d; d++) {
		if ((e = list_count(s, facet_domain(*d), &n)))
			return e;
		html(b, "<a href=\"/list/%s/\"", *d);
		if (t->domain && !strcmp(t->domain, *d))
			buf_str(b, " aria-current=\"true\"");
		html(b, ">%s", say_domain(*d));
		if (all)
			html(b, " %s", say_count(s->mem, n));
		buf_str(b, "</a>");
	}
	buf_str(b, "<a href=\"/list/region/\">按地区看</a></nav>\n");
	return OK;
}

static void
crumb(struct buf *b, const struct target *t)
{
	const char *pairs[8];
	int n = 0;

	if (t->domain || t->region) {
		pairs[n++] = "/list/all/";
		pairs[n++] = "交易信息";
	}
	if (t->region) {
		pairs[n++] = "/list/region/";
		pairs[n++] = "按地区看";
	}
	pairs[n++] = NULL;
	pairs[n++] = t->title;
	page_crumb(b, pairs);
}

static void
searchbar(struct buf *b, const struct target *t)
{
	buf_str(b, "<form class=\"searchbar\" action=\"/search.html\" role=\""
		   "search\"><label class=\"vh\" for=\"q\">在这里面搜索</label>"
		   "<input class=\"in\" id=\"q\" name=\"q\" type=\"search\" "
		   "placeholder=\"项目、公告、单位名称或项目编号\">");
	if (t->domain)
		html(b, "<input type=\"hidden\" name=\"domain\" value=\"%s\">",
		     t->domain);
	if (t->region)
		html(b, "<input type=\"hidden\" name=\"region\" value=\"%ld\">",
		     t->region);
	buf_str(b, "<button class=\"btn btn-p\">搜索</button></form>\n");
}

/* page 0 is index.html; `full` pages are numbered. */
static void
pager(struct buf *b, const struct target *t, int64_t page, int64_t full)
{
	buf_str(b, "<nav class=\"pager\" aria-label=\"翻页\"><span class=\""
		   "note\">");
	if (page)
		html(b, "第 %ld 页，从最早的一页数起", page);
	buf_str(b, "</span>");
	buf_str(b, "<span class=\"acts\">");
	if (page == full && page)
		html(b, "<a class=\"btn\" href=\"%s\">较新的</a>", t->path);
	else if (page)
		html(b, "<a class=\"btn\" href=\"%sp%ld.html\">较新的</a>",
		     t->path, page + 1);
	if (!page && full)
		html(b, "<a class=\"btn\" href=\"%sp%ld.html\">较早的</a>",
		     t->path, full);
	else if (page > 1)
		html(b, "<a class=\"btn\" href=\"%sp%ld.html\">较早的</a>",
		     t->path, page - 1);
	buf_str(b, "</span></nav>\n");
}

enum err
list_page_write(struct site *s, const struct target *t,
		const struct list *notices, int64_t page, int64_t full,
		int64_t n)
{
	const char *file = "index.html", *title = t->title;
	struct buf b;
	enum err e;

	if (page) {
		file = arena_printf(s->mem, "p%ld.html", page);
		title = arena_printf(s->mem, "%s（第 %ld 页）", title, page);
	}
	buf_init(&b, s->mem);
	page_begin(s, &b, title, title, NAV_LIST);
	crumb(&b, t);
	html(&b, "<div class=\"wrap stack\"><h1>%s</h1>\n", t->title);
	if (!page) {
		if ((e = chips(s, &b, t)))
			return e;
		searchbar(&b, t);
	}
	if (notices->n) {
		html(&b,
		     page ? "<h2 class=\"vh\">这一页的公告，共 %ld 条</h2>\n"
			  : "<h2 class=\"h-s\">共 %ld 条，新的在前</h2>\n",
		     page ? (long)notices->n : n);
		rows(s, &b, notices);
	} else
		buf_str(&b,
			"<div class=\"state\"><h2>这里还没有公告</h2><p>可以"
			"看 <a href=\"/list/all/\">全部交易信息</a>，或者 "
			"<a href=\"/feed.atom\">订阅</a> 最新公告。</p>"
			"</div>\n");
	pager(&b, t, page, full);
	buf_str(&b, "</div>\n");
	page_end(s, &b);
	return file_write(s, arena_printf(s->mem, "%s%s", t->path, file), &b);
}
