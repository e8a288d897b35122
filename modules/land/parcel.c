/* Projects and their parcels, as drafts and for reading. */
#include "land.h"

#include "land_sql.h"

static const char *const use_words[] = { "residential", "industrial",
					 "education",   "commercial",
					 "other",       NULL };
static const char *const method_words[] = { "TD2", "TD3", "TD1", NULL };
const char *const method_labels[] = { "拍卖", "挂牌", "招标" };
const char *const land_use_labels[] = { "居住", "工业",
					"教育、科技、文化、卫生、体育",
					"商业、旅游、娱乐", "综合或其他" };

/* clang-format off */
static const struct field parcel_use_field[] = {
	ENUM(struct parcel_use, land_use, use_words, F_BOTH, "土地用途"),
	INT(struct parcel_use, area, 100, 100000000000, F_BOTH, "面积，百分之一平方米"),
	INT(struct parcel_use, years, 1, 70, F_BOTH, "出让年限"),
	FIELD_END
};
static const struct field parcel_field[] = {
	INT(struct parcel, id, 1, INT64_MAX, F_OUT, "标的序号"),
	INT(struct parcel, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct parcel, code, 1, 50, F_OUT, "标的编号"),
	TEXT(struct parcel, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	ENUM(struct parcel, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct parcel, paused, 0, 200, F_OUT, "暂停原因"),
	TEXT(struct parcel, reason, 0, 500, F_OUT, "流拍或终止原因"),
	INT(struct parcel, region, 0, 999999, F_OUT, "行政区划"),
	ENUM(struct parcel, method, method_words, F_BOTH | F_OPT, "出让方式"),
	TEXT(struct parcel, name, 2, 200, F_BOTH, "名称"),
	TEXT(struct parcel, number, 1, 60, F_BOTH, "宗地编号"),
	INT(struct parcel, area, 100, 100000000000, F_BOTH, "面积，百分之一平方米"),
	ENUM(struct parcel, land_use, use_words, F_BOTH, "土地用途"),
	INT(struct parcel, years, 1, 70, F_BOTH, "出让年限"),
	LIST(struct parcel, uses, &parcel_use_record, 2, 20, F_BOTH | F_OPT, "多种用途"),
	INT(struct parcel, ratio_min, 0, 10000, F_BOTH | F_OPT, "容积率下限，百分之一"),
	INT(struct parcel, ratio_max, 1, 10000, F_BOTH | F_OPT, "容积率上限，百分之一"),
	INT(struct parcel, density_max, 1, 10000, F_BOTH | F_OPT, "建筑密度上限，万分之一"),
	INT(struct parcel, green_min, 0, 10000, F_BOTH | F_OPT, "绿地率下限，万分之一"),
	INT(struct parcel, height_max, 1, 100000, F_BOTH | F_OPT, "建筑高度上限，厘米"),
	TEXT(struct parcel, ecology, 4, 200, F_BOTH, "生态保护红线等核查结论"),
	TEXT(struct parcel, corners, 1, 10000, F_BOTH | F_OPT, "界址点坐标（CGCS2000）"),
	TEXT(struct parcel, qualification, 1, 10000, F_BOTH | F_OPT, "竞买人资格"),
	MONEY(struct parcel, start_fen, 1, MONEY_MAX, F_BOTH, "起始价"),
	MONEY(struct parcel, step_fen, 1, MONEY_MAX, F_BOTH | F_OPT, "增价幅度；招标的不填写"),
	MONEY(struct parcel, ceiling_fen, 1, MONEY_MAX, F_BOTH | F_OPT, "最高限价"),
	MONEY(struct parcel, deposit_fen, 0, MONEY_MAX, F_BOTH, "竞买保证金"),
	TEXT(struct parcel, deposit_reason, 4, 500, F_BOTH | F_OPT, "保证金低于通常比例的理由"),
	TEXT(struct parcel, examine_basis, 4, 300, F_BOTH | F_OPT, "资格后审的依据"),
	BOOL(struct parcel, consortium, F_BOTH | F_OPT, "接受联合体竞买"),
	INT(struct parcel, countdown, 5, 3600, F_BOTH | F_OPT, "限时竞价倒计时，秒"),
	ENUM(struct parcel, at_ceiling, at_ceiling_words, F_BOTH | F_OPT, "到最高限价后"),
	INT(struct parcel, build_step, 1, 1000000, F_BOTH | F_OPT, "竞配建幅度，平方米"),
	INT(struct parcel, build_max, 1, 100000000, F_BOTH | F_OPT, "配建面积上限，平方米"),
	TIME(struct parcel, apply_to, F_BOTH, "竞买申请和保证金截止"),
	TIME(struct parcel, listing_at, F_BOTH, "挂牌开始；拍卖的，开始展示；招标的，开始投标"),
	TIME(struct parcel, live_at, F_BOTH, "挂牌截止，开始限时竞价；拍卖的，拍卖开始；招标的，投标截止和开标"),
	TEXT(struct parcel, reserve_hash, 64, 64, F_BOTH | F_OPT, "底价的承诺"),
	MONEY(struct parcel, reserve_fen, 1, MONEY_MAX, F_OUT, "公开的底价"),
	MONEY(struct parcel, price_fen, 1, MONEY_MAX, F_OUT, "最高报价"),
	MONEY(struct parcel, square_metre_fen, 0, MONEY_MAX, F_OUT, "每平方米"),
	MONEY(struct parcel, mu_fen, 0, MONEY_MAX, F_OUT, "每亩"),
	TIME(struct parcel, created_at, F_OUT, "建立时间"),
	FIELD_END
};
/* clang-format on */
RECORD(parcel, struct parcel);
RECORD(parcel_use, struct parcel_use);

/* fen * up / down, to the nearest */
static int64_t
share(int64_t fen, int64_t up, __int128 down)
{
	return (int64_t)(((__int128)fen * up * 2 + down) / (down * 2));
}

int64_t
per_square_metre(int64_t fen, int64_t area)
{
	return share(fen, 100, area);
}

int64_t
per_mu(int64_t fen, int64_t area)
{
	return share(fen, 1000000, (__int128)area * 15);
}

static void
price(struct parcel *p)
{
	int64_t fen = p->price_fen == NONE ? p->start_fen : p->price_fen;

	p->square_metre_fen = per_square_metre(fen, p->area);
	p->mu_fen = per_mu(fen, p->area);
}

enum err
parcel_get(struct req *r, int64_t trade, struct parcel *p)
{
	enum err e = db_one(r->db, r->mem, SQL_PARCEL_GET, ARGS(I64(trade)), p);

	if (e)
		return e;
	price(p);
	return db_all(r->db, r->mem, SQL_PARCEL_USE_LIST, ARGS(I64(trade)),
		      &p->uses);
}

/* Writes the shares of a parcel anew. */
static enum err
uses_set(struct req *r, const struct parcel *p)
{
	const struct parcel_use *u = p->uses.at;
	size_t i;
	enum err e;

	e = db_exec(r->db, SQL_PARCEL_USE_CLEAR, ARGS(I64(p->id)), NULL);
	for (i = 0; !e && i < p->uses.n; i++)
		e = db_exec(r->db, SQL_PARCEL_USE_ADD,
			    ARGS(STR(r->domain), I64(p->id),
				 I64((int64_t)i + 1), I64(u[i].land_use),
				 I64(u[i].area), I64(u[i].years)),
			    NULL);
	return e;
}

/* What the shared rows say of it. */
static enum err
draft_of(struct req *r, const struct parcel *p, struct sale_draft *d)
{
	d->name = p->name;
	d->consortium = p->consortium;
	d->method = method_words[p->method];
	d->qualification = p->qualification;
	d->deposit_fen = p->deposit_fen;
	record_clear(&lot_record, &d->lot);
	d->lot.trade = p->id;
	d->lot.start_fen = p->start_fen;
	d->lot.step_fen = p->step_fen;
	d->lot.examine_basis = p->examine_basis;
	d->lot.ceiling_fen = p->ceiling_fen;
	d->lot.bidding = p->method == METHOD_AUCTION ? LOT_CALLED : LOT_RISING;
	d->lot.at_ceiling = p->at_ceiling;
	d->lot.build_step = p->build_step;
	d->lot.build_max = p->build_max;
	d->lot.countdown_ms = p->countdown * 1000;
	d->lot.apply_to = p->apply_to;
	d->lot.listing_at = p->listing_at;
	d->lot.live_at = p->live_at;
	d->lot.reserve_hash = p->reserve_hash;
	return p->method == METHOD_TENDER ? tender_fill(r, &d->lot) : OK;
}

static enum err
fill(struct req *r, struct parcel *p)
{
	if (p->method == NONE)
		p->method = METHOD_LISTING;
	if (p->at_ceiling == NONE)
		p->at_ceiling = CEILING_FIRST;
	if (p->countdown != NONE)
		return OK;
	return rule_int(r, "td.final_bid.countdown", &p->countdown);
}

static enum err
add(struct req *r, const struct project *in, struct parcel *p)
{
	struct sale_draft d;
	enum err e;

	if ((e = draft_of(r, p, &d)) || (e = sale_add(r, in, &d)))
		return e;
	p->id = d.lot.trade;
	e = db_exec(r->db, SQL_PARCEL_ADD,
		    ARGS(STR(r->domain), I64(p->id), STR(p->number),
			 I64(p->area), I64(p->land_use), I64(p->years),
			 I64(p->ratio_min), I64(p->ratio_max),
			 I64(p->density_max), I64(p->green_min),
			 I64(p->height_max), STR(p->ecology), STR(p->corners),
			 STR(p->deposit_reason)),
		    NULL);
	return e ? e : uses_set(r, p);
}

/* POST /projects/:id/trades */
enum err
post_land_trade(struct req *r)
{
	struct parcel *p = r->in;
	struct project in;
	enum err e;

	if ((e = draft_project(r, &in, OWNER)) || (e = fill(r, p)) ||
	    (e = parcel_is_lawful(r, p)) || (e = add(r, &in, p)) ||
	    (e = draft_added(r, in.id, p->id, &parcel_record, p)) ||
	    (e = parcel_get(r, p->id, p)))
		return e;
	r->status = 201;
	return reply_record(r, &parcel_record, p);
}

/* POST /trades/:id/conditions -- all conditions of a draft anew */
enum err
post_parcel(struct req *r)
{
	struct parcel *p = r->in;
	struct sale_draft d;
	enum err e;

	p->id = r->trade.id;
	if ((e = fill(r, p)) || (e = draft_changed(r, &parcel_record, p)))
		return e;
	if ((e = draft_of(r, p, &d)) || (e = sale_set(r, &d)))
		return e;
	e = db_exec(r->db, SQL_PARCEL_SET,
		    ARGS(STR(p->number), I64(p->area), I64(p->land_use),
			 I64(p->years), I64(p->ratio_min), I64(p->ratio_max),
			 I64(p->density_max), I64(p->green_min),
			 I64(p->height_max), STR(p->ecology), STR(p->corners),
			 STR(p->deposit_reason), I64(p->id)),
		    NULL);
	if (e || (e = uses_set(r, p)) || (e = parcel_get(r, p->id, p)))
		return e;
	return reply_record(r, &parcel_record, p);
}

/* GET /trades/:id */
enum err
get_parcel(struct req *r)
{
	struct parcel p;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = parcel_get(r, r->id, &p)))
		return e;
	return reply_record(r, &parcel_record, &p);
}

/* GET /projects/:id/trades -- strangers see those that were public */
enum err
get_parcels(struct req *r)
{
	struct list l = { 0, NULL };
	struct project in;
	struct parcel *p;
	unsigned roles;
	enum err e;
	size_t i;

	if ((e = project_read(r, r->id, &in, &roles)))
		return e;
	roles &= INSIDERS;
	if ((e = db_all(r->db, r->mem, SQL_PARCEL_LIST,
			ARGS(I64(in.id), I64(roles != 0)), &l)))
		return e;
	for (p = l.at, i = 0; i < l.n; i++) {
		price(&p[i]);
		if ((e = db_all(r->db, r->mem, SQL_PARCEL_USE_LIST,
				ARGS(I64(p[i].id)), &p[i].uses)))
			return e;
	}
	return reply_items(r, &parcel_record, &l, NULL);
}
