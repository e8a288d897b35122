/* The library of experts, as a trade that needs some sees it. */
#include <string.h>

#include "pool.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field pool_expert_field[] = {
	INT(struct pool_expert, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct pool_expert, account, 1, INT64_MAX, F_ROW, NULL),
	TEXT(struct pool_expert, name, 1, 60, F_ROW, NULL),
	TEXT(struct pool_expert, employer, 18, 18, F_ROW, NULL),
	TEXT(struct pool_expert, classes, 0, 4000, F_ROW, NULL),
	TEXT(struct pool_expert, avoids, 0, 4000, F_ROW, NULL),
	TEXT(struct pool_expert, acts_for, 18, 18, F_ROW, NULL),
	INT(struct pool_expert, seat_state, 0, 9, F_ROW, NULL),
	FIELD_END
};
static const struct field interest_field[] = {
	TEXT(struct interest, credit_code, 18, 18, F_ROW, NULL),
	TEXT(struct interest, why, 1, 60, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(pool_expert, struct pool_expert);
RECORD(interest, struct interest);

bool
class_fits(const char *classes, const char *class)
{
	size_t n;

	for (; classes && *classes; classes += n + (classes[n] == ',')) {
		n = strcspn(classes, ",");
		if (n && !strncmp(classes, class, n))
			return true;
	}
	return false;
}

bool
pool_knows(const struct pool_expert *e, const char *classes)
{
	const char *at = e->classes;
	char one[12];
	size_t n;

	for (; at && *at; at += n + (at[n] == ',')) {
		n = strcspn(at, ",");
		if (n >= sizeof(one))
			continue;
		memcpy(one, at, n);
		one[n] = '\0';
		if (class_fits(classes, one))
			return true;
	}
	return false;
}

const char *
pool_obstacle(struct req *r, const struct pool *p, const struct pool_expert *e)
{
	const struct interest *in = p->against.at;
	size_t i;

	if (e->seat_state != NONE)
		return "已被抽取过";
	for (i = 0; i < p->against.n; i++) {
		if (e->employer && !strcmp(e->employer, in[i].credit_code))
			return arena_printf(r->mem, "工作单位是%s", in[i].why);
		if (e->acts_for && !strcmp(e->acts_for, in[i].credit_code))
			return arena_printf(r->mem, "代表%s办事", in[i].why);
		/* codes of 18 characters, commas between: no false match */
		if (e->avoids && strstr(e->avoids, in[i].credit_code))
			return arena_printf(r->mem, "申报回避%s", in[i].why);
	}
	return NULL;
}

enum err
pool_read(struct req *r, struct pool *p)
{
	int64_t id = r->trade.id;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_EXPERT_POOL, ARGS(I64(id)),
			&p->experts)))
		return e;
	return db_all(r->db, r->mem, SQL_INTEREST_LIST,
		      ARGS(I64(id), I64(id), I64(id), I64(id), I64(id)),
		      &p->against);
}
