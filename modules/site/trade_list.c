/* Rows of trades, and the page that lists them. */
#include "site.h"
#include "site_sql.h"
#include "step.h"

#define LISTED 60

const struct trade_group trade_group[] = {
	/* clang-format off */
  { S_NOTICE,    S_LISTING,    false, "open",       "公告中" },
  { S_LIVE,      S_LIVE,       false, "live",       "竞价中" },
  { S_OPENING,   S_EVALUATION, false, "evaluation", "开标评标" },
  { S_PUBLICITY, S_PUBLICITY,  false, "publicity",  "公示中" },
  { S_PUBLICITY, S_PUBLICITY,  true,  "decision",   "待定标" },
  { S_AWARD,     S_ARCHIVED,   false, "result",     "已有结果" },
  { S_FAILED,    S_TERMINATED, false, "failed",     "流标、终止" },
  { 0, 0, false, NULL, NULL }
	/* clang-format on */
};

bool
trade_group_has(const struct trade_group *g, int64_t stage, bool over)
{
	return stage >= g->from && stage <= g->to && over == g->over;
}

/* What is due then is done, and its row gone.  Where bids rise nothing is due:
 * the deal is confirmed. */
bool
publicity_is_over(const struct site_trade *t)
{
	return t->stage == S_PUBLICITY && t->publicity_ends == NONE &&
	       !strcmp(t->domain, "engineering");
}

/* The words of a sale, where they are not those of a tender. */
static const char *
sale_said(const struct site_trade *t)
{
	bool assets = !strcmp(t->domain, "assets");

	switch (t->stage) {
	case S_NOTICE:
		return assets ? "披露中" : "公告中";
	case S_LISTING:
		return assets ? "报价中" : "挂牌中";
	case S_LIVE:
		return is_called(t) ? "拍卖中" : "竞价中";
	case S_EVALUATION:
		return "待定标";
	case S_PUBLICITY:
		return assets ? "已成交" : "公示中";
	case S_AWARD:
		return "已成交";
	case S_FAILED:
		return assets ? "已终结" : is_sealed_sale(t) ? "流标" : "流拍";
	case S_TERMINATED:
		return assets ? "已终结" : "已终止";
	default:
		return stage_label(t->stage);
	}
}

const char *
stage_said(const struct site_trade *t)
{
	return t->paused              ? "已暂停"
	       : publicity_is_over(t) ? "公示已结束，待定标"
	       : is_auction(t)        ? sale_said(t)
				      : stage_label(t->stage);
}

const char *
stage_tag(const struct site_trade *t)
{
	static const char *const tag[S__MAX] = {
		"tag-off",  "tag-open", "tag-open", "tag-live", "tag-eval",
		"tag-eval", "tag-pub",  "tag-done", "tag-done", "tag-done",
		"tag-off",  "tag-bad",  "tag-bad"
	};

	return t->paused                            ? "tag-pause"
	       : publicity_is_over(t)               ? "tag-eval"
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
		     t->id, t->name, stage_tag(t), stage_said(t),
		     say_domain(t->domain),
		     region_words(s, t->region, t->place), t->owner_name);
		if (t->stage == S_PUBLICITY && t->publicity_ends != NONE)
			html(b,
			     "<span>公示至 <span class=\"due\">%s</span>"
			     "</span>",
			     say_until(s->mem, t->publicity_ends));
		else if (t->stage <= S_LISTING && t->deadline != NONE)
			html(b,
			     "<span><time class=\"due\" "
			     "datetime=\"%s\">%s</time>"
			     " %s</span>",
			     say_iso(s->mem, t->deadline),
			     say_instant(s->mem, t->deadline),
			     is_called(t) ? "开始拍卖" : "截止");
		if (t->ceiling != NONE)
			html(b,
			     "<span>最高限价 <span class=\"money\">%s</span>"
			     "</span>",
			     trade_price(s, t, t->ceiling));
		buf_str(b, "</p></li>");
	}
	buf_str(b, "</ul>\n");
}

/* A section of those of the group, if there are any. */
static void
group(struct site *s, struct buf *b, const struct trade_group *g,
      const struct list *all)
{
	const struct site_trade *t = all->at;
	struct site_trade *some;
	struct list list = { 0, NULL };
	size_t i;

	if (!all->n)
		return;
	list.at = some = arena_alloc(s->mem, all->n * sizeof(*some));
	for (i = 0; i < all->n; i++, t++)
		if (trade_group_has(g, t->stage, publicity_is_over(t)))
			some[list.n++] = *t;
	if (!list.n)
		return;
	html(b, "<section class=\"sec\" id=\"%s\"><h2>%s</h2>", g->id,
	     g->label);
	trade_rows(s, b, &list);
	buf_str(b, "</section>\n");
}

enum err
trades_write(struct site *s)
{
	const char *crumb[] = { NULL, "全流程" };
	const struct trade_group *g;
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
		"</p>\n");
	if (!open.n)
		buf_str(&b, "<div class=\"sec state\"><h2>现在没有进行中的交易"
			    "</h2><p><a href=\"/list/all/\">看已发布的公告</a>"
			    "</p></div>");
	for (g = trade_group; g->id; g++) {
		group(s, &b, g, &open);
		group(s, &b, g, &done);
	}
	html(&b,
	     "<p class=\"sec note\">进行中的和已结束的各列最近的 %d 宗，其余用 "
	     "<a href=\"/search.html\">搜索</a> 找。</p></div>\n",
	     LISTED);
	page_end(s, &b);
	return file_write(s, "/trades/index.html", &b);
}
