/* The bids of a trade and what became of them, a section of its page. */
#include "site.h"
#include "site_sql.h"

/* Two prices that differ must not look alike. */
const char *
trade_money(struct site *s, int64_t fen)
{
	return fen != NONE && fen % 10000 ? say_yuan(s->mem, fen)
					  : say_money(s->mem, fen);
}

const char *
trade_price(struct site *s, const struct site_trade *t, int64_t value)
{
	if (value == NONE)
		return "";
	if (t->price_form == 2)
		return arena_printf(s->mem, "%ld.%02d%%", value / 100,
				    (int)(value % 100));
	if (t->price_form == 3)
		return arena_printf(s->mem, "%s（单价）",
				    say_yuan(s->mem, value));
	return trade_money(s, value);
}

static const char *
result(const struct site_trade *t, const struct site_bid *x)
{
	static const char *const rank[] = { "", "第一候选人", "第二候选人",
					    "第三候选人" };

	if (!x->opened)
		return "未开启";
	if (x->awarded == 1)
		return "中标";
	if (x->rejected)
		return "已否决";
	if (is_sealed_sale(t)) /* the best one wins, there are no candidates */
		return t->stage >= S_AWARD ? "未中标" : "";
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
				: trade_price(s, t, x->price);
	const char *why = x->opened ? x->reason : x->cause;

	html(b,
	     x->awarded == 1 || x->rank == 1 ? "<tr class=\"win\">" : "<tr>");
	html(b,
	     "<th scope=\"row\">%s</th><td class=\"num\" data-h=\"报价\">%s"
	     "</td>",
	     members(s, x->bidder), or_dash(money));
	if (!is_sealed_sale(t))
		html(b, "<td class=\"num\" data-h=\"工期（日历天）\">%s</td>",
		     x->duration_days == NONE
			 ? "—"
			 : say_count(s->mem, x->duration_days));
	html(b, "<td class=\"nw\" data-h=\"递交时间\">%s</td>",
	     say_seconds(s->mem, x->received_at));
	if (!is_sealed_sale(t))
		html(b, "<td class=\"num\" data-h=\"得分\">%s</td>",
		     x->score == NONE
			 ? "—"
			 : arena_printf(s->mem, "%ld.%02d", x->score / 100,
					(int)(x->score % 100)));
	html(b, "<td data-h=\"结果\"><span class=\"nw\">%s</span>",
	     or_dash(result(t, x)));
	if (why && *why)
		html(b, "<span class=\"note\">%s</span>", why);
	buf_str(b, "</td></tr>\n");
}

/* Before the opening: how many, and a root that binds the platform to them. */
enum err
trade_box(struct site *s, struct buf *b, const struct site_trade *t)
{
	struct site_box x;
	enum err e;

	e = db_one(s->db, s->mem, SQL_TRADE_BOX, ARGS(I64(t->id)), &x);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	html(b,
	     "<section class=\"sec\"><h2>开标前承诺</h2><div class=\"verify\">"
	     "<dl><dt>投标份数</dt><dd>%ld</dd><dt>封箱时间</dt><dd>%s</dd>"
	     "<dt>封箱承诺的根</dt><dd><code>%s</code></dd></dl></div>"
	     "<p class=\"note\">截止时写进公开日志，先于任何解密；以后多出一份"
	     "或换掉一份，都得不出这个根。<a href=\"/api/%s/trades/%ld/box\">"
	     "机器可读的承诺</a></p></section>\n",
	     x.count, say_seconds(s->mem, x.at), x.root, t->domain, t->id);
	return OK;
}

enum err
trade_bids(struct site *s, struct buf *b, const struct site_trade *t)
{
	bool sale = is_sealed_sale(t), won = false;
	const struct site_bid *x;
	struct list list;
	long opened = 0;
	size_t i;
	enum err e;

	if ((e = db_all(s->db, s->mem, SQL_TRADE_BIDS, ARGS(I64(t->id)),
			&list)) ||
	    !list.n)
		return e;
	for (x = list.at, i = 0; i < list.n; i++) {
		opened += x[i].opened;
		won |= x[i].awarded == 1;
	}
	html(b,
	     "<section class=\"sec\"><h2>%s</h2><p class=\"note\">"
	     "收到 %ld 份，开启 %ld 份。%s%s</p>"
	     "<div class=\"tw\" tabindex=\"0\" role=\"region\" aria-label=\""
	     "%s\"><table class=\"cards\"><thead><tr><th scope=\"col\">投标人"
	     "</th><th scope=\"col\" class=\"num\">报价</th>",
	     sale ? "投标和结果" : "投标与评标结果", (long)list.n, opened,
	     sale ? "不低于起始价的，报价最高者中标。"
		  : "得分和名次自候选人公示起公开。",
	     sale && !won && t->stage >= S_AWARD && t->stage <= S_ARCHIVED
		 ? "优先购买权人按最高报价受让。"
		 : "",
	     sale ? "投标和结果" : "投标与评标结果");
	buf_str(b, sale ? "<th scope=\"col\">递交时间</th>"
			: "<th scope=\"col\" class=\"num\">工期（日历天）"
			  "</th><th scope=\"col\">递交时间</th><th "
			  "scope=\"col\" class=\"num\">得分</th>");
	buf_str(b, "<th scope=\"col\">结果</th></tr></thead><tbody>\n");
	for (x = list.at, i = 0; i < list.n; i++, x++)
		bid_row(s, b, t, x);
	buf_str(b, "</tbody></table></div></section>\n");
	return OK;
}
