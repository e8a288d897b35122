/* Numbers, money and time as official documents write them. */
#include <inttypes.h>

#include "buf.h"
#include "days.h"
#include "field.h"
#include "words.h"

static const char *const digit[] = { "零", "壹", "贰", "叁", "肆",
				     "伍", "陆", "柒", "捌", "玖" };
static const char *const place[] = { "", "拾", "佰", "仟" };

/* 0 to 9999; a zero inside is said once, at the end not at all. */
static void
four(struct buf *b, int64_t n, bool zero)
{
	int64_t unit = 1000;
	int i;

	for (i = 3; i >= 0; i--, unit /= 10) {
		if (!(n / unit % 10)) {
			zero = zero || n / unit;
			continue;
		}
		if (zero)
			buf_str(b, digit[0]);
		zero = false;
		buf_str(b, digit[n / unit % 10]);
		buf_str(b, place[i]);
	}
}

static void
yuan(struct buf *b, int64_t n)
{
	static const char *const group[] = { "万亿", "亿", "万", "" };
	int64_t unit = INT64_C(1000000000000), part;
	bool begun = false, gap = false;
	int i;

	for (i = 0; i < 4; i++, unit /= 10000) {
		part = n / unit % 10000;
		if (!part) {
			gap = begun;
			continue;
		}
		/* 零 where digits are skipped between two groups */
		if (begun && (gap || part < 1000))
			buf_str(b, digit[0]);
		four(b, part, false);
		buf_str(b, i == 0 && n / INT64_C(100000000) % 10000 ? "万"
								    : group[i]);
		begun = true;
		gap = false;
	}
}

const char *
words_rmb(struct arena *mem, int64_t fen)
{
	int64_t whole = fen / 100, jiao = fen / 10 % 10, rest = fen % 10;
	struct buf b;

	buf_init(&b, mem);
	buf_str(&b, "人民币");
	if (fen <= 0)
		return "人民币零元整";
	if (whole) {
		yuan(&b, whole);
		buf_str(&b, "元");
	}
	if (jiao) {
		buf_str(&b, digit[jiao]);
		buf_str(&b, "角");
	} else if (whole && rest) {
		buf_str(&b, digit[0]);
	}
	if (rest) {
		buf_str(&b, digit[rest]);
		buf_str(&b, "分");
	} else {
		buf_str(&b, "整");
	}
	return buf_text(&b);
}

static const char *
commas(struct arena *mem, int64_t fen)
{
	uint64_t left = fen < 0 ? (uint64_t)0 - (uint64_t)fen : (uint64_t)fen;
	char digits[24];
	struct buf b;
	int i, n;

	n = snprintf(digits, sizeof(digits), "%" PRIu64, left / 100);
	buf_init(&b, mem);
	for (i = 0; i < n; i++) {
		buf_char(&b, digits[i]);
		if ((n - 1 - i) % 3 == 0 && i < n - 1)
			buf_char(&b, ',');
	}
	buf_printf(&b, ".%02d", (int)(left % 100));
	return buf_text(&b);
}

const char *
words_money(struct arena *mem, int64_t fen)
{
	return fen == NONE ? "—"
			   : arena_printf(mem, "%s¥%s", fen < 0 ? "-" : "",
					  commas(mem, fen));
}

const char *
words_price(struct arena *mem, int64_t price_form, int64_t price)
{
	if (price == NONE)
		return "—";
	if (price_form == 2)
		return arena_printf(mem, "%s%%", words_points(mem, price));
	if (price_form == 3)
		return arena_printf(mem, "单价 %s", words_money(mem, price));
	return words_money(mem, price);
}

const char *
words_points(struct arena *mem, int64_t hundredths)
{
	return hundredths == NONE
		   ? "—"
		   : arena_printf(mem, "%" PRId64 ".%02d", hundredths / 100,
				  (int)(hundredths % 100));
}

const char *
words_day(struct arena *mem, int64_t ms)
{
	int y, m, d;

	if (ms == NONE || !day_to_civil(day_of(ms), &y, &m, &d))
		return "—";
	return arena_printf(mem, "%d年%d月%d日", y, m, d);
}

const char *
words_minute(struct arena *mem, int64_t ms)
{
	char text[30];

	if (ms == NONE || !instant_print(text, ms))
		return "—";
	return arena_printf(mem, "%s%.2s时%.2s分", words_day(mem, ms),
			    text + 11, text + 14);
}

const char *
words_second(struct arena *mem, int64_t ms)
{
	char text[30];

	if (ms == NONE || !instant_print(text, ms))
		return "—";
	return arena_printf(mem, "%s%.2s秒", words_minute(mem, ms), text + 17);
}

const char *
words_stamp(struct arena *mem, int64_t ms)
{
	char text[30];

	if (ms == NONE || !instant_print(text, ms))
		return "—";
	return arena_printf(mem, "%s\n%.2s时%.2s分%.2s秒", words_day(mem, ms),
			    text + 11, text + 14, text + 17);
}

const char *
words_members(struct arena *mem, const char *bidder)
{
	const char *semi;
	struct buf b;

	buf_init(&b, mem);
	for (; (semi = strchr(bidder, ';')); bidder = semi + 1) {
		buf_add(&b, bidder, (size_t)(semi - bidder));
		buf_str(&b, "、");
	}
	buf_str(&b, bidder);
	return buf_text(&b);
}

const char *
words_or_dash(const char *text)
{
	return text && *text ? text : "—";
}
