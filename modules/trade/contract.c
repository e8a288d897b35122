/* The contract: in time, for what was awarded, public. */
#include <inttypes.h>

#include "days.h"
#include "ledger.h"
#include "panel.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field contract_field[] = {
	INT(struct contract, trade, 1, INT64_MAX, F_OUT, "标段序号"),
	TEXT(struct contract, number, 1, 60, F_BOTH, "合同编号"),
	MONEY(struct contract, amount_fen, 1, MONEY_MAX, F_BOTH, "合同金额"),
	DATE(struct contract, signed_on, F_BOTH, "签订日期"),
	INT(struct contract, period_days, 1, 36500, F_BOTH | F_OPT, "合同期限，日"),
	MONEY(struct contract, bond_fen, 0, MONEY_MAX, F_BOTH | F_OPT, "履约保证金"),
	TEXT(struct contract, digest, 64, 64, F_BOTH | F_OPT, "合同文本摘要"),
	TEXT(struct contract, late_reason, 4, 500, F_BOTH | F_OPT, "逾期原因"),
	TIME(struct contract, at, F_OUT, "登记时间"),
	FIELD_END
};
/* clang-format on */
RECORD(contract, struct contract);

static const char *
money(struct req *r, int64_t fen)
{
	return money_text(r->mem, fen);
}

enum err
contract_is_in_time(struct req *r, const struct contract *c, const char *key,
		    const char *what, int64_t from)
{
	const struct rule *rule;
	struct period p;
	const char *unit;
	int64_t end;
	enum err e;

	if (c->signed_on < day_of(from) || c->signed_on > day_of(r->now))
		return req_bad(r, "signed_on", "应当在%s之日和今天之间", what);
	if (!key)
		return OK;
	if ((e = period_end(r, key, from, &end)))
		return e;
	if (day_start(c->signed_on) < end || c->late_reason)
		return OK;
	if ((e = rule_period(r, key, false, &p, &rule)))
		return e;
	unit = unit_text(p.unit);
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "第 %" PRId64 " 日",
					c->signed_on - day_of(from)),
			   arena_printf(r->mem, "不超过 %" PRId64 " %s", p.n,
					unit),
			   "逾期签订请填写 late_reason");
}

enum err
contract_add(struct req *r, struct contract *c)
{
	enum err e;

	c->trade = r->trade.id;
	c->at = r->now;
	e = db_exec(r->db, SQL_CONTRACT_ADD,
		    ARGS(STR(r->domain), I64(c->trade), STR(c->number),
			 I64(c->amount_fen), I64(c->signed_on),
			 I64(c->period_days), I64(c->bond_fen), STR(c->digest),
			 STR(c->late_reason), I64(r->user.id), I64(c->at)),
		    NULL);
	if (e)
		return e;
	return trade_step(r, c,
			  arena_printf(r->mem,
				       "{\"amount_fen\":%" PRId64
				       ",\"late\":%s}",
				       c->amount_fen,
				       c->late_reason ? "true" : "false"));
}

static enum err
bond_is_low_enough(struct req *r, const struct contract *c)
{
	const struct rule *rule;
	enum err e;

	if ((e = rule_number(r, "gc.perf.max_pct", &rule)))
		return e;
	if ((__int128)c->bond_fen * 100 * rule->den <=
	    (__int128)c->amount_fen * rule->num)
		return OK;
	return rule_refuse(r, rule, money(r, c->bond_fen),
			   arena_printf(r->mem, "不超过合同金额的 %s%%",
					rule->value),
			   NULL);
}

static enum err
announce(struct req *r, const struct contract *c, const struct award *a)
{
	const struct trade *t = &r->trade;
	struct buf body, facts;
	char day[11];

	day_print(day, c->signed_on);
	buf_init(&body, r->mem);
	buf_init(&facts, r->mem);
	buf_printf(&body,
		   "%s（%s）合同公开：\n\n合同编号：%s\n中标人：%s\n"
		   "合同金额：%s\n签订日期：%s\n",
		   t->name, t->code, c->number, a->bidder,
		   money(r, c->amount_fen), day);
	if (c->period_days != NONE)
		buf_printf(&body, "合同期限：%" PRId64 " 日\n", c->period_days);
	if (c->late_reason)
		buf_printf(&body, "逾期原因：%s\n", c->late_reason);
	fact_add(&facts, "合同编号", c->number);
	fact_add(&facts, "中标人", a->bidder);
	fact_add(&facts, "合同金额", money(r, c->amount_fen));
	fact_add(&facts, "签订日期", day);
	return notice_announce(r,
			       &(struct announce){
				   .type = "GC12",
				   .title = arena_printf(r->mem, "%s合同公开",
							 t->name),
				   .body = buf_text(&body),
				   .facts = buf_text(&facts),
				   .amount_fen = c->amount_fen },
			       NULL);
}

/* POST /trades/:id/contract */
enum err
post_contract(struct req *r)
{
	struct contract *c = r->in;
	struct moment deposits;
	struct award a;
	enum err e;

	if (c->bond_fen == NONE)
		c->bond_fen = 0;
	if ((e = award_get(r, &a)) ||
	    (e = contract_is_in_time(r, c, "gc.contract.sign", "中标通知书发出",
				     a.at)) ||
	    (e = bond_is_low_enough(r, c)))
		return e;
	/* 招标投标法 46: nothing substantial may differ from the award */
	if (r->trade.price_form == 1 && c->amount_fen != a.price)
		return req_bad(r, "amount_fen", "应当与中标价 %s 一致",
			       money(r, a.price));
	if ((e = contract_add(r, c)) || (e = announce(r, c, &a)) ||
	    (e = duty_done(r, "gc.contract.sign")))
		return e;
	e = db_one(r->db, r->mem, SQL_DEPOSIT_OPEN, ARGS(I64(c->trade)),
		   &deposits);
	if (e || (deposits.at && (e = duty_add(r, "gc.deposit.return",
					       "退还投标保证金及利息"))))
		return e;
	r->status = 201;
	return reply_record(r, &contract_record, c);
}

/* GET /trades/:id/contract */
enum err
get_contract(struct req *r)
{
	struct contract c;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)))
		return e;
	e = db_one(r->db, r->mem, SQL_CONTRACT_GET, ARGS(I64(r->id)), &c);
	return e ? e : reply_record(r, &contract_record, &c);
}
