/* Instalments of a price: what is due, paid, late. */
#include <inttypes.h>

#include "days.h"
#include "json.h"
#include "panel.h"
#include "schedule.h"

#include "ledger_sql.h"

/* clang-format off */
static const struct field instalment_field[] = {
	INT(struct instalment, no, 1, 1000, F_OUT, "期次"),
	DATE(struct instalment, due_on, F_BOTH, "最后付款日"),
	MONEY(struct instalment, amount_fen, 1, MONEY_MAX, F_BOTH, "应付"),
	TEXT(struct instalment, reason, 4, 500, F_BOTH | F_OPT, "少付、迟付的理由"),
	MONEY(struct instalment, paid_fen, 0, MONEY_MAX, F_OUT, "已付"),
	DATE(struct instalment, paid_on, F_OUT, "付清日"),
	INT(struct instalment, days_late, 0, 100000, F_OUT, "逾期天数"),
	MONEY(struct instalment, penalty_fen, 0, MONEY_MAX, F_OUT, "违约金"),
	FIELD_END
};
static const struct field price_part_field[] = {
	INT(struct price_part, day, INT64_MIN, INT64_MAX, F_ROW, NULL),
	MONEY(struct price_part, amount_fen, 0, MONEY_MAX, F_ROW, NULL),
	FIELD_END
};
RECORD(instalment, struct instalment);
static const struct field schedule_field[] = {
	INT(struct schedule, trade, 1, INT64_MAX, F_OUT, "标的序号"),
	TEXT(struct schedule, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct schedule, name, 1, 200, F_OUT, "标的"),
	TEXT(struct schedule, payer, 1, 200, F_OUT, "付款人"),
	INT(struct schedule, region, 0, 999999, F_ROW, NULL),
	INT(struct schedule, owner, 1, INT64_MAX, F_ROW, NULL),
	MONEY(struct schedule, price_fen, 0, MONEY_MAX, F_OUT, "价款"),
	MONEY(struct schedule, paid_fen, 0, MONEY_MAX, F_OUT, "已付"),
	MONEY(struct schedule, arrears_fen, 0, MONEY_MAX, F_OUT, "到期未付"),
	MONEY(struct schedule, penalty_fen, 0, MONEY_MAX, F_OUT, "违约金"),
	LIST(struct schedule, instalments, &instalment_record, 1, 100, F_BOTH, "分期"),
	FIELD_END
};
/* clang-format on */
RECORD(price_part, struct price_part);
RECORD(schedule, struct schedule);

/* Fen times days of what was late; how many days at most. */
static __int128
late(struct instalment *i, int64_t fen, int64_t day)
{
	int64_t days = day - i->due_on;

	if (days <= 0 || !fen)
		return 0;
	if (days > i->days_late)
		i->days_late = days;
	return (__int128)fen * days;
}

void
schedule_fill(struct instalment *all, size_t n, const struct price_part *part,
	      size_t parts, int64_t today, const struct rate *rate)
{
	int64_t left = parts ? part[0].amount_fen : 0, take;
	struct instalment *i;
	size_t at = 0, k;
	__int128 sum, down;

	for (k = 0; k < n; k++) {
		i = &all[k];
		i->paid_fen = i->days_late = i->penalty_fen = 0;
		i->paid_on = NONE;
		for (sum = 0; at < parts && i->paid_fen < i->amount_fen;) {
			take = i->amount_fen - i->paid_fen;
			if (take > left)
				take = left;
			i->paid_fen += take;
			i->paid_on = part[at].day;
			sum += late(i, take, part[at].day);
			left -= take;
			if (!left && ++at < parts)
				left = part[at].amount_fen;
		}
		if (i->paid_fen < i->amount_fen) {
			i->paid_on = NONE;
			sum += late(i, i->amount_fen - i->paid_fen, today);
		}
		if (!rate || !sum)
			continue;
		down = (__int128)100 * rate->den;
		i->penalty_fen =
		    (int64_t)((sum * rate->num * 2 + down) / (down * 2));
	}
}

/* They make up the price, one after another. */
static enum err
adds_up(struct req *r, const struct schedule *s, int64_t price)
{
	const struct instalment *i = s->instalments.at;
	int64_t sum = 0;
	size_t k;

	for (k = 0; k < s->instalments.n; k++) {
		if (k && i[k].due_on <= i[k - 1].due_on)
			return req_bad(r, "instalments",
				       "付款日要一期比一期晚");
		sum += i[k].amount_fen;
		if (sum > price)
			break;
	}
	if (sum == price)
		return OK;
	return req_bad(r, "instalments", "各期之和应等于价款 %s",
		       money_text(r->mem, price));
}

/* Reads what is owed and paid of r->trade. */
static enum err
read(struct req *r, int64_t trade, struct schedule *s)
{
	struct list parts = { 0, NULL }, rates = { 0, NULL }, l = { 0, NULL };
	struct instalment *x;
	const struct price_part *p;
	const struct rate *rate;
	int64_t today = day_of(r->now);
	size_t k;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_SCHEDULE_GET, ARGS(I64(trade)),
			s)) ||
	    (e = db_all(r->db, r->mem, SQL_INSTALMENT_LIST, ARGS(I64(trade)),
			&l)) ||
	    (e = db_all(r->db, r->mem, SQL_PRICE_PARTS, ARGS(I64(trade)),
			&parts)) ||
	    (e = rate_list(r, rule_of_method(r, "pay.late"), &rates)))
		return e;
	s->instalments = l;
	x = l.at;
	rate = l.n ? rate_on(&rates, x[0].due_on) : NULL;
	schedule_fill(x, l.n, parts.at, parts.n, today, rate);
	s->paid_fen = s->arrears_fen = s->penalty_fen = 0;
	for (p = parts.at, k = 0; k < parts.n; k++)
		s->paid_fen += p[k].amount_fen;
	for (k = 0; k < l.n; k++) {
		if (x[k].due_on < today)
			s->arrears_fen += x[k].amount_fen - x[k].paid_fen;
		s->penalty_fen += x[k].penalty_fen;
	}
	return OK;
}

/* POST /trades/:id/schedule */
enum err
post_schedule(struct req *r)
{
	struct schedule *in = r->in, s;
	struct instalment *i = in->instalments.at;
	struct buf detail;
	size_t k;
	enum err e;

	e = db_one(r->db, r->mem, SQL_SCHEDULE_GET, ARGS(I64(r->trade.id)), &s);
	if (e == E_NOTFOUND)
		return req_say(r, E_STATE,
			       "还没有成交，成交以后再登记付款计划");
	if (e || (e = adds_up(r, in, s.price_fen)))
		return e;
	for (k = 0; k < in->instalments.n; k++) {
		i[k].no = (int64_t)k + 1;
		e = db_exec(r->db, SQL_INSTALMENT_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id), I64(i[k].no),
				 I64(i[k].due_on), I64(i[k].amount_fen),
				 STR(i[k].reason)),
			    NULL);
		if (e == E_EXISTS)
			return req_say(r, e,
				       "付款计划已经登记，不用再办；要核对请查"
				       "看付款计划");
		if (e)
			return e;
	}
	buf_init(&detail, r->mem);
	json_record(&detail, &schedule_record, in, F_IN);
	if ((e = trade_step(r, in, buf_text(&detail))) ||
	    (e = read(r, r->trade.id, &s)))
		return e;
	r->status = 201;
	return reply_record(r, &schedule_record, &s);
}

/* GET /trades/:id/schedule -- for the sides, the centre and the supervision */
enum err
get_schedule(struct req *r)
{
	struct list winners;
	struct schedule s;
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if ((e = winners_get(r, r->id, &winners)))
		return e;
	if (!winners.n)
		return E_NOTFOUND;
	if (!(roles & INSIDERS) && !winners_have(&winners, r->user.subject))
		return E_ROLE;
	if ((e = read(r, r->id, &s)))
		return e;
	return reply_record(r, &schedule_record, &s);
}

/* GET /arrears -- trades of which an instalment is late: one's own, or those
 * of one's region */
enum err
get_arrears(struct req *r)
{
	struct list l = { 0, NULL }, late_ones = { 0, NULL };
	struct schedule *all, *out;
	size_t k;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_ARREARS, ARGS(I64(day_of(r->now))),
			&l)))
		return e;
	all = l.at;
	late_ones.at = out = arena_alloc(r->mem, (l.n + 1) * sizeof(*out));
	for (k = 0; k < l.n; k++) {
		if (r->user.subject != all[k].owner &&
		    !user_has(r, CENTRE, all[k].region) &&
		    !user_has(r, SUPERVISOR, all[k].region))
			continue;
		if ((e = trade_read(r, all[k].trade, NULL)) ||
		    (e = read(r, all[k].trade, &out[late_ones.n])))
			return e;
		late_ones.n++;
	}
	return reply_items(r, &schedule_record, &late_ones, NULL);
}
