/* What comes of a draw: the order, the seats, substitutes for those who do not
 * come. */
#include <inttypes.h>

#include "auction.h"
#include "crypt.h"
#include "drawing.h"
#include "event.h"
#include "json.h"
#include "pool.h"
#include "panel_sql.h"

enum err
draw_vacancies(struct req *r, int64_t *wanted, struct list *employers)
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
		if (m[i].side != SIDE_EXPERT || m[i].state > SEAT_PRESENT)
			continue;
		sitting++;
		if (m[i].employer)
			there[employers->n++] = m[i].employer;
	}
	*wanted = size - owners - sitting;
	if (*wanted <= 0)
		return req_say(r, E_STATE, "专家席位已满，不需要再抽取");
	return OK;
}

size_t
draw_walk(struct req *r, const struct drawing *d, const struct list *places,
	  const unsigned char seed[SEED_LEN], size_t *turn)
{
	const struct place *p = places->at;
	struct draw_expert *e;
	const char **there, *at;
	size_t i, n, *order, nthere = 0, taken;

	for (n = 0; n < places->n && !p[n].why; n++)
		;
	e = arena_alloc(r->mem, (n + 1) * sizeof(*e));
	order = arena_alloc(r->mem, (n + 1) * sizeof(*order));
	there = arena_alloc(r->mem, (strlen(d->sitting) / SEED_LEN + 1) *
					sizeof(*there));
	for (at = d->sitting; *at; at += i + (at[i] == ',')) {
		i = strcspn(at, ",");
		there[nthere++] = arena_copy(r->mem, at, i);
	}
	for (i = 0; i < n; i++)
		e[i].employer = p[i].employer_code;
	taken = draw_experts(seed, e, n, order, there, nthere,
			     (size_t)d->same_max, n);
	for (i = 0; i < n; i++)
		if (e[i].taken)
			turn[e[i].turn - 1] = i;
	return taken;
}

enum err
draw_substitutes(struct req *r, const struct drawing *d, struct list *places,
		 struct list *next, struct list *skipped)
{
	struct drawn_seat *s, *out, *gone;
	struct pool pool = { { 0, NULL }, { 0, NULL } };
	struct list seats = { 0, NULL };
	unsigned char seed[SEED_LEN];
	const struct pool_expert *x;
	size_t n, i, k, *turn, first = 0;
	const struct place *p;
	enum err e;

	if (!d->seed || !d->sitting || !unhex(d->seed, seed, sizeof(seed)))
		return OK;
	if ((e = db_all(r->db, r->mem, SQL_PLACE_LIST, ARGS(I64(d->id)),
			places)) ||
	    (e = db_all(r->db, r->mem, SQL_DRAWN_LIST,
			ARGS(I64(d->id), I64(d->id)), &seats)) ||
	    (e = pool_read(r, &pool)))
		return e;
	turn = arena_alloc(r->mem, (places->n + 1) * sizeof(*turn));
	out = arena_alloc(r->mem, (places->n + 1) * sizeof(*out));
	gone = arena_alloc(r->mem, (places->n + 1) * sizeof(*gone));
	n = draw_walk(r, d, places, seed, turn);
	for (s = seats.at, i = 0; i < seats.n; i++)
		first = (size_t)s[i].turn > first ? (size_t)s[i].turn : first;
	next->at = out;
	skipped->at = gone;
	for (p = places->at; first < n; first++) {
		for (x = pool.experts.at, k = 0; k < pool.experts.n; k++)
			if (x[k].id == p[turn[first]].expert)
				break;
		s = k < pool.experts.n && !pool_obstacle(r, &pool, &x[k])
			? &out[next->n++]
			: &gone[skipped->n++];
		s->turn = (int64_t)first + 1;
		s->place = (int64_t)turn[first];
	}
	return OK;
}

/* Puts `n` of them on the next seats; their numbers into s[].seat. */
static enum err
seat_them(struct req *r, int64_t draw, const struct list *places,
	  struct drawn_seat *s, size_t n)
{
	const struct place *p = places->at;
	struct list members = { 0, NULL };
	const struct member *m;
	int64_t last = 0;
	size_t i;
	enum err e;

	if ((e = panel_list(r, &members)))
		return e;
	for (m = members.at, i = 0; i < members.n; i++)
		last = m[i].seat > last ? m[i].seat : last;
	for (i = 0; i < n; i++) {
		s[i].seat = ++last;
		e = db_exec(r->db, SQL_MEMBER_ADD,
			    ARGS(STR(r->domain), I64(r->trade.id),
				 I64(s[i].seat), I64(SIDE_EXPERT),
				 I64(p[s[i].place].expert),
				 I64(p[s[i].place].account), I64(draw),
				 I64(s[i].turn)),
			    NULL);
		if (e)
			return e;
	}
	return OK;
}

static void
json_seats(struct buf *b, const char *name, const struct drawn_seat *s,
	   size_t n, bool seated)
{
	size_t i;

	json_key(b, name);
	buf_char(b, '[');
	for (i = 0; i < n; i++) {
		json_comma(b);
		buf_char(b, '{');
		if (seated) {
			json_key(b, "seat");
			json_int(b, s[i].seat);
		}
		json_key(b, "turn");
		json_int(b, s[i].turn);
		json_key(b, "place");
		json_int(b, s[i].place);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static bool
seed_make(const struct drawing *d, unsigned char seed[SEED_LEN])
{
	unsigned char pool[SEED_LEN], root[SEED_LEN], value[PARTIES][SEED_LEN];
	const struct party *p;
	int64_t i;

	for (i = 0; i < PARTIES; i++)
		if (!(p = party_find(d, i)) || !p->value ||
		    !unhex(p->value, value[i], SEED_LEN))
			return false;
	if (!unhex(d->pool_digest, pool, sizeof(pool)) || !d->head_root ||
	    !unhex(d->head_root, root, sizeof(root)))
		return false;
	draw_seed(pool, root, (const unsigned char(*)[SEED_LEN])value, PARTIES,
		  seed);
	return true;
}

enum err
draw_finish(struct req *r, struct drawing *d)
{
	struct list places = { 0, NULL };
	unsigned char seed[SEED_LEN];
	struct drawn_seat *s;
	size_t i, n, *turn;
	struct buf b;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_PLACE_LIST, ARGS(I64(d->id)),
			&places)))
		return e;
	turn = arena_alloc(r->mem, (places.n + 1) * sizeof(*turn));
	if (!seed_make(d, seed) ||
	    draw_walk(r, d, &places, seed, turn) < (size_t)d->wanted)
		return E_BUG;
	n = (size_t)d->wanted;
	s = arena_alloc(r->mem, n * sizeof(*s));
	for (i = 0; i < n; i++) {
		s[i].turn = (int64_t)i + 1;
		s[i].place = (int64_t)turn[i];
	}
	d->seed = hex(r->mem, seed, sizeof(seed));
	d->state = DRAW_DONE;
	d->ended_at = r->now;
	d->limit_at = NONE;
	d->seats = (struct list){ n, s };
	s[0].seat = 1;
	if (d->kind == DRAW_BIDDERS)
		e = lot_drawn(r, ((struct place *)places.at)[turn[0]].expert);
	else
		e = seat_them(r, d->id, &places, s, n);
	if (e || (e = draw_set(r, d)) ||
	    (e = due_drop(r, r->trade.id, "draw-void")))
		return e;
	buf_init(&b, r->mem);
	buf_printf(&b,
		   "{\"draw\":%" PRId64 ",\"pool_digest\":\"%s\","
		   "\"head_size\":%" PRId64 ",\"head_root\":\"%s\","
		   "\"seed\":\"%s\"",
		   d->no, d->pool_digest, d->head_size, d->head_root, d->seed);
	json_seats(&b, "seats", s, n, true);
	buf_char(&b, '}');
	return event_add(r, &(struct event){ .verb = "draw",
					     .project = r->trade.project,
					     .trade = r->trade.id,
					     .notice = NONE,
					     .before = r->trade.stage,
					     .after = r->trade.stage,
					     .public = true,
					     .detail = buf_text(&b) });
}

/* POST /trades/:id/draws/:id/substitutes -- the next of the same order for
 * those who do not come */
enum err
post_substitutes(struct req *r)
{
	struct list draws = { 0, NULL }, places = { 0, NULL },
		    next = { 0, NULL }, skipped = { 0, NULL },
		    there = { 0, NULL };
	struct drawing *d;
	struct drawn_seat *s;
	int64_t wanted;
	size_t n, k;
	struct buf b;
	enum err e;

	if ((e = draws_read(r, &draws)))
		return e;
	if (r->id2 != (int64_t)draws.n)
		return E_NOTFOUND;
	d = (struct drawing *)draws.at + draws.n - 1;
	if (d->state != DRAW_DONE)
		return req_say(r, E_STATE, "这次抽取没有结果，请重新发起抽取");
	if ((e = draw_vacancies(r, &wanted, &there)) ||
	    (e = draw_substitutes(r, d, &places, &next, &skipped)))
		return e;
	if (!next.n)
		return req_say(r, E_STATE, "候补专家已经用完，请重新发起抽取");
	n = next.n < (size_t)wanted ? next.n : (size_t)wanted;
	s = next.at;
	for (k = 0; k < skipped.n; k++)
		if (((struct drawn_seat *)skipped.at)[k].turn > s[n - 1].turn)
			break; /* not passed over yet */
	if ((e = seat_them(r, d->id, &places, s, n)))
		return e;
	buf_init(&b, r->mem);
	buf_printf(&b, "{\"draw\":%" PRId64, d->no);
	json_seats(&b, "seats", s, n, true);
	json_seats(&b, "skipped", skipped.at, k, false);
	buf_char(&b, '}');
	if ((e = trade_step(r, NULL, buf_text(&b))))
		return e;
	d->seats = (struct list){ n, s };
	draw_hide(r, d);
	r->status = 201;
	return reply_record(r, &drawing_record, d);
}
