/* The page of a trade, and the page that lists them. */

#include "days.h"
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

/* In the words of its price form: an amount or a rate. */
static const char *
price(struct site *s, const struct site_trade *t, int64_t value)
{
	if (value == NONE)
		return "";
	if (t->price_form == 2)
		return arena_printf(s->mem, "%ld.%02d%%", value / 100,
				    (int)(value % 100));
	if (t->price_form == 3)
		return arena_printf(s->mem, "%s（单价）",
				    say_yuan(s->mem, value));
	return say_money(s->mem, value);
}

static void
fact(struct buf *b, const char *label, const char *value)
{
	if (value && *value)
		html(b,
		     strlen(value) > 90
			 ? "<div class=\"full\"><dt>%s</dt><dd>%s</dd></div>"
			 : "<div><dt>%s</dt><dd>%s</dd></div>",
		     label, value);
}

static void
code(struct buf *b, const char *label, const char *value)
{
	if (value && *value)
		html(b,
		     "<div class=\"full\"><dt>%s</dt><dd><code>%s</code></dd>"
		     "</div>",
		     label, value);
}

static void
facts(struct site *s, struct buf *b, const struct site_trade *t)
{
	static const char *const evaluation[] = { "", "综合评估法",
						  "经评审的最低投标价法" };

	buf_str(b,
		"<section class=\"sec\"><h2>基本情况</h2><dl class=\"facts\">");
	fact(b, "项目", t->project_name);
	fact(b, "招标人", t->owner_name);
	fact(b, "代理机构", t->agency_name);
	fact(b, "招标方式", t->method_name);
	fact(b, "最高投标限价", price(s, t, t->ceiling));
	fact(b, "投标保证金",
	     t->deposit_fen > 0 ? say_money(s->mem, t->deposit_fen) : "不收取");
	fact(b, "投标截止、开标", say_instant(s->mem, t->deadline));
	if (t->evaluation == 1 || t->evaluation == 2)
		fact(b, "评标办法", evaluation[t->evaluation]);
	if (t->duration_days != NONE)
		fact(b, "工期",
		     arena_printf(s->mem, "%ld 日历天", t->duration_days));
	fact(b, "质量要求", t->quality);
	fact(b, "资格要求", t->qualification);
	fact(b, "联合体",
	     t->consortium ? "接受联合体投标" : "不接受联合体投标");
	fact(b, "资金来源", t->fund_source);
	fact(b, "批准文号", t->approval_no);
	fact(b, "地点", t->place);
	fact(b, "规模和内容", t->summary);
	fact(b, "监督部门", t->supervisor);
	if (t->round > 1)
		fact(b, "招标次数",
		     arena_printf(s->mem, "第 %ld 次", t->round));
	code(b, "统一交易标识码", t->deal_code);
	code(b, "标段编号", t->code);
	buf_str(b, "</dl></section>\n");
}

static const char *
result(const struct site_bid *x)
{
	static const char *const rank[] = { "", "第一候选人", "第二候选人",
					    "第三候选人" };

	if (!x->opened)
		return "未开启";
	if (x->awarded == 1)
		return "中标";
	if (x->rejected)
		return "已否决";
	if (x->rank >= 1 && x->rank <= 3)
		return rank[x->rank];
	return "";
}

static const char *
or_dash(const char *text)
{
	return text && *text ? text : "—";
}

/* The members of a consortium stand between semicolons. */
static const char *
members(struct site *s, const char *bidder)
{
	const char *semi;
	struct buf b;

	buf_init(&b, s->mem);
	for (; (semi = strchr(bidder, ';')); bidder = semi + 1) {
		buf_add(&b, bidder, (size_t)(semi - bidder));
		buf_str(&b, "、");
	}
	buf_str(&b, bidder);
	return b.at;
}

static void
bid_row(struct site *s, struct buf *b, const struct site_trade *t,
	const struct site_bid *x)
{
	const char *money = x->price_text && *x->price_text && x->price == NONE
				? x->price_text
				: price(s, t, x->price);
	const char *why = x->opened ? x->reason : x->cause;

	html(b,
	     x->awarded == 1 || x->rank == 1 ? "<tr class=\"win\">" : "<tr>");
	html(b,
	     "<th scope=\"row\">%s</th><td class=\"num\" data-h=\"报价\">%s"
	     "</td>",
	     members(s, x->bidder), or_dash(money));
	html(b, "<td class=\"num\" data-h=\"工期（日历天）\">%s</td>",
	     x->duration_days == NONE ? "—"
				      : say_count(s->mem, x->duration_days));
	html(b, "<td class=\"nw\" data-h=\"递交时间\">%s</td>",
	     say_seconds(s->mem, x->received_at));
	html(b, "<td class=\"num\" data-h=\"得分\">%s</td>",
	     x->score == NONE ? "—"
			      : arena_printf(s->mem, "%ld.%02d", x->score / 100,
					     (int)(x->score % 100)));
	html(b, "<td data-h=\"结果\"><span class=\"nw\">%s</span>",
	     or_dash(result(x)));
	if (why && *why)
		html(b, "<span class=\"note\">%s</span>", why);
	buf_str(b, "</td></tr>\n");
}

static enum err
bids(struct site *s, struct buf *b, const struct site_trade *t)
{
	const struct site_bid *x;
	struct list list;
	long opened = 0;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_TRADE_BIDS, ARGS(I64(t->id)),
			&list)) ||
	    !list.n)
		return e;
	for (x = list.at, i = 0; i < list.n; i++)
		opened += x[i].opened;
	html(b,
	     "<section class=\"sec\"><h2>投标与评标结果</h2><p class=\"note\">"
	     "收到 %ld 份，开启 %ld 份。得分和名次自候选人公示起公开。</p>"
	     "<div class=\"tw\" tabindex=\"0\" role=\"region\" aria-label=\""
	     "投标与评标结果\"><table class=\"cards\"><thead><tr>",
	     (long)list.n, opened);
	buf_str(b,
		"<th scope=\"col\">投标人</th><th scope=\"col\" class=\"num\">"
		"报价</th><th scope=\"col\" class=\"num\">工期（日历天）</th>"
		"<th scope=\"col\">递交时间</th><th scope=\"col\" "
		"class=\"num\">"
		"得分</th><th scope=\"col\">结果</th></tr></thead><tbody>\n");
	for (x = list.at, i = 0; i < list.n; i++, x++)
		bid_row(s, b, t, x);
	buf_str(b, "</tbody></table></div></section>\n");
	return OK;
}

static enum err
contract(struct site *s, struct buf *b, const struct site_trade *t)
{
	struct site_contract c;
	enum err e;

	e = db_one(s->db, s->mem, SQL_TRADE_CONTRACT, ARGS(I64(t->id)), &c);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	buf_str(b, "<section class=\"sec\"><h2>中标和合同</h2>"
		   "<dl class=\"facts\">");
	fact(b, "中标人", c.winner);
	fact(b, "中标价", price(s, t, c.award_price));
	fact(b, "中标日期", say_day(s->mem, day_of(c.award_at)));
	fact(b, "合同编号", c.number);
	fact(b, "合同金额", say_money(s->mem, c.amount_fen));
	fact(b, "合同签订", say_day(s->mem, c.signed_on));
	if (c.period_days != NONE)
		fact(b, "合同工期",
		     arena_printf(s->mem, "%ld 日历天", c.period_days));
	buf_str(b, "</dl></section>\n");
	return OK;
}

static void
documents(struct site *s, struct buf *b, const struct list *notices)
{
	const struct site_notice *n = notices->at;
	size_t i = notices->n;

	if (!i)
		return;
	buf_str(b, "<section class=\"sec\"><h2>公告</h2><ul class=\"files\">");
	while (i-- > 0)
		html(b,
		     "<li><a href=\"/notices/%ld.html\">%s</a><span "
		     "class=\"note\"><time "
		     "datetime=\"%s\">%s</time></span><span class=\"note "
		     "full\">%s"
		     "</span></li>",
		     n[i].id, n[i].title, say_iso(s->mem, n[i].publish_at),
		     say_iso_day(s->mem, n[i].publish_at), notice_type(&n[i]));
	buf_str(b, "</ul><p class=\"note\">要问这一宗的事，找公告里写明的联系"
		   "人。</p></section>\n");
}

/* The one thing to know now. */
static void
now(struct site *s, struct buf *b, const struct site_trade *t)
{
	if (t->paused) {
		html(b,
		     "<div class=\"say say-warn\"><h2>已暂停</h2><p>%s</p>"
		     "</div>",
		     t->paused);
	} else if (t->stage == S_NOTICE && t->deadline != NONE) {
		html(b,
		     "<div class=\"say\"><h2>公告中，<time datetime=\"%s\">%s"
		     "</time> 投标截止并开标</h2><p>取文件不收费、不需报名。"
		     "<a href=\"/guide.html#bid\">怎样投标</a></p></div>",
		     say_iso(s->mem, t->deadline),
		     say_instant(s->mem, t->deadline));
	} else if (t->stage == S_PUBLICITY) {
		html(b,
		     "<div class=\"say say-warn\"><h2>中标候选人公示中%s%s</h2>"
		     "<p>对评标结果有异议的，在公示期内向招标人提出；答复前暂停"
		     "（招标投标法实施条例第五十四条）。<a href=\"/guide.html"
		     "#objection\">怎样提出异议</a></p></div>",
		     t->publicity_ends == NONE ? "" : "，截止 ",
		     say_until(s->mem, t->publicity_ends));
	} else if (t->stage == S_FAILED || t->stage == S_TERMINATED) {
		html(b, "<div class=\"say say-bad\"><h2>%s</h2><p>%s</p>",
		     stage_label(t->stage), t->reason ? t->reason : "");
		if (t->stage == S_FAILED && !strcmp(t->domain, "engineering"))
			buf_str(b, "<p>招标人应当依法重新招标（招标投标法第二十"
				   "八条、第四十二条）。</p>");
		buf_str(b, "</div>");
	}
}

static enum err
compose(struct site *s, struct buf *b, const struct site_trade *t)
{
	struct list notices;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_NOTICE_OF_TRADE, ARGS(I64(t->id)),
			&notices)))
		return e;
	html(b,
	     "<div class=\"wrap\">\n<div class=\"stack\"><p><span class=\""
	     "tag %s\">%s</span> <span class=\"dom\">%s　%s</span></p><h1>%s"
	     "</h1>\n",
	     stage_tag(t), t->paused ? "已暂停" : stage_label(t->stage),
	     say_domain(t->domain), region_words(s, t->region, t->place),
	     t->name);
	now(s, b, t);
	buf_str(b, "</div>\n<div class=\"split\"><aside class=\"sec first\" "
		   "aria-labelledby=\"tlh\"><h2 id=\"tlh\">全流程</h2>\n");
	if ((e = timeline(s, b, t, &notices, 0)))
		return e;
	buf_str(b, "</aside><div class=\"body\">\n");
	facts(s, b, t);
	if ((e = bids(s, b, t)) || (e = contract(s, b, t)))
		return e;
	documents(s, b, &notices);
	html(b,
	     "<p class=\"sec note\">这一宗的每一步都记在公开日志里。"
	     "<a href=\"/api/service/trades/%ld\">机器可读的全流程</a>　"
	     "<a href=\"/verify.html\">怎样核验</a></p></div></div></div>\n",
	     t->id);
	return OK;
}

enum err
trade_write(struct site *s, int64_t id)
{
	const char *crumb[] = { "/trades/", "全流程", NULL, NULL };
	struct site_trade t;
	struct buf b;
	enum err e;

	if ((e = db_one(s->db, s->mem, SQL_SITE_TRADE, ARGS(I64(id)), &t)))
		return e == E_NOTFOUND ? OK : e; /* a draft is nobody's */
	buf_init(&b, s->mem);
	page_begin(s, &b, arena_printf(s->mem, "%s：全流程", t.name), t.name,
		   NAV_TRADES);
	crumb[3] = "这一宗";
	page_crumb(&b, crumb);
	if ((e = compose(s, &b, &t)))
		return e;
	page_end(s, &b);
	return file_write(s, arena_printf(s->mem, "/trades/%ld.html", id), &b);
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
			     price(s, t, t->ceiling));
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
