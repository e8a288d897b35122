/* Mining rights in force: what registration writes and overlap looks at. */
#include <inttypes.h>

#include "days.h"
#include "event.h"
#include "json.h"
#include "land.h"
#include "mining.h"
#include "panel.h"

#include "mining_sql.h"
#include "tender_rows.h"

static const char *const kind_words[] = { "exploration", "mining", NULL };

/* clang-format off */
static const struct field mining_right_field[] = {
	INT(struct mining_right, id, 1, INT64_MAX, F_OUT, "序号"),
	INT(struct mining_right, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	TEXT(struct mining_right, licence, 1, 60, F_BOTH, "许可证号"),
	ENUM(struct mining_right, kind, kind_words, F_BOTH, "探矿权或者采矿权"),
	TEXT(struct mining_right, name, 2, 200, F_BOTH, "名称"),
	TEXT(struct mining_right, holder, 2, 200, F_BOTH, "矿业权人"),
	TEXT(struct mining_right, holder_code, 18, 18, F_BOTH | F_OPT, "矿业权人统一社会信用代码"),
	INT(struct mining_right, region, 100000, 999999, F_BOTH, "行政区划"),
	TEXT(struct mining_right, mineral, 1, 60, F_BOTH, "矿种"),
	INT(struct mining_right, area, 1, 1000000000000, F_BOTH, "面积，平方米"),
	INT(struct mining_right, lowest, -1000000, 1000000, F_BOTH | F_OPT, "标高下限，厘米"),
	INT(struct mining_right, highest, -1000000, 1000000, F_BOTH | F_OPT, "标高上限，厘米"),
	TEXT(struct mining_right, corners, 1, 30000, F_BOTH, "拐点坐标（CGCS2000），经度在前"),
	DATE(struct mining_right, valid_from, F_BOTH, "有效期起"),
	DATE(struct mining_right, valid_to, F_BOTH, "有效期止"),
	TIME(struct mining_right, at, F_OUT, "登记时间"),
	TIME(struct mining_right, ended_at, F_OUT, "注销时间"),
	TEXT(struct mining_right, ended_reason, 1, 500, F_OUT, "注销原因"),
	FIELD_END
};
static const struct field registration_field[] = {
	TEXT(struct registration, licence, 1, 60, F_IN, "许可证号"),
	DATE(struct registration, valid_from, F_IN, "有效期起"),
	FIELD_END
};
/* clang-format on */
RECORD(mining_right, struct mining_right);
RECORD(registration, struct registration);

enum err
right_of(struct req *r, const char *licence, struct mining_right *right)
{
	return db_one(r->db, r->mem, SQL_RIGHT_OF,
		      ARGS(STR(licence), I64(day_of(r->now))), right);
}

/* Writes a right if its area is free. */
static enum err
add(struct req *r, struct mining_right *x, const char *instead)
{
	struct mining_right other;
	struct ground g;
	enum err e;

	g.lowest = x->lowest;
	g.highest = x->highest;
	if ((e = ground_lock(r)) ||
	    (e = ground_read(r, x->region, x->corners, &g)) ||
	    (e = ground_is_free(r, &g, instead)))
		return e;
	e = right_of(r, x->licence, &other);
	if (!e)
		return req_bad(r, "licence", "已有这个许可证号的有效矿业权");
	if (e != E_NOTFOUND)
		return e;
	x->at = r->now;
	x->corners = g.corners;
	x->ended_at = NONE;
	return db_exec(r->db, SQL_RIGHT_ADD,
		       ARGS(STR(r->domain), I64(x->trade), STR(x->licence),
			    I64(x->kind), STR(x->name), STR(x->holder),
			    STR(x->holder_code), I64(x->region),
			    STR(x->mineral), I64(x->area), I64(x->lowest),
			    I64(x->highest), STR(x->corners), I64(g.box.west),
			    I64(g.box.south), I64(g.box.east), I64(g.box.north),
			    I64(x->valid_from), I64(x->valid_to),
			    I64(r->user.id), I64(x->at)),
		       &x->id);
}

static const char *
said(struct req *r, const struct mining_right *x)
{
	struct buf b;

	buf_init(&b, r->mem);
	json_record(&b, &mining_right_record, x, F_OUT);
	return buf_text(&b);
}

/* The last day of so many years. */
static int64_t
last_day(int64_t from, int64_t years)
{
	int64_t day;
	int y, m, d;

	day_to_civil(from, &y, &m, &d);
	y += (int)years;
	if (!day_from_civil(y, m, d, &day))
		day_from_civil(y, 3, 1, &day); /* after 29 February */
	return day - 1;
}

static enum err
convert(struct req *r, const char *licence)
{
	struct mining_right was;
	enum err e = right_of(r, licence, &was);

	if (e)
		return e;
	return db_exec(r->db, SQL_RIGHT_END,
		       ARGS(I64(r->now), STR("转为采矿权"), I64(was.id)), NULL);
}

static enum err
announce(struct req *r, const struct mining *m, const struct mining_right *x)
{
	char from[11], to[11];
	struct buf facts;

	buf_init(&facts, r->mem);
	day_print(from, x->valid_from);
	day_print(to, x->valid_to);
	fact_add(&facts, "许可证号", x->licence);
	fact_add(&facts, "矿业权人", x->holder);
	fact_add(&facts, "有效期", arena_printf(r->mem, "%s 至 %s", from, to));
	mining_facts(r, m, &facts);
	return sale_announce(r, "KQ07", "登记公告",
			     arena_printf(r->mem, "%s：%s\n许可证号：%s",
					  mining_kinds[m->kind], x->holder,
					  x->licence),
			     &facts, 0);
}

/* POST /trades/:id/registration */
enum err
post_registration(struct req *r)
{
	const struct registration *in = r->in;
	struct mining_right x;
	struct one_word code;
	struct mining m;
	struct deal d;
	enum err e;

	mining_rules(r);
	if ((e = mining_get(r, r->trade.id, &m)) ||
	    (e = deal_get(r, m.id, &d)) ||
	    (e = db_one(r->db, r->mem, SQL_RIGHT_HOLDER, ARGS(I64(d.subject)),
			&code)))
		return e;
	if (in->valid_from < day_of(d.at))
		return req_bad(r, "valid_from", "不能早于成交之日");
	record_clear(&mining_right_record, &x);
	x.trade = m.id;
	x.licence = in->licence;
	x.kind = m.kind;
	x.name = m.name;
	x.holder = d.name;
	x.holder_code = code.word;
	x.region = m.region;
	x.mineral = m.mineral;
	x.area = m.area;
	x.lowest = m.lowest;
	x.highest = m.highest;
	x.corners = m.corners;
	x.valid_from = in->valid_from;
	x.valid_to = last_day(in->valid_from, m.years);
	if ((e = add(r, &x, m.converts)) ||
	    (m.converts && (e = convert(r, m.converts))) ||
	    (e = trade_step(r, in, said(r, &x))) || (e = announce(r, &m, &x)))
		return e;
	r->status = 201;
	return reply_record(r, &mining_right_record, &x);
}

static enum err
event(struct req *r, const char *verb, const char *detail)
{
	return event_add(r, &(struct event){ .verb = verb,
					     .project = NONE,
					     .trade = NONE,
					     .notice = NONE,
					     .before = NONE,
					     .after = NONE,
					     .public = true,
					     .detail = detail });
}

/* POST /rights -- one that is in force without a trade of this platform */
enum err
post_right(struct req *r)
{
	struct mining_right *x = r->in;
	enum err e;

	if (!user_has(r, OWNER, x->region))
		return E_ROLE;
	if ((x->lowest == NONE) != (x->highest == NONE))
		return req_bad(r, "lowest", "标高的上限和下限要一起填写");
	if (x->lowest != NONE && x->lowest >= x->highest)
		return req_bad(r, "highest", "要高于下限");
	if (x->valid_to < x->valid_from || x->valid_to < day_of(r->now))
		return req_bad(r, "valid_to", "已经不在有效期内");
	x->trade = NONE;
	if ((e = add(r, x, NULL)) || (e = event(r, "right", said(r, x))))
		return e;
	r->status = 201;
	return reply_record(r, &mining_right_record, x);
}

static enum err
get(struct req *r, struct mining_right *x)
{
	return db_one(r->db, r->mem, SQL_RIGHT_GET, ARGS(I64(r->id)), x);
}

/* POST /rights/:id/end -- 注销 */
enum err
post_right_end(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct mining_right x;
	enum err e;

	if ((e = ground_lock(r)) || (e = get(r, &x)))
		return e;
	if (!user_has(r, OWNER, x.region))
		return E_ROLE;
	if (x.ended_at != NONE)
		return req_say(r, E_STATE,
			       "这个矿业权已经注销，不用再办，请查看注销的原"
			       "因");
	if ((e = db_exec(r->db, SQL_RIGHT_END,
			 ARGS(I64(r->now), STR(in->reason), I64(x.id)),
			 NULL)) ||
	    (e = get(r, &x)) || (e = event(r, "right-end", said(r, &x))))
		return e;
	return reply_record(r, &mining_right_record, &x);
}

/* GET /rights/:id */
enum err
get_right(struct req *r)
{
	struct mining_right x;
	enum err e = get(r, &x);

	return e ? e : reply_record(r, &mining_right_record, &x);
}

/* GET /rights -- all that ever were, the newest first */
enum err
get_rights(struct req *r)
{
	struct page page = page_of(r);
	struct list l = { 0, NULL };
	const char *next;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_RIGHT_LIST,
			ARGS(I64(page.after), I64(page.limit)), &l)))
		return e;
	next = page_next(r, &page, &l, sizeof(struct mining_right),
			 offsetof(struct mining_right, id));
	return reply_items(r, &mining_right_record, &l, next);
}
