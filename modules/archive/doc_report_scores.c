/* Of the evaluation report: scores of every seat, and who rejected what. */
#include <inttypes.h>

#include "doc_report.h"
#include "words.h"

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
#define SEATS 9 /* in one score table; more go into another below */

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

static const char *
sum_of(struct doc *d, const struct report *r, int64_t bid, int64_t seat)
{
	const struct doc_score *s = r->scores.at;
	int64_t sum = 0;
	size_t i, n = 0;

	for (i = 0; i < r->scores.n; i++)
		if (s[i].bid == bid && s[i].seat == seat) {
			sum += s[i].score;
			n++;
		}
	return n ? words_points(d->k->mem, sum) : "—";
}

/* Who was rejected may have none. */
static bool
has_scores(const struct report *r, int64_t bid)
{
	const struct doc_score *s = r->scores.at;
	size_t i;

	for (i = 0; i < r->scores.n; i++)
		if (s[i].bid == bid)
			return true;
	return false;
}

/* The scores that some seats gave one bid, a seat a column. */
static void
score_table(struct doc *d, const struct report *r, int64_t bid,
	    const int64_t *seat, size_t n)
{
	struct arena *mem = d->k->mem;
	struct column *column = arena_alloc(mem, (n + 2) * sizeof(*column));
	const struct doc_item *it = r->items.at;
	struct flow *f = &d->flow;
	int64_t most = 0;
	size_t i, k;

	column[0] = (struct column){ "评分项", 10, A_LEFT };
	column[1] = (struct column){ "满分", 4, A_RIGHT };
	for (k = 0; k < n; k++)
		column[k + 2] = (struct column){
			arena_printf(mem, "席位 %" PRId64, seat[k]), 4, A_RIGHT
		};
	flow_table(f, column, n + 2);
	for (i = 0; i < r->items.n; i++, it++) {
		if (it->kind) /* the price has points by a formula */
			continue;
		most += it->max_score;
		flow_cell(f, it->name);
		flow_cell(f, words_points(mem, it->max_score));
		for (k = 0; k < n; k++)
			flow_cell(f, score_of(d, r, bid, it->no, seat[k]));
	}
	flow_cell(f, "小计");
	flow_cell(f, words_points(mem, most));
	for (k = 0; k < n; k++)
		flow_cell(f, sum_of(d, r, bid, seat[k]));
}

void
report_scores(struct doc *d, struct report *r)
{
	struct arena *mem = d->k->mem;
	const struct doc_bid *b = r->bids.at;
	const struct doc_member *m = r->members.at;
	int64_t *seat = arena_alloc(mem, (r->members.n + 1) * sizeof(*seat));
	size_t i, k, n = 0;

	if (!r->scores.n)
		return;
	for (i = 0; i < r->members.n; i++)
		if (m[i].state == 1) /* came */
			seat[n++] = m[i].seat;
	report_heading(d, r, "评分");
	for (i = 0; i < r->bids.n; i++) {
		if (!has_scores(r, b[i].bid))
			continue;
		flow_caption(&d->flow, words_members(mem, b[i].bidder));
		for (k = 0; k < n; k += SEATS)
			score_table(d, r, b[i].bid, seat + k,
				    n - k < SEATS ? n - k : SEATS);
	}
	flow_note(&d->flow, "报价得分由平台按招标文件的公式计算，计入总分。");
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

void
report_votes(struct doc *d, struct report *r)
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
	report_heading(d, r, "否决意见");
	flow_table(f, columns, 4);
	for (i = 0; i < r->votes.n; i++, v++) {
		flow_cell(f, words_members(d->k->mem, bidder_of(r, v->bid)));
		flow_cell(f, arena_printf(d->k->mem, "%" PRId64, v->seat));
		flow_cell(f, (size_t)v->ground < GROUNDS ? grounds[v->ground]
							 : "—");
		flow_cell(f, words_or_dash(v->reason));
	}
}
