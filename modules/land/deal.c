/* What a sale of land says of itself: words, facts, prices by the area. */
#include <inttypes.h>
#include <string.h>

#include "json.h"
#include "land.h"
#include "mining.h"

#include "land_sql.h"

/* clang-format off */
static const struct field parcel_deal_field[] = {
	INT(struct parcel_deal, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	INT(struct parcel_deal, bidder, 1, 9999, F_OUT, "竞买号"),
	TEXT(struct parcel_deal, name, 1, 200, F_OUT, "竞得人"),
	MONEY(struct parcel_deal, price, 1, MONEY_MAX, F_OUT, "成交价"),
	INT(struct parcel_deal, area, 1, INT64_MAX, F_ROW, NULL),
	MONEY(struct parcel_deal, square_metre_fen, 0, MONEY_MAX, F_OUT, "每平方米"),
	MONEY(struct parcel_deal, mu_fen, 0, MONEY_MAX, F_OUT, "每亩"),
	TIME(struct parcel_deal, at, F_OUT, "成交时间"),
	FIELD_END
};
/* clang-format on */
RECORD(parcel_deal, struct parcel_deal);

const char *
area_text(struct arena *mem, int64_t area)
{
	return arena_printf(mem, "%" PRId64 ".%02d 平方米", area / 100,
			    (int)(area % 100));
}

static const char *
hundredths(struct req *r, int64_t n, const char *unit)
{
	return n == NONE ? NULL
			 : arena_printf(r->mem, "%" PRId64 ".%02d%s", n / 100,
					(int)(n % 100), unit);
}

static void
add_uses(struct req *r, struct buf *b, const struct parcel *p)
{
	const struct parcel_use *u = p->uses.at;
	size_t i;

	for (i = 0; i < p->uses.n; i++)
		fact_add(b, land_use_labels[u[i].land_use],
			 arena_printf(r->mem, "%s，%" PRId64 " 年",
				      area_text(r->mem, u[i].area),
				      u[i].years));
	if (i)
		return;
	fact_add(b, "土地用途", land_use_labels[p->land_use]);
	fact_add(b, "出让年限",
		 arena_printf(r->mem, "%" PRId64 " 年", p->years));
}

static enum err
describe(struct req *r, struct notice *n, struct buf *b)
{
	struct parcel p;
	enum err e;

	(void)n;
	if ((e = parcel_get(r, r->trade.id, &p)))
		return e;
	fact_add(b, "宗地编号", p.number);
	fact_add(b, "标的编号", p.code);
	fact_add(b, "统一交易标识码", p.deal_code);
	fact_add(b, "出让方式", method_labels[p.method]);
	fact_add(b, "面积", area_text(r->mem, p.area));
	add_uses(r, b, &p);
	fact_add(b, "容积率下限", hundredths(r, p.ratio_min, ""));
	fact_add(b, "容积率上限", hundredths(r, p.ratio_max, ""));
	fact_add(b, "建筑密度上限", hundredths(r, p.density_max, "%"));
	fact_add(b, "绿地率下限", hundredths(r, p.green_min, "%"));
	fact_add(b, "建筑高度上限", hundredths(r, p.height_max, " 米"));
	fact_add(b, "生态核查", p.ecology);
	fact_add(b, "界址点坐标", p.corners);
	fact_add(b, "竞买人资格", p.qualification);
	if (p.examine_basis)
		fact_add(b, "资格后审",
			 arena_printf(r->mem,
				      "竞价结束后审查最高报价人的资格，没有通过"
				      "的"
				      "不成交（%s）",
				      p.examine_basis));
	return OK;
}

static enum err
terms(struct req *r, struct buf *b)
{
	struct parcel p;
	enum err e = parcel_get(r, r->trade.id, &p);

	if (!e)
		json_record(b, &parcel_record, &p, F_OUT);
	return e;
}

static enum err
price(struct req *r, int64_t fen, struct buf *b)
{
	struct parcel p;
	enum err e;

	if ((e = parcel_get(r, r->trade.id, &p)))
		return e;
	fact_add(b, "折合",
		 arena_printf(r->mem, "每平方米 %s，每亩 %s",
			      money_text(r->mem, per_square_metre(fen, p.area)),
			      money_text(r->mem, per_mu(fen, p.area))));
	return OK;
}

static const struct sale land = {
	.listing = "TD01",
	.failed = "TD03",
	.result = "TD04",
	.contract = "td.contract.sign",
	.bidders = "td.bidders.min_auction",
	.seller = "出让人",
	.buyer = "竞得人",
	.unsold = "流拍",
	.deposit = "竞买保证金",
	.describe = describe,
	.terms = terms,
	.price = price,
};

const struct sale *
sale_of(const struct req *r)
{
	if (!is_mining(&r->trade))
		return &land;
	return strncmp(r->trade.method, "KQ1", 3) ? &mining_sale
						  : &exploration_sale;
}

const struct tender *
tender_of(const struct req *r)
{
	static const struct tender parcel = { .bidders =
						  "td.bidders.min_tender",
					      .record = "TD06",
					      SALE_TENDER };
	static const struct tender right = { .bidders = "kq.bidders.min",
					     .record = "KQ08",
					     SALE_TENDER };

	return is_mining(&r->trade) ? &right : &parcel;
}

/* GET /trades/:id/deal -- with what it is by the area */
enum err
get_parcel_deal(struct req *r)
{
	struct parcel_deal d;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) ||
	    (e = db_one(r->db, r->mem, SQL_PARCEL_DEAL, ARGS(I64(r->id)), &d)))
		return e;
	if (d.area != NONE) {
		d.square_metre_fen = per_square_metre(d.price, d.area);
		d.mu_fen = per_mu(d.price, d.area);
	}
	return reply_record(r, &parcel_deal_record, &d);
}
