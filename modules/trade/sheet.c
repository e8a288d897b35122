/* A member's sheet: written as often as he likes, locked once. */
#include "crypt.h"
#include "json.h"
#include "panel.h"
#include "rank.h"
#include "statement.h"
#include "panel_sql.h"

static const struct score_item *
item_find(const struct table *t, int64_t no)
{
	const struct score_item *it = t->items.at;
	size_t i;

	for (i = 0; i < t->items.n; i++)
		if (it[i].no == no)
			return &it[i];
	return NULL;
}

static bool
is_bid(const struct table *t, int64_t bid)
{
	const struct evaluated *b = t->bids.at;
	size_t i;

	for (i = 0; i < t->bids.n; i++)
		if (b[i].bid == bid)
			return true;
	return false;
}

static const char *
score_wrong(struct req *r, const struct table *t, const struct score *s,
	    size_t before)
{
	const struct score_item *it = item_find(t, s->item);
	size_t i;

	if (!is_bid(t, s->bid))
		return "没有这份投标";
	if (!it)
		return "没有这个评分项";
	if (it->kind == ITEM_PRICE)
		return "报价分由平台计算";
	if (s->score > it->max_score)
		return arena_printf(r->mem, "不能超过 %lld",
				    (long long)it->max_score);
	for (i = 1; i <= before; i++)
		if (s[-(ptrdiff_t)i].bid == s->bid &&
		    s[-(ptrdiff_t)i].item == s->item)
			return "重复";
	return NULL;
}

static enum err
check(struct req *r, const struct table *t, const struct sheet *in)
{
	const struct score *s = in->scores.at;
	const struct vote *v = in->rejections.at;
	const char *why;
	size_t i, j;

	for (i = 0; i < in->scores.n; i++)
		if ((why = score_wrong(r, t, &s[i], i)))
			req_bad(r, arena_printf(r->mem, "scores[%zu]", i), "%s",
				why);
	for (i = 0; i < in->rejections.n; i++) {
		why = is_bid(t, v[i].bid) ? NULL : "没有这份投标";
		for (j = 0; j < i; j++)
			if (v[j].bid == v[i].bid)
				why = "重复";
		if (why)
			req_bad(r, arena_printf(r->mem, "rejections[%zu]", i),
				"%s", why);
	}
	return r->bad.len ? E_FIELD : OK;
}

static enum err
store(struct req *r, const struct sheet *in, int64_t member)
{
	const struct score *s = in->scores.at;
	const struct vote *v = in->rejections.at;
	int64_t trade = r->trade.id;
	size_t i;
	enum err e;

	if ((e = db_exec(r->db, SQL_SCORE_CLEAR, ARGS(I64(member)), NULL)) ||
	    (e = db_exec(r->db, SQL_VOTE_CLEAR, ARGS(I64(member)), NULL)))
		return e;
	for (i = 0; i < in->scores.n; i++) {
		e = db_exec(r->db, SQL_SCORE_ADD,
			    ARGS(STR(r->domain), I64(trade), I64(member),
				 I64(s[i].bid), I64(s[i].item),
				 I64(s[i].score)),
			    NULL);
		if (e)
			return e;
	}
	for (i = 0; i < in->rejections.n; i++) {
		e = db_exec(r->db, SQL_VOTE_ADD,
			    ARGS(STR(r->domain), I64(trade), I64(member),
				 I64(v[i].bid), I64(v[i].ground),
				 STR(v[i].reason)),
			    NULL);
		if (e)
			return e;
	}
	return OK;
}

/* The user's seat, present and not locked. */
static enum err
at_work(struct req *r, const struct table *t, struct member **me)
{
	if (!(*me = panel_me(r, &t->members)))
		return E_ROLE;
	if ((*me)->state != SEAT_PRESENT)
		return req_say(r, E_STATE, "请先签到");
	if ((*me)->locked_at != NONE)
		return req_say(r, E_STATE, "评分表已经锁定，不能再改");
	return OK;
}

/* POST /trades/:id/sheet -- the whole sheet, replacing what was there */
enum err
post_sheet(struct req *r)
{
	const struct sheet *in = r->in;
	struct table t = { 0 };
	struct member *me;
	enum err e;

	if ((e = table_read(r, &t)) || (e = at_work(r, &t, &me)) ||
	    (e = check(r, &t, in)) || (e = store(r, in, me->id)))
		return e;
	/* which scores is nobody's business before they are locked */
	if ((e = trade_step(r, in, NULL)))
		return e;
	return reply_record(r, &sheet_record, in);
}

/* Each bid has a vote to reject it or a score in each item of experts. */
static enum err
is_whole(struct req *r, const struct table *t, int64_t member)
{
	const struct evaluated *b = t->bids.at;
	const struct score_item *it = t->items.at;
	const struct score *s = t->scores.at;
	const struct vote *v = t->votes.at;
	size_t i, k, want = 0, got;

	for (i = 0; i < t->items.n; i++)
		want += it[i].kind == ITEM_EXPERT;
	for (i = 0; i < t->bids.n; i++) {
		for (got = k = 0; k < t->scores.n; k++)
			got += s[k].member == member && s[k].bid == b[i].bid;
		for (k = 0; k < t->votes.n; k++)
			if (v[k].member == member && v[k].bid == b[i].bid)
				break;
		if (k == t->votes.n && got < want)
			return req_say(r, E_STATE,
				       "“%s”还有 %zu 项没有评分，也没有否决",
				       b[i].bidder, want - got);
	}
	return OK;
}

/*
 * POST /trades/:id/sheet/lock -- from here on the sheet is what it is; the
 * database refuses what would change it.  Prices have been read out at the
 * opening (招标投标法 36) and experts judge whether one is below cost, so they
 * are no secret here; but no price is turned into points before every sheet
 * of the panel is locked.
 */
enum err
post_sheet_lock(struct req *r)
{
	struct table t = { 0 };
	struct member *me;
	unsigned char salt[16];
	enum err e;

	if ((e = table_read(r, &t)) || (e = at_work(r, &t, &me)) ||
	    (e = is_whole(r, &t, me->id)))
		return e;
	random_bytes(salt, sizeof(salt));
	me->salt = hex(r->mem, salt, sizeof(salt));
	if ((e = statement_add(r, "sheet", sheet_text(r, &t, me), &me->digest)))
		return e;
	me->locked_at = r->now;
	e = db_exec(r->db, SQL_MEMBER_LOCK,
		    ARGS(I64(r->now), STR(me->digest), STR(me->salt),
			 I64(me->id)),
		    NULL);
	if (e)
		return e;
	e = trade_step(r, NULL,
		       arena_printf(r->mem,
				    "{\"seat\":%lld,\"member\":\"%s\","
				    "\"sheet\":\"%s\"}",
				    (long long)me->seat, code_name(r->mem, me),
				    me->digest));
	if (e)
		return e;
	return reply_record(r, &member_record, me);
}

/* One sheet with its member, by code name unless names are public. */
static void
show(struct req *r, const struct table *t, const struct member *m)
{
	bool named = m->account == r->user.id || names_are_public(&r->trade);
	struct own_sheet s = {
		.seat = m->seat,
		.member = named ? m->name : code_name(r->mem, m),
		.locked_at = m->locked_at,
		.digest = m->digest,
		.sheet = sheet_text(r, t, m),
	};

	json_record(&r->out, &own_sheet_record, &s, F_OUT);
}

/* GET /trades/:id/sheet -- one's own */
enum err
get_sheet(struct req *r)
{
	struct table t = { 0 };
	const struct member *me;
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = table_read(r, &t)))
		return e;
	if (!(me = panel_me(r, &t.members)))
		return E_NOTFOUND;
	show(r, &t, me);
	return OK;
}

/* GET /trades/:id/sheets -- all of them, once the report is made */
enum err
get_sheets(struct req *r)
{
	struct table t = { 0 };
	const struct member *m;
	unsigned roles;
	size_t i;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!(roles & (EXPERT | INSIDERS)))
		return E_ROLE;
	if (r->trade.stage < S_PUBLICITY)
		return req_say(r, E_STAGE, "评标报告提交之前不能查看评分表");
	if ((e = table_read(r, &t)))
		return e;
	buf_str(&r->out, "{\"items\":[");
	for (m = t.members.at, i = 0; i < t.members.n; i++) {
		if (m[i].locked_at == NONE)
			continue;
		json_comma(&r->out);
		show(r, &t, &m[i]);
	}
	buf_str(&r->out, "],\"next\":null}");
	return OK;
}
