/*
 * Lists of notices.  A list is a facet of the search index.  Its pages are
 * numbered from the oldest, so that a full page hardly ever changes; the newest
 * twenty to thirty-nine stand on index.html.
 */

#include "days.h"
#include "facet.h"
#include "site.h"
#include "site_sql.h"

#define PAGE 20

struct target {
	uint32_t facet;
	const char *path;  /* "/list/all/" */
	const char *title; /* 工程建设 */
	const char *domain;
	int64_t region; /* 0: not by region */
};

void
list_rows(struct site *s, struct buf *b, const struct list *notices)
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

enum err
list_count(struct site *s, uint32_t facet, int64_t *n)
{
	struct cut c;
	enum err e;

	*n = 0;
	e = db_one(s->db, s->mem, SQL_FACET_COUNT, ARGS(I64(facet)), &c);
	if (!e)
		*n = c.n;
	return e == E_NOTFOUND ? OK : e;
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

static enum err
write_page(struct site *s, const struct target *t, const struct list *notices,
	   int64_t page, int64_t full, int64_t n)
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
		list_rows(s, &b, notices);
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

/* Where the first changed page begins. */
static enum err
first_pos(struct site *s, uint32_t facet, int64_t pos, int64_t back,
	  int64_t *from)
{
	struct cut c;
	enum err e;

	*from = pos;
	if (!back)
		return OK;
	e = db_one(s->db, s->mem, SQL_FACET_BACK,
		   ARGS(I64(facet), I64(pos), I64(back - 1)), &c);
	if (!e)
		*from = c.pos;
	return e == E_NOTFOUND ? OK : e;
}

/* Full pages from the one that holds pos on, then index.html. */
static enum err
write_list(struct site *s, const struct target *t, int64_t pos)
{
	int64_t n, full, rank, page, from;
	const struct site_notice *row;
	struct list list;
	struct cut c;
	enum err e;

	if ((e = list_count(s, t->facet, &n)))
		return e;
	full = n / PAGE > 1 ? n / PAGE - 1 : 0;
	if ((e = db_one(s->db, s->mem, SQL_FACET_SINCE,
			ARGS(I64(t->facet), I64(pos)), &c)))
		return e;
	rank = n - c.n;
	page = rank / PAGE + 1;
	/* the last full page learns of its follower */
	if (page > full - 1)
		page = full > 1 ? full - 1 : 1;
	if ((e = first_pos(s, t->facet, pos, rank - (page - 1) * PAGE, &from)))
		return e;
	for (; page <= full; page++) {
		if ((e = db_all(s->db, s->mem, SQL_NOTICE_FROM,
				ARGS(I64(t->facet), I64(from), I64(PAGE)),
				&list)))
			return e;
		if (!list.n)
			break;
		row = list.at; /* newest first */
		from = row->pos + 1;
		if ((e = write_page(s, t, &list, page, full, n)))
			return e;
	}
	if ((e = db_all(s->db, s->mem, SQL_NOTICE_NEWEST,
			ARGS(I64(t->facet), I64(n - full * PAGE)), &list)) ||
	    (e = write_page(s, t, &list, 0, full, n)))
		return e;
	return file_remove(s, arena_printf(s->mem, "%sp%ld.html", t->path,
					   full + 1));
}

static struct target
domain_target(struct site *s, const char *domain)
{
	return (struct target){
		.facet = facet_domain(domain),
		.path = arena_printf(s->mem, "/list/%s/", domain),
		.title = say_domain(domain),
		.domain = domain,
	};
}

static struct target
region_target(struct site *s, const struct region *r, bool only)
{
	return (struct target){
		.facet = only ? facet_only(r->code) : facet_region(r->code),
		.path = arena_printf(s->mem, "/list/region/%ld%s/", r->code,
				     only ? "-only" : ""),
		.title = only ? "自治区本级" : region_words(s, r->code, ""),
		.region = r->code,
	};
}

static const struct target all = { .path = "/list/all/", .title = "交易信息" };

/* The list of a facet; false if none is kept for it. */
static bool
target_of(struct site *s, uint32_t facet, struct target *t)
{
	const struct region *r = s->regions.at;
	const char *const *d;
	size_t i;

	*t = all;
	t->facet = facet_all();
	if (facet == t->facet)
		return true;
	for (d = domain_words; *d; d++) {
		*t = domain_target(s, *d);
		if (facet == t->facet)
			return true;
	}
	for (i = 0; i < s->regions.n; i++, r++) {
		if (facet == facet_region(r->code)) {
			*t = region_target(s, r, false);
			return true;
		}
		if (r->code == 540000 && facet == facet_only(r->code)) {
			*t = region_target(s, r, true);
			return true;
		}
	}
	return false;
}

enum err
list_write(struct site *s, uint32_t facet, int64_t from_pos)
{
	struct target t;

	if (!target_of(s, facet, &t))
		return OK;
	return write_list(s, &t, from_pos);
}

enum err
list_all_write(struct site *s)
{
	const struct region *r = s->regions.at;
	const char *const *d;
	int64_t n;
	size_t i;
	enum err e;

	if ((e = list_write(s, facet_all(), 0)) ||
	    (e = list_write(s, facet_only(540000), 0)))
		return e;
	for (d = domain_words; *d; d++)
		if ((e = list_write(s, facet_domain(*d), 0)))
			return e;
	for (i = 0; i < s->regions.n; i++, r++) {
		if ((e = list_count(s, facet_region(r->code), &n)))
			return e;
		/* empty ones only where people will look */
		if ((n || r->code / 10000 == 54) &&
		    (e = list_write(s, facet_region(r->code), 0)))
			return e;
	}
	return list_regions_write(s);
}
