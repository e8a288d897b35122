/* The page of a trade. */
#include "days.h"
#include "site.h"
#include "site_sql.h"
#include "step.h"

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

/* What the sides and the prices of a domain are called. */
static const struct words {
	const char *owner, *method, *ceiling, *deposit, *deadline, *end,
	    *winner, *price, *won_at;
} tender_words = { "招标人",     "招标方式",       "最高投标限价",
		   "投标保证金", "投标截止、开标", "中标和合同",
		   "中标人",     "中标价",         "中标日期" },
  auction_words = { "出让人",     "出让方式", "最高限价",
		    "竞买保证金", "挂牌截止", "成交和合同",
		    "竞得人",     "成交价",   "成交日期" },
  asset_words = { "转让方",     "交易方式",     "最高限价",
		  "交易保证金", "自由报价截止", "成交和合同",
		  "受让方",     "成交价",       "成交日期" },
  called_words = { "出让人",     "出让方式", "最高限价",
		   "竞买保证金", "拍卖开始", "成交和合同",
		   "竞得人",     "成交价",   "成交日期" },
  sealed_words = { "出让人",     "出让方式",       "最高限价",
		   "竞买保证金", "投标截止、开标", "成交和合同",
		   "竞得人",     "成交价",         "成交日期" };

bool
is_auction(const struct site_trade *t)
{
	return !strcmp(t->domain, "land") || !strcmp(t->domain, "assets");
}

/* A sale by sealed bids, of who is qualified and has paid. */
bool
is_sealed_sale(const struct site_trade *t)
{
	return t->evaluation == 3;
}

/* By an auctioneer. */
bool
is_called(const struct site_trade *t)
{
	return is_auction(t) && t->method_name &&
	       strstr(t->method_name, "拍卖");
}

static const struct words *
words_of(struct site *s, const struct site_trade *t)
{
	const struct words *how = is_sealed_sale(t) ? &sealed_words
				  : is_called(t)    ? &called_words
						    : NULL;
	struct words *w;

	if (!is_auction(t))
		return &tender_words;
	if (strcmp(t->domain, "assets"))
		return how ? how : &auction_words;
	w = arena_alloc(s->mem, sizeof(*w));
	*w = asset_words;
	if (how)
		w->deadline = how->deadline;
	return w;
}

static void
facts(struct site *s, struct buf *b, const struct site_trade *t)
{
	const struct words *w = words_of(s, t);

	static const char *const evaluation[] = { "", "综合评估法",
						  "经评审的最低投标价法",
						  "价高者得" };

	buf_str(b,
		"<section class=\"sec\"><h2>基本情况</h2><dl class=\"facts\">");
	fact(b, "项目", t->project_name);
	fact(b, w->owner, t->owner_name);
	fact(b, "代理机构", t->agency_name);
	fact(b, w->method, t->method_name);
	fact(b, w->ceiling, trade_price(s, t, t->ceiling));
	fact(b, w->deposit,
	     t->deposit_fen > 0 ? say_money(s->mem, t->deposit_fen) : "不收取");
	fact(b, w->deadline, say_instant(s->mem, t->deadline));
	if (t->evaluation >= 1 && t->evaluation <= 3)
		fact(b, "评标办法", evaluation[t->evaluation]);
	if (t->duration_days != NONE)
		fact(b, "工期",
		     arena_printf(s->mem, "%ld 日历天", t->duration_days));
	fact(b, "质量要求", t->quality);
	fact(b, "资格要求", t->qualification);
	if (!is_auction(t) || (is_sealed_sale(t) && t->consortium))
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
	code(b, is_auction(t) ? "标的编号" : "标段编号", t->code);
	buf_str(b, "</dl></section>\n");
}

static enum err
contract(struct site *s, struct buf *b, const struct site_trade *t)
{
	const struct words *w = words_of(s, t);
	struct site_contract c;
	enum err e;

	e = db_one(s->db, s->mem, SQL_TRADE_CONTRACT, ARGS(I64(t->id)), &c);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	html(b, "<section class=\"sec\"><h2>%s</h2><dl class=\"facts\">",
	     w->end);
	fact(b, w->winner, c.winner);
	fact(b, w->price, trade_price(s, t, c.award_price));
	fact(b, w->won_at, say_day(s->mem, day_of(c.award_at)));
	fact(b, "合同编号", c.number);
	fact(b, "合同金额", trade_money(s, c.amount_fen));
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

/* The lot that was bid for stays to be looked at. */
static void
offers(struct buf *b, const struct site_trade *t)
{
	if (is_auction(t) && !is_sealed_sale(t) && t->stage >= S_PUBLICITY &&
	    !(t->method_name && strstr(t->method_name, "协议")))
		html(b,
		     "<section class=\"sec\"><h2>报价</h2><p><a href=\"/lot."
		     "html?domain=%s&amp;trade=%ld\">看每一次报价</a>：次序、"
		     "竞买号、金额和时间。</p></section>\n",
		     t->domain, t->id);
}

/* What ggzy-archive made and everybody may have. */
static enum err
official(struct site *s, struct buf *b, int64_t trade)
{
	const struct site_official *o;
	struct list list;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_TRADE_OFFICIAL, ARGS(I64(trade)),
			&list)) ||
	    !list.n)
		return e;
	buf_str(b, "<section class=\"sec\"><h2>文书</h2><ul class=\"files\">");
	for (o = list.at, i = 0; i < list.n; i++, o++)
		html(b,
		     "<li><a href=\"/documents/%s.pdf\">%s（PDF，%ld 页）</a>"
		     "<span class=\"note\"><time datetime=\"%s\">%s</time>"
		     "</span><span class=\"note full\"><a "
		     "href=\"/documents/%s.json\">机器可读</a></span></li>",
		     o->pdf, o->title, o->pages, say_iso(s->mem, o->at),
		     say_iso_day(s->mem, o->at), o->json);
	buf_str(b, "</ul></section>\n");
	return OK;
}

/* Where an auction is. */
static bool
now_auction(struct site *s, struct buf *b, const struct site_trade *t)
{
	if (!is_auction(t) || t->stage == S_DRAFT || t->stage > S_PUBLICITY)
		return false;
	if (t->stage == S_PUBLICITY && !strcmp(t->domain, "assets"))
		buf_str(b, "<div class=\"say\"><h2>已成交，等双方签合同</h2>"
			   "<p>合同生效后发布交易结果公告。</p></div>");
	else if (t->stage == S_PUBLICITY)
		buf_str(b, "<div class=\"say say-warn\"><h2>成交公示中</h2>"
			   "<p>竞得人和成交价见下面的成交公示。</p></div>");
	else if (t->stage == S_OPENING)
		html(b, "<div class=\"say\"><h2>投标已截止，待开标</h2><p>"
			"密钥由受托人交出，开启后报价在本页公布。</p></div>");
	else if (t->stage == S_EVALUATION)
		html(b, "<div class=\"say\"><h2>已开标，待定标</h2><p>报价见下"
			"表；设有底价的，等底价公开后定标。</p></div>");
	else if (is_sealed_sale(t))
		html(b,
		     "<div class=\"say\"><h2>%s，<time datetime=\"%s\">%s"
		     "</time> 投标截止并开标</h2><p>先申请、通过资格审查并交"
		     "保证金，再投标；报价最高者中标。<a "
		     "href=\"/guide.html#auction\">怎样参加</a></p></div>",
		     stage_said(t), say_iso(s->mem, t->deadline),
		     say_instant(s->mem, t->deadline));
	else if (t->stage == S_LIVE)
		html(b,
		     "<div class=\"say\"><h2>%s</h2><p>现在的最高报价和截止"
		     "时间见<a href=\"/lot.html?domain=%s&amp;trade=%ld\">看"
		     "竞价</a>。</p></div>",
		     stage_said(t), t->domain, t->id);
	else if (is_called(t))
		html(b,
		     "<div class=\"say\"><h2>%s，<time datetime=\"%s\">%s"
		     "</time> 开始拍卖</h2><p>先申请、通过资格审查并交保证金。"
		     "叫价和应价见<a href=\"/lot.html?domain=%s&amp;trade="
		     "%ld\">看竞价</a>，有暂停的顺延。</p></div>",
		     stage_said(t), say_iso(s->mem, t->deadline),
		     say_instant(s->mem, t->deadline), t->domain, t->id);
	else
		html(b,
		     "<div class=\"say\"><h2>%s，<time datetime=\"%s\">%s"
		     "</time> %s</h2><p>最高报价和截止时间"
		     "见<a href=\"/lot.html?domain=%s&amp;trade=%ld\">看竞价"
		     "</a>，有暂停的顺延。</p></div>",
		     stage_said(t), say_iso(s->mem, t->deadline),
		     say_instant(s->mem, t->deadline), words_of(s, t)->deadline,
		     t->domain, t->id);
	return true;
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
	} else if (now_auction(s, b, t)) {
		return;
	} else if (t->stage == S_NOTICE && t->deadline != NONE) {
		html(b,
		     "<div class=\"say\"><h2>公告中，<time datetime=\"%s\">%s"
		     "</time> 投标截止并开标</h2><p>取文件不收费、不需报名。"
		     "<a href=\"/guide.html#bid\">怎样投标</a></p></div>",
		     say_iso(s->mem, t->deadline),
		     say_instant(s->mem, t->deadline));
	} else if (publicity_is_over(t)) {
		buf_str(
		    b,
		    "<div class=\"say\"><h2>公示已结束，待定标</h2><p>中标候选"
		    "人的公示期已满，等招标人确定中标人。提过异议、对答复不"
		    "满意的，可以向行政监督部门投诉（招标投标法实施条例第六"
		    "十条）。<a href=\"/guide.html#objection\">怎样投诉</a></p>"
		    "</div>");
	} else if (t->stage == S_PUBLICITY) {
		html(b,
		     "<div class=\"say say-warn\"><h2>中标候选人公示中，截止 "
		     "%s</h2>"
		     "<p>对评标结果有异议的，在公示期内向招标人提出；答复前暂停"
		     "（招标投标法实施条例第五十四条）。<a href=\"/guide.html"
		     "#objection\">怎样提出异议</a></p></div>",
		     say_until(s->mem, t->publicity_ends));
	} else if (t->stage == S_FAILED || t->stage == S_TERMINATED) {
		html(b, "<div class=\"say say-bad\"><h2>%s</h2><p>%s</p>",
		     stage_said(t), t->reason ? t->reason : "");
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
	     stage_tag(t), stage_said(t), say_domain(t->domain),
	     region_words(s, t->region, t->place), t->name);
	now(s, b, t);
	buf_str(b, "</div>\n<div class=\"split\"><aside class=\"sec first\" "
		   "aria-labelledby=\"tlh\"><h2 id=\"tlh\">全流程</h2>\n");
	if ((e = timeline(s, b, t, &notices, 0)))
		return e;
	buf_str(b, "</aside><div class=\"body\">\n");
	facts(s, b, t);
	if ((e = trade_box(s, b, t)) || (e = trade_bids(s, b, t)) ||
	    (e = contract(s, b, t)))
		return e;
	offers(b, t);
	documents(s, b, &notices);
	if ((e = official(s, b, t->id)))
		return e;
	if (t->stage > S_OPENING)
		html(b,
		     "<section class=\"sec\"><h2>证据包</h2><p><a "
		     "href=\"/documents/%s.tar\">下载公开的证据包（TAR）</a>，"
		     "不问本平台也能核验每一步：%s。"
		     "新的步骤写进签名的日志以后（约一分钟）重做。</p>"
		     "</section>\n",
		     t->deal_code,
		     is_sealed_sale(t) ? "日志、条件、回执、开标记录、成交"
		     : is_auction(t) ? "日志、条件、报价、成交"
				     : "日志、回执、开标记录、抽取");
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
