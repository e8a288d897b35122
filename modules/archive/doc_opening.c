/* 开标记录: what was read aloud, of every bid in the box. */
#include <inttypes.h>

#include "archive.h"
#include "json.h"
#include "words.h"
#include "archive_sql.h"

static const struct column columns[] = {
	{ "序号", 5, A_MIDDLE },      { "投标人", 28, A_LEFT },
	{ "投标报价", 15, A_RIGHT },  { "工期（日）", 7, A_MIDDLE },
	{ "质量", 8, A_MIDDLE },      { "项目负责人", 10, A_MIDDLE },
	{ "递交时间", 15, A_MIDDLE }, { "保证金", 7, A_MIDDLE },
	{ "开启情况", 14, A_LEFT },
};

static const char *
outcome(struct arena *mem, const struct doc_bid *b)
{
	if (b->opened)
		return b->price_text
			   ? arena_printf(mem, "已解密。%s", b->price_text)
			   : "已解密";
	return arena_printf(mem, "未解密，视为%s：%s",
			    b->withdrawal == 1 ? "撤回" : "撤销",
			    words_or_dash(b->cause));
}

static void
bid_row(struct doc *d, const struct doc_bid *b, size_t no)
{
	static const char *const deposit[] = { "现金", "保函" };
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;

	flow_cell(f, arena_printf(mem, "%zu", no));
	flow_cell(f, arena_printf(mem, "%s\n%s", words_members(mem, b->bidder),
				  b->credit_code));
	flow_cell(f, b->opened ? words_price(mem, d->trade.price_form, b->price)
			       : "—");
	flow_cell(f, b->duration_days == NONE
			 ? "—"
			 : arena_printf(mem, "%" PRId64, b->duration_days));
	flow_cell(f, words_or_dash(b->quality));
	flow_cell(f, words_or_dash(b->manager));
	flow_cell(f, words_stamp(mem, b->received_at));
	flow_cell(f, b->deposit == 0 || b->deposit == 1 ? deposit[b->deposit]
							: "—");
	flow_cell(f, outcome(mem, b));
}

static void
trustees(struct doc *d, const struct list *l)
{
	static const char *const side[][2] = { { "owner", "招标人" },
					       { "centre", "交易中心" },
					       { "supervision", "监督部门" } };
	static const struct column heads[] = { { "席位", 1, A_MIDDLE },
					       { "代表", 2, A_MIDDLE },
					       { "姓名", 2, A_MIDDLE },
					       { "释放密钥份额的时间", 4,
						 A_MIDDLE } };
	const struct doc_trustee *t = l->at;
	struct arena *mem = d->k->mem;
	const char *word;
	size_t i, k;

	if (!l->n)
		return;
	flow_heading(&d->flow, "开标参与人（密钥份额受托人）");
	flow_table(&d->flow, heads, 4);
	for (i = 0; i < l->n; i++) {
		for (word = t[i].side, k = 0; k < 3; k++)
			if (!strcmp(word, side[k][0]))
				word = side[k][1];
		flow_cell(&d->flow,
			  arena_printf(mem, "%" PRId64, t[i].position));
		flow_cell(&d->flow, word);
		flow_cell(&d->flow, t[i].name);
		flow_cell(&d->flow, t[i].released_at == NONE
					? "未释放"
					: words_second(mem, t[i].released_at));
	}
}

static void
bids(struct doc *d, const struct list *l)
{
	const struct doc_bid *b = l->at;
	struct flow *f = &d->flow;
	size_t i, opened = 0;

	for (i = 0; i < l->n; i++)
		opened += b[i].opened;
	flow_fact(f, "最高投标限价",
		  words_price(d->k->mem, d->trade.price_form,
			      d->trade.ceiling));
	flow_fact(f, "开标时间", words_minute(d->k->mem, d->trade.deadline));
	flow_fact(f, "解密完成", words_second(d->k->mem, b->at));
	flow_fact(f, "投标份数",
		  arena_printf(d->k->mem, "收到 %zu 份，解密 %zu 份", l->n,
			       opened));
	flow_heading(f, "开标一览表");
	flow_table(f, columns, sizeof(columns) / sizeof(*columns));
	for (i = 0; i < l->n; i++)
		bid_row(d, &b[i], i + 1);
}

enum err
doc_opening(struct keeper *k, const struct entry *x)
{
	struct doc d = { .kind = "opening-record",
			 .title = "开标记录",
			 .access = SEEN_BY_ALL,
			 .head = { .paper = { .landscape = true } } };
	struct list all, who;
	enum err e;

	if ((e = doc_begin(&d, k, x)) ||
	    (e = db_all(k->db, k->mem, SQL_DOC_OPENING, ARGS(I64(x->trade)),
			&all)) ||
	    (e = db_all(k->db, k->mem, SQL_DOC_TRUSTEES, ARGS(I64(x->trade)),
			&who)))
		return e;
	/* a trade that failed before or after its opening */
	if (!all.n || ((const struct doc_bid *)all.at)->at != x->at)
		return E_NOTFOUND;
	bids(&d, &all);
	trustees(&d, &who);
	json_key(&d.json, "opened_at");
	json_time(&d.json, d.trade.deadline);
	json_key(&d.json, "bids");
	json_list(&d.json, &doc_bid_record, &all, F_OUT);
	json_key(&d.json, "trustees");
	json_list(&d.json, &doc_trustee_record, &who, F_OUT);
	return doc_end(&d);
}
