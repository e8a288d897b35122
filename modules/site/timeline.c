/* 全流程: the steps of a trade, with dates, documents and legal periods. */
#include "days.h"
#include "site.h"
#include "site_sql.h"
#include "step.h"

/* The steps people know, in order; types are of the notices shown there. */
struct step {
	enum stage stage;
	const char *label, *types;
};
/* clang-format off */
static const struct step tender[] = {
  { S_DRAFT,       "登记",       "GC01" },
  { S_NOTICE,      "公告",       "GC02 GC03 GC04 GC05 GC06 GC07" },
  { S_OPENING,     "开标",       "GC08" },
  { S_EVALUATION,  "评标",       "" },
  { S_PUBLICITY,   "候选人公示", "GC09" },
  { S_AWARD,       "中标结果",   "GC10" },
  { S_CONTRACT,    "合同",       "GC12" },
  { S_PERFORMANCE, "履约",       "" },
  { S_ARCHIVED,    "归档",       "" },
  { .label = NULL }
};
static const struct step auction[] = {
  { S_DRAFT,       "登记",       "" },
  { S_NOTICE,      "公告",       "TD01 TD02 KQ01 KQ02" },
  { S_LISTING,     "挂牌",       "" },
  { S_LIVE,        "限时竞价",   "" },
  { S_PUBLICITY,   "成交公示",   "TD04 KQ04 KQ05" },
  { S_AWARD,       "成交确认",   "" },
  { S_CONTRACT,    "合同",       "" },
  { S_ARCHIVED,    "归档",       "" },
  { .label = NULL }
};
static const struct step asset[] = {
  { S_DRAFT,       "登记",       "CQ01" },
  { S_NOTICE,      "信息披露",   "CQ02 CQ03 CQ04" },
  { S_LISTING,     "报价",       "" },
  { S_LIVE,        "限时竞价",   "" },
  { S_PUBLICITY,   "成交",       "" },
  { S_AWARD,       "成交确认",   "" },
  { S_CONTRACT,    "合同和凭证", "CQ06" },
  { S_ARCHIVED,    "归档",       "" },
  { .label = NULL }
};
/* By an auctioneer, in any domain. */
static const struct step called[] = {
  { S_DRAFT,       "登记",       "CQ01" },
  { S_NOTICE,      "公告",       "TD01 TD02 KQ01 KQ02 CQ02 CQ03 CQ04" },
  { S_LIVE,        "拍卖",       "" },
  { S_PUBLICITY,   "成交公示",   "TD04 KQ04 KQ05" },
  { S_AWARD,       "成交确认",   "" },
  { S_CONTRACT,    "合同",       "CQ06" },
  { S_ARCHIVED,    "归档",       "" },
  { .label = NULL }
};
/* A sale by sealed bids, in any domain. */
static const struct step sealed[] = {
  { S_DRAFT,       "登记",       "CQ01" },
  { S_NOTICE,      "公告",       "TD01 TD02 KQ01 KQ02 CQ02 CQ03 CQ04" },
  { S_OPENING,     "开标",       "TD06 KQ08 CQ07" },
  { S_EVALUATION,  "定标",       "" },
  { S_PUBLICITY,   "成交公示",   "TD04 KQ04 KQ05" },
  { S_AWARD,       "成交确认",   "" },
  { S_CONTRACT,    "合同",       "CQ06" },
  { S_ARCHIVED,    "归档",       "" },
  { .label = NULL }
};
/* clang-format on */

static const struct step *
steps_of(const struct site_trade *t)
{
	if (is_sealed_sale(t))
		return sealed;
	if (is_called(t))
		return called;
	if (!strcmp(t->domain, "assets"))
		return asset;
	return strcmp(t->domain, "land") ? tender : auction;
}

/* When each stage was reached, and how far it came before it ended. */
struct course {
	int64_t at[S__MAX], seq[S__MAX];
	int objected[S__MAX], answered[S__MAX];
	int64_t reached; /* the stage, or the one it had when it failed */
	bool ended;      /* failed or terminated */
};

static enum err
course_read(struct site *s, const struct site_trade *t, struct course *c)
{
	const struct entry *x;
	struct list list;
	size_t i;
	enum err e;

	memset(c, 0, sizeof(*c));
	for (i = 0; i < S__MAX; i++)
		c->at[i] = c->seq[i] = NONE;
	c->at[S_DRAFT] = t->created_at;
	c->ended = t->stage == S_FAILED || t->stage == S_TERMINATED;
	c->reached = c->ended ? S_DRAFT : t->stage;
	if ((e = db_all(s->db, s->mem, SQL_ENTRY_OF_TRADE, ARGS(I64(t->id)),
			&list)))
		return e;
	for (x = list.at, i = 0; i < list.n; i++, x++) {
		if (x->after_stage == NONE || x->after_stage >= S__MAX)
			continue;
		c->objected[x->after_stage] += !strcmp(x->verb, "object");
		c->answered[x->after_stage] +=
		    !strcmp(x->verb, "answer-objection");
		if (c->at[x->after_stage] == NONE) {
			c->at[x->after_stage] = x->at;
			c->seq[x->after_stage] = x->seq;
		}
		if (c->ended && x->before_stage != NONE &&
		    x->before_stage < S_FAILED && x->before_stage > c->reached)
			c->reached = x->before_stage;
	}
	return OK;
}

static void
period(struct site *s, struct buf *b, const char *what, int64_t days,
       const struct rule *r, const char *most)
{
	html(b, "<li class=\"note\">%s %ld 日，法定%s %s 日（%s）</li>", what,
	     days, most, r->value, say_law(s->mem, r->law, r->article));
}

/* The most days of which one can say that so many have passed: neither the
 * first day counts nor a last one that is not over (民法典 201, 203). */
static int64_t
whole_days(int64_t from, int64_t to)
{
	return day_of(to) - day_of(from) - 1;
}

/* 编制期: from the documents to the deadline. */
static enum err
preparation(struct site *s, struct buf *b, const struct site_trade *t,
	    const struct course *c)
{
	int64_t from = t->documents_from;
	const struct rule *r;
	enum err e;

	if (from == NONE)
		from = c->at[S_NOTICE];
	if (from == NONE || t->deadline == NONE)
		return OK;
	if ((e = rule_of(s, t->id, "gc.bid.prep_min", &r)) || !r)
		return e;
	period(s, b, "编制期", whole_days(from, t->deadline), r, "不少于");
	return OK;
}

static enum err
publicity(struct site *s, struct buf *b, const struct site_trade *t,
	  const struct course *c)
{
	const struct rule *r;
	int64_t end = t->publicity_ends;
	enum err e;

	if ((e = rule_of(s, t->id, "gc.candidate.publicity_min", &r)) || !r)
		return e;
	if (end != NONE)
		html(b, "<li>至 %s</li>", say_until(s->mem, end));
	else if (c->at[S_AWARD] != NONE)
		end = c->at[S_AWARD];
	if (end != NONE && c->at[S_PUBLICITY] != NONE)
		period(s, b, "公示", whole_days(c->at[S_PUBLICITY], end), r,
		       "不少于");
	return OK;
}

static enum err
contract(struct site *s, struct buf *b, const struct site_trade *t)
{
	struct site_contract k;
	const struct rule *r;
	enum err e;

	if ((e = rule_of(s, t->id, "gc.contract.sign", &r)) || !r)
		return e;
	e = db_one(s->db, s->mem, SQL_TRADE_CONTRACT, ARGS(I64(t->id)), &k);
	if (e && e != E_NOTFOUND)
		return e;
	if (e || k.signed_on == NONE)
		html(b,
		     "<li class=\"note\">中标通知书发出后 %s 日内（%s）</li>",
		     r->value, say_law(s->mem, r->law, r->article));
	else
		period(s, b, "中标后", k.signed_on - day_of(k.award_at), r,
		       "不超过");
	return OK;
}

/* A parcel: how long before the listing it was announced, and was listed. */
static enum err
listing(struct site *s, struct buf *b, const struct step *p,
	const struct site_trade *t, const struct course *c)
{
	bool notice = p->stage == S_NOTICE;
	int64_t from = c->at[p->stage],
		to = notice ? c->at[S_LISTING] : t->deadline;
	const struct rule *r;
	enum err e;

	if (strncmp(t->deal_code, "B01", 3) || from == NONE || to == NONE ||
	    (!notice && p->stage != S_LISTING))
		return OK;
	if ((e = rule_of(s, t->id,
			 notice ? "td.notice.before" : "td.listing.min", &r)) ||
	    !r)
		return e;
	period(s, b, notice ? "公告到挂牌" : "挂牌", whole_days(from, to), r,
	       "不少于");
	return OK;
}

static enum err
panel(struct site *s, struct buf *b, const struct site_trade *t)
{
	struct panel_size p;
	enum err e;

	e = db_one(s->db, s->mem, SQL_TRADE_PANEL, ARGS(I64(t->id)), &p);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	html(b, "<li>%ld 人，其中专家 %ld 人，随机抽取</li>", p.seats,
	     p.experts);
	return OK;
}

/* What is said below a step that was reached or comes next. */
static enum err
remarks(struct site *s, struct buf *b, const struct step *p,
	const struct site_trade *t, const struct course *c)
{
	if (is_auction(t)) /* the periods below are those of tenders */
		return listing(s, b, p, t, c);
	if (p->stage == S_NOTICE)
		return preparation(s, b, t, c);
	if (p->stage == S_EVALUATION)
		return panel(s, b, t);
	if (p->stage == S_PUBLICITY && c->reached >= S_PUBLICITY)
		return publicity(s, b, t, c);
	if (p->stage == S_CONTRACT &&
	    (c->reached == S_AWARD || c->reached >= S_CONTRACT))
		return contract(s, b, t);
	return OK;
}

static void
notices_of(struct site *s, struct buf *b, const char *types,
	   const struct list *notices, int64_t here)
{
	const struct site_notice *n = notices->at;
	size_t i;

	for (i = 0; i < notices->n; i++, n++) {
		if (!*n->type || !strstr(types, n->type))
			continue;
		if (n->id == here)
			html(b, "<li>%s（本页）", notice_type(n));
		else
			html(b, "<li><a href=\"/notices/%ld.html\">%s</a>",
			     n->id, notice_type(n));
		html(b, " <time>%s</time></li>",
		     say_iso_day(s->mem, n->publish_at));
	}
}

static const char *
class_of(const struct step *p, const struct course *c)
{
	const struct step *next = p + 1;

	if (p->stage > c->reached)
		return " class=\"todo\"";
	if (c->ended || (next->label && next->stage <= c->reached) ||
	    p->stage == S_ARCHIVED)
		return "";
	return " class=\"now\" aria-current=\"step\"";
}

/* The sales of assets have words of their own. */
static const char *
label_of(const struct step *p, const struct site_trade *t)
{
	if (strcmp(t->domain, "assets"))
		return p->label;
	return p->stage == S_NOTICE      ? "信息披露"
	       : p->stage == S_PUBLICITY ? "成交"
	       : p->stage == S_CONTRACT  ? "合同和凭证"
					 : p->label;
}

static void
heading(struct site *s, struct buf *b, const struct step *p,
	const struct site_trade *t, const struct course *c)
{
	int64_t at = c->at[p->stage];
	const char *words = say_day(s->mem, at == NONE ? NONE : day_of(at));

	/* the opening is at the deadline, known beforehand */
	if (p->stage == S_OPENING && t->deadline != NONE &&
	    (c->reached >= S_OPENING || !c->ended))
		words = say_instant(s->mem, t->deadline);
	html(b, "<h3>%s", label_of(p, t));
	if (*words)
		html(b, " <time>%s</time>", words);
	buf_str(b, "</h3>");
}

/* How it ended before its time. */
static void
ended(struct site *s, struct buf *b, const struct site_trade *t,
      const struct course *c, const struct list *notices, int64_t here)
{
	int64_t at = c->at[t->stage];

	html(b,
	     "<li class=\"now\" aria-current=\"step\"><h3>%s <time>%s</time>"
	     "</h3><ul>",
	     stage_said(t), say_day(s->mem, at == NONE ? NONE : day_of(at)));
	if (t->reason)
		html(b, "<li>%s</li>", t->reason);
	notices_of(s, b, "GC11 GC13 TD03 KQ03 CQ05", notices, here);
	buf_str(b, "</ul></li>");
}

enum err
timeline(struct site *s, struct buf *b, const struct site_trade *t,
	 const struct list *notices, int64_t here)
{
	const struct step *p;
	struct course c;
	struct buf ul;
	enum err e;

	if ((e = course_read(s, t, &c)))
		return e;
	buf_str(b, "<ol class=\"tl\">");
	for (p = steps_of(t); p->label; p++) {
		if (c.ended && p->stage > c.reached)
			break;
		buf_init(&ul, s->mem);
		notices_of(s, &ul, p->types, notices, here);
		if ((e = remarks(s, &ul, p, t, &c)))
			return e;
		if (c.objected[p->stage])
			html(&ul, "<li>异议 %d 件，已答复 %d 件</li>",
			     c.objected[p->stage], c.answered[p->stage]);
		buf_printf(b, "<li%s>", class_of(p, &c));
		heading(s, b, p, t, &c);
		if (ul.len)
			buf_printf(b, "<ul>%s</ul>", ul.at);
		buf_str(b, "</li>");
	}
	if (c.ended)
		ended(s, b, t, &c, notices, here);
	buf_str(b, "</ol>");
	return OK;
}
