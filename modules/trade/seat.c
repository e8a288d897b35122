/* The panel as rows: seats, states, names. */
#include <inttypes.h>

#include "panel.h"
#include "panel_sql.h"

const char *const side_words[] = { "expert", "owner", NULL };
const char *const seat_words[] = { "called", "present", "avoided", "absent",
				   NULL };

/* clang-format off */
static const struct field member_field[] = {
	INT(struct member, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct member, seat, 1, 99, F_OUT, "席位"),
	ENUM(struct member, side, side_words, F_OUT, "身份"),
	INT(struct member, expert, 1, INT64_MAX, F_ROW, NULL),
	INT(struct member, account, 1, INT64_MAX, F_ROW, NULL),
	INT(struct member, draw, 1, INT64_MAX, F_ROW, NULL),
	ENUM(struct member, state, seat_words, F_OUT, "状态"),
	TEXT(struct member, reason, 0, 200, F_OUT, "原因"),
	BOOL(struct member, leader, F_OUT, "负责人"),
	TIME(struct member, locked_at, F_OUT, "评分锁定时间"),
	TEXT(struct member, digest, 64, 64, F_OUT, "评分表摘要"),
	TEXT(struct member, salt, 32, 32, F_ROW, NULL),
	TEXT(struct member, name, 1, 60, F_OUT, "姓名"),
	TEXT(struct member, employer, 18, 18, F_ROW, NULL),
	TEXT(struct member, title, 0, 60, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(member, struct member);

enum err
panel_seats(struct req *r, int64_t *size, int64_t *owners)
{
	const struct trade *t = &r->trade;
	const struct rule *rule;
	enum err e;

	if ((e = rule_number(r, "gc.committee.min", &rule)))
		return e;
	*size = t->panel_size == NONE ? rule->num : t->panel_size;
	*owners = t->panel_owners == NONE ? 0 : t->panel_owners;
	if (*size < rule->num)
		return rule_refuse(r, rule,
				   arena_printf(r->mem, "%" PRId64 " 人",
						*size),
				   arena_printf(r->mem, "不少于 %" PRId64 " 人",
						rule->num),
				   NULL);
	if ((e = rule_get(r, "gc.committee.odd", &rule)))
		return e;
	if (*size % 2 == 0)
		return rule_refuse(r, rule,
				   arena_printf(r->mem, "%" PRId64 " 人",
						*size),
				   "为单数", NULL);
	if ((e = rule_number(r, "gc.committee.expert_share", &rule)))
		return e;
	if ((*size - *owners) * rule->den < *size * rule->num)
		return rule_refuse(r, rule,
				   arena_printf(r->mem, "%" PRId64 "/%" PRId64,
						*size - *owners, *size),
				   arena_printf(r->mem, "不少于 %s",
						rule->value),
				   NULL);
	return OK;
}

enum err
panel_list(struct req *r, struct list *members)
{
	return db_all(r->db, r->mem, SQL_MEMBER_LIST, ARGS(I64(r->trade.id)),
		      members);
}

struct member *
panel_me(const struct req *r, const struct list *members)
{
	struct member *m = members->at;
	size_t i;

	for (i = 0; i < members->n; i++)
		if (m[i].account == r->user.id && m[i].state <= SEAT_PRESENT)
			return &m[i];
	return NULL;
}

bool
names_are_public(const struct trade *t)
{
	return t->stage >= S_AWARD && t->stage <= S_ARCHIVED;
}

const char *
code_name(struct arena *mem, const struct member *m)
{
	return arena_printf(mem, "%s%" PRId64,
			    m->side == SIDE_EXPERT ? "专家" : "招标人代表",
			    m->seat);
}

/* Who looks sees his own name and, after the award, all of them. */
static void
hide(struct req *r, struct list *members)
{
	bool open = names_are_public(&r->trade);
	struct member *m = members->at;
	size_t i;

	for (i = 0; i < members->n; i++) {
		if (open || (r->user.id && m[i].account == r->user.id))
			continue;
		m[i].name = code_name(r->mem, &m[i]);
		m[i].reason = NULL;
	}
}

/* GET /trades/:id/panel */
enum err
get_panel(struct req *r)
{
	struct list members = { 0, NULL };
	enum err e;

	if ((e = trade_read(r, r->id, NULL)) || (e = panel_list(r, &members)))
		return e;
	hide(r, &members);
	return reply_items(r, &member_record, &members, NULL);
}
