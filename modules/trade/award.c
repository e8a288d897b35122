/* Awarding, telling everybody, and the written report afterwards. */
#include <inttypes.h>

#include "json.h"
#include "panel.h"
#include "panel_sql.h"

/* When 实施条例 55 lets another than the first candidate win. */
static const char *const exception_words[] = { "gave_up", "force_majeure",
					       "no_bond", "illegal", NULL };
static const char *const exception_labels[] = {
	"排名在前的中标候选人放弃中标",
	"排名在前的中标候选人因不可抗力不能履行合同",
	"排名在前的中标候选人没有按照要求提交履约保证金",
	"排名在前的中标候选人被查实有影响中标结果的违法行为"
};

struct written_report {
	const char *text;
};

/* clang-format off */
static const struct field award_field[] = {
	INT(struct award, trade, 1, INT64_MAX, F_OUT, "标段序号"),
	INT(struct award, bid, 1, INT64_MAX, F_BOTH, "投标序号"),
	INT(struct award, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct award, bidder, 1, 500, F_OUT, "中标人"),
	INT(struct award, price, 0, INT64_MAX, F_OUT, "中标价"),
	TIME(struct award, at, F_OUT, "中标通知书发出时间"),
	ENUM(struct award, exception, exception_words, F_IN | F_OPT,
	     "不选排名在前者的情形"),
	TEXT(struct award, reason, 4, 400, F_BOTH | F_OPT, "理由"),
	FIELD_END
};
static const struct field written_report_field[] = {
	TEXT(struct written_report, text, 10, 20000, F_IN, "招标投标情况书面报告"),
	FIELD_END
};
/* clang-format on */
RECORD(award, struct award);
RECORD(written_report, struct written_report);

enum err
award_get(struct req *r, struct award *a)
{
	return db_one(r->db, r->mem, SQL_AWARD_GET, ARGS(I64(r->trade.id)), a);
}

/* Publicity is over, by the rule frozen for the trade. */
static enum err
publicity_is_over(struct req *r)
{
	const struct rule *rule;
	int64_t end;
	size_t n;
	enum err e;

	if ((e = publicity_end(r, &end)) || (e = objections_open(r, 0, &n)))
		return e;
	if (n)
		return req_say(r, E_PAUSED,
			       "还有 %zu 项异议没有答复，请答复以后再办理", n);
	if (r->now >= end)
		return OK;
	if ((e = rule_get(r, "gc.candidate.publicity_min", &rule)))
		return e;
	e = rule_refuse(r, rule, NULL, NULL, NULL);
	r->detail = arena_printf(r->mem, "中标候选人公示到 %s 才满 %s 日。%s。",
				 when_text(r->mem, end), rule->value,
				 rule_cite(r, rule));
	return e;
}

/* The first wins, or there is a reason; where the state pays, one of law. */
static enum err
is_first(struct req *r, const struct award *a, int64_t rank)
{
	const struct rule *rule;
	enum err e;

	if (rank == 1)
		return OK;
	if (!a->reason)
		return req_bad(r, "reason", "不选排名第一的候选人，请说明理由");
	if (!r->trade.state_funded || a->exception != NONE)
		return OK;
	if ((e = rule_get(r, "gc.award.first_ranked", &rule)))
		return e;
	return rule_refuse(r, rule,
			   arena_printf(r->mem, "第 %" PRId64 " 名", rank),
			   "确定排名第一的中标候选人",
			   "有放弃中标、不可抗力、不交履约保证金、查实违法情形"
			   "的，请选择 exception");
}

/* Once awarded, only another candidate, and for one of those reasons; the
 * first award stays in the log and on the public side. */
static enum err
is_change(struct req *r, const struct award *a)
{
	struct award before;
	enum err e;

	if (r->trade.stage != S_AWARD)
		return OK;
	if ((e = award_get(r, &before)))
		return e;
	if (before.bid == a->bid)
		return req_say(r, E_EXISTS,
			       "已经确定由 %s "
			       "中标，不用再办；要改请选其他中标候选人并写明情"
			       "形",
			       before.bidder);
	if (a->exception == NONE)
		return req_bad(r, "exception", "改定中标人应当有法定情形");
	return duty_done(r, "gc.contract.sign");
}

static enum err
find_candidate(struct req *r, const struct award *a, struct candidate *found)
{
	struct list all = { 0, NULL };
	const struct candidate *c;
	int64_t max;
	size_t i;
	enum err e;

	if ((e = candidates_list(r, &all)) ||
	    (e = rule_int(r, "gc.candidates.max", &max)))
		return e;
	for (c = all.at, i = 0; i < all.n; i++)
		if (c[i].bid == a->bid && !c[i].rejected && c[i].rank <= max) {
			*found = c[i];
			return is_first(r, a, c[i].rank);
		}
	return req_bad(r, "bid", "不是中标候选人");
}

/* Every bidder is told (招标投标法 45): the list goes into the event. */
static enum err
told(struct req *r, const struct candidate *c, const char **detail)
{
	struct list bids = { 0, NULL };
	const struct evaluated *b;
	struct buf d;
	size_t i;
	enum err e;

	e = db_all(r->db, r->mem, SQL_BID_BIDDERS, ARGS(I64(r->trade.id)),
		   &bids);
	if (e)
		return e;
	buf_init(&d, r->mem);
	buf_printf(&d,
		   "{\"bid\":%" PRId64 ",\"rank\":%" PRId64
		   ",\"price\":%" PRId64 ",\"notified\":[",
		   c->bid, c->rank, c->price);
	for (b = bids.at, i = 0; i < bids.n; i++) {
		json_comma(&d);
		json_int(&d, b[i].subject);
	}
	buf_str(&d, "]}");
	*detail = buf_text(&d);
	return OK;
}

static enum err
announce(struct req *r, const struct award *a, bool again)
{
	const struct trade *t = &r->trade;
	const char *price = price_text(r->mem, t->price_form, a->price);
	struct buf facts;

	buf_init(&facts, r->mem);
	fact_add(&facts, "中标人", a->bidder);
	fact_add(&facts, "中标价", price);
	fact_add(&facts, "理由", a->reason);
	return notice_announce(
	    r,
	    &(struct announce){
		.type = "GC10",
		.title = arena_printf(r->mem, "%s中标结果%s公告", t->name,
				      again ? "变更" : ""),
		.nature = again ? 2 : 1,
		.body = arena_printf(r->mem,
				     "%s（%s）中标结果：\n\n中标人：%"
				     "s\n中标价：%s\n%s%s",
				     t->name, t->code, a->bidder, price,
				     a->reason ? "理由：" : "",
				     a->reason ? a->reason : ""),
		.facts = buf_text(&facts),
		.amount_fen = t->price_form == 1 ? a->price : 0 },
	    NULL);
}

/* POST /trades/:id/award -- and again when the winner falls away */
enum err
post_award(struct req *r)
{
	struct award *a = r->in;
	struct candidate c = { 0 };
	bool again = r->trade.stage == S_AWARD;
	const char *detail;
	enum err e;

	if ((e = publicity_is_over(r)) || (e = is_change(r, a)) ||
	    (e = find_candidate(r, a, &c)) || (e = told(r, &c, &detail)))
		return e;
	a->trade = r->trade.id;
	a->subject = c.subject;
	a->bidder = c.bidder;
	a->price = c.price;
	a->at = r->now;
	if (c.rank != 1 && a->exception != NONE)
		a->reason =
		    arena_printf(r->mem, "%s：%s",
				 exception_labels[a->exception], a->reason);
	e = db_exec(r->db, SQL_AWARD_ADD,
		    ARGS(STR(r->domain), I64(a->trade), I64(a->bid),
			 I64(a->subject), I64(a->price), I64(a->at),
			 STR(a->reason), I64(r->user.id)),
		    NULL);
	if (e || (e = trade_step(r, a, detail)) ||
	    (e = announce(r, a, again)) ||
	    (e = duty_add(r, "gc.contract.sign", "订立书面合同")) ||
	    (e = duty_add(r, "gc.report.supervise",
			  "向监督部门提交招标投标情况书面报告")))
		return e;
	r->status = 201;
	return reply_record(r, &award_record, a);
}

/* GET /trades/:id/award -- the result is public; a bidder finds its letter */
enum err
get_award(struct req *r)
{
	struct evaluated mine;
	struct award a;
	const char *price;
	int64_t days;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = award_get(r, &a)))
		return e;
	json_record(&r->out, &award_record, &a, F_OUT);
	e = !r->user.id || r->user.subject == NONE
		? E_NOTFOUND
		: db_one(r->db, r->mem, SQL_BIDDER_OF,
			 ARGS(I64(r->id), I64(r->user.subject)), &mine);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	if ((e = rule_int(r, "gc.contract.sign", &days)))
		return e;
	price = price_text(r->mem, r->trade.price_form, a.price);
	r->out.len--; /* open the object again */
	json_key(&r->out, "letter");
	json_text(&r->out,
		  mine.bid == a.bid
		      ? arena_printf(r->mem,
				     "中标通知书：%s，你单位中标，中标价 %s。"
				     "请在 %lld 日内与招标人订立书面合同。",
				     r->trade.name, price, (long long)days)
		      : arena_printf(r->mem,
				     "中标结果通知书：%s "
				     "的中标人是其他投标人，中标价 %s。"
				     "感谢参与。",
				     r->trade.name, price));
	buf_char(&r->out, '}');
	return OK;
}

/* POST /trades/:id/written-report -- 招标投标法 47 */
enum err
post_written_report(struct req *r)
{
	const struct written_report *in = r->in;
	struct buf b;
	enum err e;

	buf_init(&b, r->mem);
	buf_str(&b, "{\"report\":");
	json_text(&b, in->text);
	buf_char(&b, '}');
	if ((e = duty_done(r, "gc.report.supervise")) ||
	    (e = trade_step(r, in, buf_text(&b))))
		return e;
	r->status = 201;
	buf_str(&r->out, "{\"reported\":true}");
	return OK;
}
