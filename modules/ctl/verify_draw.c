/* The draws of a bundle done again: TRUST.md, section 6. */
#include <inttypes.h>

#include "crypt.h"
#include "draw.h"
#include "verify.h"

#define PARTIES 3

/* A draw as its events tell it. */
struct drawing {
	int64_t no;
	const struct d_pool *said;
	const struct b_pool *pool; /* or NULL: its text is missing */
	const char *commit[PARTIES];
	unsigned char value[PARTIES][SEED_LEN];
	bool told[PARTIES];
	size_t ncommit, ntold;
	const struct b_head *head;
	size_t *turn; /* places in the order of taking */
	size_t turns, seated;
	bool over;
};
struct draws {
	struct v_pools told;
	struct drawing *now; /* the last begun, or NULL */
	int64_t n;
	int refused[PARTIES]; /* draws it made void when it had to speak */
};

/* The party whose value comes next, -1 after the last. */
static int
speaker(const struct draws *s, const struct drawing *d)
{
	int best = -1, p;

	for (p = 0; p < PARTIES; p++)
		if (!d->told[p] &&
		    (best < 0 || s->refused[p] > s->refused[best]))
			best = p;
	return best;
}

static bool
all_parties(const struct list *l)
{
	const char *const *p = l->at;

	return l->n == PARTIES && !strcmp(p[0], b_parties[0]) &&
	       !strcmp(p[1], b_parties[1]) && !strcmp(p[2], b_parties[2]);
}

static void
begin(struct verify *v, struct draws *s, const struct d_pool *x)
{
	const struct drawing *last = s->now;
	const struct b_pool *p = v_pool(&s->told, x->pool_digest);
	struct drawing *d = arena_alloc(v->mem, sizeof(*d));

	v_check(v, "draw.number",
		x->draw == s->n + 1 &&
		    (!last || (last->over &&
			       (!last->turns || last->seated >= last->turns))),
		"第 %" PRId64 " 次抽取", x->draw);
	v_check(v, "pool.digest",
		p && p->draw == x->draw && p->wanted == x->wanted &&
		    (int64_t)p->pool.n == x->candidates &&
		    (int64_t)p->excluded.n == x->excluded &&
		    all_parties(&x->parties) &&
		    !strcmp(p->trade, v->manifest.trade),
		"第 %" PRId64 " 次抽取的名单", x->draw);
	d->no = x->draw;
	d->said = x;
	d->pool = p;
	s->now = d;
	s->n++;
}

static void
commit(struct verify *v, struct drawing *d, int64_t seq,
       const struct d_value *x)
{
	const struct b_head *h = v->heads.at;
	size_t i;

	v_check(v, "draw.commit", !d->commit[x->party] && !d->ntold,
		"第 %" PRId64 " 次抽取，%s 方", d->no, b_parties[x->party]);
	if (!d->commit[x->party])
		d->ncommit++;
	d->commit[x->party] = x->digest;
	if (d->ncommit < PARTIES)
		return;
	for (i = 0; i < v->heads.n && h[i].size <= seq; i++)
		;
	d->head = i < v->heads.n ? &h[i] : NULL;
}

static void
reveal(struct verify *v, struct draws *s, int64_t seq, const struct d_value *x)
{
	struct drawing *d = s->now;
	unsigned char digest[SEED_LEN];

	v_check(v, "draw.head", d->head && seq >= d->head->size,
		"第 %" PRId64 " 次抽取：随机数在日志头之前", d->no);
	v_check(v, "draw.turn", speaker(s, d) == x->party,
		"第 %" PRId64 " 次抽取，%s 方", d->no, b_parties[x->party]);
	unhex(x->value, d->value[x->party], SEED_LEN);
	draw_commitment(v->manifest.trade, d->no, b_parties[x->party],
			d->value[x->party], digest);
	v_check(v, "draw.commit",
		v_same(d->commit[x->party],
		       hex(v->mem, digest, sizeof(digest))),
		"第 %" PRId64 " 次抽取，%s 方的随机数与承诺不符", d->no,
		b_parties[x->party]);
	if (!d->told[x->party])
		d->ntold++;
	d->told[x->party] = true;
}

static void
end_void(struct verify *v, struct draws *s, const struct d_void *x)
{
	struct drawing *d = s->now;
	const char *const *missing = x->missing.at;
	size_t n = 0;
	bool good;
	int p;

	d->over = true;
	v_names_are_right(v, &s->told, d->pool, d->no);
	if (!strcmp(x->phase, "commit")) {
		good = d->ncommit < PARTIES;
		for (p = 0; p < PARTIES; p++)
			if (!d->commit[p])
				good = good && n < x->missing.n &&
				       !strcmp(missing[n++], b_parties[p]);
		good = good && n == x->missing.n;
	} else {
		p = speaker(s, d);
		good = !strcmp(x->phase, "reveal") && d->ncommit == PARTIES &&
		       p >= 0 && x->missing.n == 1 &&
		       !strcmp(missing[0], b_parties[p]);
		if (p >= 0)
			s->refused[p]++;
	}
	v_check(v, "draw.turn", good, "第 %" PRId64 " 次抽取作废，缺席的不符",
		d->no);
}

/* The turns of a seed. */
static void
compute(struct verify *v, struct drawing *d, const unsigned char *seed)
{
	const struct b_entry *e = d->pool->pool.at;
	size_t n = d->pool->pool.n, i, *order;
	struct draw_expert *pool;

	pool = arena_alloc(v->mem, (n + 1) * sizeof(*pool));
	order = arena_alloc(v->mem, (n + 1) * sizeof(*order));
	d->turn = arena_alloc(v->mem, (n + 1) * sizeof(*d->turn));
	for (i = 0; i < n; i++)
		pool[i].employer = e[i].employer;
	d->turns = draw_experts(seed, pool, n, order, d->pool->sitting.at,
				d->pool->sitting.n,
				(size_t)d->pool->same_employer_max, n);
	for (i = 0; i < n; i++)
		if (pool[i].taken)
			d->turn[pool[i].turn - 1] = i;
}

/* Is there a seat or a skipped one with this turn, and of this place? */
static bool
has_turn(const struct list *l, int64_t turn, size_t place)
{
	const struct d_seat *s = l->at;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (s[i].turn == turn && s[i].place == (int64_t)place)
			return true;
	return false;
}

/* All turns after the last seat, each seated or said to be skipped; the last
 * of them is a seat, and seats are numbered on. */
static void
seat(struct verify *v, const struct draws *s, const struct d_draw *x)
{
	struct drawing *d = s->now;
	const struct d_seat *at = x->seats.at;
	size_t n = x->seats.n + x->skipped.n, i;
	int64_t last = 0;
	bool good = x->seats.n > 0 && d->seated + n <= d->turns;

	for (i = 0; good && i < n; i++)
		good = has_turn(&x->seats, (int64_t)(d->seated + i + 1),
				d->turn[d->seated + i]) ||
		       has_turn(&x->skipped, (int64_t)(d->seated + i + 1),
				d->turn[d->seated + i]);
	for (i = 0; i < x->seats.n; i++) {
		good = good && (!i || at[i].seat == at[i - 1].seat + 1);
		if (at[i].turn > last)
			last = at[i].turn;
	}
	v_check(v, "draw.seats", good && last == (int64_t)(d->seated + n),
		"第 %" PRId64 " 次抽取的席位不是按种子抽中的", d->no);
	if (!good)
		return;
	d->seated = (size_t)last;
	for (i = 0; i < x->seats.n; i++)
		v_name_is_right(v, &s->told, d->pool, d->no, at[i].place);
}

static void
end_drawn(struct verify *v, struct draws *s, const struct d_draw *x)
{
	unsigned char pool[SEED_LEN], root[SEED_LEN], seed[SEED_LEN];
	struct drawing *d = s->now;

	d->over = true;
	v_names_are_right(v, &s->told, d->pool, d->no);
	v_check(v, "draw.head",
		d->head && d->head->size == x->head_size &&
		    !strcmp(d->head->root, x->head_root),
		"第 %" PRId64 " 次抽取用的不是承诺之后的第一个签名头", d->no);
	if (!v_check(v, "draw.seed", d->ntold == PARTIES && d->head,
		     "第 %" PRId64 " 次抽取缺少随机数", d->no))
		return;
	unhex(d->said->pool_digest, pool, SEED_LEN);
	unhex(d->head->root, root, SEED_LEN);
	draw_seed(pool, root, (const unsigned char(*)[SEED_LEN])d->value,
		  PARTIES, seed);
	v_check(v, "draw.seed",
		!strcmp(x->seed, hex(v->mem, seed, sizeof(seed))) &&
		    !strcmp(x->pool_digest, d->said->pool_digest),
		"第 %" PRId64 " 次抽取的种子不符", d->no);
	if (!d->pool)
		return;
	compute(v, d, seed);
	v_check(v, "draw.seats", (int64_t)x->seats.n == d->pool->wanted,
		"第 %" PRId64 " 次抽取的人数不符", d->no);
	seat(v, s, x);
}

static void
take(struct verify *v, struct draws *s, const struct v_event *e)
{
	/* every detail begins with the number */
	int64_t no = *(const int64_t *)e->detail;
	struct drawing *d = s->now;

	if (e->verb == V_POOL) {
		begin(v, s, e->detail);
		return;
	}
	if (!v_check(v, "draw.number",
		     d && no == d->no && d->over == (e->verb == V_SUBSTITUTE),
		     "第 %" PRId64 " 条，第 %" PRId64 " 次抽取", e->seq, no))
		return;
	if (e->verb == V_COMMIT)
		commit(v, d, e->seq, e->detail);
	else if (e->verb == V_REVEAL)
		reveal(v, s, e->seq, e->detail);
	else if (e->verb == V_VOID)
		end_void(v, s, e->detail);
	else if (e->verb == V_DRAW)
		end_drawn(v, s, e->detail);
	else if (d->pool)
		seat(v, s, e->detail);
}

bool
v_draws(struct verify *v)
{
	bool told = v_one(v, V_POOL) && (v->full || v_names_are_open(v));
	const struct v_event *e = v->events.at;
	struct draws s = { .now = NULL };
	size_t i;

	if (!v_need(v, "pools.jsonl", told)) {
		v_need(v, "names.jsonl", false);
		return !v->nfailed;
	}
	if (!v_pools_read(v, &s.told))
		return false;
	v->names = s.told.names;
	for (i = 0; i < v->events.n; i++)
		if (e[i].verb >= V_POOL && e[i].verb <= V_VOID)
			take(v, &s, &e[i]);
	return !v->nfailed;
}
