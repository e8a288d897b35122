/* ggzyctl draw check: what GET /trades/:id/draws answers, done again. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "body.h"
#include "crypt.h"
#include "ctl.h"
#include "draw.h"
#include "draw_answer.h"
#include "json.h"

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
