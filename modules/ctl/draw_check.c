/* ggzyctl draw check: what GET /trades/:id/draws answers, done again. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "body.h"
#include "crypt.h"
#include "ctl.h"
#include "draw.h"
#include "json.h"

#define PARTIES 3
#define MANY 100000

static const char *const party_words[] = { "owner", "centre", "supervision",
					   NULL };
static const char *const state_words[] = { "committing", "sealing", "revealing",
					   "drawn",      "void",    NULL };
enum { DRAWN = 3, VOID = 4 };

struct entry { /* of the pool, or excluded */
	const char *expert, *employer, *why;
};
struct pool {
	const char *trade, *classes, *salt;
	int64_t draw, wanted, same_employer_max;
	struct list sitting, pool, excluded;
};
struct party {
	int64_t party, committed_at, revealed_at;
	const char *commitment, *value;
};
struct seat {
	int64_t seat, turn, place;
};
struct person {
	int64_t place, expert;
	const char *name, *employer, *salt, *employer_salt;
};
struct drawing {
	int64_t no, state, wanted, at, limit_at, head_size, ended_at;
	const char *reason, *pool_digest, *head_root, *seed, *missing;
	struct pool *pool;
	struct list parties, awaited, seats, opened;
};
struct drawings {
	struct list items;
	const char *next;
};

/* clang-format off */
#define OPT (F_BOTH | F_OPT)
#define HEX(T, m) TEXT(T, m, 64, 64, OPT, NULL)
static const struct field candidate_field[] = {
	TEXT(struct entry, expert, 64, 64, F_BOTH, NULL),
	HEX(struct entry, employer),
	FIELD_END
};
static const struct field excluded_field[] = {
	TEXT(struct entry, expert, 64, 64, F_BOTH, NULL),
	TEXT(struct entry, why, 1, 200, F_BOTH, NULL),
	FIELD_END
};
static const struct record candidate_record = { "entry", sizeof(struct entry), candidate_field };
static const struct record excluded_record = { "excluded", sizeof(struct entry), excluded_field };
/* in the order of the canonical text */
static const struct field pool_field[] = {
	TEXT(struct pool, trade, 40, 40, F_BOTH, NULL),
	INT(struct pool, draw, 1, 999, F_BOTH, NULL),
	TEXT(struct pool, classes, 0, 200, F_BOTH, NULL),
	INT(struct pool, wanted, 1, 99, F_BOTH, NULL),
	INT(struct pool, same_employer_max, 0, 99, F_BOTH, NULL),
	TEXTS(struct pool, sitting, 64, 64, F_BOTH, NULL),
	LIST(struct pool, pool, &candidate_record, 0, MANY, F_BOTH, NULL),
	LIST(struct pool, excluded, &excluded_record, 0, MANY, F_BOTH, NULL),
	TEXT(struct pool, salt, 32, 32, F_BOTH, NULL),
	FIELD_END
};
static const struct record pool_record = { "pool", sizeof(struct pool), pool_field };
static const struct field party_field[] = {
	ENUM(struct party, party, party_words, F_IN, NULL),
	TEXT(struct party, commitment, 64, 64, F_IN, NULL),
	TIME(struct party, committed_at, F_IN, NULL),
	HEX(struct party, value),
	TIME(struct party, revealed_at, OPT, NULL),
	FIELD_END
};
static const struct record party_record = { "party", sizeof(struct party), party_field };
static const struct field seat_field[] = {
	INT(struct seat, seat, 1, 99, F_IN, NULL),
	INT(struct seat, turn, 1, MANY, F_IN, NULL),
	INT(struct seat, place, 0, MANY, F_IN, NULL),
	FIELD_END
};
static const struct record seat_record = { "seat", sizeof(struct seat), seat_field };
static const struct field person_field[] = {
	INT(struct person, place, 0, MANY, F_IN, NULL),
	INT(struct person, expert, 1, INT64_MAX, F_IN, NULL),
	TEXT(struct person, name, 1, 60, F_IN, NULL),
	TEXT(struct person, employer, 18, 18, OPT, NULL),
	HEX(struct person, salt),
	HEX(struct person, employer_salt),
	FIELD_END
};
static const struct record person_record = { "person", sizeof(struct person), person_field };
static const struct field drawing_field[] = {
	INT(struct drawing, no, 1, 999, F_IN, NULL),
	ENUM(struct drawing, state, state_words, F_IN, NULL),
	TEXT(struct drawing, reason, 0, 200, OPT, NULL),
	INT(struct drawing, wanted, 1, 99, F_IN, NULL),
	TIME(struct drawing, at, F_IN, NULL),
	TIME(struct drawing, limit_at, OPT, NULL),
	HEX(struct drawing, pool_digest),
	LIST(struct drawing, parties, &party_record, 0, PARTIES, F_IN, NULL),
	TEXTS(struct drawing, awaited, 1, 20, F_IN, NULL),
	INT(struct drawing, head_size, 1, INT64_MAX, OPT, NULL),
	HEX(struct drawing, head_root),
	HEX(struct drawing, seed),
	LIST(struct drawing, seats, &seat_record, 0, 999, F_IN, NULL),
	TIME(struct drawing, ended_at, OPT, NULL),
	TEXT(struct drawing, missing, 0, 60, OPT, NULL),
	NEST(struct drawing, pool, struct pool, &pool_record, OPT, NULL),
	LIST(struct drawing, opened, &person_record, 0, MANY, F_IN, NULL),
	FIELD_END
};
static const struct record drawing_record = { "drawing", sizeof(struct drawing), drawing_field };
static const struct field drawings_field[] = {
	LIST(struct drawings, items, &drawing_record, 0, 999, F_IN, NULL),
	TEXT(struct drawings, next, 0, 200, OPT, NULL),
	FIELD_END
};
static const struct record drawings_record = { "drawings", sizeof(struct drawings), drawings_field };
/* clang-format on */

static int wrong, hidden;

static void bad(const struct drawing *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

static void
bad(const struct drawing *d, const char *why, ...)
{
	va_list ap;

	wrong++;
	printf("第 %" PRId64 " 次抽取：", d->no);
	va_start(ap, why);
	vprintf(why, ap);
	va_end(ap);
	putchar('\n');
}

static bool
is_digest_of(struct arena *mem, const char *digest, const char *text, size_t n)
{
	return digest && !strcmp(digest, hex_sha256(mem, text, n));
}

static void
check_pool(struct arena *mem, const struct drawing *d, const char *trade)
{
	struct buf b;

	buf_init(&b, mem);
	json_record(&b, &pool_record, d->pool, F_OUT);
	if (!is_digest_of(mem, d->pool_digest, b.at, b.len))
		bad(d, "名单与摘要不符");
	if (d->pool->draw != d->no || d->pool->wanted != d->wanted ||
	    strcmp(d->pool->trade, trade) != 0)
		bad(d, "名单不是这次抽取的");
}

/* Every value is the one its party committed to; the seed is made of them. */
static void
check_seed(struct arena *mem, const struct drawing *d, const char *trade)
{
	unsigned char value[PARTIES][SEED_LEN], digest[SEED_LEN],
	    pool[SEED_LEN], root[SEED_LEN], seed[SEED_LEN];
	const struct party *p = d->parties.at;
	size_t i, n = 0;

	for (i = 0; i < d->parties.n; i++) {
		if (i && p[i].party <= p[i - 1].party)
			bad(d, "各方不是依次一方一行");
		if (!p[i].value || !unhex(p[i].value, value[n], SEED_LEN))
			continue;
		draw_commitment(trade, d->no, party_words[p[i].party],
				value[n++], digest);
		if (strcmp(p[i].commitment, hex(mem, digest, SEED_LEN)) != 0)
			bad(d, "%s 方的随机数与承诺不符",
			    party_words[p[i].party]);
	}
	if (d->state != DRAWN)
		return;
	if (n != PARTIES || !d->pool_digest || !d->head_root || !d->seed ||
	    !unhex(d->pool_digest, pool, SEED_LEN) ||
	    !unhex(d->head_root, root, SEED_LEN)) {
		bad(d, "算不出种子");
		return;
	}
	draw_seed(pool, root, (const unsigned char(*)[SEED_LEN])value, n, seed);
	if (strcmp(d->seed, hex(mem, seed, SEED_LEN)) != 0)
		bad(d, "种子不是由名单、日志头和各方随机数得出的");
}

/* The seats are those of the order, each once, without a gap at the start. */
static void
check_order(struct arena *mem, const struct drawing *d)
{
	const struct entry *e = d->pool->pool.at;
	const struct seat *s = d->seats.at;
	size_t n = d->pool->pool.n, i, *order, *turn, taken;
	unsigned char seed[SEED_LEN];
	struct draw_expert *pool;

	if (!d->seed || !unhex(d->seed, seed, SEED_LEN))
		return;
	pool = arena_alloc(mem, (n + 1) * sizeof(*pool));
	order = arena_alloc(mem, (n + 1) * sizeof(*order));
	turn = arena_alloc(mem, (n + 1) * sizeof(*turn));
	for (i = 0; i < n; i++)
		pool[i].employer = e[i].employer;
	taken = draw_experts(seed, pool, n, order, d->pool->sitting.at,
			     d->pool->sitting.n,
			     (size_t)d->pool->same_employer_max, n);
	for (i = 0; i < n; i++)
		if (pool[i].taken)
			turn[pool[i].turn - 1] = i;
	if (d->seats.n < (size_t)d->wanted)
		bad(d, "席位少于应抽人数");
	for (i = 0; i < d->seats.n; i++)
		if ((size_t)s[i].turn > taken ||
		    turn[s[i].turn - 1] != (size_t)s[i].place ||
		    (i && s[i].turn <= s[i - 1].turn) ||
		    (i < (size_t)d->wanted && (size_t)s[i].turn != i + 1))
			bad(d, "席位 %" PRId64 " 不是按种子抽中的", s[i].seat);
}

static const struct entry *
entry_at(const struct pool *p, int64_t place)
{
	size_t at = (size_t)place;

	if (at < p->pool.n)
		return (const struct entry *)p->pool.at + at;
	at -= p->pool.n;
	return at < p->excluded.n ? (const struct entry *)p->excluded.at + at
				  : NULL;
}

/* Each seat has a name, each name is the one its code stands for. */
static void
check_names(struct arena *mem, const struct drawing *d)
{
	const struct person *p = d->opened.at;
	const struct seat *s = d->seats.at;
	const struct entry *e;
	const char *code, *employer;
	size_t i, k;

	for (i = 0; i < d->opened.n; i++) {
		e = entry_at(d->pool, p[i].place);
		code = p[i].salt
			   ? draw_person_code(mem, p[i].salt,
					      draw_person(mem, p[i].expert,
							  p[i].name,
							  p[i].employer))
			   : NULL;
		employer = p[i].employer && p[i].employer_salt
			       ? draw_employer_code(mem, p[i].employer_salt,
						    p[i].employer)
			       : NULL;
		if (!e || !code || strcmp(code, e->expert) != 0 ||
		    (!e->why && (!employer != !e->employer ||
				 (employer && strcmp(employer, e->employer)))))
			bad(d, "位置 %" PRId64 " 的代号不是“%s”", p[i].place,
			    p[i].name);
	}
	for (i = 0; i < d->seats.n; i++) {
		for (k = 0; k < d->opened.n && p[k].place != s[i].place; k++)
			;
		if (k == d->opened.n)
			bad(d, "席位 %" PRId64 " 没有姓名", s[i].seat);
	}
}

/* draw check F -- F is the answer of GET /trades/:id/draws, "-" stdin */
int
draw_check(int argc, char **argv)
{
	static const struct option_of none[] = { { .name = NULL } };
	struct arena *mem = arena_new();
	const char *trade = NULL;
	const struct drawing *d;
	struct drawings in;
	size_t len, i;
	struct buf why;
	char *text;

	if (options_read(argc, argv, none) != 1)
		return ctl_usage();
	if (!(text = file_read(mem, argv[0], &len)))
		return EX_NOINPUT;
	buf_init(&why, mem);
	if (record_read(mem, &drawings_record, text, len, &in, &why))
		return ctl_fail(EX_DATAERR, "%s: 不是抽取记录 %s", argv[0],
				buf_text(&why));
	for (d = in.items.at, i = 0; i < in.items.n; i++, d++) {
		if (d->no != (int64_t)i + 1)
			bad(d, "编号不连续，少了一次抽取");
		if (i + 1 < in.items.n && d->state < DRAWN)
			bad(d, "没有结束就有了下一次");
		if (!d->pool) {
			printf("第 %" PRId64 " 次抽取：名单还没有公开\n",
			       d->no);
			hidden++;
			continue;
		}
		trade = trade ? trade : d->pool->trade;
		check_pool(mem, d, trade);
		check_seed(mem, d, trade);
		if (d->state != DRAWN) {
			printf("第 %" PRId64 " 次抽取：作废，缺席 %s\n", d->no,
			       d->missing ? d->missing : "-");
			continue;
		}
		check_order(mem, d);
		check_names(mem, d);
		printf("第 %" PRId64 " 次抽取：%zu 名候选，%zu 个席位\n", d->no,
		       d->pool->pool.n, d->seats.n);
	}
	puts(wrong ? "不符" : hidden ? "还不能核对" : "相符");
	arena_free(mem);
	return wrong ? EX_DATAERR : hidden ? EX_TEMPFAIL : 0;
}
