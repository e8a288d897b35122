/* Rows of trades, and the page that lists them. */
#include "site.h"
#include "site_sql.h"
#include "step.h"

#define LISTED 60

const char *
stage_tag(const struct site_trade *t)
{
	static const char *const tag[S__MAX] = {
		"tag-off",  "tag-open", "tag-open", "tag-live", "tag-eval",
		"tag-eval", "tag-pub",  "tag-done", "tag-done", "tag-done",
		"tag-off",  "tag-bad",  "tag-bad"
	};

	return t->paused                            ? "tag-pause"
	       : t->stage >= 0 && t->stage < S__MAX ? tag[t->stage]
						    : "tag-off";
}

void
trade_rows(struct site *s, struct buf *b, const struct list *list)
{
	const struct site_trade *t = list->at;
	size_t i;

	buf_str(b, "<ul class=\"rows\">");
	for (i = 0; i < list->n; i++, t++) {
		html(b,
		     "<li><div><h3><a href=\"/trades/%ld.html\">%s</a></h3>"
		     "<p class=\"meta\"><span class=\"tag %s\">%s</span><span>"
		     "%s</span><span>%s</span><span class=\"less\">%s</span>"
		     "</p></div><p class=\"side\">",
		     t->id, t->name, stage_tag(t),
		     t->paused ? "已暂停" : stage_label(t->stage),
		     say_domain(t->domain),
		     region_words(s, t->region, t->place), t->owner_name);
		if (t->stage == S_PUBLICITY && t->publicity_ends != NONE)
			html(b,
			     "<span>公示至 <span class=\"due\">%s</span>"
			     "</span>",
			     say_until(s->mem, t->publicity_ends));
		else if (t->stage == S_NOTICE && t->deadline != NONE)
			html(b,
			     "<span><span class=\"due\">%s 截止</span></span>",
			     say_instant(s->mem, t->deadline));
		if (t->ceiling != NONE)
			html(b,
			     "<span>最高限价 <span class=\"money\">%s</span>"
			     "</span>",
			     trade_price(s, t, t->ceiling));
		buf_str(b, "</p></li>");
	}
	buf_str(b, "</ul>\n");
}

enum err
trades_write(struct site *s)
{
	const char *crumb[] = { NULL, "全流程" };
	struct list open, done;
	struct buf b;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_TRADE_OPEN, ARGS(I64(LISTED)),
			&open)) ||
	    (e = db_all(s->db, s->mem, SQL_TRADE_ENDED, ARGS(I64(LISTED)),
			&done)))
		return e;
	buf_init(&b, s->mem);
	page_begin(s, &b, "全流程", "每一宗交易现在走到哪一步", NAV_TRADES);
	page_crumb(&b, crumb);
	buf_str(&b,
		"<div class=\"wrap\"><h1>全流程</h1><p class=\"lead\">每一宗"
		"交易从公告到归档，走到哪一步、每一步用了几日、法律要求几日。"
		"</p>\n<section class=\"sec\"><h2>正在进行</h2>");
	if (open.n)
		trade_rows(s, &b, &open);
	else
		buf_str(&b, "<div class=\"state\"><h3>现在没有进行中的交易</h3>"
			    "<p><a href=\"/list/all/\">看已发布的公告</a></p>"
			    "</div>");
	buf_str(&b, "</section>\n<section class=\"sec\"><h2>已有结果</h2>");
	if (done.n)
		trade_rows(s, &b, &done);
	else
		buf_str(&b, "<p class=\"note\">还没有。</p>");
	html(&b,
	     "<p class=\"note\">两处各列最近的 %d 宗，其余用 <a href=\""
	     "/search.html\">搜索</a> 找。</p></section></div>\n",
	     LISTED);
	page_end(s, &b);
	return file_write(s, "/trades/index.html", &b);
}
