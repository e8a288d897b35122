/* Dates, money and names as people read them. */
#include <inttypes.h>

#include "days.h"
#include "facet.h"
#include "field.h"
#include "words.h"

const char *
say_domain(const char *domain)
{
	static const char *const label[] = { "工程建设", "政府采购",
					     "土地使用权和矿业权", "国有产权",
					     "其他交易" };
	int64_t i = word_index(domain_words, domain ? domain : "");

	return i < 0 ? "各领域" : label[i];
}

const char *
say_day(struct arena *mem, int64_t day)
{
	int y, m, d;

	if (day == NONE || !day_to_civil(day, &y, &m, &d))
		return "";
	return arena_printf(mem, "%d年%d月%d日", y, m, d);
}

const char *
say_instant(struct arena *mem, int64_t ms)
{
	int64_t day, minute;

	if (ms == NONE)
		return "";
	day = day_of(ms);
	minute = (ms - day_start(day)) / MINUTE_MS;
	return arena_printf(mem, "%s %02d:%02d", say_day(mem, day),
			    (int)(minute / 60), (int)(minute % 60));
}

const char *
say_seconds(struct arena *mem, int64_t ms)
{
	if (ms == NONE)
		return "";
	return arena_printf(mem, "%s:%02d", say_instant(mem, ms),
			    (int)((ms - day_start(day_of(ms))) / 1000 % 60));
}

const char *
say_until(struct arena *mem, int64_t ms)
{
	if (ms == NONE || ms != day_start(day_of(ms)))
		return say_instant(mem, ms);
	return arena_printf(mem, "%s 24:00", say_day(mem, day_of(ms) - 1));
}

const char *
say_iso_day(struct arena *mem, int64_t ms)
{
	char text[11];

	if (ms == NONE || !day_print(text, day_of(ms)))
		return "";
	return arena_strdup(mem, text);
}

const char *
say_iso(struct arena *mem, int64_t ms)
{
	char text[30];

	if (ms == NONE || !instant_print(text, ms))
		return "";
	return arena_strdup(mem, text);
}

const char *
say_count(struct arena *mem, int64_t n)
{
	if (n == NONE)
		return "";
	if (n < 0)
		return arena_printf(mem, "-%s", say_count(mem, -n));
	if (n < 1000)
		return arena_printf(mem, "%" PRId64, n);
	return arena_printf(mem, "%s,%03d", say_count(mem, n / 1000),
			    (int)(n % 1000));
}

const char *
say_yuan(struct arena *mem, int64_t fen)
{
	if (fen == NONE)
		return "";
	return arena_printf(mem, "%s.%02d 元", say_count(mem, fen / 100),
			    (int)(fen % 100));
}

const char *
say_money(struct arena *mem, int64_t fen)
{
	int64_t hundredth = (fen + 5000) / 10000; /* of 万元 */

	if (fen == NONE || fen < 1000000)
		return say_yuan(mem, fen);
	return arena_printf(mem, "%s.%02d 万元",
			    say_count(mem, hundredth / 100),
			    (int)(hundredth % 100));
}

const char *
say_bytes(struct arena *mem, int64_t n)
{
	if (n < 1024)
		return arena_printf(mem, "%" PRId64 " 字节", n);
	if (n < 1024 * 1024)
		return arena_printf(mem, "%" PRId64 " KB", (n + 512) / 1024);
	n = (n * 10 + 524288) / 1048576;
	return arena_printf(mem, "%" PRId64 ".%d MB", n / 10, (int)(n % 10));
}

const char *
say_law(struct arena *mem, const char *law, const char *article)
{
	static const char country[] = "中华人民共和国";

	if (!strncmp(law, country, sizeof(country) - 1))
		law += sizeof(country) - 1;
	return arena_printf(mem, "%s%s", law, article ? article : "");
}
