/* A trade and its conditions: codes, writing, reading. */
#include <inttypes.h>

#include "bid.h"
#include "days.h"
#include "event.h"
#include "ids.h"
#include "json.h"
#include "log.h"
#include "rows.h"
#include "tender_rows.h"
#include "trade.h"

#include "step_sql.h"
#include "tender_sql.h"

static const char *const content_words[] = { "works", "goods", "services",
					     NULL };
static const char *const evaluation_words[] = { "comprehensive", "lowest",
						NULL };
static const char *const price_words[] = { "amount", "rate", "unit_price",
					   NULL };
const char *const opening_rules[] = { "trustees", "bidder", "either", NULL };
static const char *const item_words[] = { "expert", "price", NULL };

/* clang-format off */
static const struct field score_item_field[] = {
	INT(struct score_item, no, 1, 100, F_OUT, "序号"),
	TEXT(struct score_item, name, 1, 100, F_BOTH, "评分项"),
	ENUM(struct score_item, kind, item_words, F_BOTH, "打分方式"),
	INT(struct score_item, max_score, 1, 10000, F_BOTH, "满分，百分之一分"),
	FIELD_END
};
RECORD(score_item, struct score_item);

static const struct field conditions_field[] = {
	INT(struct conditions, id, 1, INT64_MAX, F_OUT, "标段序号"),
	INT(struct conditions, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct conditions, code, 1, 50, F_OUT, "标段编号"),
	TEXT(struct conditions, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	ENUM(struct conditions, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct conditions, paused, 0, 200, F_OUT, "暂停原因"),
	INT(struct conditions, round, 1, 99, F_OUT, "第几次招标"),
	INT(struct conditions, predecessor, 1, INT64_MAX, F_OUT, "上一次招标的标段"),
	INT(struct conditions, region, 0, 999999, F_OUT, "行政区划"),
	TEXT(struct conditions, name, 2, 200, F_BOTH, "标段名称"),
	TEXT(struct conditions, method, 1, 10, F_BOTH, "招标方式"),
	ENUM(struct conditions, content, content_words, F_BOTH, "标的内容"),
	ENUM(struct conditions, evaluation, evaluation_words, F_BOTH, "评标办法"),
	ENUM(struct conditions, price_form, price_words, F_BOTH, "价款形式"),
	MONEY(struct conditions, estimate_fen, 1, MONEY_MAX, F_BOTH, "合同估算价"),
	INT(struct conditions, ceiling, 1, MONEY_MAX, F_BOTH | F_OPT, "最高投标限价"),
	BOOL(struct conditions, ceiling_secret, F_IN | F_OPT, "最高投标限价不公开"),
	INT(struct conditions, min_price, 0, MONEY_MAX, F_IN | F_OPT, "最低投标限价"),
	MONEY(struct conditions, deposit_fen, 0, MONEY_MAX, F_BOTH | F_OPT, "投标保证金"),
	TEXT(struct conditions, deposit_reason, 1, 500, F_IN | F_OPT, "保证金超过通常数额的理由"),
	BOOL(struct conditions, consortium, F_BOTH | F_OPT, "接受联合体投标"),
	INT(struct conditions, duration_days, 1, 36500, F_BOTH | F_OPT, "工期，日"),
	TEXT(struct conditions, quality, 1, 100, F_BOTH | F_OPT, "质量要求"),
	TEXT(struct conditions, qualification, 1, 10000, F_BOTH | F_OPT, "投标人资格"),
	TEXT(struct conditions, expert_classes, 1, 200, F_BOTH | F_OPT, "评标专业，逗号隔开"),
	INT(struct conditions, panel_size, 1, 99, F_BOTH | F_OPT, "评标委员会人数"),
	INT(struct conditions, panel_owners, 0, 99, F_BOTH | F_OPT, "其中招标人代表"),
	TIME(struct conditions, documents_from, F_BOTH | F_OPT, "招标文件获取开始"),
	TIME(struct conditions, documents_to, F_BOTH | F_OPT, "招标文件获取截止"),
	TIME(struct conditions, deadline, F_BOTH, "投标截止"),
	TIME(struct conditions, opening_at, F_IN | F_OPT, "开标时间"),
	INT(struct conditions, threshold, 0, 99, F_OUT, "开标需要的保管人数"),
	INT(struct conditions, decrypt_minutes, 1, 1440, F_BOTH | F_OPT, "解密时限，分钟"),
	ENUM(struct conditions, opening_rule, opening_rules, F_BOTH | F_OPT, "由谁解密"),
	LIST(struct conditions, score_items, &score_item_record, 0, 100, F_BOTH | F_OPT, "评分标准"),
	TEXT(struct conditions, reason, 0, 500, F_OUT, "流标或终止原因"),
	TIME(struct conditions, created_at, F_OUT, "建立时间"),
	FIELD_END
};
/* clang-format on */
RECORD(conditions, struct conditions);

/* What is left out has the value of the rules, or none. */
static enum err
fill(struct req *r, struct conditions *t)
{
	enum err e;

	if (t->deposit_fen == NONE)
		t->deposit_fen = 0;
	if (t->panel_owners == NONE)
		t->panel_owners = 0;
	if (t->opening_rule == NONE)
		t->opening_rule = OPEN_EITHER;
	if (t->decrypt_minutes == NONE &&
	    (e = rule_int(r, "ebid.decrypt_window_min", &t->decrypt_minutes)))
		return e;
	return OK;
}

/* Every class of experts must be in the tree. */
static enum err
classes_are_known(struct req *r, const struct conditions *t)
{
	const char *p = t->expert_classes, *class;
	struct one_word row;
	size_t n;
	enum err e;

	for (; p && *p; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		class = arena_printf(r->mem, "%.*s", (int)n, p);
		e = db_one(r->db, r->mem, SQL_EXPERT_CLASS_UNKNOWN,
			   ARGS(STR(class), STR(class)), &row);
		if (!e)
			return req_bad(r, "expert_classes",
				       "没有“%s”这个评标专业", class);
		if (e != E_NOTFOUND)
			return e;
	}
	return OK;
}

enum err
score_items_set(struct req *r, int64_t trade, const struct list *items)
{
	const struct score_item *item = items->at;
	enum err e;
	size_t i;

	if ((e = db_exec(r->db, SQL_SCORE_ITEM_CLEAR, ARGS(I64(trade)), NULL)))
		return e;
	for (i = 0; i < items->n; i++)
		if ((e = db_exec(r->db, SQL_SCORE_ITEM_ADD,
				 ARGS(STR(r->domain), I64(trade),
				      I64((int64_t)i + 1), STR(item[i].name),
				      I64(item[i].kind),
				      I64(item[i].max_score)),
				 NULL)))
			return e;
	return OK;
}

/* 标段编号 below the project's chain, 统一交易标识码 of the day. */
enum err
trade_mint(struct req *r, const struct project *p, const char **code,
	   const char **deal_code)
{
	char section[SECTION_CODE + 1], deal[DEAL_CODE + 1];
	int64_t day = day_compact(day_of(r->now)), n, m;
	struct installation in;
	struct one_word class3;
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_CATALOGUE_CLASS,
			ARGS(STR(p->catalogue_item)), &class3)) ||
	    (e = db_one(r->db, r->mem, SQL_INSTALLATION_GET, NOARGS, &in)))
		return e;
	if (!class3.word)
		return req_say(r, E_STATE,
			       "目录项 %s 还没有统一交易标识码分类，请平台管理"
			       "员重新载入基础数据",
			       p->catalogue_item);
	if ((e = counter_next(r,
			      arena_printf(r->mem, "section:%s",
					   p->tender_code),
			      &n)) ||
	    (e = counter_next(r,
			      arena_printf(r->mem, "deal:%s:%" PRId64,
					   class3.word, day),
			      &m)))
		return e;
	if (!project_code_make(section, p->tender_code, n) ||
	    !deal_code_make(deal, class3.word, in.platform_code, day, m)) {
		log_error("msg=trade-code tender=%s class=%s serial=%" PRId64
			  " platform=%s",
			  p->tender_code, class3.word, n, in.platform_code);
		return E_BUG;
	}
	*code = arena_strdup(r->mem, section);
	*deal_code = arena_strdup(r->mem, deal);
	return OK;
}

static enum err
event(struct req *r, const struct conditions *t)
{
	struct buf detail;

	buf_init(&detail, r->mem);
	json_record(&detail, &conditions_record, t, F_BOTH);
	return event_add(r, &(struct event){ .verb = "trade",
					     .project = t->project,
					     .trade = t->id,
					     .notice = NONE,
					     .before = NONE,
					     .after = S_DRAFT,
					     .detail = buf_text(&detail) });
}

enum err
conditions_add(struct req *r, const struct project *p, struct conditions *t)
{
	enum err e;

	t->project = p->id;
	t->region = p->region;
	t->stage = S_DRAFT;
	t->created_at = r->now;
	if (t->round == NONE)
		t->round = 1;
	if ((e = classes_are_known(r, t)) || (e = fill(r, t)) ||
	    (e = trade_mint(r, p, &t->code, &t->deal_code)))
		return e;
	e = db_exec(r->db, SQL_CONDITIONS_ADD,
		    ARGS(STR(r->domain), I64(p->id), STR(t->code),
			 STR(t->deal_code), STR(t->name), STR(t->method),
			 I64(p->region), I64(p->owner), I64(p->agency),
			 I64(t->content), I64(t->evaluation),
			 I64(t->price_form), I64(t->estimate_fen),
			 I64(t->ceiling), I64(t->deposit_fen),
			 I64(t->consortium), I64(t->duration_days),
			 STR(t->quality), STR(t->qualification),
			 STR(t->expert_classes), I64(t->panel_size),
			 I64(t->panel_owners), I64(t->documents_from),
			 I64(t->documents_to), I64(t->deadline),
			 I64(t->decrypt_minutes), I64(t->opening_rule),
			 I64(t->round), I64(t->predecessor), I64(r->now)),
		    &t->id);
	if (e || (e = score_items_set(r, t->id, &t->score_items)))
		return e;
	return event(r, t);
}

enum err
conditions_set(struct req *r, struct conditions *t)
{
	enum err e;

	if ((e = classes_are_known(r, t)) || (e = fill(r, t)))
		return e;
	e = db_exec(r->db, SQL_CONDITIONS_SET,
		    ARGS(STR(t->name), STR(t->method), I64(t->content),
			 I64(t->evaluation), I64(t->price_form),
			 I64(t->estimate_fen), I64(t->ceiling),
			 I64(t->deposit_fen), I64(t->consortium),
			 I64(t->duration_days), STR(t->quality),
			 STR(t->qualification), STR(t->expert_classes),
			 I64(t->panel_size), I64(t->panel_owners),
			 I64(t->documents_from), I64(t->documents_to),
			 I64(t->deadline), I64(t->decrypt_minutes),
			 I64(t->opening_rule), I64(r->trade.id)),
		    NULL);
	return e ? e : score_items_set(r, r->trade.id, &t->score_items);
}

enum err
conditions_get(struct req *r, int64_t trade, struct conditions *t)
{
	enum err e;

	if ((e = db_one(r->db, r->mem, SQL_CONDITIONS_GET, ARGS(I64(trade)),
			t)))
		return e;
	return db_all(r->db, r->mem, SQL_SCORE_ITEM_LIST, ARGS(I64(trade)),
		      &t->score_items);
}

enum err
conditions_sum(struct req *r, int64_t project, int64_t content, int64_t except,
	       int64_t *fen)
{
	return NUMBER(r, SQL_CONDITIONS_SUM, fen, I64(project), I64(content),
		      I64(except));
}

/* GET /trades/:id */
enum err
get_trade(struct req *r)
{
	struct conditions t;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) ||
	    (e = conditions_get(r, r->id, &t)))
		return e;
	return reply_record(r, &conditions_record, &t);
}

/* GET /trades/:id/rules -- frozen ones; of a draft, those in force today */
enum err
get_trade_rules(struct req *r)
{
	struct list l = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)))
		return e;
	e = r->trade.frozen > 0 ? db_all(r->db, r->mem, SQL_RULE_FROZEN_LIST,
					 ARGS(I64(r->trade.id)), &l)
				: rule_list(r, &l);
	return e ? e : reply_items(r, &rule_record, &l, NULL);
}
