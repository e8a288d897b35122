/* What a trade of mining rights grants, as a draft and for reading. */
#include <string.h>

#include "days.h"
#include "land.h"
#include "mining.h"
#include "panel.h"

#include "mining_sql.h"
#include "sale_sql.h"
#include "tender_rows.h"
#include "tender_sql.h"

static const char *const kind_words[] = { "exploration", "mining", NULL };
static const char *const scale_words[] = { "large", "medium", "small", NULL };
static const char *const method_words[] = { "auction", "listing", "tender",
					    NULL };
static const char *const codes[][3] = { { "KQ132", "KQ133", "KQ131" },
					{ "KQ230", "KQ240", "KQ220" } };
const char *const mining_kinds[] = { "探矿权", "采矿权" };
const char *const mining_scales[] = { "大型", "中型", "小型" };

#define F_MAY (F_BOTH | F_OPT)
/* clang-format off */
static const struct field mining_field[] = {
	INT(struct mining, id, 1, INT64_MAX, F_OUT, "标的序号"),
	INT(struct mining, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct mining, code, 1, 50, F_OUT, "标的编号"),
	TEXT(struct mining, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	ENUM(struct mining, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct mining, paused, 0, 200, F_OUT, "暂停原因"),
	TEXT(struct mining, reason, 0, 500, F_OUT, "流拍或终止原因"),
	INT(struct mining, region, 0, 999999, F_OUT, "行政区划"),
	TEXT(struct mining, name, 2, 200, F_BOTH, "名称"),
	ENUM(struct mining, kind, kind_words, F_BOTH, "探矿权或者采矿权"),
	TEXT(struct mining, mineral, 1, 60, F_BOTH, "矿种"),
	ENUM(struct mining, method, method_words, F_MAY, "拍卖、挂牌或者招标"),
	ENUM(struct mining, scale, scale_words, F_MAY, "生产规模"),
	INT(struct mining, years, 1, 50, F_BOTH, "出让年限"),
	INT(struct mining, area, 1, 1000000000000, F_BOTH, "面积，平方米"),
	INT(struct mining, computed, 1, INT64_MAX, F_OUT, "按拐点计算的面积，平方米"),
	INT(struct mining, lowest, -1000000, 1000000, F_MAY, "开采标高下限，厘米"),
	INT(struct mining, highest, -1000000, 1000000, F_MAY, "开采标高上限，厘米"),
	TEXT(struct mining, reserves, 1, 500, F_MAY, "储量"),
	TEXT(struct mining, survey, 1, 60, F_MAY, "勘查程度"),
	TEXT(struct mining, ecology, 4, 200, F_BOTH, "生态保护红线等核查结论"),
	TEXT(struct mining, corners, 1, 30000, F_BOTH, "拐点坐标（CGCS2000），经度在前"),
	TEXT(struct mining, qualification, 1, 10000, F_MAY, "竞买人资格"),
	MONEY(struct mining, start_fen, 1, MONEY_MAX, F_MAY, "起始价"),
	MONEY(struct mining, step_fen, 1, MONEY_MAX, F_MAY, "增价幅度"),
	MONEY(struct mining, ceiling_fen, 1, MONEY_MAX, F_MAY, "最高限价"),
	MONEY(struct mining, deposit_fen, 0, MONEY_MAX, F_MAY, "竞买保证金"),
	INT(struct mining, countdown, 5, 3600, F_MAY, "限时竞价倒计时，秒"),
	TIME(struct mining, apply_to, F_MAY, "竞买申请和保证金截止"),
	TIME(struct mining, listing_at, F_MAY, "挂牌开始；拍卖的，开始展示；招标的，开始投标"),
	TIME(struct mining, live_at, F_MAY, "挂牌截止，开始限时竞价；拍卖的，拍卖开始；招标的，投标截止和开标"),
	TEXT(struct mining, reserve_hash, 64, 64, F_MAY, "底价的承诺"),
	MONEY(struct mining, price_fen, 1, MONEY_MAX, F_OUT, "最高报价"),
	TEXT(struct mining, basis, 1, 10, F_MAY, "协议出让的依据"),
	TEXT(struct mining, approval, 4, 200, F_MAY, "协议出让的批准文号"),
	TEXT(struct mining, grantee_code, 18, 18, F_MAY, "协议受让人统一社会信用代码"),
	TEXT(struct mining, grantee, 1, 200, F_OUT, "协议受让人"),
	MONEY(struct mining, agreed_fen, 1, MONEY_MAX, F_MAY, "协议价"),
	TEXT(struct mining, converts, 1, 60, F_MAY, "所转探矿权的许可证号"),
	TIME(struct mining, created_at, F_OUT, "建立时间"),
	FIELD_END
};
static const struct field mining_basis_field[] = {
	TEXT(struct mining_basis, code, 1, 10, F_OUT, "编号"),
	TEXT(struct mining_basis, method, 1, 10, F_OUT, "出让方式"),
	TEXT(struct mining_basis, name, 1, 200, F_OUT, "情形"),
	TEXT(struct mining_basis, law, 1, 200, F_OUT, "依据文件"),
	TEXT(struct mining_basis, article, 0, 60, F_OUT, "条款"),
	FIELD_END
};
/* clang-format on */
RECORD(mining, struct mining);
RECORD(mining_basis, struct mining_basis);

/* What of a worker the rules of its class are chosen by. */
static const struct worker mining_worker = {
	.name = "land",
	.class = "KQ",
	.title = "矿业权",
	.moves = land_moves,
};

bool
is_mining(const struct trade *t)
{
	return t->method && !strncmp(t->method, "KQ", 2);
}

void
mining_rules(struct req *r)
{
	r->worker = &mining_worker;
}

enum err
post_land_project(struct req *r)
{
	const struct project *p = r->in;
	struct one_word row;
	char day[11];
	enum err e;

	day_print(day, day_of(r->now));
	e = db_one(r->db, r->mem, SQL_CATALOGUE_DOMAIN,
		   ARGS(STR(p->catalogue_item), STR(mining_worker.class),
			STR(day), STR(day)),
		   &row);
	if (e && e != E_NOTFOUND)
		return e;
	if (!e)
		mining_rules(r);
	return post_own_project(r);
}

enum err
get_land_rules(struct req *r)
{
	enum err e;

	if ((e = trade_read(r, r->id, NULL)))
		return e;
	if (is_mining(&r->trade))
		mining_rules(r);
	return get_trade_rules(r);
}

/* POST /trades/:id/archive, /trades/:id/archive-ended -- by its class */
enum err
post_land_archive(struct req *r)
{
	if (is_mining(&r->trade))
		mining_rules(r);
	return post_archive(r);
}

enum err
basis_get(struct req *r, const char *code, struct mining_basis *b)
{
	char day[11];
	enum err e;

	day_print(day, day_of(r->now));
	e = db_one(r->db, r->mem, SQL_MINING_BASIS,
		   ARGS(STR(code), STR(day), STR(day)), b);
	return e == E_NOTFOUND
		   ? req_bad(r, "basis", "没有这个现行有效的协议出让依据")
		   : e;
}

/* GET /agreement-bases */
enum err
get_bases(struct req *r)
{
	struct list l = { 0, NULL };
	char day[11];
	enum err e;

	day_print(day, day_of(r->now));
	e = db_all(r->db, r->mem, SQL_MINING_BASES, ARGS(STR(day), STR(day)),
		   &l);
	return e ? e : reply_items(r, &mining_basis_record, &l, NULL);
}

static void
measure(struct req *r, struct mining *m)
{
	struct ring_fault f;
	struct ring ring;

	m->computed = NONE;
	if (ring_read(r->mem, m->corners, &ring, &f))
		m->computed = ring_metres(&ring);
}

enum err
mining_get(struct req *r, int64_t trade, struct mining *m)
{
	enum err e = db_one(r->db, r->mem, SQL_MINING_GET, ARGS(I64(trade)), m);

	if (!e)
		measure(r, m);
	return e;
}

/* What the shared rows say of it. */
static enum err
draft_of(struct req *r, const struct mining *m, struct sale_draft *d)
{
	int64_t method = m->method == NONE ? METHOD_LISTING : m->method;
	struct mining_basis basis;
	enum err e;

	*d = (struct sale_draft){ .name = m->name,
				  .method = codes[m->kind][method],
				  .qualification = m->qualification,
				  .deposit_fen = m->deposit_fen };
	record_clear(&lot_record, &d->lot);
	d->lot.trade = m->id;
	d->lot.bidding = method == METHOD_AUCTION ? LOT_CALLED : LOT_RISING;
	d->lot.at_ceiling = CEILING_FIRST;
	d->lot.start_fen = m->start_fen;
	d->lot.step_fen = m->step_fen;
	d->lot.ceiling_fen = m->ceiling_fen;
	d->lot.countdown_ms = m->countdown == NONE ? NONE : m->countdown * 1000;
	d->lot.apply_to = m->apply_to;
	d->lot.listing_at = m->listing_at;
	d->lot.live_at = m->live_at;
	d->lot.reserve_hash = m->reserve_hash;
	if (!m->basis)
		return method == METHOD_TENDER ? tender_fill(r, &d->lot) : OK;
	if ((e = basis_get(r, m->basis, &basis)))
		return e;
	d->method = basis.method;
	return OK;
}

/* An agreement is a trade without a lot. */
static enum err
add_agreed(struct req *r, const struct project *in, struct sale_draft *d,
	   const struct mining *m)
{
	enum err e;

	if ((e = trade_mint(r, in, &d->code, &d->deal_code)))
		return e;
	return db_exec(r->db, SQL_SALE_TRADE_ADD,
		       ARGS(STR(r->domain), I64(in->id), STR(d->code),
			    STR(d->deal_code), STR(d->name), STR(d->method),
			    I64(in->region), I64(in->owner), I64(0),
			    I64(m->agreed_fen), I64(NONE), I64(0),
			    I64(d->consortium), STR(NULL), I64(NONE),
			    I64(r->now)),
		       &d->lot.trade);
}

static enum err
add(struct req *r, const struct project *in, struct mining *m)
{
	struct subject grantee = { .id = NONE };
	struct sale_draft d;
	struct ground g;
	enum err e;

	if ((e = draft_of(r, m, &d)) ||
	    (e = ground_read(r, m->region, m->corners, &g)) ||
	    (m->basis && (e = subject_find(r, m->grantee_code, &grantee))))
		return e;
	e = m->basis ? add_agreed(r, in, &d, m) : sale_add(r, in, &d);
	if (e)
		return e;
	m->id = d.lot.trade;
	return db_exec(r->db, SQL_MINING_ADD,
		       ARGS(STR(r->domain), I64(m->id), I64(m->kind),
			    STR(m->mineral), I64(m->scale), I64(m->years),
			    I64(m->area), I64(m->lowest), I64(m->highest),
			    STR(m->reserves), STR(m->survey), STR(m->ecology),
			    STR(g.corners), I64(g.box.west), I64(g.box.south),
			    I64(g.box.east), I64(g.box.north), STR(m->basis),
			    STR(m->approval), I64(grantee.id),
			    I64(m->agreed_fen), STR(m->converts)),
		       NULL);
}

/* POST /projects/:id/rights */
enum err
post_mining_trade(struct req *r)
{
	struct mining *m = r->in;
	struct project in;
	enum err e;

	mining_rules(r);
	if ((e = draft_project(r, &in, OWNER)))
		return e;
	m->region = in.region;
	if ((e = mining_is_lawful(r, m)) || (e = add(r, &in, m)) ||
	    (e = draft_added(r, in.id, m->id, &mining_record, m)) ||
	    (e = mining_get(r, m->id, m)))
		return e;
	r->status = 201;
	return reply_record(r, &mining_record, m);
}

static enum err
set(struct req *r, const struct mining *m)
{
	struct subject grantee = { .id = NONE };
	struct sale_draft d;
	struct ground g;
	enum err e;

	if ((e = draft_of(r, m, &d)) ||
	    (e = ground_read(r, m->region, m->corners, &g)) ||
	    (m->basis && (e = subject_find(r, m->grantee_code, &grantee))))
		return e;
	e = m->basis ? db_exec(r->db, SQL_MINING_TRADE_SET,
			       ARGS(STR(d.name), STR(d.method),
				    I64(m->agreed_fen), I64(m->id)),
			       NULL)
		     : sale_set(r, &d);
	if (e)
		return e;
	return db_exec(r->db, SQL_MINING_SET,
		       ARGS(STR(m->mineral), I64(m->scale), I64(m->years),
			    I64(m->area), I64(m->lowest), I64(m->highest),
			    STR(m->reserves), STR(m->survey), STR(m->ecology),
			    STR(g.corners), I64(g.box.west), I64(g.box.south),
			    I64(g.box.east), I64(g.box.north), STR(m->basis),
			    STR(m->approval), I64(grantee.id),
			    I64(m->agreed_fen), STR(m->converts), I64(m->id)),
		       NULL);
}

/* POST /trades/:id/right -- all conditions of a draft anew */
enum err
post_mining(struct req *r)
{
	struct mining *m = r->in, was;
	enum err e;

	mining_rules(r);
	if ((e = mining_get(r, r->trade.id, &was)))
		return e;
	if (m->kind != was.kind || !m->basis != !was.basis)
		return req_say(r, E_STATE,
			       "探矿权还是采矿权、挂牌还是协议，拟定后不再改，"
			       "请另拟一宗");
	m->id = r->trade.id;
	m->region = r->trade.region;
	if ((e = draft_changed(r, &mining_record, m)) || (e = set(r, m)) ||
	    (e = mining_get(r, m->id, m)))
		return e;
	return reply_record(r, &mining_record, m);
}

/* GET /trades/:id/right */
enum err
get_mining(struct req *r)
{
	struct mining m;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = mining_get(r, r->id, &m)))
		return e;
	return reply_record(r, &mining_record, &m);
}

/* GET /projects/:id/rights -- strangers see those that were public */
enum err
get_minings(struct req *r)
{
	struct list l = { 0, NULL };
	struct project in;
	struct mining *m;
	unsigned roles;
	enum err e;
	size_t i;

	if ((e = project_read(r, r->id, &in, &roles)))
		return e;
	roles &= INSIDERS;
	if ((e = db_all(r->db, r->mem, SQL_MINING_LIST,
			ARGS(I64(in.id), I64(roles != 0)), &l)))
		return e;
	for (m = l.at, i = 0; i < l.n; i++)
		measure(r, &m[i]);
	return reply_items(r, &mining_record, &l, NULL);
}
