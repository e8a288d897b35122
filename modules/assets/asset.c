/* What is sold, as drafts, in a new round, and for reading. */
#include "assets.h"
#include "panel.h"

#include "assets_sql.h"
#include "panel_sql.h"

static const char *const kind_words[] = { "equity", "increase", "physical",
					  "lease", NULL };
const char *const asset_kind_labels[] = { "企业产权（股权）转让", "企业增资",
					  "实物资产转让", "资产出租" };

/* clang-format off */
static const struct field asset_field[] = {
	INT(struct asset, id, 1, INT64_MAX, F_OUT, "标的序号"),
	INT(struct asset, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct asset, code, 1, 50, F_OUT, "标的编号"),
	TEXT(struct asset, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	ENUM(struct asset, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct asset, paused, 0, 200, F_OUT, "暂停原因"),
	TEXT(struct asset, reason, 0, 500, F_OUT, "终结原因"),
	INT(struct asset, region, 0, 999999, F_OUT, "行政区划"),
	INT(struct asset, round, 1, 1000, F_OUT, "第几次披露"),
	INT(struct asset, predecessor, 1, INT64_MAX, F_OUT, "上一次披露的标的"),
	TEXT(struct asset, method, 1, 10, F_OUT, "交易方式"),
	TEXT(struct asset, name, 2, 200, F_BOTH, "名称"),
	ENUM(struct asset, kind, kind_words, F_BOTH, "类型"),
	TEXT(struct asset, target, 2, 200, F_BOTH, "标的企业或资产"),
	TEXT(struct asset, description, 4, 10000, F_BOTH, "标的情况"),
	INT(struct asset, share, 1, 10000, F_BOTH | F_OPT, "股权比例，万分之一"),
	BOOL(struct asset, control_passes, F_BOTH | F_OPT, "实际控制权转移"),
	INT(struct asset, lease_months, 1, 240, F_BOTH | F_OPT, "租期，月"),
	TEXT(struct asset, approval_body, 2, 100, F_BOTH, "行为批准单位"),
	TEXT(struct asset, approval_no, 2, 100, F_BOTH, "批准文号"),
	DATE(struct asset, approved_on, F_BOTH, "批准日期"),
	TEXT(struct asset, appraisal_no, 2, 100, F_BOTH, "评估备案号"),
	MONEY(struct asset, appraised_fen, 1, MONEY_MAX, F_BOTH, "评估值"),
	TEXT(struct asset, cut_approval, 2, 100, F_BOTH | F_OPT, "降价的书面同意文号"),
	ENUM(struct asset, bidding, bidding_words, F_BOTH | F_OPT, "竞价方式"),
	LIST(struct asset, score_items, &score_item_record, 0, 20, F_BOTH | F_OPT, "评分项"),
	BOOL(struct asset, instalments, F_BOTH | F_OPT, "可以分期付款"),
	INT(struct asset, priority_minutes, 5, 43200, F_BOTH | F_OPT, "竞价结束后行使优先购买权的时限，分钟"),
	TEXT(struct asset, qualification, 1, 10000, F_BOTH | F_OPT, "受让条件"),
	MONEY(struct asset, start_fen, 1, MONEY_MAX, F_BOTH, "转让底价"),
	MONEY(struct asset, step_fen, 1, MONEY_MAX, F_BOTH, "加价幅度；招投标的填 1"),
	MONEY(struct asset, deposit_fen, 0, MONEY_MAX, F_BOTH, "交易保证金"),
	INT(struct asset, countdown, 5, 3600, F_BOTH, "限时竞价倒计时，秒；招投标的不用"),
	TIME(struct asset, apply_to, F_BOTH, "受让登记和保证金截止"),
	TIME(struct asset, listing_at, F_BOTH, "自由报价开始；招投标的，开始投标"),
	TIME(struct asset, live_at, F_BOTH, "自由报价截止，开始限时竞价；招投标的，投标截止和开标"),
	TEXT(struct asset, reserve_hash, 64, 64, F_BOTH | F_OPT, "保留价的承诺"),
	MONEY(struct asset, reserve_fen, 1, MONEY_MAX, F_OUT, "公开的保留价"),
	MONEY(struct asset, price_fen, 1, MONEY_MAX, F_OUT, "最高报价"),
	TIME(struct asset, predisclosed_at, F_OUT, "预披露时间"),
	TIME(struct asset, disclosed_at, F_OUT, "首次正式披露时间"),
	TIME(struct asset, result_until, F_OUT, "结果公告截止"),
	TEXT(struct asset, certificate, 1, 60, F_OUT, "交易凭证编号"),
	TIME(struct asset, created_at, F_OUT, "建立时间"),
	FIELD_END
};
/* clang-format on */
RECORD(asset, struct asset);

enum err
asset_get(struct req *r, int64_t trade, struct asset *a)
{
	enum err e = db_one(r->db, r->mem, SQL_ASSET_GET, ARGS(I64(trade)), a);

	return e ? e : weights_get(r, trade, &a->score_items);
}

/* By bidding. */
static const char *const methods[] = { "CQ1", "CQ2", "CQ1", "CQ3" };

enum err
asset_draft(struct req *r, const struct asset *a, struct sale_draft *d)
{
	*d = (struct sale_draft){ .name = a->name,
				  .method = methods[a->bidding],
				  .qualification = a->qualification,
				  .deposit_fen = a->deposit_fen };
	record_clear(&lot_record, &d->lot);
	d->lot.trade = a->id;
	d->lot.start_fen = a->start_fen;
	d->lot.step_fen = a->step_fen;
	d->lot.countdown_ms = a->countdown * 1000;
	d->lot.apply_to = a->apply_to;
	d->lot.listing_at = a->listing_at;
	d->lot.live_at = a->live_at;
	d->lot.reserve_hash = a->reserve_hash;
	d->lot.bidding = a->bidding;
	return a->bidding == LOT_TENDER ? tender_fill(r, &d->lot) : OK;
}

static enum err
add(struct req *r, const struct project *in, struct asset *a)
{
	struct sale_draft d;
	enum err e;

	if ((e = asset_draft(r, a, &d)) || (e = sale_add(r, in, &d)))
		return e;
	a->id = d.lot.trade;
	e = db_exec(r->db, SQL_ASSET_ADD,
		    ARGS(STR(r->domain), I64(a->id), I64(a->kind),
			 STR(a->target), STR(a->description), I64(a->share),
			 I64(a->control_passes), I64(a->lease_months),
			 STR(a->approval_body), STR(a->approval_no),
			 I64(a->approved_on), STR(a->appraisal_no),
			 I64(a->appraised_fen), STR(a->cut_approval),
			 I64(a->instalments), I64(a->priority_minutes),
			 I64(a->predisclosed_at), I64(a->disclosed_at)),
		    NULL);
	if (e ||
	    (e = db_exec(r->db, SQL_ASSET_ROUND,
			 ARGS(I64(a->predecessor), I64(a->round), I64(a->id)),
			 NULL)))
		return e;
	if ((e = score_items_set(r, a->id, &a->score_items)))
		return e;
	return draft_added(r, in->id, a->id, &asset_record, a);
}

/* POST /projects/:id/trades */
enum err
post_asset_trade(struct req *r)
{
	struct asset *a = r->in;
	struct project in;
	enum err e;

	a->round = 1;
	if (a->bidding == NONE)
		a->bidding = LOT_RISING;
	if ((e = draft_project(r, &in, OWNER)) || (e = asset_is_lawful(r, a)) ||
	    (e = add(r, &in, a)) || (e = asset_get(r, a->id, a)))
		return e;
	r->status = 201;
	return reply_record(r, &asset_record, a);
}

/* What an earlier disclosure left; another appraisal makes it the first. */
static void
go_on(const struct asset *was, struct asset *a)
{
	a->predisclosed_at = was->predisclosed_at;
	a->disclosed_at = strcmp(was->appraisal_no, a->appraisal_no)
			      ? NONE
			      : was->disclosed_at;
	if (a->bidding == NONE)
		a->bidding = LOT_RISING;
}

/* POST /trades/:id/conditions -- all conditions of a draft anew */
enum err
post_asset(struct req *r)
{
	struct asset *a = r->in, was;
	struct sale_draft d;
	enum err e;

	if ((e = asset_get(r, r->trade.id, &was)))
		return e;
	a->id = was.id;
	go_on(&was, a);
	if ((e = draft_changed(r, &asset_record, a)))
		return e;
	if ((e = asset_draft(r, a, &d)) || (e = sale_set(r, &d)))
		return e;
	e = db_exec(r->db, SQL_ASSET_SET,
		    ARGS(I64(a->kind), STR(a->target), STR(a->description),
			 I64(a->share), I64(a->control_passes),
			 I64(a->lease_months), STR(a->approval_body),
			 STR(a->approval_no), I64(a->approved_on),
			 STR(a->appraisal_no), I64(a->appraised_fen),
			 STR(a->cut_approval), I64(a->instalments),
			 I64(a->priority_minutes), I64(a->disclosed_at),
			 I64(a->id)),
		    NULL);
	if (e || (e = score_items_set(r, a->id, &a->score_items)) ||
	    (e = asset_get(r, a->id, a)))
		return e;
	return reply_record(r, &asset_record, a);
}

/* POST /trades/:id/relist -- a draft of what found no buyer */
enum err
post_relist(struct req *r)
{
	struct asset *a = r->in, was;
	struct named there;
	struct project in;
	enum err e;

	e = db_one(r->db, r->mem, SQL_SUCCESSOR_GET, ARGS(I64(r->trade.id)),
		   &there);
	if (!e)
		return req_say(r, E_EXISTS, "已经重新披露，标的 %s",
			       there.name);
	if (e != E_NOTFOUND || (e = asset_get(r, r->trade.id, &was)))
		return e;
	go_on(&was, a);
	a->project = was.project;
	a->predecessor = was.id;
	a->round = was.round + 1;
	if ((e = trade_step(r, a, NULL)) ||
	    (e = project_read(r, was.project, &in, NULL)) ||
	    (e = add(r, &in, a)) || (e = holders_again(r, a)) ||
	    (e = asset_get(r, a->id, a)))
		return e;
	r->status = 201;
	return reply_record(r, &asset_record, a);
}

/* GET /trades/:id */
enum err
get_asset(struct req *r)
{
	struct asset a;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = asset_get(r, r->id, &a)))
		return e;
	return reply_record(r, &asset_record, &a);
}

/* GET /projects/:id/trades -- strangers see those that were public */
enum err
get_assets(struct req *r)
{
	struct list l = { 0, NULL };
	struct project in;
	struct asset *a;
	unsigned roles;
	size_t i;
	enum err e;

	if ((e = project_read(r, r->id, &in, &roles)))
		return e;
	roles &= INSIDERS;
	if ((e = db_all(r->db, r->mem, SQL_ASSET_LIST,
			ARGS(I64(in.id), I64(roles != 0)), &l)))
		return e;
	for (a = l.at, i = 0; i < l.n; i++)
		if ((e = weights_get(r, a[i].id, &a[i].score_items)))
			return e;
	return reply_items(r, &asset_record, &l, NULL);
}
