/* The page of a notice: its parts in their order, and what is said beside
 * them. */
#include "site.h"
#include "site_sql.h"

const char *
notice_type(const struct site_notice *n)
{
	return n->type_name    ? n->type_name
	       : n->stage_name ? n->stage_name
			       : "公告";
}

void
notice_crumb(struct site *s, struct buf *b, const struct site_notice *n,
	     const char *last)
{
	const char *pairs[] = { "/list/all/",
				"交易信息",
				arena_printf(s->mem, "/list/%s/", n->domain),
				say_domain(n->domain),
				NULL,
				last };

	page_crumb(b, pairs);
}

static void
time_mark(struct site *s, struct buf *b, int64_t ms, const char *words)
{
	html(b, "<time datetime=\"%s\">%s</time>", say_iso(s->mem, ms), words);
}

static void
title(struct site *s, struct buf *b, const struct site_notice *n,
      const struct site_trade *t)
{
	buf_str(b, "<div class=\"stack\"><p>");
	if (t)
		html(b, "<span class=\"tag %s\">%s</span> ", stage_tag(t),
		     stage_said(t));
	html(b, "<span class=\"dom\">%s　%s　%s</span></p>\n<h1>%s</h1>\n",
	     notice_type(n), say_domain(n->domain),
	     region_words(s, n->region, n->place), n->title);
	buf_str(b, "<p class=\"note\">发布 ");
	time_mark(s, b, n->publish_at, say_instant(s->mem, n->publish_at));
	if (*n->duty_person)
		html(b, "　公告发布责任人 %s", n->duty_person);
	if (*n->examiner)
		html(b, "　数据验证责任人 %s", n->examiner);
	if (n->version > 1)
		html(b, "　第 %ld 版", n->version);
	buf_str(b, "</p>");
	if (strcmp(n->source, "ggzy")) {
		html(b, "<p class=\"note\">转自 %s，来源编号 <code>%s</code>。",
		     *n->source_name ? n->source_name : n->source,
		     n->source_id);
		if (!strncmp(n->source_url, "https://", 8) ||
		    !strncmp(n->source_url, "http://", 7))
			html(b,
			     "<a href=\"%s\" rel=\"noreferrer\">打开原文</a>。",
			     n->source_url);
		buf_str(b, "内容以原发布平台为准。</p>");
	}
	buf_str(b, "</div>\n");
}

static enum err
related(struct site *s, struct buf *b, const struct site_notice *n)
{
	const struct site_notice *o;
	struct list list;
	size_t i;
	enum err e;

	if (n->project == NONE)
		return OK;
	if ((e = db_all(s->db, s->mem, SQL_NOTICE_OF_PROJECT,
			ARGS(I64(n->project), I64(n->id)), &list)) ||
	    !list.n)
		return e;
	buf_str(b, "<section class=\"sec\"><h2>同一项目的公告</h2>"
		   "<ul class=\"short\">");
	for (o = list.at, i = 0; i < list.n; i++, o++)
		html(b,
		     "<li><span><a href=\"/notices/%ld.html\">%s</a><span "
		     "class=\"sub\">%s</span></span><time>%s</time></li>",
		     o->id, o->title, notice_type(o),
		     say_iso_day(s->mem, o->publish_at));
	buf_str(b, "</ul></section>\n");
	return OK;
}

/* What ends then. */
static const char *
due_label(const struct site_notice *n, const struct site_trade *t, bool past)
{
	bool sale = !strcmp(n->domain, "land") || !strcmp(n->domain, "assets");

	if (!strcmp(n->type, "GC09"))
		return past ? "公示已截止" : "公示截止";
	if (sale && (!t || !is_sealed_sale(t))) {
		if (t && is_called(t))
			return past ? "拍卖已开始" : "拍卖开始";
		return past ? "自由报价已截止" : "自由报价截止";
	}
	return past ? "投标已截止、开标" : "投标截止、开标";
}

/* What to do before a lot ends, which is not a matter of documents. */
static void
due_sale(struct buf *b, const struct site_trade *t)
{
	if (is_sealed_sale(t))
		buf_str(b, "<p class=\"acts\"><a class=\"btn btn-p\" href=\""
			   "/guide.html#auction\">怎样参加</a></p>");
	else
		html(b,
		     "<p class=\"acts\"><a class=\"btn btn-p\" href=\"/lot."
		     "html?domain=%s&amp;trade=%ld\">看竞价</a></p>",
		     t->domain, t->id);
	buf_str(b, "<p class=\"note\">要参加，先申请、通过资格审查并在规定时间"
		   "内交保证金。</p>");
}

/* The side: when it ends, and what to do; afterwards only when it ended. */
static void
due(struct site *s, struct buf *b, const struct site_notice *n,
    const struct site_trade *t)
{
	bool result = !strcmp(n->type, "GC09");
	bool past = n->due_at <= s->state.now;

	html(b,
	     "<aside class=\"sec stack first\" aria-label=\"时间与办理\">"
	     "<div class=\"%s\"><p>%s</p><p class=\"big\">",
	     past ? "keydue past" : "keydue", due_label(n, t, past));
	time_mark(s, b, n->due_at, say_until(s->mem, n->due_at));
	buf_str(b, "</p></div>");
	if (!past && t && is_auction(t))
		due_sale(b, t);
	else if (!past)
		html(b,
		     "<p class=\"acts\"><a class=\"btn btn-p\" href=\"/guide."
		     "html#%s\">%s</a></p>",
		     result ? "objection" : "bid",
		     result ? "怎样提出异议" : "怎样取文件和投标");
	if (!past && !result && !(t && is_auction(t)))
		buf_str(b, "<p class=\"note\">取文件不收费、不需报名；下载者的"
			   "名称和数量在截止前保密（电子招标投标办法第二十条、"
			   "第二十一条）。</p>");
	buf_str(b, "</aside>");
}

static enum err
side(struct site *s, struct buf *b, const struct site_notice *n,
     const struct site_trade *t, const struct list *notices)
{
	enum err e;

	buf_str(b, "<aside class=\"sec then\" aria-label=\"全流程\"><section "
		   "class=\"panel\"><h2>全流程</h2>");
	if ((e = timeline(s, b, t, notices, n->id)))
		return e;
	html(b,
	     "<p><a href=\"/trades/%ld.html\">打开全流程页</a></p></section>"
	     "</aside>\n",
	     t->id);
	return OK;
}

/* The parts of the page in their order. */
static enum err
compose(struct site *s, struct buf *b, const struct site_notice *n)
{
	struct site_trade trade, *t = &trade;
	struct list notices = { 0, NULL };
	enum err e = E_NOTFOUND;

	if (n->trade != NONE)
		e = db_one(s->db, s->mem, SQL_SITE_TRADE, ARGS(I64(n->trade)),
			   t);
	if (e && e != E_NOTFOUND)
		return e;
	if (e)
		t = NULL;
	else if ((e = db_all(s->db, s->mem, SQL_NOTICE_OF_TRADE,
			     ARGS(I64(n->trade)), &notices)))
		return e;
	buf_str(b, "<div class=\"wrap\">\n");
	title(s, b, n, t);
	if (t || n->due_at != NONE)
		buf_str(b, "<div class=\"split\">");
	if (n->due_at != NONE)
		due(s, b, n, t);
	buf_str(b, "<div class=\"body\">\n");
	notice_key_facts(s, b, n);
	if ((e = notice_body(s, b, n)) || (e = notice_files(s, b, n)) ||
	    (e = notice_objections(s, b, n, t)) ||
	    (e = notice_proof(s, b, n)) || (e = related(s, b, n)))
		return e;
	buf_str(b, "</div>\n");
	if (t && (e = side(s, b, n, t, &notices)))
		return e;
	if (t || n->due_at != NONE)
		buf_str(b, "</div>");
	buf_str(b, "</div>\n");
	return OK;
}

/* An import that was undone: the address stays, the text goes. */
static enum err
withdrawn(struct site *s, struct buf *b, const struct site_notice *n)
{
	html(b,
	     "<div class=\"wrap stack\"><p><span class=\"tag tag-off\">已撤回"
	     "</span></p><h1>%s</h1><div class=\"say say-warn\"><h2>这条公告已"
	     "撤回</h2><p>原因：%s</p></div><p>公开日志里仍有它的记录，摘要 "
	     "<code>%s</code>。</p><p class=\"acts\"><a class=\"btn\" href=\""
	     "/list/all/\">看现在的交易信息</a></p></div>\n",
	     n->title, n->hidden, n->digest);
	return notice_body_remove(s, n);
}

enum err
notice_write(struct site *s, int64_t id)
{
	struct site_notice n;
	struct buf b;
	enum err e;

	if ((e = db_one(s->db, s->mem, SQL_SITE_NOTICE, ARGS(I64(id)), &n)))
		return e == E_NOTFOUND ? OK : e;
	buf_init(&b, s->mem);
	page_begin(s, &b, n.title,
		   arena_printf(s->mem, "%s　%s　%s", n.title, notice_type(&n),
				region_words(s, n.region, n.place)),
		   NAV_LIST);
	notice_crumb(s, &b, &n, notice_type(&n));
	if ((e = n.hidden ? withdrawn(s, &b, &n) : compose(s, &b, &n)))
		return e;
	page_end(s, &b);
	return file_write(s, arena_printf(s->mem, "/notices/%ld.html", id), &b);
}
