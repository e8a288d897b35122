/* 评标报告: panel, scores of every seat, rejections, ranking. */
#include <inttypes.h>

#include "archive.h"
#include "json.h"
#include "words.h"
#include "archive_sql.h"

/* 实施条例 51, as a panel names them. */
static const char *const grounds[] = {
	"投标文件未经投标单位盖章和单位负责人签字",
	"投标联合体没有提交共同投标协议",
	"投标人不符合国家或者招标文件规定的资格条件",
	"同一投标人提交两个以上不同的投标文件或者投标报价",
	"投标报价低于成本或者高于招标文件设定的最高投标限价",
	"投标文件没有对招标文件的实质性要求和条件作出响应",
	"投标人有串通投标、弄虚作假、行贿等违法行为"
};
#define GROUNDS (sizeof(grounds) / sizeof(*grounds))
#define SEATS 12 /* columns of a score table */

struct report {
	struct list bids, members, items, scores, votes, ranking;
};

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
panel(struct doc *d, const struct report *r)
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

	flow_heading(f, "一、评标委员会");
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

static const char *
score_of(struct doc *d, const struct report *r, int64_t bid, int64_t item,
	 int64_t seat)
{
	const struct doc_score *s = r->scores.at;
	size_t i;

	for (i = 0; i < r->scores.n; i++)
		if (s[i].bid == bid && s[i].item == item && s[i].seat == seat)
			return words_points(d->k->mem, s[i].score);
	return "—";
}

/* Seats in columns, those who came. */
static size_t
seat_columns(struct doc *d, const struct report *r, struct column *column,
	     int64_t *seat)
{
	const struct doc_member *m = r->members.at;
	size_t i, n = 0;

	for (i = 0; i < r->members.n && n < SEATS; i++) {
		if (m[i].state != 1)
			continue;
		seat[n] = m[i].seat;
		column[n + 2] =
		    (struct column){ arena_printf(d->k->mem, "席位 %" PRId64,
						  m[i].seat),
				     4, A_RIGHT };
		n++;
	}
	return n;
}

static void
scores(struct doc *d, const struct report *r)
{
	struct column *column =
	    arena_alloc(d->k->mem, (SEATS + 2) * sizeof(*column));
	const struct doc_bid *b = r->bids.at;
	const struct doc_item *it;
	struct flow *f = &d->flow;
	int64_t seat[SEATS];
	size_t i, j, k, n;

	if (!r->scores.n)
		return;
	flow_heading(f, "三、评分");
	column[0] = (struct column){ "评分项", 10, A_LEFT };
	column[1] = (struct column){ "满分", 4, A_RIGHT };
	n = seat_columns(d, r, column, seat);
	for (i = 0; i < r->bids.n; i++) {
		if (!b[i].opened)
			continue;
		flow_caption(f, words_members(d->k->mem, b[i].bidder));
		flow_table(f, column, n + 2);
		for (it = r->items.at, j = 0; j < r->items.n; j++, it++) {
			if (it->kind)
				continue;
			flow_cell(f, it->name);
			flow_cell(f, words_points(d->k->mem, it->max_score));
			for (k = 0; k < n; k++)
				flow_cell(f, score_of(d, r, b[i].bid, it->no,
						      seat[k]));
		}
	}
	flow_note(f, "报价得分由平台按招标文件的公式计算，计入总分。");
}

static const char *
bidder_of(const struct report *r, int64_t bid)
{
	const struct doc_bid *b = r->bids.at;
	size_t i;

	for (i = 0; i < r->bids.n; i++)
		if (b[i].bid == bid)
			return b[i].bidder;
	return "—";
}

static void
votes(struct doc *d, const struct report *r)
{
	static const struct column columns[] = { { "投标人", 10, A_LEFT },
						 { "席位", 3, A_MIDDLE },
						 { "否决理由", 9, A_LEFT },
						 { "具体情形", 12, A_LEFT } };
	const struct doc_vote *v = r->votes.at;
	struct flow *f = &d->flow;
	size_t i;

	if (!r->votes.n)
		return;
	flow_heading(f, "四、否决意见");
	flow_table(f, columns, 4);
	for (i = 0; i < r->votes.n; i++, v++) {
		flow_cell(f, words_members(d->k->mem, bidder_of(r, v->bid)));
		flow_cell(f, arena_printf(d->k->mem, "%" PRId64, v->seat));
		flow_cell(f, (size_t)v->ground < GROUNDS ? grounds[v->ground]
							 : "—");
		flow_cell(f, words_or_dash(v->reason));
	}
}

static void
ranking(struct doc *d, const struct report *r)
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

	flow_heading(f, "二、评标结果");
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
opinion(struct doc *d)
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
	flow_heading(&d->flow, "五、评标情况说明");
	at = end ? arena_copy(d->k->mem, at, (size_t)(end - at)) : at;
	flow_text(&d->flow, at);
	json_key(&d->json, "opinion");
	json_text(&d->json, at);
	return OK;
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
	struct report r;
	enum err e;

	if ((e = doc_begin(&d, k, x)) || (e = read_all(k, x->trade, &r)))
		return e;
	if (!r.ranking.n)
		return E_NOTFOUND;
	flow_fact(&d.flow, "评标办法", method[d.trade.evaluation % 3]);
	flow_fact(&d.flow, "提交时间", words_minute(k->mem, x->at));
	panel(&d, &r);
	ranking(&d, &r);
	scores(&d, &r);
	votes(&d, &r);
	facts_json(&d.json, &r);
	if ((e = opinion(&d)))
		return e;
	return doc_end(&d);
}
