/* The home page. */
#include "days.h"
#include "facet.h"
#include "site.h"
#include "site_sql.h"

#define SOON 5   /* trades on the home page */
#define NEWEST 5 /* notices a domain */

static enum err
search(struct site *s, struct buf *b)
{
	const struct trade_group *g;
	const struct cut *c;
	struct list list;
	int64_t n;
	size_t k;
	enum err e;

	buf_str(b,
		"<div class=\"band\"><div class=\"wrap stack\">\n"
		"<h1>查公告，看结果，办交易</h1>\n<form class=\"searchbar\" "
		"action=\"/search.html\" role=\"search\"><label class=\"vh\" "
		"for=\"q\">项目、公告、单位名称或项目编号</label><input "
		"class=\"in\" "
		"id=\"q\" name=\"q\" type=\"search\" placeholder=\"项目、公告、"
		"单位名称或项目编号\"><button class=\"btn btn-p\">搜索</button>"
		"</form>\n<p class=\"chips\">");
	if ((e = db_all(s->db, s->mem, SQL_TRADE_STAGES, NOARGS, &list)) ||
	    (e = list_count(s, facet_all(), &n)))
		return e;
	html(b, "<a href=\"/list/all/\">全部公告 %s 条</a>",
	     say_count(s->mem, n));
	for (g = trade_group; g->id; g++) {
		for (n = 0, c = list.at, k = 0; k < list.n; k++, c++)
			if (trade_group_has(g, c->pos, *c->word))
				n += c->n;
		if (n)
			html(b, "<a href=\"/trades/#%s\">%s %s 宗</a>", g->id,
			     g->label, say_count(s->mem, n));
	}
	buf_str(b, "</p>\n</div></div>\n");
	return OK;
}

static enum err
soon(struct site *s, struct buf *b)
{
	struct list list;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_TRADE_OPEN, ARGS(I64(SOON)),
			&list)) ||
	    !list.n)
		return e;
	buf_str(b, "<section class=\"sec\"><div class=\"sec-h\"><h2>正在进行"
		   "</h2><a href=\"/trades/\">全部进行中的交易</a></div>\n");
	trade_rows(s, b, &list);
	buf_str(b, "</section>\n");
	return OK;
}

static enum err
newest(struct site *s, struct buf *b, const char *domain)
{
	const struct site_notice *n;
	struct list list;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_NOTICE_NEWEST,
			ARGS(I64(facet_domain(domain)), I64(NEWEST)), &list)))
		return e;
	if (!list.n && !strcmp(domain, "other"))
		return OK;
	html(b,
	     "<div><div class=\"sec-h\"><h3>%s</h3><a href=\"/list/%s/\">更多"
	     "<span class=\"vh\">%s信息</span></a></div><ul class=\"short\">",
	     say_domain(domain), domain, say_domain(domain));
	for (n = list.at, i = 0; i < list.n; i++, n++)
		html(b,
		     "<li><span><a href=\"/notices/%ld.html\">%s</a><span "
		     "class=\"sub\">%s　%s</span></span><span class=\"note\">%s"
		     "</span></li>",
		     n->id, n->title, notice_type(n),
		     region_words(s, n->region, n->place),
		     say_iso_day(s->mem, n->publish_at));
	buf_str(b, list.n ? "</ul></div>\n"
			  : "<li class=\"note\">还没有公告</li></ul></div>\n");
	return OK;
}

/* The seven prefectures and the region's own, where they lie to one another. */
static const struct tile {
	int64_t code;
	const char *name;
	int x, y, w, h;
} tile[] = {
	/* clang-format off */
  { 542500, "阿里",     2,   2, 110, 186 },
  { 540600, "那曲",   118,   2, 342,  90 },
  { 540300, "昌都",   466,   2, 110, 186 },
  { 540200, "日喀则", 118,  98, 110, 186 },
  { 540100, "拉萨",   234,  98, 110,  90 },
  { 540400, "林芝",   350,  98, 110, 186 },
  { 540500, "山南",   234, 194, 110,  90 },
  { 540000, "本级",     2, 194, 110,  90 },
	/* clang-format on */
};
#define TILES (sizeof(tile) / sizeof(*tile))

/* One of five classes: how far n is on the way to the most. */
static int
shade(int64_t n, int64_t most)
{
	if (!most || !n)
		return 1;
	return (int)(1 + (n * 5 - 1) / most);
}

static enum err
map(struct site *s, struct buf *b)
{
	int64_t n[TILES], most = 0;
	const struct tile *t;
	const char *on;
	size_t i;
	int m;
	enum err e;

	for (i = 0; i < TILES; i++) {
		if ((e = list_count(s,
				    tile[i].code == 540000
					? facet_only(540000)
					: facet_region(tile[i].code),
				    &n[i])))
			return e;
		if (tile[i].code != 540000 && n[i] > most)
			most = n[i];
	}
	buf_str(b, "<figure><figcaption>各地市公告数（条）</figcaption><svg "
		   "class=\""
		   "chart map\" viewBox=\"0 0 580 288\" role=\"group\" "
		   "aria-label="
		   "\"七地市公告数示意图，方块按方位排列，大小不代表面积"
		   "\">");
	for (t = tile, i = 0; i < TILES; i++, t++) {
		m = t->code == 540000 ? 0 : shade(n[i], most);
		on = m >= 4 ? " on" : "";
		html(b,
		     "<a href=\"/list/region/%ld%s/\" aria-label=\"%s，%s 条\">"
		     "<rect class=\"m%d\" x=\"%d\" y=\"%d\" width=\"%d\" "
		     "height=\"%d\" rx=\"2\"/>",
		     t->code, m ? "" : "-only", t->name,
		     say_count(s->mem, n[i]), m, t->x, t->y, t->w, t->h);
		html(b,
		     "<text class=\"t%s\" x=\"%d\" y=\"%d\" text-anchor=\""
		     "middle\">%s</text>",
		     on, t->x + t->w / 2, t->y + t->h / 2 - 5, t->name);
		html(b,
		     "<text class=\"n%s\" x=\"%d\" y=\"%d\" text-anchor=\""
		     "middle\">%s</text></a>",
		     on, t->x + t->w / 2, t->y + t->h / 2 + 28,
		     say_count(s->mem, n[i]));
	}
	buf_str(b,
		"</svg><p class=\"note\">方块按方位排列，大小不代表面积。本级指"
		"自治区本级项目。</p></figure>\n");
	return OK;
}

static const struct {
	const char *path, *name, *words;
} unified[] = {
	/* clang-format off */
  { "/rules.html", "制度规则统一", "每个期限、比例、限额，写明哪部法律哪一条" },
  { "/catalogue.html", "平台交易统一", "交易目录：哪些交易进平台、由谁监督" },
  { "/guide.html", "服务标准统一", "不收费、不报名，办事时限写明" },
  { "/list/all/", "信息公开统一", "公告、结果、合同，全流程在一处" },
  { "/rules/expert.html", "评标专家统一", "一个库，随机抽取，应当回避的自动排除" },
  { "/verify.html", "信用与监督统一", "每一步留痕，人人可以核验" },
  { NULL, NULL, NULL }
	/* clang-format on */
};

static void
six(struct buf *b)
{
	int i;

	buf_str(b, "<section><h2>六个统一</h2><ul class=\"six\">");
	for (i = 0; unified[i].path; i++)
		html(b,
		     "<li><a href=\"%s\">%s</a><p class=\"note\">%s</p></li>",
		     unified[i].path, unified[i].name, unified[i].words);
	buf_str(b, "</ul></section>\n");
}

enum err
home_write(struct site *s)
{
	const char *const *d;
	struct buf b;
	enum err e;

	buf_init(&b, s->mem);
	page_begin(s, &b, "首页",
		   "工程建设、政府采购、土地使用权和矿业权、国有产权交易信息公"
		   "开",
		   NAV_NONE);
	if ((e = search(s, &b)))
		return e;
	buf_str(&b, "<div class=\"wrap\">\n");
	if ((e = soon(s, &b)))
		return e;
	buf_str(&b, "<section class=\"sec\"><h2>最新交易信息</h2>\n"
		    "<div class=\"grid\">\n");
	for (d = domain_words; *d; d++)
		if ((e = newest(s, &b, *d)))
			return e;
	buf_str(&b, "</div></section>\n<div class=\"sec grid\">\n");
	six(&b);
	if ((e = map(s, &b)))
		return e;
	buf_str(&b, "</div>\n</div>\n");
	page_end(s, &b);
	return file_write(s, "/index.html", &b);
}
