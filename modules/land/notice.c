/* The notice of a parcel: scheduled by people, made public by time. */
#include <inttypes.h>

#include "land.h"

#include "json.h"
#include "statement.h"

#include "tender_sql.h"

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
add_bidding(struct req *r, struct buf *b, const struct parcel *p)
{
	fact_add(b, "起始价", money_text(r->mem, p->start_fen));
	fact_add(b, "折合",
		 arena_printf(r->mem, "每平方米 %s，每亩 %s",
			      money_text(r->mem, p->square_metre_fen),
			      money_text(r->mem, p->mu_fen)));
	fact_add(b, "增价幅度", money_text(r->mem, p->step_fen));
	fact_add(b, "最高限价",
		 p->ceiling_fen == NONE
		     ? "不设"
		     : arena_printf(r->mem, "%s，先报到者竞得",
				    money_text(r->mem, p->ceiling_fen)));
	fact_add(b, "底价",
		 p->reserve_hash
		     ? arena_printf(r->mem,
				    "设有底价，承诺 %s；竞价结束后 %d "
				    "分钟内不公开的，按没有底价成交",
				    p->reserve_hash, REVEAL_MS / 60000)
		     : "不设");
	fact_add(b, "竞买保证金", money_text(r->mem, p->deposit_fen));
	fact_add(b, "竞买申请和保证金截止", when_text(r->mem, p->apply_to));
	fact_add(b, "挂牌时间",
		 arena_printf(r->mem, "%s 至 %s",
			      when_text(r->mem, p->listing_at),
			      when_text(r->mem, p->live_at)));
	fact_add(b, "限时竞价",
		 arena_printf(r->mem,
			      "挂牌截止即开始，每次有效报价后重新倒计时 "
			      "%" PRId64 " 秒，无人再报即结束",
			      p->countdown));
}

static const char *
facts(struct req *r, const struct parcel *p)
{
	struct buf b;

	buf_init(&b, r->mem);
	fact_add(&b, "宗地编号", p->number);
	fact_add(&b, "标的编号", p->code);
	fact_add(&b, "统一交易标识码", p->deal_code);
	fact_add(&b, "出让方式", "挂牌");
	fact_add(&b, "面积", area_text(r->mem, p->area));
	fact_add(&b, "土地用途", land_use_labels[p->land_use]);
	fact_add(&b, "出让年限",
		 arena_printf(r->mem, "%" PRId64 " 年", p->years));
	fact_add(&b, "容积率下限", hundredths(r, p->ratio_min, ""));
	fact_add(&b, "容积率上限", hundredths(r, p->ratio_max, ""));
	fact_add(&b, "建筑密度上限", hundredths(r, p->density_max, "%"));
	fact_add(&b, "绿地率下限", hundredths(r, p->green_min, "%"));
	fact_add(&b, "建筑高度上限", hundredths(r, p->height_max, " 米"));
	fact_add(&b, "生态核查", p->ecology);
	fact_add(&b, "界址点坐标", p->corners);
	fact_add(&b, "竞买人资格", p->qualification);
	add_bidding(r, &b, p);
	return buf_text(&b);
}

/* POST /trades/:id/notice -- to be published at its hour */
enum err
post_land_notice(struct req *r)
{
	const struct notice_form *in = r->in;
	int64_t trade = r->trade.id;
	struct notice n;
	struct parcel p;
	bool pending;
	enum err e;

	record_clear(&notice_record, &n);
	n.project = r->trade.project;
	n.type = "TD01";
	n.nature = 1;
	n.title = in->title;
	n.body = in->body;
	n.duty_person = in->duty_person;
	n.examiner = in->examiner;
	n.publish_at = in->publish_at == NONE ? r->now : in->publish_at;
	n.state = NOTICE_SCHEDULED;
	n.trades = (struct list){ 1, &trade };
	if (n.publish_at < r->now)
		return req_bad(r, "publish_at", "不能早于现在");
	if ((e = notice_is_pending(r, &pending)))
		return e;
	if (pending)
		return req_say(r, E_STATE, "已有排定的公告，请先撤回");
	if ((e = trade_step(r, &n, NULL)) || (e = parcel_get(r, trade, &p)))
		return e;
	n.facts = facts(r, &p);
	if ((e = notice_add(r, &n)) ||
	    (e = due_add(r, "publish", NONE, n.id, n.publish_at)))
		return e;
	r->status = 201;
	return reply_record(r, &notice_record, &n);
}

/* The conditions that hold from now on, as a statement in the log. */
static enum err
terms(struct req *r, const struct parcel *p, const char **detail)
{
	const char *digest;
	struct buf b;
	enum err e;

	buf_init(&b, r->mem);
	json_record(&b, &parcel_record, p, F_OUT);
	e = statement_add(r, "terms", buf_text(&b), &digest);
	*detail = arena_printf(r->mem, "{\"terms\":\"%s\"}", digest);
	return e;
}

/* A notice that comes late leaves less time than was planned. */
enum err
due_land_publish(struct req *r, const struct due *d)
{
	const char *detail;
	struct notice n;
	struct parcel p;
	enum err e;

	if ((e = notice_get(r, d->notice, &n)))
		return e;
	if (n.state != NOTICE_SCHEDULED || n.trades.n != 1)
		return E_STAGE;
	if ((e = trade_enter(r, *(int64_t *)n.trades.at, "publish")))
		return e;
	n.publish_at = r->now;
	if ((e = notice_is_lawful(r, &n)))
		return err_status(e) < 500 ? notice_give_up(r, &n, e) : e;
	if ((e = rule_freeze(r)) || (e = parcel_get(r, r->trade.id, &p)) ||
	    (e = terms(r, &p, &detail)) || (e = trade_step(r, &n, detail)) ||
	    (e = due_add(r, "list", r->trade.id, NONE, p.listing_at)))
		return e;
	return notice_publish(r, n.id);
}
