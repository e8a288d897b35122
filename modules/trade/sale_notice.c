/* The notice of a sale: scheduled by people, made public by time. */
#include <inttypes.h>

#include "json.h"
#include "sale.h"
#include "statement.h"

/* clang-format off */
static const struct field notice_form_field[] = {
	TEXT(struct notice_form, title, 4, 200, F_IN, "标题"),
	TEXT(struct notice_form, body, 1, 200000, F_IN, "正文"),
	TEXT(struct notice_form, duty_person, 1, 60, F_IN, "公告发布责任人"),
	TEXT(struct notice_form, examiner, 1, 60, F_IN, "数据验证责任人"),
	TIME(struct notice_form, publish_at, F_IN | F_OPT, "发布时间"),
	FIELD_END
};
/* clang-format on */
RECORD(notice_form, struct notice_form);

enum err
sale_announce(struct req *r, const char *type, const char *what,
	      const char *said, struct buf *facts, int64_t amount)
{
	return notice_announce(r,
			       &(struct announce){
				   .type = type,
				   .title = arena_printf(r->mem, "%s%s",
							 r->trade.name, what),
				   .body =
				       arena_printf(r->mem,
						    "%s（%s）%s。\n\n%s\n",
						    r->trade.name,
						    r->trade.code, what, said),
				   .facts = buf_text(facts),
				   .amount_fen = amount },
			       NULL);
}

static const char *
at_ceiling(struct req *r, const struct lot *l)
{
	if (l->at_ceiling == CEILING_DRAW)
		return "有人报到后，截止前接受这一价格的竞买人都参加摇号";
	if (l->at_ceiling != CEILING_BUILD)
		return "先报到者竞得";
	return arena_printf(r->mem,
			    "有人报到后竞配建：无偿配建的建筑面积每次增加 "
			    "%" PRId64 " 平方米的整数倍%s，面积大者竞得",
			    l->build_step,
			    l->build_max == NONE
				? ""
				: arena_printf(r->mem,
					       "，不超过 %" PRId64 " 平方米",
					       l->build_max));
}

/* What decides beside the price; nothing if the price alone does. */
static enum err
add_weights(struct req *r, struct buf *b)
{
	struct list items = { 0, NULL };
	const struct score_item *x;
	struct buf text;
	size_t i;
	enum err e;

	if ((e = weights_get(r, r->trade.id, &items)))
		return e;
	buf_init(&text, r->mem);
	for (x = items.at, i = 0; i < items.n; i++)
		buf_printf(&text, "%s%s %" PRId64 ".%02d 分", i ? "，" : "",
			   x[i].name, x[i].max_score / 100,
			   (int)(x[i].max_score % 100));
	fact_add(b, "权重", i ? buf_text(&text) : NULL);
	return OK;
}

static void
add_times(struct req *r, struct buf *b, const struct lot *l)
{
	const char *span =
	    arena_printf(r->mem, "%s 至 %s", when_text(r->mem, l->listing_at),
			 when_text(r->mem, l->live_at));
	int64_t seconds = l->countdown_ms / 1000;

	if (l->bidding == LOT_CALLED) {
		fact_add(b, "展示时间", span);
		fact_add(b, "拍卖时间", when_text(r->mem, l->live_at));
		fact_add(b, "拍卖规则",
			 arena_printf(r->mem,
				      "主持人叫价，连续三次宣布同一应价而没有"
				      "再应价的，落槌成交；%" PRId64
				      " 秒内无人叫价、应价的，拍卖结束，不成交",
				      seconds));
		return;
	}
	if (l->bidding == LOT_TENDER) {
		fact_add(b, "投标时间", span);
		fact_add(b, "开标时间", when_text(r->mem, l->live_at));
		fact_add(b, "评标办法",
			 "价高者得：投标报价不低于起始价的，最高者中标；报价"
			 "相同的，先递交者中标");
		return;
	}
	if (l->bidding == LOT_SEALED) {
		fact_add(b, "报价时间", span);
		fact_add(
		    b, "公开报价",
		    arena_printf(r->mem,
				 "每个竞买人只报一次价，提交承诺；报价截止后 "
				 "%" PRId64
				 " 秒内公开，不公开的不作为报价，保证金可以"
				 "不予退还",
				 seconds));
		return;
	}
	fact_add(b, "挂牌时间", span);
	fact_add(b, "限时竞价",
		 arena_printf(r->mem,
			      "挂牌截止即开始，每次有效报价后重新倒计时 "
			      "%" PRId64 " 秒，无人再报即结束",
			      seconds));
}

static void
add_steps(struct req *r, struct buf *b, const struct lot *l)
{
	if (l->bidding == LOT_TENDER)
		return;
	fact_add(b, "增价幅度", money_text(r->mem, l->step_fen));
	fact_add(b, "最高限价",
		 l->ceiling_fen == NONE
		     ? "不设"
		     : arena_printf(r->mem, "%s，%s",
				    money_text(r->mem, l->ceiling_fen),
				    at_ceiling(r, l)));
}

/* How it is bid for. */
static enum err
add_bidding(struct req *r, struct buf *b)
{
	const struct sale *s = sale_of(r);
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	fact_add(b, "起始价", money_text(r->mem, l.start_fen));
	if (s->price && (e = s->price(r, l.start_fen, b)))
		return e;
	add_steps(r, b, &l);
	fact_add(b, "底价",
		 l.reserve_hash
		     ? arena_printf(r->mem,
				    "设有底价，承诺 %s；竞价结束后 %d "
				    "分钟内不公开的，按没有底价成交",
				    l.reserve_hash, REVEAL_MS / 60000)
		     : "不设");
	fact_add(b, s->deposit, money_text(r->mem, r->trade.deposit_fen));
	fact_add(b, "竞买申请和保证金截止", when_text(r->mem, l.apply_to));
	add_times(r, b, &l);
	return l.bidding == LOT_SEALED ? add_weights(r, b) : OK;
}

static enum err
schedule(struct req *r, struct notice *n)
{
	struct buf facts;
	bool pending;
	enum err e;

	if (n->publish_at < r->now)
		return req_bad(r, "publish_at", "不能早于现在");
	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE, "已有排定的公告，请先撤回");
	buf_init(&facts, r->mem);
	if ((e = trade_step(r, n, NULL)) ||
	    (e = sale_of(r)->describe(r, n, &facts)) ||
	    (e = add_bidding(r, &facts)))
		return e;
	n->facts = buf_text(&facts);
	if ((e = notice_add(r, n)))
		return e;
	return due_add(r, "publish", NONE, n->id, n->publish_at);
}

/* POST /trades/:id/notice -- to be published at its hour */
enum err
post_sale_notice(struct req *r)
{
	const struct notice_form *in = r->in;
	int64_t trade = r->trade.id;
	struct notice n;
	enum err e;

	record_clear(&notice_record, &n);
	n.project = r->trade.project;
	n.type = sale_of(r)->listing;
	n.nature = 1;
	n.title = in->title;
	n.body = in->body;
	n.duty_person = in->duty_person;
	n.examiner = in->examiner;
	n.publish_at = in->publish_at == NONE ? r->now : in->publish_at;
	n.state = NOTICE_SCHEDULED;
	n.trades = (struct list){ 1, &trade };
	if ((e = schedule(r, &n)))
		return e;
	r->status = 201;
	return reply_record(r, &notice_record, &n);
}

/* How many an auction needs; NONE: as many as come. */
static enum err
bidders_min(struct req *r, const struct lot *l, int64_t *n)
{
	const char *rule = sale_of(r)->bidders;

	*n = NONE;
	return l->bidding == LOT_CALLED && rule ? rule_int(r, rule, n) : OK;
}

/* How the lot is bid for, in every domain alike, and what is sold. */
enum err
sale_terms(struct req *r, const char **detail)
{
	struct lot_terms t;
	const char *digest;
	struct lot l;
	struct buf b;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)))
		return e;
	t = lot_terms_of(&l, r->trade.deposit_fen, REVEAL_MS);
	if ((e = bidders_min(r, &l, &t.bidders_min)) ||
	    (e = weights_get(r, r->trade.id, &t.score_items)))
		return e;
	if (l.bidding == LOT_TENDER) {
		if ((e = terms_begin(r, &b)))
			return e;
	} else {
		buf_init(&b, r->mem);
		buf_char(&b, '{');
		json_key(&b, "deal_code");
		json_text(&b, r->trade.deal_code);
	}
	json_key(&b, "lot");
	json_record(&b, &lot_terms_record, &t, F_OUT);
	json_key(&b, "goods");
	if ((e = sale_of(r)->terms(r, &b)))
		return e;
	buf_char(&b, '}');
	e = statement_add(r, "terms", buf_text(&b), &digest);
	*detail = arena_printf(r->mem, "{\"terms\":\"%s\"}", digest);
	return e;
}

/* What time does first. */
static enum err
begin(struct req *r, const struct lot *l)
{
	if (l->bidding == LOT_TENDER)
		return due_add_close(r);
	if (l->bidding == LOT_CALLED)
		return due_add(r, "live", l->trade, NONE, l->live_at);
	return due_add(r, "list", l->trade, NONE, l->listing_at);
}

/* A notice that comes late leaves less time than was planned. */
enum err
due_sale_publish(struct req *r, const struct due *d)
{
	const char *detail;
	struct notice n;
	struct lot l;
	enum err e;

	if ((e = notice_get(r, d->notice, &n)))
		return e;
	if (n.state != NOTICE_SCHEDULED || n.trades.n != 1)
		return E_STAGE;
	if ((e = trade_enter(r, *(int64_t *)n.trades.at, "publish")))
		return e;
	n.publish_at = r->now;
	if ((e = r->move->guard(r, &n)))
		return err_status(e) < 500 ? notice_give_up(r, &n, e) : e;
	if ((e = rule_freeze(r)) || (e = sale_terms(r, &detail)) ||
	    (e = trade_step(r, &n, detail)) ||
	    (e = lot_get(r, r->trade.id, &l)) || (e = begin(r, &l)))
		return e;
	return notice_publish(r, n.id);
}
