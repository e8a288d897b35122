/* Disclosures, what they say, and what comes of them. */
#include <inttypes.h>

#include "assets.h"
#include "json.h"
#include "tender_rows.h"

#include "assets_sql.h"
#include "auction_sql.h"

/* By kind. */
static const char *const listing_types[] = { "CQ02", "CQ03", "CQ04", "CQ04" };

/* clang-format off */
static const struct field predisclosure_field[] = {
	TEXT(struct notice_form, title, 4, 200, F_IN, "标题"),
	TEXT(struct notice_form, body, 1, 200000, F_IN, "正文"),
	TEXT(struct notice_form, duty_person, 1, 60, F_IN, "公告发布责任人"),
	TEXT(struct notice_form, examiner, 1, 60, F_IN, "数据验证责任人"),
	FIELD_END
};
static const struct field prolong_field[] = {
	TIME(struct prolong, apply_to, F_IN, "受让登记和保证金截止"),
	TIME(struct prolong, listing_at, F_IN, "自由报价开始"),
	TIME(struct prolong, live_at, F_IN, "自由报价截止，开始限时竞价"),
	FIELD_END
};
static const struct field agreement_field[] = {
	MONEY(struct agreement, price_fen, 1, MONEY_MAX, F_IN, "协议价"),
	FIELD_END
};
/* clang-format on */
RECORD(predisclosure, struct notice_form);
RECORD(prolong, struct prolong);
RECORD(agreement, struct agreement);

static const char *
yes(bool is)
{
	return is ? "是" : "否";
}

static void
add_asset(struct req *r, struct buf *b, const struct asset *a)
{
	fact_add(b, "标的编号", a->code);
	fact_add(b, "统一交易标识码", a->deal_code);
	fact_add(b, "类型", asset_kind_labels[a->kind]);
	fact_add(b, "标的", a->target);
	if (a->share != NONE)
		fact_add(b, "比例",
			 arena_printf(r->mem, "%" PRId64 ".%02d%%",
				      a->share / 100, (int)(a->share % 100)));
	if (a->kind == KIND_EQUITY)
		fact_add(b, "实际控制权转移", yes(a->control_passes));
	if (a->lease_months != NONE)
		fact_add(b, "租期",
			 arena_printf(r->mem, "%" PRId64 " 个月",
				      a->lease_months));
	fact_add(b, "行为批准",
		 arena_printf(r->mem, "%s %s", a->approval_body,
			      a->approval_no));
	fact_add(b, "评估备案", a->appraisal_no);
	fact_add(b, "评估值", money_text(r->mem, a->appraised_fen));
	fact_add(b, "转让底价", money_text(r->mem, a->start_fen));
	fact_add(b, "降价同意", a->cut_approval);
	fact_add(b, "受让条件", a->qualification);
	fact_add(b, "付款方式", a->instalments ? "可以分期" : "一次付清");
}

static const char *
way_of(const struct asset *a)
{
	if (a->bidding == LOT_TENDER)
		return "招投标";
	if (a->bidding == LOT_CALLED)
		return "拍卖；只有一家的协议转让";
	if (a->bidding == LOT_RISING)
		return "网络竞价，多次报价；只有一家的协议转让";
	return a->score_items.n ? "网络竞价，权重报价；只有一家的协议转让"
				: "网络竞价，一次报价；只有一家的协议转让";
}

static enum err
describe(struct req *r, struct notice *n, struct buf *b)
{
	struct list holders = { 0, NULL };
	const struct rule *rule;
	struct asset a;
	enum err e;

	if ((e = asset_get(r, r->trade.id, &a)) ||
	    (e = holder_list(r, &holders)))
		return e;
	n->type = listing_types[a.kind];
	if (a.round > 1)
		n->nature = 3;
	add_asset(r, b, &a);
	fact_add(b, "交易方式", way_of(&a));
	if (holders.n)
		fact_add(b, "优先购买权",
			 arena_printf(r->mem,
				      "%zu 家。应当登记、交纳保证金；竞价中可以"
				      "表示接受最高报价，竞价结束后 %" PRId64
				      " 分钟内、且不早于书面通知后的答复期满，"
				      "可以按最后的报价受让",
				      holders.n, a.priority_minutes));
	if (holders.n < 2)
		return OK;
	if ((e = rule_get(r, "cq.priority.joint", &rule)))
		return e;
	fact_add(b, "两家以上行使的",
		 arena_printf(r->mem,
			      "协商确定各自的受让比例，协商不成的按照出资比例"
			      "（%s）",
			      rule->basis));
	return OK;
}

static enum err
terms(struct req *r, struct buf *b)
{
	struct asset a;
	enum err e = asset_get(r, r->trade.id, &a);

	if (!e)
		json_record(b, &asset_record, &a, F_OUT);
	return e;
}

static const struct sale assets = {
	.failed = "CQ05",
	.contract = "cq.contract.sign",
	.seller = "转让方",
	.buyer = "受让方",
	.unsold = "终结",
	.deposit = "交易保证金",
	.describe = describe,
	.terms = terms,
	.won = asset_won,
};

const struct sale *
sale_of(const struct req *r)
{
	(void)r;
	return &assets;
}

const struct tender *
tender_of(const struct req *r)
{
	static const struct tender tender = { .bidders =
						  "cq.bidders.min_tender",
					      .record = "CQ07",
					      SALE_TENDER };

	(void)r;
	return &tender;
}

/* POST /trades/:id/predisclosure -- public at once; the conditions are not
 * fixed by it */
enum err
post_predisclosure(struct req *r)
{
	const struct notice_form *in = r->in;
	struct asset a;
	struct buf facts;
	enum err e;

	if ((e = asset_get(r, r->trade.id, &a)))
		return e;
	if (a.predisclosed_at != NONE)
		return req_say(r, E_STATE,
			       "已经预披露，不用再办，请排定正式披露");
	a.predisclosed_at = r->now;
	buf_init(&facts, r->mem);
	add_asset(r, &facts, &a);
	if ((e = trade_step(r, &a, NULL)) ||
	    (e = db_exec(r->db, SQL_ASSET_PREDISCLOSED,
			 ARGS(I64(r->now), I64(a.id)), NULL)) ||
	    (e = notice_announce(r,
				 &(struct announce){ .type = "CQ01",
						     .title = in->title,
						     .body = in->body,
						     .facts = buf_text(&facts),
						     .duty_person =
							 in->duty_person,
						     .examiner = in->examiner },
				 NULL)))
		return e;
	return reply_record(r, &asset_record, &a);
}

/* The formal one; from the first on a year counts. */
enum err
due_asset_publish(struct req *r, const struct due *d)
{
	enum err e = due_sale_publish(r, d);

	if (e || r->trade.stage != S_NOTICE)
		return e;
	return db_exec(r->db, SQL_ASSET_DISCLOSED,
		       ARGS(I64(r->now), I64(r->trade.id)), NULL);
}

/* POST /trades/:id/prolong -- nobody has come yet */
enum err
post_prolong(struct req *r)
{
	const struct prolong *in = r->in;
	struct sale_draft d;
	const char *detail;
	struct asset a;
	struct buf facts;
	int64_t n;
	enum err e;

	if ((e = asset_get(r, r->trade.id, &a)) ||
	    (e = NUMBER(r, SQL_ASSET_APPLICANTS, &n, I64(a.id))))
		return e;
	if (a.bidding == LOT_TENDER)
		return req_say(r, E_STATE, "招投标的标的不延长披露");
	if (n)
		return req_say(r, E_STATE,
			       "已有 %" PRId64
			       " 家登记，不能延长，请按原定的时间办理",
			       n);
	if (r->now >= a.listing_at)
		return req_say(r, E_LATE,
			       "披露已经结束，不能延长；没有征集到受让方的请重"
			       "新披露");
	if ((e = period_check(r, "cq.extend.step", a.apply_to, in->apply_to)))
		return e;
	a.apply_to = in->apply_to;
	a.listing_at = in->listing_at;
	a.live_at = in->live_at;
	if ((e = asset_is_lawful(r, &a)) || (e = asset_draft(r, &a, &d)) ||
	    (e = sale_set(r, &d)) || (e = sale_terms(r, &detail)) ||
	    (e = trade_step(r, in, detail)))
		return e;
	buf_init(&facts, r->mem);
	fact_add(&facts, "标的编号", a.code);
	fact_add(&facts, "受让登记和保证金截止", when_text(r->mem, a.apply_to));
	fact_add(&facts, "自由报价开始", when_text(r->mem, a.listing_at));
	fact_add(&facts, "限时竞价开始", when_text(r->mem, a.live_at));
	if ((e = sale_announce(r, assets.failed, "延长信息披露公告",
			       "没有征集到意向受让方，延长信息披露。", &facts,
			       0)))
		return e;
	return reply_record(r, &asset_record, &a);
}

/* The disclosure is over: nobody, one, or who bids. */
static enum err
over(struct req *r, const struct due *d,
     enum err (*bid)(struct req *, const struct due *))
{
	struct list fit = { 0, NULL };
	struct lot l;
	enum err e;

	if ((e = trade_enter(r, d->trade, d->verb)) ||
	    (e = lot_get(r, d->trade, &l)) ||
	    (e = entrants_fit(r, d->trade, &fit)))
		return e;
	if (r->trade.stage != S_NOTICE || r->now < l.listing_at || fit.n > 1) {
		r->move = NULL;
		return bid(r, d);
	}
	if (!fit.n)
		return sale_fail(r, "没有征集到符合条件的意向受让方");
	if ((e = trade_switch(r, "single")) || (e = lot_close(r, &l)) ||
	    (e = db_exec(r->db, SQL_ASSET_METHOD,
			 ARGS(STR("CQ4"), I64(d->trade)), NULL)))
		return e;
	return trade_step(r, NULL, NULL);
}

enum err
due_asset_list(struct req *r, const struct due *d)
{
	return over(r, d, due_list);
}

/* Of an auctioneer's lot nothing is listed before. */
enum err
due_asset_live(struct req *r, const struct due *d)
{
	return over(r, d, due_begin);
}

/* POST /trades/:id/agreement -- with the only one who came */
enum err
post_agreement(struct req *r)
{
	const struct agreement *in = r->in;
	struct list fit = { 0, NULL };
	const struct rule *rule;
	struct lot l;
	enum err e;

	if ((e = lot_get(r, r->trade.id, &l)) ||
	    (e = entrants_fit(r, r->trade.id, &fit)))
		return e;
	if (l.closed_at == NONE) {
		if ((e = rule_get(r, "cq.compete_min", &rule)))
			return e;
		return rule_refuse(r, rule, "协议转让", "有两家以上的公开竞价",
				   NULL);
	}
	if (fit.n != 1)
		return req_say(r, E_STATE,
			       "意向受让方的资格已经取消，不能协议转让，请重新"
			       "披露");
	if (in->price_fen < l.start_fen)
		return req_bad(r, "price_fen", "不能低于转让底价 %s",
			       money_text(r->mem, l.start_fen));
	if ((e = sale_deal(r, fit.at, in->price_fen, NULL)))
		return e;
	return get_lot_state(r);
}
