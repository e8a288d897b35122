/* Weighing offers. */
#include "field.h"
#include "weigh.h"
#include "tap.h"

int
main(void)
{
	struct weighed plain[] = { { .no = 1, .amount_fen = 100 },
				   { .no = 2, .amount_fen = 300 },
				   { .no = 3, .amount_fen = 300 } };
	struct weighed late[] = { { .no = 9, .amount_fen = 300 },
				  { .no = 2, .amount_fen = 300 } };
	struct weighed mixed[] = {
		{ .no = 1, .amount_fen = 300, .points = 1000 },
		{ .no = 2, .amount_fen = 200, .points = 3500 },
		{ .no = 3, .amount_fen = 1, .points = 4000 }
	};
	struct weighed even[] = {
		{ .no = 1, .amount_fen = 299999, .points = 1 },
		{ .no = 2, .amount_fen = 300000, .points = 0 }
	};
	struct weighed most[] = { { .no = 1, .amount_fen = MONEY_MAX },
				  { .no = 2, .amount_fen = MONEY_MAX - 1 } };

	plan(11);
	ok(weigh(plain, 3, 0) == 1, "the highest amount wins");
	ok(plain[1].total == 0, "without points where none are declared");
	ok(weigh(late, 2, 0) == 1, "of the same the earlier one");
	ok(weigh(mixed, 3, 6000) == 1, "points may outweigh the price");
	ok(mixed[0].price_points == 6000, "the highest amount has all points");
	ok(mixed[1].price_points == 4000 && mixed[1].total == 7500,
	   "another in proportion");
	ok(mixed[2].price_points == 20, "rounded down: 6000 / 300");
	ok(weigh(even, 2, 6000) == 1 && even[0].price_points == 5999,
	   "of equal totals the higher amount wins");
	ok(even[0].total == even[1].total, "equal they are");
	ok(weigh(most, 2, 10000) == 0 && most[0].price_points == 10000,
	   "the largest sums do not overflow");
	ok(weigh(most, 0, 10000) == 0, "of none there is none");
	return tap_bad != 0;
}
