/* Money in words: every group of digits, every place of a zero. */
#include <string.h>

#include "words.h"
#include "tap.h"

static struct arena *mem;

/* The value of a text of words_rmb(), read by another way: -1 if a numeral
 * stands where it may not. */
static int64_t
value(const char *t)
{
	static const char *const word[] = { "零", "壹", "贰", "叁", "肆",
					    "伍", "陆", "柒", "捌", "玖",
					    "拾", "佰", "仟", "万", "亿",
					    "元", "角", "分", "整" };
	static const int64_t unit[] = { 10, 100, 1000, 10000, 100000000 };
	int64_t all = 0, group = 0, digit = 0, fen = 0;
	size_t i;

	if (strncmp(t, "人民币", strlen("人民币")))
		return -1;
	for (t += strlen("人民币"); *t; t += strlen(word[i])) {
		for (i = 0; i < 19; i++)
			if (!strncmp(t, word[i], strlen(word[i])))
				break;
		if (i == 19)
			return -1;
		if (i < 10) {
			digit = (int64_t)i;
		} else if (i < 13) {
			group += digit * unit[i - 10];
			digit = 0;
		} else if (i < 15) {
			all = (all + group + digit) * unit[i - 10];
			/* 万 below 亿 does not multiply what 亿 has counted */
			if (i == 13 && all / 10000 >= 100000000)
				return -1;
			fen += all;
			all = group = digit = 0;
		} else if (i == 15) {
			fen = (fen + group + digit) * 100;
			group = digit = 0;
		} else if (i == 16) {
			fen += digit * 10;
			digit = 0;
		} else if (i == 17) {
			fen += digit;
			digit = 0;
		}
	}
	return fen;
}

static bool
is_well(const char *t)
{
	return !strstr(t, "零零") && !strstr(t, "零元") && !strstr(t, "零万") &&
	       !strstr(t, "零亿") && !strstr(t, "零角") && !strstr(t, "零整") &&
	       !strstr(t, "亿万");
}

static void
same(int64_t fen, const char *want)
{
	const char *got = words_rmb(mem, fen);

	ok(!strcmp(got, want), "%lld fen is %s", (long long)fen, got);
}

/* 万亿 counts twice; the reader above does not go so far. */
#define TOP INT64_C(99999999999999)

int
main(void)
{
	int64_t n, bad = 0, all = 0, step;

	plan(24);
	mem = arena_new();
	same(1, "人民币壹分");
	same(10, "人民币壹角整");
	same(11, "人民币壹角壹分");
	same(100, "人民币壹元整");
	same(105, "人民币壹元零伍分");
	same(150, "人民币壹元伍角整");
	same(1000, "人民币壹拾元整");
	same(10010, "人民币壹佰元壹角整");
	same(100500, "人民币壹仟零伍元整");
	same(1000000, "人民币壹万元整");
	same(1000100, "人民币壹万零壹元整");
	same(1050000, "人民币壹万零伍佰元整");
	same(10000000, "人民币壹拾万元整");
	same(110000000, "人民币壹佰壹拾万元整");
	same(1234567890, "人民币壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整");
	same(10000000000, "人民币壹亿元整");
	same(10000000001, "人民币壹亿元零壹分");
	same(10001000000, "人民币壹亿零壹万元整");
	same(100000000000000, "人民币壹万亿元整");
	same(100010000000000, "人民币壹万零壹亿元整");

	for (n = 1; n <= 400000; n++, all++) {
		const char *t = words_rmb(mem, n);

		bad += value(t) != n || !is_well(t);
		if (!(n % 10000))
			arena_reset(mem);
	}
	ok(bad == 0, "each of %lld small amounts reads back", (long long)all);
	/* all patterns of zeros in the thirteen digits, with 1 and 9 */
	for (all = 0, n = 1; n < 8192; n++) {
		int64_t a = 0, b = 0;
		int k;

		for (k = 12; k >= 0; k--) {
			a = a * 10 + (n >> k & 1);
			b = b * 10 + (n >> k & 1) * 9;
		}
		bad += value(words_rmb(mem, a)) != a ||
		       value(words_rmb(mem, b)) != b ||
		       !is_well(words_rmb(mem, a)) ||
		       !is_well(words_rmb(mem, b));
		all += 2;
		arena_reset(mem);
	}
	ok(bad == 0, "so do %lld patterns of zeros up to 10^13",
	   (long long)all);
	for (all = 0, step = 7, n = 1; n < TOP / 2; n += step) {
		bad += value(words_rmb(mem, n)) != n;
		step = step + step / 2000 + 3;
		if (!(++all % 10000))
			arena_reset(mem);
	}
	ok(bad == 0, "and %lld amounts beyond", (long long)all);
	arena_reset(mem);
	ok(!strcmp(words_money(mem, 123456789012), "¥1,234,567,890.12") &&
	       !strcmp(words_money(mem, -5), "-¥0.05") &&
	       !strcmp(words_price(mem, 2, 9850), "98.50%") &&
	       !strcmp(words_minute(mem, 1773651600000),
		       "2026年3月16日17时00分"),
	   "money, rates and times");
	arena_free(mem);
	return tap_bad != 0;
}
