/* Candidates: written, made public, shown. */
#include <inttypes.h>

#include "evaluate.h"
#include "json.h"
#include "statement.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field candidate_field[] = {
	INT(struct candidate, bid, 1, INT64_MAX, F_OUT, "投标序号"),
	INT(struct candidate, subject, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct candidate, bidder, 1, 500, F_OUT, "投标人"),
	BOOL(struct candidate, rejected, F_OUT, "被否决"),
	ENUM(struct candidate, ground, ground_words, F_OUT, "否决理由"),
	TEXT(struct candidate, reason, 0, 500, F_OUT, "具体情形"),
	INT(struct candidate, score, 0, INT64_MAX, F_OUT, "得分（百分之一分）"),
	INT(struct candidate, price, 0, INT64_MAX, F_OUT, "报价"),
	INT(struct candidate, rank, 0, INT64_MAX, F_OUT, "名次"),
	INT(struct candidate, duration_days, 0, INT64_MAX, F_OUT, "工期"),
	TEXT(struct candidate, quality, 0, 100, F_OUT, "质量"),
	TEXT(struct candidate, manager, 0, 60, F_OUT, "项目负责人"),
	FIELD_END
};
static const struct field report_field[] = {
	TEXT(struct report, text, 2, 5000, F_IN | F_OPT, "评标情况说明（公开）"),
	FIELD_END
};
/* clang-format on */
RECORD(candidate, struct candidate);
RECORD(report, struct report);

static enum err
store(struct req *r, const struct ranking *k)
{
	const struct evaluated *b = k->t.bids.at;
	const struct rank_bid *x;
	const struct vote *v;
	size_t i;
	enum err e;

	for (i = 0; i < k->t.bids.n; i++) {
		x = &k->bid[i];
		v = x->out ? main_ground(&k->t, x->id) : NULL;
		e = db_exec(r->db, SQL_CANDIDATE_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id), I64(x->id),
				 I64(b[i].subject), I64(x->out),
				 I64(v ? v->ground : NONE),
				 STR(v ? v->reason : NULL),
				 I64(x->out ? NONE : x->total), I64(x->price),
				 I64(x->out ? NONE : (int64_t)x->rank)),
			    NULL);
		if (e)
			return e;
	}
	return OK;
}

static const char *
points(struct req *r, int64_t hundredths)
{
	return arena_printf(r->mem, "%" PRId64 ".%02" PRId64, hundredths / 100,
			    hundredths % 100);
}

/*
 * The whole ranking, every bid with its total, in a canonical form.  What
 * losing bids scored is not public, so the event has its digest only.
 */
static enum err
ranking_add(struct req *r, const struct ranking *k, const char **digest)
{
	const struct rank_bid *x;
	struct buf b;
	size_t i;

	buf_init(&b, r->mem);
	buf_char(&b, '[');
	for (i = 0; i < k->t.bids.n; i++) {
		x = &k->bid[k->order[i]];
		json_comma(&b);
		buf_printf(&b,
			   "{\"bid\":%" PRId64
			   ",\"rank\":%zu,\"total\":%" PRId64
			   ",\"price\":%" PRId64 ",\"against\":%zu}",
			   x->id, x->rank, x->out ? 0 : x->total, x->price,
			   x->against);
	}
	buf_char(&b, ']');
	return statement_add(r, "ranking", buf_text(&b), digest);
}

/* One candidate in the text and the key facts of the notice. */
static void
describe(struct req *r, const struct rank_bid *x, const struct evaluated *who,
	 struct buf *body, struct buf *facts)
{
	const char *price = price_text(r->mem, r->trade.price_form, x->price);
	const char *sum = "";

	if (r->trade.evaluation == EVAL_SCORE)
		sum = arena_printf(r->mem, "，得分 %s", points(r, x->total));
	buf_printf(body, "\n第 %zu 中标候选人：%s\n报价：%s%s\n", x->rank,
		   who->bidder, price, sum);
	if (who->manager)
		buf_printf(body, "项目负责人：%s\n", who->manager);
	if (who->quality)
		buf_printf(body, "质量：%s\n", who->quality);
	if (who->duration_days != NONE)
		buf_printf(body, "工期：%" PRId64 " 日\n", who->duration_days);
	fact_add(facts, arena_printf(r->mem, "第 %zu 中标候选人", x->rank),
		 arena_printf(r->mem, "%s，%s%s", who->bidder, price, sum));
}

/* The candidates and the rejected; detail gets what the event says. */
static enum err
describe_all(struct req *r, const struct ranking *k, int64_t max,
	     struct buf *body, struct buf *facts, struct buf *detail)
{
	const struct evaluated *b = k->t.bids.at;
	const char *digest;
	const struct vote *v;
	enum err e;
	size_t i;

	if ((e = ranking_add(r, k, &digest)))
		return e;
	buf_printf(detail, "{\"ranking\":\"%s\",\"candidates\":[", digest);
	for (i = 0; i < k->t.bids.n; i++) {
		const struct rank_bid *x = &k->bid[k->order[i]];
		const struct evaluated *who = &b[k->order[i]];

		if (x->out) {
			v = main_ground(&k->t, x->id);
			buf_printf(body, "\n被否决的投标：%s。%s：%s\n",
				   who->bidder, ground_labels[v->ground],
				   v->reason);
		} else if (x->rank <= (size_t)max) {
			json_comma(detail);
			json_int(detail, x->id);
			describe(r, x, who, body, facts);
		}
	}
	buf_str(detail, "]}");
	return OK;
}

/* POST /trades/:id/report -- totals, ranking, candidates made public */
enum err
post_report(struct req *r)
{
	const struct report *in = r->in;
	struct buf body, facts, detail;
	struct ranking k = { 0 };
	int64_t max, end, public;
	enum err e;

	if ((e = ranking_get(r, &k)) ||
	    (e = rule_int(r, "gc.candidates.max", &max)))
		return e;
	if (!k.valid)
		return req_say(r, E_STATE,
			       "所有投标都被否决，不能推荐候选人，请办理否决全"
			       "部投标");
	buf_init(&body, r->mem);
	buf_init(&facts, r->mem);
	buf_init(&detail, r->mem);
	if ((e = describe_all(r, &k, max, &body, &facts, &detail)) ||
	    (e = store(r, &k)) || (e = trade_step(r, in, buf_text(&detail))) ||
	    (e = period_end(r, "gc.candidate.publicity_min", r->now, &end)))
		return e;
	fact_add(&facts, "公示截止", until_text(r->mem, end));
	if (in && in->text)
		buf_printf(&body, "\n评标情况：%s\n", in->text);
	buf_printf(&body,
		   "\n公示期至 %s。投标人或者其他利害关系人有异议的，"
		   "应当在公示期内提出。\n",
		   until_text(r->mem, end));
	e = notice_announce(r,
			    &(struct announce){
				.type = "GC09",
				.title =
				    arena_printf(r->mem, "%s中标候选人公示",
						 r->trade.name),
				.body = buf_text(&body),
				.facts = buf_text(&facts),
				.due_at = end },
			    &public);
	if (e ||
	    (e = duty_add(r, "gc.candidate.publish_within",
			  "公示中标候选人")) ||
	    (e = duty_done(r, "gc.candidate.publish_within")) ||
	    (e = due_add(r, "end-publicity", r->trade.id, NONE, end)))
		return e;
	buf_printf(&r->out,
		   "{\"notice\":%" PRId64 ",\"publicity_end\":", public);
	json_time(&r->out, end);
	buf_char(&r->out, '}');
	r->status = 201;
	return OK;
}

/* POST /trades/:id/reject-all -- too few valid bids to compete */
enum err
post_reject_all(struct req *r)
{
	const struct seat_reason *in = r->in;
	const struct rule *rule;
	struct ranking k = { 0 };
	enum err e;

	if ((e = ranking_get(r, &k)) ||
	    (e = rule_number(r, "gc.reject_all.valid_bids", &rule)))
		return e;
	if ((int64_t)k.valid >= rule->num)
		return rule_refuse(r, rule,
				   arena_printf(r->mem, "%zu 个有效投标",
						k.valid),
				   arena_printf(r->mem, "少于 %" PRId64 " 个",
						rule->num),
				   NULL);
	if ((e = store(r, &k)) || (e = trade_step(r, in, NULL)) ||
	    (e = trade_end(r, "否决全部投标", in->reason)))
		return e;
	return reply_record(r, &trade_record, &r->trade);
}

enum err
candidates_list(struct req *r, struct list *all)
{
	return db_all(r->db, r->mem, SQL_CANDIDATE_LIST, ARGS(I64(r->trade.id)),
		      all);
}

/* What everybody may see: candidates, and who was rejected; a bidder sees its
 * own line too, the people of the trade all. */
static size_t
visible(const struct req *r, struct candidate *c, size_t n, int64_t max,
	bool all)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (all || c[i].rejected || c[i].rank <= max ||
		    (r->user.id && c[i].subject == r->user.subject))
			c[kept++] = c[i];
	return kept;
}

/* GET /trades/:id/candidates */
enum err
get_candidates(struct req *r)
{
	struct list all = { 0, NULL };
	unsigned roles;
	int64_t max;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)) ||
	    (e = candidates_list(r, &all)) ||
	    (e = rule_int(r, "gc.candidates.max", &max)))
		return e;
	all.n = visible(r, all.at, all.n, max, roles & (EXPERT | INSIDERS));
	return reply_items(r, &candidate_record, &all, NULL);
}

enum err
publicity_end(struct req *r, int64_t *end)
{
	struct moment began;
	enum err e;

	e = db_one(r->db, r->mem, SQL_NOTICE_AT,
		   ARGS(I64(r->trade.id), STR("GC09")), &began);
	if (e)
		return e;
	if (began.at == NONE)
		return req_say(r, E_STATE,
			       "中标候选人还没有公示，请公示以后再办理");
	return period_end(r, "gc.candidate.publicity_min", began.at, end);
}

/* The step end-publicity: from now on the owner may award. */
enum err
due_end_publicity(struct req *r, const struct due *due)
{
	enum err e;

	if ((e = trade_enter(r, due->trade, "end-publicity")))
		return e;
	return trade_step(r, NULL, NULL);
}
