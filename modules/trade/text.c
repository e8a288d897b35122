/* Instants, money and names as people read them. */
#include <inttypes.h>

#include "days.h"
#include "trade.h"

const char *
when_text(struct arena *mem, int64_t ms)
{
	char text[30];

	if (!instant_print(text, ms))
		return "";
	text[10] = ' ';
	return arena_printf(mem, "%.16s", text);
}

const char *
until_text(struct arena *mem, int64_t ms)
{
	int64_t day = day_of(ms), minute = (ms - day_start(day)) / MINUTE_MS;
	int y, m, d;

	if (!minute) {
		day--;
		minute = INT64_C(24) * 60;
	}
	if (!day_to_civil(day, &y, &m, &d))
		return "";
	return arena_printf(mem, "%d年%d月%d日 %02d:%02d", y, m, d,
			    (int)(minute / 60), (int)(minute % 60));
}

/* Fen as yuan, with commas.  A change of a contract may be below zero. */
static const char *
yuan(struct arena *mem, int64_t fen)
{
	uint64_t left = fen < 0 ? (uint64_t)0 - (uint64_t)fen : (uint64_t)fen;
	char digits[24];
	struct buf b;
	int i, n;

	n = snprintf(digits, sizeof(digits), "%" PRIu64, left / 100);
	buf_init(&b, mem);
	if (fen < 0)
		buf_char(&b, '-');
	for (i = 0; i < n; i++) {
		buf_char(&b, digits[i]);
		if ((n - 1 - i) % 3 == 0 && i < n - 1)
			buf_char(&b, ',');
	}
	buf_printf(&b, ".%02d", (int)(left % 100));
	return buf_text(&b);
}

const char *
money_text(struct arena *mem, int64_t fen)
{
	return arena_printf(mem, "%s 元", yuan(mem, fen));
}

const char *
price_text(struct arena *mem, int64_t price_form, int64_t price)
{
	switch (price_form) {
	case 2:
		return arena_printf(mem, "%" PRId64 ".%02d%%", price / 100,
				    (int)(price % 100));
	case 3:
		return arena_printf(mem, "单价 %s 元", yuan(mem, price));
	default:
		return money_text(mem, price);
	}
}

const char *
download_header(struct arena *mem, const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
	struct buf b;

	buf_init(&b, mem);
	buf_str(&b, "Content-Disposition: attachment; filename*=UTF-8''");
	for (; *name; name++) {
		if (strchr(plain, *name))
			buf_char(&b, *name);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*name);
	}
	buf_str(&b, "\r\n");
	return buf_text(&b);
}
