/* After the contract: its publicity, what is paid, the certificate. */
#include <inttypes.h>

#include "assets.h"
#include "bank.h"
#include "days.h"
#include "json.h"
#include "panel.h"
#include "schedule.h"
#include "tender_rows.h"

#include "assets_sql.h"
#include "ledger_sql.h"
#include "panel_sql.h"
#include "tender_sql.h"

#define RESULT "CQ06"

/* clang-format off */
static const struct field settlement_field[] = {
	INT(struct settlement, id, 1, INT64_MAX, F_OUT, "序号"),
	MONEY(struct settlement, amount_fen, 1, MONEY_MAX, F_BOTH, "金额"),
	DATE(struct settlement, paid_on, F_BOTH, "到账日期"),
	TEXT(struct settlement, voucher, 1, 60, F_BOTH, "银行流水号"),
	TEXT(struct settlement, guarantee, 4, 500, F_BOTH | F_OPT, "余款的担保"),
	TEXT(struct settlement, late_reason, 4, 500, F_BOTH | F_OPT, "逾期原因"),
	TIME(struct settlement, at, F_OUT, "登记时间"),
	FIELD_END
};
static const struct field certificate_field[] = {
	TEXT(struct certificate, number, 1, 60, F_OUT, "交易凭证编号"),
	TEXT(struct certificate, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct certificate, name, 1, 200, F_OUT, "标的名称"),
	TEXT(struct certificate, method, 1, 10, F_OUT, "交易方式"),
	TEXT(struct certificate, seller, 1, 200, F_OUT, "转让方"),
	TEXT(struct certificate, buyer, 1, 200, F_OUT, "受让方"),
	MONEY(struct certificate, appraised_fen, 1, MONEY_MAX, F_OUT, "评估值"),
	MONEY(struct certificate, start_fen, 1, MONEY_MAX, F_OUT, "转让底价"),
	MONEY(struct certificate, price_fen, 1, MONEY_MAX, F_OUT, "交易价格"),
	TEXT(struct certificate, contract, 1, 60, F_OUT, "合同编号"),
	TIME(struct certificate, at, F_OUT, "出具时间"),
	FIELD_END
};
/* clang-format on */
RECORD(settlement, struct settlement);
RECORD(certificate, struct certificate);

/* POST /trades/:id/contract -- its outcome is public for some days */
enum err
post_asset_contract(struct req *r)
{
	struct one_word method;
	struct asset a;
	struct deal d;
	struct buf b;
	int64_t until;
	enum err e;

	if ((e = post_sale_contract(r)) ||
	    (e = asset_get(r, r->trade.id, &a)) ||
	    (e = deal_get(r, a.id, &d)) ||
	    (e = db_one(r->db, r->mem, SQL_METHOD_NAME,
			ARGS(STR(a.method), STR(r->domain)), &method)) ||
	    (e = period_end(r, "cq.result.publicity", r->now, &until)) ||
	    (e = db_exec(r->db, SQL_ASSET_RESULT, ARGS(I64(until), I64(a.id)),
			 NULL)))
		return e;
	buf_init(&b, r->mem);
	fact_add(&b, "标的编号", a.code);
	fact_add(&b, "统一交易标识码", a.deal_code);
	fact_add(&b, "标的", a.target);
	fact_add(&b, "评估值", money_text(r->mem, a.appraised_fen));
	fact_add(&b, "转让底价", money_text(r->mem, a.start_fen));
	fact_add(&b, "交易价格", money_text(r->mem, d.price));
	fact_add(&b, "受让方", d.name);
	fact_add(&b, "交易方式", method.word);
	fact_add(&b, "公告期至", until_text(r->mem, until));
	return sale_announce(r, RESULT, "交易结果公告",
			     arena_printf(r->mem, "受让方：%s\n交易价格：%s",
					  d.name, money_text(r->mem, d.price)),
			     &b, d.price);
}

/* What is known before a payment is written down.  What was paid is what the
 * ledger has: settlements, what came by the bank, deposits turned into price.
 */
struct account {
	struct asset asset;
	struct deal deal;
	struct contract contract;
	struct list parts; /* struct price_part */
	int64_t sum;
};

static enum err
account_get(struct req *r, struct account *a)
{
	const struct price_part *p;
	size_t i;
	enum err e;

	if ((e = asset_get(r, r->trade.id, &a->asset)) ||
	    (e = deal_get(r, r->trade.id, &a->deal)) ||
	    (e = db_one(r->db, r->mem, SQL_CONTRACT_GET, ARGS(I64(r->trade.id)),
			&a->contract)))
		return e;
	a->parts = (struct list){ 0, NULL };
	if ((e = db_all(r->db, r->mem, SQL_PRICE_PARTS, ARGS(I64(r->trade.id)),
			&a->parts)))
		return e;
	for (a->sum = 0, p = a->parts.at, i = 0; i < a->parts.n; i++)
		a->sum += p[i].amount_fen;
	return OK;
}

/* Is a sum of the price enough for the rest of it to come later? */
static enum err
is_begun(struct req *r, const struct account *a, int64_t sum, bool *begun)
{
	const struct rule *rule;
	enum err e = rule_number(r, "cq.pay.first_pct", &rule);

	*begun = !e && a->asset.instalments &&
		 (__int128)sum * 100 * rule->den >=
		     (__int128)a->deal.price * rule->num;
	return e;
}

/* With what is here already it is not the whole. */
static enum err
part_is_lawful(struct req *r, const struct account *a,
	       const struct settlement *s)
{
	int64_t sum = a->sum + s->amount_fen;
	const char *given = money_text(r->mem, sum);
	const struct rule *rule;
	bool begun;
	enum err e;

	if (!a->asset.instalments) {
		if ((e = rule_get(r,
				  a->asset.kind == KIND_PHYSICAL
				      ? "cq.asset.pay"
				      : "cq.pay.full_within",
				  &rule)))
			return e;
		return rule_refuse(r, rule, given,
				   arena_printf(r->mem, "一次付清 %s",
						money_text(r->mem,
							   a->deal.price)),
				   "披露时没有说可以分期");
	}
	if ((e = is_begun(r, a, sum, &begun)))
		return e;
	if (begun)
		return s->guarantee
			   ? OK
			   : req_bad(r, "guarantee",
				     "分期付款的余款要有转让方认可的担保");
	if ((e = rule_get(r, "cq.pay.first_pct", &rule)))
		return e;
	return rule_refuse(r, rule, given,
			   arena_printf(r->mem, "首付不少于 %s 的 %s%%",
					money_text(r->mem, a->deal.price),
					rule->value),
			   NULL);
}

static enum err
payment_is_in_time(struct req *r, const struct account *a,
		   const struct settlement *s, bool begun)
{
	const char *key = begun ? "cq.pay.rest" : "cq.pay.full_within";
	int64_t from = day_start(a->contract.signed_on), end;
	const struct rule *rule;
	enum err e;

	if (s->paid_on < a->contract.signed_on || s->paid_on > day_of(r->now))
		return req_bad(r, "paid_on", "应当在签约之日和今天之间");
	if ((e = period_end(r, key, from, &end)) ||
	    day_start(s->paid_on) < end || s->late_reason)
		return e;
	if ((e = rule_get(r, key, &rule)))
		return e;
	return rule_refuse(r, rule, NULL,
			   arena_printf(r->mem, "不晚于 %s",
					until_text(r->mem, end)),
			   "逾期付款请填写 late_reason");
}

/* POST /trades/:id/settlements -- the centre received part of the price */
enum err
post_settlement(struct req *r)
{
	struct settlement *s = r->in;
	struct remittance m;
	struct account a;
	struct buf detail;
	bool begun;
	enum err e;

	if ((e = account_get(r, &a)) || (e = is_begun(r, &a, a.sum, &begun)))
		return e;
	if (s->amount_fen > a.deal.price - a.sum)
		return req_bad(r, "amount_fen", "只有 %s 没有付",
			       money_text(r->mem, a.deal.price - a.sum));
	if ((e = payment_is_in_time(r, &a, s, begun)) ||
	    (!begun && a.sum + s->amount_fen < a.deal.price &&
	     (e = part_is_lawful(r, &a, s))))
		return e;
	s->at = r->now;
	buf_init(&detail, r->mem);
	json_record(&detail, &settlement_record, s, F_OUT);
	if ((e = trade_step(r, s, buf_text(&detail))))
		return e;
	e = db_exec(r->db, SQL_SETTLEMENT_ADD,
		    ARGS(STR(r->domain), I64(r->trade.id), I64(s->amount_fen),
			 I64(s->paid_on), STR(s->voucher), STR(s->guarantee),
			 STR(s->late_reason), I64(r->user.id), I64(s->at)),
		    &s->id);
	if (e == E_EXISTS)
		return req_say(r, e, "这个凭据号已经登记，请核对凭据号");
	m = (struct remittance){ .serial = s->voucher,
				 .paid_at = day_start(s->paid_on),
				 .payer = "",
				 .payer_account = "",
				 .amount_fen = s->amount_fen,
				 .memo = "",
				 .subject = a.deal.subject };
	if (e || (e = remittance_by_hand(r, &m, L_PRICE)))
		return e;
	r->status = 201;
	return reply_record(r, &settlement_record, s);
}

/* GET /trades/:id/settlements -- for both sides and who watches over them */
enum err
get_settlements(struct req *r)
{
	struct list l = { 0, NULL };
	struct deal d = { .subject = NONE };
	unsigned roles;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	e = deal_get(r, r->id, &d);
	if (e && e != E_NOTFOUND)
		return e;
	if (!e && ((roles & INSIDERS) || deal_is_with(&d, r->user.subject)) &&
	    (e = db_all(r->db, r->mem, SQL_SETTLEMENT_LIST, ARGS(I64(r->id)),
			&l)))
		return e;
	return reply_items(r, &settlement_record, &l, NULL);
}

static enum err
certificate(struct req *r, int64_t trade)
{
	struct certificate c;
	enum err e;

	e = db_one(r->db, r->mem, SQL_CERTIFICATE_GET, ARGS(I64(trade)), &c);
	return e ? e : reply_record(r, &certificate_record, &c);
}

/* POST /trades/:id/certificate -- 交易凭证, once it is paid and published */
enum err
post_certificate(struct req *r)
{
	struct account a;
	const char *number;
	bool begun;
	int64_t n;
	enum err e;

	if ((e = account_get(r, &a)) || (e = is_begun(r, &a, a.sum, &begun)))
		return e;
	if (a.asset.certificate)
		return req_say(r, E_STATE, "已经出具交易凭证 %s",
			       a.asset.certificate);
	if (!begun && a.sum < a.deal.price)
		return req_say(r, E_STATE,
			       "价款没有按约定付清，付清并登记以后再出具");
	if (r->now < a.asset.result_until)
		return req_say(r, E_EARLY, "交易结果公告到 %s，期满以后再出具",
			       until_text(r->mem, a.asset.result_until));
	if ((e = counter_next(r, "certificate", &n)))
		return e;
	number = arena_printf(r->mem, "CQ-%" PRId64 "-%06" PRId64,
			      day_compact(day_of(r->now)), n);
	if ((e = db_exec(r->db, SQL_CERTIFICATE_SET,
			 ARGS(STR(number), I64(r->now), I64(r->trade.id)),
			 NULL)) ||
	    (e = trade_step(r, NULL,
			    arena_printf(r->mem,
					 "{\"certificate\":\"%s\",\"price\":"
					 "%" PRId64 ",\"paid\":%" PRId64 "}",
					 number, a.deal.price, a.sum))))
		return e;
	r->status = 201;
	return certificate(r, r->trade.id);
}

/* GET /trades/:id/certificate */
enum err
get_certificate(struct req *r)
{
	enum err e = trade_read(r, r->id, NULL);

	return e ? e : certificate(r, r->id);
}
