/* Steps of a trade: entering and taking them. */
#include <string.h>

#include "event.h"
#include "log.h"
#include "rows.h"
#include "worker.h"
#include "step_sql.h"

const char *const stage_words[] = { "draft",       "notice",   "listing",
				    "live",        "opening",  "evaluation",
				    "publicity",   "award",    "contract",
				    "performance", "archived", "failed",
				    "terminated",  NULL };

const char *
stage_label(int64_t stage)
{
	static const char *const label[] = { "草稿",   "公告中", "挂牌中",
					     "竞价中", "待开标", "评标中",
					     "公示中", "已中标", "已签合同",
					     "履约中", "已归档", "流标",
					     "已终止" };

	return stage >= 0 && stage < S__MAX ? label[stage] : "";
}

/* clang-format off */
static const struct field trade_field[] = {
	INT(struct trade, id, 1, INT64_MAX, F_OUT, "标段序号"),
	INT(struct trade, project, 1, INT64_MAX, F_OUT, "项目序号"),
	TEXT(struct trade, domain, 1, 16, F_OUT, "领域"),
	TEXT(struct trade, code, 1, 50, F_OUT, "标段编号"),
	TEXT(struct trade, deal_code, 40, 40, F_OUT, "统一交易标识码"),
	TEXT(struct trade, name, 1, 200, F_OUT, "标段名称"),
	TEXT(struct trade, method, 1, 10, F_OUT, "交易方式"),
	ENUM(struct trade, stage, stage_words, F_OUT, "阶段"),
	TEXT(struct trade, paused, 0, 200, F_OUT, "暂停原因"),
	INT(struct trade, region, 0, 999999, F_OUT, "地区"),
	INT(struct trade, owner, 1, INT64_MAX, F_OUT, "招标人"),
	INT(struct trade, agency, 1, INT64_MAX, F_OUT, "代理机构"),
	INT(struct trade, content, 0, 9, F_OUT, "内容"),
	INT(struct trade, evaluation, 0, 9, F_OUT, "评标办法"),
	INT(struct trade, price_form, 0, 9, F_OUT, "价款形式"),
	MONEY(struct trade, estimate_fen, 0, MONEY_MAX, F_OUT, "估算价"),
	INT(struct trade, ceiling, 0, MONEY_MAX, F_OUT, "最高投标限价"),
	MONEY(struct trade, deposit_fen, 0, MONEY_MAX, F_OUT, "投标保证金"),
	BOOL(struct trade, consortium, F_OUT, "接受联合体"),
	TIME(struct trade, documents_from, F_OUT, "文件获取开始"),
	TIME(struct trade, documents_to, F_OUT, "文件获取截止"),
	TIME(struct trade, deadline, F_OUT, "投标截止"),
	INT(struct trade, threshold, 0, 99, F_OUT, "开启所需人数"),
	INT(struct trade, decrypt_minutes, 0, 10000, F_OUT, "解密时限"),
	INT(struct trade, opening_rule, 0, 2, F_ROW, NULL),
	INT(struct trade, panel_size, 0, 99, F_OUT, "评标委员会人数"),
	INT(struct trade, panel_owners, 0, 99, F_OUT, "招标人代表人数"),
	TEXT(struct trade, expert_classes, 0, 200, F_OUT, "评标专业"),
	INT(struct trade, round, 1, 99, F_OUT, "轮次"),
	INT(struct trade, predecessor, 1, INT64_MAX, F_OUT, "前一轮"),
	TEXT(struct trade, reason, 0, 500, F_OUT, "流标或终止原因"),
	BOOL(struct trade, state_funded, F_ROW, NULL),
	TEXT(struct trade, catalogue_item, 0, 10, F_ROW, NULL),
	TEXT(struct trade, project_name, 0, 200, F_ROW, NULL),
	INT(struct trade, frozen, 0, INT64_MAX, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(trade, struct trade);

const struct move *
move_find(const struct move *m, const char *verb)
{
	for (; m && m->verb; m++)
		if (!strcmp(m->verb, verb))
			return m;
	return NULL;
}

unsigned
trade_roles(struct req *r)
{
	const struct trade *t = &r->trade;
	unsigned roles = r->user.roles & (ANYONE | SIGNED | SYSTEM);
	struct trade_role row;

	if (!r->user.id)
		return roles;
	/* bidders come from everywhere; offices hold a region */
	if (r->user.roles & BIDDER)
		roles |= BIDDER;
	if (user_has(r, CENTRE, t->region))
		roles |= CENTRE;
	if (user_has(r, SUPERVISOR, t->region))
		roles |= SUPERVISOR;
	if (r->user.subject != NONE && r->user.subject == t->owner &&
	    user_has(r, OWNER, t->region))
		roles |= OWNER;
	if (r->user.subject != NONE && r->user.subject == t->agency &&
	    user_has(r, AGENCY, t->region))
		roles |= AGENCY;
	if (!db_one(r->db, r->mem, SQL_TRADE_ROLES,
		    ARGS(I64(t->id), I64(r->user.id), I64(t->id),
			 I64(r->user.id)),
		    &row)) {
		roles |= row.expert ? EXPERT : 0u;
		roles |= row.trustee ? TRUSTEE : 0u;
	}
	return roles;
}

/* Lock and complete r->trade. */
static enum err
lock(struct req *r, int64_t id)
{
	struct trade more;
	enum err e;

	e = db_one(r->db, r->mem, SQL_TRADE_LOCK, ARGS(I64(id)), &r->trade);
	if (!e)
		e = db_one(r->db, r->mem, SQL_TRADE_PROJECT, ARGS(I64(id)),
			   &more);
	if (e)
		return e;
	r->trade.state_funded = more.state_funded;
	r->trade.catalogue_item = more.catalogue_item;
	r->trade.project_name = more.project_name;
	r->trade.frozen = more.frozen;
	return OK;
}

enum err
trade_enter(struct req *r, int64_t id, const char *verb)
{
	const struct move *m = move_find(r->worker->moves, verb);
	const struct trade *t = &r->trade;
	unsigned roles;
	enum err e;

	if (!m) {
		log_error("msg=no-such-step verb=%s", verb);
		return E_BUG;
	}
	if (!r->user.id && !(m->who & ANYONE))
		return E_LOGIN;
	if ((e = lock(r, id)))
		return e;
	roles = trade_roles(r);
	/* a draft is nobody's business but its own people's */
	if (t->stage == S_DRAFT &&
	    !(roles & (OWNER | AGENCY | CENTRE | SUPERVISOR | SYSTEM)))
		return E_NOTFOUND;
	if (!(m->who & roles))
		return req_say(r, E_ROLE, "“%s”不由你办理", m->label);
	if (!(m->from & AT(t->stage)))
		return req_say(r, E_STAGE, "标段现在是“%s”，不能“%s”",
			       stage_label(t->stage), m->label);
	if (t->paused && !(m->flags & M_PAUSED))
		return req_say(r, E_PAUSED, "标段已暂停：%s", t->paused);
	r->move = m;
	return OK;
}

enum err
trade_exists(struct req *r, int64_t id)
{
	struct trade t;
	enum err e;

	e = db_one(r->db, r->mem, SQL_TRADE_IS, ARGS(I64(id)), &t);
	return e ? e : t.stage == S_DRAFT ? E_NOTFOUND : OK;
}

enum err
trade_switch(struct req *r, const char *verb)
{
	const struct move *m = move_find(r->worker->moves, verb);

	if (!r->move || !m || !(m->from & AT(r->trade.stage))) {
		log_error("msg=no-such-switch verb=%s", verb);
		return E_BUG;
	}
	r->move = m;
	return OK;
}

enum err
trade_step(struct req *r, const void *rec, const char *detail)
{
	const struct move *m = r->move;
	struct trade *t = &r->trade;
	int64_t to;
	enum err e;

	if (!m) {
		log_error("msg=step-not-entered");
		return E_BUG;
	}
	to = m->to == STAY ? t->stage : (int64_t)m->to;
	if (m->guard && (e = m->guard(r, rec)))
		return e;
	if (to != t->stage && (e = db_exec(r->db, SQL_TRADE_STAGE,
					   ARGS(I64(to), I64(t->id)), NULL)))
		return e;
	e = event_add(r, &(struct event){ .verb = m->verb,
					  .project = t->project,
					  .trade = t->id,
					  .notice = NONE,
					  .before = t->stage,
					  .after = to,
					  .public = to != S_DRAFT &&
						    !(m->flags & M_SECRET),
					  .detail = detail });
	if (e)
		return e;
	t->stage = to;
	r->move = NULL;
	return OK;
}

enum err
head_want(struct req *r, const char *reason)
{
	return db_exec(r->db, SQL_HEAD_WANT, ARGS(STR(reason), I64(r->real)),
		       NULL);
}
