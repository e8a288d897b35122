/* 中标通知书: the letter to who wins. */
#include <inttypes.h>

#include "archive.h"
#include "json.h"
#include "words.h"
#include "archive_sql.h"

static void
price(struct doc *d, const struct doc_award *a)
{
	struct arena *mem = d->k->mem;

	flow_fact(&d->flow, "中标价",
		  words_price(mem, d->trade.price_form, a->price));
	if (d->trade.price_form != 2)
		flow_fact(&d->flow, "大写",
			  arena_printf(mem, "%s%s",
				       d->trade.price_form == 3 ? "单价" : "",
				       words_rmb(mem, a->price)));
}

static void
letter(struct doc *d, const struct doc_award *a)
{
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;

	flow_gap(f, 10);
	flow_plain(f, arena_printf(mem, "%s：", words_members(mem, a->bidder)));
	flow_text(f,
		  arena_printf(mem,
			       "%s招标的%s（标段编号 %s），经评标委员会评审、"
			       "中标候选人公示，%s你单位为中标人。",
			       d->trade.owner_name, d->trade.name,
			       d->trade.code,
			       a->no > 1 ? "依法改确定" : "现确定"));
	flow_text(f,
		  a->contract_days == NONE
		      ? "请按照招标文件和你单位的投标文件与招标人订立书面合同。"
		      : arena_printf(
			    mem,
			    "请自本通知书发出之日起 %" PRId64
			    " 日内，按照招标文件和你单位的投标文件与招标人订立"
			    "书面合同，不得再行订立背离合同实质性内容的其他协议"
			    "（招标投标法第四十六条）。招标文件要求提交履约"
			    "保证金的，应当提交。",
			    a->contract_days));
	flow_text(f, "本通知书对招标人和中标人具有法律效力（招标投标法第四十五"
		     "条）。");
}

static void
signatures(struct doc *d)
{
	struct arena *mem = d->k->mem;
	struct flow *f = &d->flow;

	flow_gap(f, 30);
	flow_right(f, arena_printf(mem, "招标人：%s（盖章）",
				   d->trade.owner_name));
	if (d->trade.agency_name)
		flow_right(f, arena_printf(mem, "招标代理机构：%s",
					   d->trade.agency_name));
	flow_right(f, words_day(mem, d->entry->at));
}

enum err
doc_award(struct keeper *k, const struct entry *x)
{
	struct doc d = { .kind = "award-notice",
			 .title = "中标通知书",
			 .access = SEEN_BY_ALL };
	struct doc_award a;
	enum err e;

	if ((e = doc_begin(&d, k, x)) ||
	    (e = db_one(k->db, k->mem, SQL_DOC_AWARD, ARGS(I64(x->event)), &a)))
		return e;
	flow_fact(&d.flow, "中标人", words_members(k->mem, a.bidder));
	flow_fact(&d.flow, "统一社会信用代码", a.credit_code);
	price(&d, &a);
	if (a.duration_days != NONE)
		flow_fact(&d.flow, "工期",
			  arena_printf(k->mem, "%" PRId64 " 日历天",
				       a.duration_days));
	flow_fact(&d.flow, "质量", words_or_dash(a.quality));
	flow_fact(&d.flow, "项目负责人", words_or_dash(a.manager));
	letter(&d, &a);
	signatures(&d);
	json_key(&d.json, "award");
	json_record(&d.json, &doc_award_record, &a, F_OUT);
	if (d.trade.price_form != 2) {
		json_key(&d.json, "price_in_words");
		json_text(&d.json, words_rmb(k->mem, a.price));
	}
	return doc_end(&d);
}
