/*
 * A million notices and their postings, as the site would write them.
 *
 *	rows N DIRECTORY
 *
 * Writes notice.tsv, posting.tsv (sorted) and count.tsv for LOAD DATA.  The
 *words have set frequencies: 公开 招标 nearly everywhere, 水利 3 %, 工程 half,
 *水库 and 采矿权 1 % each and never together, 钒钛磁铁矿 1 in 9,000, 挂牌 22 %,
 *无人机 0.1 %, 光伏储能 0.02 %.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terms.h"

#define TERMS_MAX TERMS_CAP(1600)
#define DAY0 1577836800 /* 2020-01-01 */

struct posting {
	uint32_t g;
	int64_t pos;
};

static uint64_t state = 88172645463325252u;

static uint64_t
random_number(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int
chance(unsigned in_a_million)
{
	return random_number() % 1000000 < in_a_million;
}

static void
add(char *to, size_t room, const char *s)
{
	size_t n = strlen(to);

	snprintf(to + n, room - n, "%s", s);
}

/* A character of 3,000 common ones, rarer with a higher number. */
static void
add_char(char *to, size_t room)
{
	uint64_t r = random_number() % 3000, c = 0x4e00 + r * r / 900;
	char s[4] = { (char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 63)),
		      (char)(0x80 | (c & 63)), 0 };

	add(to, room, s);
}

static void
make(char *title, char *body, long i)
{
	int k, rare = i % 100;

	*title = *body = 0;
	for (k = 0; k < 14; k++)
		add_char(title, 400);
	if (chance(30000))
		add(title, 400, "水利");
	if (chance(510000))
		add(title, 400, "工程");
	if (rare == 7)
		add(title, 400, "水库");
	if (rare == 9)
		add(title, 400, "采矿权");
	if (chance(220000))
		add(title, 400, "挂牌");
	if (i % 9000 == 5)
		add(title, 400, "钒钛磁铁矿");
	if (chance(960000))
		add(title, 400, "公开招标");
	for (k = 0; k < 40; k++)
		add_char(body, 1200);
	if (chance(1000))
		add(body, 1200, "无人机");
	if (chance(200))
		add(body, 1200, "光伏储能");
}

static int
compare(const void *a, const void *b)
{
	const struct posting *p = a, *q = b;

	if (p->g != q->g)
		return p->g < q->g ? -1 : 1;
	return p->pos < q->pos ? -1 : p->pos > q->pos;
}

int
main(int argc, char **argv)
{
	static char title[400], body[1200], path[4096];
	static uint32_t term[TERMS_MAX];
	long n, i;
	size_t k, m, used = 0, room = 1 << 20;
	struct posting *list = malloc(room * sizeof(*list));
	FILE *f;

	if (argc != 3 || !list)
		return 64;
	n = strtol(argv[1], NULL, 10);
	snprintf(path, sizeof(path), "%s/notice.tsv", argv[2]);
	if (!(f = fopen(path, "w")))
		return 1;
	for (i = 1; i <= n; i++) {
		int64_t at = DAY0 + i * 180, pos = at << 28 | i;

		make(title, body, i);
		fprintf(f,
			"%ld\t%lld\tengineering\tGC\tGC02\t0101\t%s\t%s\t"
			"540100\t%lld\tbench\tb%ld\t1\t%064ld\t%lld\n",
			i, (long long)pos, title, body, (long long)at * 1000, i,
			i, (long long)at * 1000);
		struct terms t = { .g = term, .cap = TERMS_MAX };

		if (!terms_add_text(&t, title, strlen(title)) ||
		    !terms_add_text(&t, body, strlen(body)) ||
		    !terms_add(&t, term_domain(1)) ||
		    !terms_add(&t, term_region(540100)))
			return 1;
		m = terms_sort(&t);
		if (used + m > room) {
			room *= 2;
			if (!(list = realloc(list, room * sizeof(*list))))
				return 1;
		}
		for (k = 0; k < m; k++)
			list[used++] = (struct posting){ term[k], pos };
	}
	fclose(f);
	qsort(list, used, sizeof(*list), compare);
	snprintf(path, sizeof(path), "%s/posting.tsv", argv[2]);
	if (!(f = fopen(path, "w")))
		return 1;
	for (k = 0; k < used; k++)
		fprintf(f, "%u\t%lld\n", list[k].g, (long long)list[k].pos);
	if (fclose(f))
		return 1;
	snprintf(path, sizeof(path), "%s/count.tsv", argv[2]);
	if (!(f = fopen(path, "w")))
		return 1;
	for (k = 0; k < used; k = m) {
		for (m = k; m < used && list[m].g == list[k].g; m++)
			;
		fprintf(f, "%u\t%zu\n", list[k].g, m - k);
	}
	free(list);
	return fclose(f) != 0;
}
