/*
 * The seats of the panel: who locked a sheet was drawn or sent by the owner,
 * the panel was whole at the report.  From events alone that are public: the
 * locks from the award on.
 */
#include <inttypes.h>

#include "verify.h"

/* How often events before `end` gave the seat to an expert. */
static size_t
times_drawn(const struct verify *v, const struct v_event *end, int64_t seat)
{
	const struct v_event *e = v->events.at;
	const struct d_seat *s;
	const struct list *l;
	size_t i, n = 0;

	for (; e < end; e++) {
		if (e->verb != V_DRAW && e->verb != V_SUBSTITUTE)
			continue;
		l = &((const struct d_draw *)e->detail)->seats;
		for (s = l->at, i = 0; i < l->n; i++)
			n += s[i].seat == seat;
	}
	return n;
}

static bool
was_locked(const struct verify *v, const struct v_event *end, int64_t seat)
{
	const struct v_event *e = v->events.at;

	for (; e < end; e++)
		if (e->verb == V_LOCK &&
		    ((const struct d_lock *)e->detail)->seat == seat)
			return true;
	return false;
}

/* One sheet; *owners: how many of the owner's were locked. */
static void
check_lock(struct verify *v, const struct v_event *e, int64_t *owners)
{
	const struct d_lock *d = e->detail;
	size_t drawn = times_drawn(v, e, d->seat);
	const char *expert = arena_printf(v->mem, "专家%" PRId64, d->seat);
	const char *sent = arena_printf(v->mem, "招标人代表%" PRId64, d->seat);
	bool is_sent = !strcmp(d->member, sent);

	*owners += is_sent;
	v_check(v, "sheet.member",
		drawn ? drawn == 1 && !strcmp(d->member, expert) : is_sent,
		"“%s”不是席位 %" PRId64 " 的", d->member, d->seat);
	v_check(v, "sheet.complete", !was_locked(v, e, d->seat),
		"席位 %" PRId64 " 两次锁定", d->seat);
}

/* At the report: no sheet after it, none missing, no draw under way. */
static void
check_report(struct verify *v, const struct v_event *report, int64_t locks)
{
	const struct v_event *e = v->events.at;
	int64_t size = v->terms.panel_size, before = 0, draws = 0;
	/* before the award the law keeps secret who is on the panel */
	bool told = v->full || v_count(v, V_AWARD);

	if (told && size == NONE)
		size = v_rule(v, "gc.committee.min");
	for (; e < report; e++) {
		before += e->verb == V_LOCK;
		draws += e->verb == V_POOL;
		draws -= e->verb == V_DRAW || e->verb == V_VOID;
	}
	if (told)
		v_check(v, "sheet.complete", before == size && locks == size,
			"评标委员会 %" PRId64 " 人，评分表 %" PRId64 " 份",
			size, locks);
	else
		v_left(v, "评分表的锁定：定标以前保密");
	v_check(v, "draw.number", !draws, "提交报告时抽取还没有结束");
}

bool
v_seats(struct verify *v)
{
	const struct v_event *e = v->events.at, *report = v_one(v, V_REPORT);
	int64_t locks = (int64_t)v_count(v, V_LOCK), owners = 0;
	size_t i;

	if (!locks && !report)
		return true;
	if (!v_check(v, "terms.form", v->has_terms, "没有条件"))
		return false;
	for (i = 0; i < v->events.n; i++)
		if (e[i].verb == V_LOCK)
			check_lock(v, &e[i], &owners);
	v_check(v, "sheet.member",
		owners <=
		    (v->terms.panel_owners == NONE ? 0 : v->terms.panel_owners),
		"招标人代表 %" PRId64 " 人", owners);
	if (report)
		check_report(v, report, locks);
	return !v->nfailed;
}
