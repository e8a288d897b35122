/* 评标报告: panel, scores of every seat, rejections, ranking. */
#include <inttypes.h>

#include "doc_report.h"
#include "json.h"
#include "words.h"
#include "archive_sql.h"

void
report_heading(struct doc *d, struct report *r, const char *text)
{
	static const char *const number[] = {
		"一", "二", "三", "四", "五", "六"
	};

	flow_heading(&d->flow, arena_printf(d->k->mem, "%s、%s",
					    number[r->sections++ % 6], text));
}

static enum err
read_all(struct keeper *k, int64_t trade, struct report *r)
{
	const struct {
		unsigned stmt;
		struct list *to;
	} part[] = { { SQL_DOC_OPENING, &r->bids },
		     { SQL_DOC_ITEMS, &r->items },
		     { SQL_DOC_SCORES, &r->scores },
		     { SQL_DOC_VOTES, &r->votes },
		     { SQL_DOC_CANDIDATES, &r->ranking } };
	size_t i;
	enum err e;

	for (i = 0; i < sizeof(part) / sizeof(*part); i++)
		if ((e = db_all(k->db, k->mem, part[i].stmt, ARGS(I64(trade)),
				part[i].to)))
			return e;
	return db_all(k->db, k->mem, SQL_DOC_MEMBERS, ARGS(I64(trade)),
		      &r->members);
}

static void
panel(struct doc *d, struct report *r)
{
	static const char *const state[] = { "未签到", "到会", "回避", "缺席" };
	static const struct column columns[] = {
		{ "席位", 4, A_MIDDLE },         { "姓名", 9, A_MIDDLE },
		{ "身份", 8, A_MIDDLE },         { "工作单位", 18, A_LEFT },
		{ "职称", 9, A_MIDDLE },         { "到会情况", 10, A_MIDDLE },
		{ "评分锁定时间", 14, A_MIDDLE }
	};
	const struct doc_member *m = r->members.at;
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;
	size_t i;

	report_heading(d, r, "评标委员会");
	flow_table(f, columns, sizeof(columns) / sizeof(*columns));
	for (i = 0; i < r->members.n; i++, m++) {
		flow_cell(f, arena_printf(mem, "%" PRId64, m->seat));
		flow_cell(f, m->leader
				 ? arena_printf(mem, "%s\n（负责人）", m->name)
				 : m->name);
		flow_cell(f, m->side ? "招标人代表" : "抽取专家");
		flow_cell(f, words_or_dash(m->employer_name ? m->employer_name
							    : m->employer));
		flow_cell(f, words_or_dash(m->title));
		flow_cell(f, m->reason
				 ? arena_printf(mem, "%s：%s",
						state[m->state & 3], m->reason)
				 : state[m->state & 3]);
		flow_cell(f, words_stamp(mem, m->locked_at));
	}
}

static void
ranking(struct doc *d, struct report *r)
{
	static const struct column columns[] = { { "名次", 3, A_MIDDLE },
						 { "投标人", 13, A_LEFT },
						 { "报价", 8, A_RIGHT },
						 { "得分", 5, A_RIGHT },
						 { "结论", 12, A_LEFT } };
	const struct doc_candidate *c = r->ranking.at;
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;
	size_t i;

	report_heading(d, r, "评标结果");
	flow_table(f, columns, 5);
	for (i = 0; i < r->ranking.n; i++, c++) {
		flow_cell(f, c->rejected
				 ? "—"
				 : arena_printf(mem, "%" PRId64, c->rank));
		flow_cell(f, words_members(mem, c->bidder));
		flow_cell(f, words_price(mem, d->trade.price_form, c->price));
		flow_cell(f, d->trade.evaluation == 1
				 ? words_points(mem, c->score)
				 : "—");
		flow_cell(f,
			  c->rejected ? arena_printf(mem, "否决：%s",
						     words_or_dash(c->reason))
			  : c->rank <= 3
			      ? arena_printf(mem, "第 %" PRId64 " 中标候选人",
					     c->rank)
			      : "有效投标");
	}
}

static enum err
opinion(struct doc *d, struct report *r)
{
	const char *at = NULL, *end;
	struct text t;
	enum err e;

	e = db_one(d->k->db, d->k->mem, SQL_DOC_REPORT_TEXT,
		   ARGS(I64(d->entry->trade)), &t);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	if (!(at = strstr(t.text, "\n评标情况：")))
		return OK;
	at += strlen("\n评标情况：");
	end = strstr(at, "\n\n公示期至");
	report_heading(d, r, "评标情况说明");
	at = end ? arena_copy(d->k->mem, at, (size_t)(end - at)) : at;
	flow_text(&d->flow, at);
	json_key(&d->json, "opinion");
	json_text(&d->json, at);
	return OK;
}

/* 实施条例 53: all members sign.  What was locked stands for the signature on
 * the screen; on paper there is room for it. */
static void
signatures(struct doc *d, struct report *r)
{
	static const struct column columns[] = { { "席位", 3, A_MIDDLE },
						 { "姓名", 6, A_MIDDLE },
						 { "锁定的评分表（SHA-256）",
						   17, A_LEFT },
						 { "签字", 10, A_LEFT } };
	const struct doc_member *m = r->members.at;
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;
	size_t i;

	report_heading(d, r, "评标委员会成员签字");
	flow_table(f, columns, 4);
	for (i = 0; i < r->members.n; i++, m++) {
		if (m->state != 1)
			continue;
		flow_cell(f, arena_printf(mem, "%" PRId64, m->seat));
		flow_cell(f, m->name);
		flow_cell(f, words_or_dash(m->digest));
		flow_cell(f, "");
	}
	flow_note(f, "成员在系统里锁定评分表，视为对评分签字；纸质存档的，由各"
		     "成员在此签字（招标投标法实施条例第五十三条）。");
}

static void
facts_json(struct buf *b, const struct report *r)
{
	json_key(b, "panel");
	json_list(b, &doc_member_record, &r->members, F_OUT);
	json_key(b, "bids");
	json_list(b, &doc_bid_record, &r->bids, F_OUT);
	json_key(b, "items");
	json_list(b, &doc_item_record, &r->items, F_OUT);
	json_key(b, "scores");
	json_list(b, &doc_score_record, &r->scores, F_OUT);
	json_key(b, "votes");
	json_list(b, &doc_vote_record, &r->votes, F_OUT);
	json_key(b, "ranking");
	json_list(b, &doc_candidate_record, &r->ranking, F_OUT);
}

enum err
doc_report(struct keeper *k, const struct entry *x)
{
	static const char *const method[] = { "—", "综合评估法",
					      "经评审的最低投标价法" };
	struct doc d = { .kind = "evaluation-report",
			 .title = "评标报告",
			 .access = SEEN_AFTER_AWARD };
	struct report r = { .sections = 0 };
	enum err e;

	if ((e = doc_begin(&d, k, x)) || (e = read_all(k, x->trade, &r)))
		return e;
	if (!r.ranking.n)
		return E_NOTFOUND;
	flow_fact(&d.flow, "评标办法", method[d.trade.evaluation % 3]);
	flow_fact(&d.flow, "提交时间", words_minute(k->mem, x->at));
	panel(&d, &r);
	ranking(&d, &r);
	report_scores(&d, &r);
	report_votes(&d, &r);
	facts_json(&d.json, &r);
	if ((e = opinion(&d, &r)))
		return e;
	signatures(&d, &r);
	return doc_end(&d);
}
