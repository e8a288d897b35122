/* Money, prices and file names as people and browsers read them. */
#include "tap.h"
#include "trade.h"

int
main(void)
{
	struct arena *a = arena_new();

	plan(10);
	is(money_text(a, 0), "0.00 元", "nothing");
	is(money_text(a, 8600050), "86,000.50 元", "commas by thousands");
	is(money_text(a, 99999), "999.99 元", "none below a thousand");
	is(money_text(a, -12350), "-123.50 元", "a sum below zero");
	is(money_text(a, -100000000), "-1,000,000.00 元", "and a large one");
	is(money_text(a, -5), "-0.05 元", "and one of less than a yuan");
	is(price_text(a, 2, 9805), "98.05%", "a rate");
	is(price_text(a, 3, 123456), "单价 1,234.56 元", "a unit price");
	is(download_header(a, "a_b-1.pdf"),
	   "Content-Disposition: attachment; filename*=UTF-8''a_b-1.pdf\r\n",
	   "a plain name");
	is(download_header(a, "桥 \"\r\n"),
	   "Content-Disposition: attachment; "
	   "filename*=UTF-8''%E6%A1%A5%20%22%0D%0A\r\n",
	   "one that is not cannot leave its line");
	arena_free(a);
	return tap_bad != 0;
}
