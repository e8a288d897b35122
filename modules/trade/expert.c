/*
 * Drawing experts from the shared library.
 *
 * Who may serve on a panel: an active expert with a speciality in one of the
 * trade's classes or below, who is not employed by and does not act for the
 * owner, the agency, a bidder, a member of a bidding consortium or a bidder's
 * controlling subject, has declared no avoidance of one of them, and was not
 * called to this panel before.  The library knows the present employer only;
 * looking back (three years in procurement) rests on what experts declare.
 *
 * The pool with every exclusion and its reason, the seed and the digest of
 * the pool are kept; draw.h says how to draw again from them.
 */
#include <string.h>

#include "crypt.h"
#include "draw.h"
#include "json.h"
#include "panel.h"
#include "panel_sql.h"

/* clang-format off */
static const struct field pool_expert_field[] = {
	INT(struct pool_expert, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct pool_expert, account, 1, INT64_MAX, F_ROW, NULL),
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
static const struct field drawing_field[] = {
	INT(struct drawing, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct drawing, no, 1, 999, F_OUT, "次序"),
	INT(struct drawing, wanted, 1, 99, F_OUT, "应抽人数"),
	INT(struct drawing, taken, 0, 99, F_OUT, "抽中人数"),
	RAW(struct drawing, pool, "备选名单"),
	TEXT(struct drawing, pool_digest, 64, 64, F_OUT, "名单摘要"),
	TEXT(struct drawing, seed, 64, 64, F_OUT, "随机种子"),
	TIME(struct drawing, at, F_OUT, "时间"),
	FIELD_END
};
/* clang-format on */
RECORD(pool_expert, struct pool_expert);
RECORD(interest, struct interest);
RECORD(drawing, struct drawing);

/* Why this expert may not serve, or NULL. */
static const char *
obstacle(struct req *r, const struct pool_expert *e, const struct list *against)
{
	const struct interest *in = against->at;
	size_t i;

	if (e->seat_state != NONE)
		return "已被抽取过";
	for (i = 0; i < against->n; i++) {
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

static bool
knows_the_trade(const struct pool_expert *e, const char *classes)
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

/* The pool as canonical JSON; pool[] gets those who may be drawn. */
static const char *
pool_text(struct req *r, const struct list *experts, const struct list *against,
	  int64_t same_max, struct draw_expert *pool,
	  const struct pool_expert **who, size_t *npool)
{
	const struct pool_expert *e = experts->at;
	struct buf in, out;
	const char *why;
	size_t i;

	buf_init(&in, r->mem);
	buf_init(&out, r->mem);
	*npool = 0;
	for (i = 0; i < experts->n; i++) {
		if (!knows_the_trade(&e[i], r->trade.expert_classes))
			continue;
		if ((why = obstacle(r, &e[i], against))) {
			buf_printf(&out, "%s{\"expert\":%lld,\"why\":",
				   out.len ? "," : "", (long long)e[i].id);
			json_text(&out, why);
			buf_char(&out, '}');
			continue;
		}
		buf_printf(&in, "%s{\"expert\":%lld,\"employer\":",
			   in.len ? "," : "", (long long)e[i].id);
		json_text(&in, e[i].employer);
		buf_char(&in, '}');
		pool[*npool].id = e[i].id;
		pool[*npool].employer = e[i].employer;
		who[(*npool)++] = &e[i];
	}
	return arena_printf(r->mem,
			    "{\"trade\":%lld,\"classes\":\"%s\","
			    "\"same_employer_max\":%lld,\"pool\":[%s],"
			    "\"excluded\":[%s]}",
			    (long long)r->trade.id, r->trade.expert_classes,
			    (long long)same_max, buf_text(&in), buf_text(&out));
}

/* Seats to fill, and the employers of the experts who sit already. */
static enum err
vacancies(struct req *r, int64_t *wanted, int64_t *last_seat,
	  struct list *employers)
{
	struct list members = { 0, NULL };
	const struct member *m;
	const char **there;
	int64_t size, owners, sitting = 0;
	size_t i;
	enum err e;

	if ((e = panel_seats(r, &size, &owners)) ||
	    (e = panel_list(r, &members)))
		return e;
	there = arena_alloc(r->mem, (members.n + 1) * sizeof(*there));
	employers->at = there;
	for (m = members.at, i = 0; i < members.n; i++) {
		*last_seat = m[i].seat;
		if (m[i].side != SIDE_EXPERT || m[i].state > SEAT_PRESENT)
			continue;
		sitting++;
		there[employers->n++] = m[i].employer;
	}
	*wanted = size - owners - sitting;
	if (*wanted <= 0)
		return req_say(r, E_STATE, "专家席位已满，不需要再抽取");
	return OK;
}

static enum err
seat_them(struct req *r, const struct drawing *d, struct draw_expert *pool,
	  const struct pool_expert **who, size_t npool, int64_t last_seat)
{
	size_t i;
	enum err e;

	for (i = 0; i < npool; i++) {
		if (!pool[i].taken)
			continue;
		e = db_exec(r->db, SQL_MEMBER_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id),
				 I64(last_seat + (int64_t)pool[i].turn),
				 I64(SIDE_EXPERT), I64(who[i]->id),
				 I64(who[i]->account), I64(d->id)),
			    NULL);
		if (e)
			return e;
	}
	return OK;
}

static enum err
draw_add(struct req *r, struct drawing *d)
{
	struct list draws = { 0, NULL };
	enum err e;

	e = db_all(r->db, r->mem, SQL_DRAW_LIST,
		   ARGS(I64(r->trade.id), STR(r->domain)), &draws);
	if (e)
		return e;
	d->no = (int64_t)draws.n + 1;
	d->at = r->now;
	d->pool_digest = hex_sha256(r->mem, d->pool, strlen(d->pool));
	return db_exec(r->db, SQL_DRAW_ADD,
		       ARGS(STR(r->domain), I64(r->trade.id), I64(d->no),
			    I64(d->wanted), STR(d->pool), STR(d->pool_digest),
			    STR(d->seed), I64(r->user.id), I64(d->at)),
		       &d->id);
}

/* POST /trades/:id/draws -- draw the experts still wanted */
enum err
post_draw(struct req *r)
{
	struct list experts = { 0, NULL }, against = { 0, NULL },
		    there = { 0, NULL };
	unsigned char seed[SEED_LEN];
	struct drawing d = { 0 };
	struct draw_expert *pool;
	const struct pool_expert **who;
	int64_t id = r->trade.id, last = 0, same_max;
	size_t n, taken, *order;
	enum err e;

	if ((e = vacancies(r, &d.wanted, &last, &there)) ||
	    (e = rule_int(r, "ex.same_unit_max", &same_max)) ||
	    (e = db_all(r->db, r->mem, SQL_EXPERT_POOL, ARGS(I64(id)),
			&experts)) ||
	    (e = db_all(r->db, r->mem, SQL_INTEREST_LIST,
			ARGS(I64(id), I64(id), I64(id), I64(id), I64(id)),
			&against)))
		return e;
	pool = arena_alloc(r->mem, (experts.n + 1) * sizeof(*pool));
	who = arena_alloc(r->mem, (experts.n + 1) * sizeof(*who));
	order = arena_alloc(r->mem, (experts.n + 1) * sizeof(*order));
	d.pool = pool_text(r, &experts, &against, same_max, pool, who, &n);
	random_bytes(seed, sizeof(seed));
	d.seed = hex(r->mem, seed, sizeof(seed));
	taken = draw_experts(seed, pool, n, order, there.at, there.n,
			     (size_t)same_max, (size_t)d.wanted);
	if (taken < (size_t)d.wanted)
		return req_say(r, E_STATE,
			       "符合专业和回避要求的专家只有 %zu 人，还需要 "
			       "%lld 人",
			       taken, (long long)d.wanted);
	d.taken = (int64_t)taken;
	if ((e = draw_add(r, &d)) || (e = seat_them(r, &d, pool, who, n, last)))
		return e;
	e = trade_step(r, NULL,
		       arena_printf(r->mem,
				    "{\"draw\":%lld,\"wanted\":%lld,"
				    "\"pool\":\"%s\",\"seed\":\"%s\"}",
				    (long long)d.no, (long long)d.wanted,
				    d.pool_digest, d.seed));
	if (e)
		return e;
	/* the names stay with the database till the award */
	d.pool = d.seed = NULL;
	r->status = 201;
	return reply_record(r, &drawing_record, &d);
}

/* GET /trades/:id/draws -- pools and seeds, when the names are public */
enum err
get_draws(struct req *r)
{
	struct list draws = { 0, NULL };
	struct drawing *d;
	unsigned roles;
	size_t i;
	enum err e;

	if ((e = trade_read(r, r->id, &roles)))
		return e;
	if (!(roles & INSIDERS))
		return E_ROLE;
	e = db_all(r->db, r->mem, SQL_DRAW_LIST,
		   ARGS(I64(r->id), STR(r->domain)), &draws);
	if (e)
		return e;
	for (d = draws.at, i = 0; i < draws.n; i++) {
		d[i].taken = d[i].wanted;
		if (!names_are_public(&r->trade))
			d[i].pool = d[i].seed = NULL;
	}
	return reply_items(r, &drawing_record, &draws, NULL);
}
