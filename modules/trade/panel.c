/* Coming to the panel and leaving it. */
#include "json.h"
#include "panel.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field delegates_field[] = {
	TEXTS(struct delegates, logins, 1, 60, F_IN, "招标人代表的账号"),
	FIELD_END
};
static const struct field avoid_field[] = {
	TEXT(struct seat_reason, reason, 2, 200, F_IN, "回避原因"),
	FIELD_END
};
static const struct field absence_field[] = {
	INT(struct seat_reason, seat, 1, 99, F_IN, "席位"),
	TEXT(struct seat_reason, reason, 2, 200, F_IN, "原因"),
	FIELD_END
};
static const struct field call_field[] = {
	INT(struct call, trade, 1, INT64_MAX, F_OUT, "标段序号"),
	TEXT(struct call, name, 1, 200, F_OUT, "标段名称"),
	TEXT(struct call, code, 1, 50, F_OUT, "标段编号"),
	ENUM(struct call, stage, stage_words, F_OUT, "阶段"),
	INT(struct call, seat, 1, 99, F_OUT, "席位"),
	ENUM(struct call, side, side_words, F_OUT, "身份"),
	ENUM(struct call, state, seat_words, F_OUT, "状态"),
	TIME(struct call, locked_at, F_OUT, "评分锁定时间"),
	FIELD_END
};
/* clang-format on */
RECORD(delegates, struct delegates);
RECORD(avoid, struct seat_reason);
RECORD(absence, struct seat_reason);
RECORD(call, struct call);

static enum err
set_state(struct req *r, const struct member *m, int64_t state,
	  const char *reason, bool leader)
{
	return db_exec(r->db, SQL_MEMBER_STATE,
		       ARGS(I64(state), STR(reason), I64(leader), I64(m->id)),
		       NULL);
}

static enum err
seat_event(struct req *r, int64_t seat)
{
	return trade_step(r, NULL,
			  arena_printf(r->mem, "{\"seat\":%lld}",
				       (long long)seat));
}

/* One delegate: an account of the owner. */
static enum err
delegate_find(struct req *r, const char *login, struct named *who)
{
	enum err e;

	e = db_one(r->db, r->mem, SQL_LOGIN_FIND, ARGS(STR(login)), who);
	if (e == E_NOTFOUND || (!e && who->subject != r->trade.owner))
		return req_bad(r, "logins", "%s 不是招标人的账号", login);
	return e;
}

/* POST /trades/:id/panel/delegates -- the owner names its own seats */
enum err
post_delegates(struct req *r)
{
	const struct delegates *in = r->in;
	const char *const *login = in->logins.at;
	struct list members = { 0, NULL };
	const struct member *m;
	struct named who;
	int64_t size, owners, seat = 0;
	size_t i;
	enum err e;

	if ((e = panel_seats(r, &size, &owners)) ||
	    (e = panel_list(r, &members)))
		return e;
	for (m = members.at, i = 0; i < members.n; i++) {
		seat = m[i].seat;
		owners -= m[i].side == SIDE_OWNER && m[i].state <= SEAT_PRESENT;
	}
	if ((int64_t)in->logins.n > owners)
		return req_bad(r, "logins", "招标人代表还可以有 %lld 人",
			       (long long)owners);
	for (i = 0; i < in->logins.n; i++) {
		if ((e = delegate_find(r, login[i], &who)))
			return e;
		e = db_exec(r->db, SQL_MEMBER_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id), I64(++seat),
				 I64(SIDE_OWNER), I64(NONE), I64(who.id),
				 I64(NONE), I64(NONE)),
			    NULL);
		if (e == E_EXISTS)
			return req_bad(r, "logins", "%s 已经在评标委员会",
				       login[i]);
		if (e)
			return e;
	}
	e = trade_step(r, in,
		       arena_printf(r->mem, "{\"delegates\":%zu}",
				    in->logins.n));
	if (e)
		return e;
	r->status = 201;
	buf_printf(&r->out, "{\"delegates\":%zu}", in->logins.n);
	return OK;
}

/* The user's own seat, not locked. */
static enum err
my_seat(struct req *r, struct list *members, struct member **me)
{
	enum err e;

	if ((e = panel_list(r, members)))
		return e;
	if (!(*me = panel_me(r, members)))
		return E_ROLE;
	if ((*me)->locked_at != NONE)
		return req_say(r, E_STATE, "评分表已经锁定，不能再改");
	return OK;
}

/* POST /trades/:id/panel/attend -- the first expert to come leads */
enum err
post_attend(struct req *r)
{
	struct list members = { 0, NULL };
	struct member *me, *m;
	bool leader;
	size_t i;
	enum err e;

	if ((e = my_seat(r, &members, &me)))
		return e;
	if (me->state == SEAT_PRESENT)
		return E_EXISTS;
	leader = me->side == SIDE_EXPERT;
	for (m = members.at, i = 0; i < members.n; i++)
		leader &= !m[i].leader || m[i].state > SEAT_PRESENT;
	if ((e = set_state(r, me, SEAT_PRESENT, NULL, leader)) ||
	    (e = seat_event(r, me->seat)))
		return e;
	me->state = SEAT_PRESENT;
	me->leader = leader;
	return reply_record(r, &member_record, me);
}

/* POST /trades/:id/panel/avoid -- a member knows why he may not serve */
enum err
post_avoid(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct list members = { 0, NULL };
	struct member *me;
	enum err e;

	if ((e = my_seat(r, &members, &me)) ||
	    (e = set_state(r, me, SEAT_AVOIDED, in->reason, false)) ||
	    (e = seat_event(r, me->seat)))
		return e;
	me->state = SEAT_AVOIDED;
	me->reason = in->reason;
	me->leader = false;
	return reply_record(r, &member_record, me);
}

/* POST /trades/:id/panel/absent -- a member does not come, or has left */
enum err
post_absent(struct req *r)
{
	const struct seat_reason *in = r->in;
	struct list members = { 0, NULL };
	struct member *m;
	size_t i;
	enum err e;

	if ((e = panel_list(r, &members)))
		return e;
	for (m = members.at, i = 0; i < members.n; i++, m++)
		if (m->seat == in->seat && m->state <= SEAT_PRESENT)
			break;
	if (i == members.n)
		return req_bad(r, "seat", "没有这个席位");
	if (m->locked_at != NONE)
		return req_say(r, E_STATE, "评分表已经锁定，不能再改");
	if ((e = set_state(r, m, SEAT_ABSENT, in->reason, false)) ||
	    (e = seat_event(r, m->seat)))
		return e;
	buf_printf(&r->out, "{\"seat\":%lld}", (long long)in->seat);
	return OK;
}

/* GET /my/panels -- the trades an expert is called to */
enum err
get_calls(struct req *r)
{
	struct list calls = { 0, NULL };
	enum err e;

	e = db_all(r->db, r->mem, SQL_CALL_LIST, ARGS(I64(r->user.id)), &calls);
	if (e)
		return e;
	return reply_items(r, &call_record, &calls, NULL);
}
