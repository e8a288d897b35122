/* Money: a bank's statement as text, interest by the day, instalments. */
#include "bank.h"
#include "days.h"
#include "sale.h"
#include "schedule.h"
#include "tap.h"

#include <stdlib.h>

static int64_t
at(const char *day, int h, int m, int s)
{
	int64_t d = 0;

	day_parse(day, &d);
	return day_start(d) + h * HOUR_MS + m * MINUTE_MS + s * 1000;
}

static bool
is_instant(const char *text, int64_t want)
{
	int64_t ms = -1;

	return bank_instant(text, &ms) && ms == want;
}

static void
instants(void)
{
	int64_t want = at("2026-03-06", 9, 5, 7), ms;
	static const char *const bad[] = { "",
					   "2026-03-06",
					   "2026-02-30 10:00:00",
					   "26-03-06 10:00",
					   "2026-03-06 24:00:00",
					   "2026-03-06 10:60",
					   "2026-03-06 10:00:60",
					   "2026-03-06 10:00:00 x",
					   "20260306100",
					   "202603061000000",
					   "明天 10:00",
					   NULL };
	size_t i;

	ok(is_instant("2026-03-06 09:05:07", want), "as we write it");
	ok(is_instant("2026/3/6 9:05:07", want), "as an office program does");
	ok(is_instant("20260306 090507", want), "and a bank");
	ok(is_instant("20260306090507", want), "or another");
	ok(is_instant("2026-03-06T09:05", at("2026-03-06", 9, 5, 0)),
	   "without seconds");
	for (i = 0; bad[i]; i++)
		if (bank_instant(bad[i], &ms))
			break;
	ok(!bad[i], "nothing else (%s)", bad[i] ? bad[i] : "-");
}

static bool
is_amount(const char *text, int64_t want)
{
	int64_t fen = -1;

	return bank_amount(text, &fen) && fen == want;
}

static void
amounts(void)
{
	static const char *const bad[] = { "",
					   "x",
					   ",1",
					   "1.234",
					   "1.2.3",
					   "1 2",
					   "1e5",
					   "10000000000000.01",
					   "99999999999999999999",
					   ".5",
					   "一百",
					   NULL };
	int64_t fen;
	size_t i;

	ok(is_amount("1234.5", 123450), "a decimal");
	ok(is_amount("1,234,567.89", 123456789), "with commas");
	ok(is_amount("¥200,000.00", 20000000), "with a sign");
	ok(is_amount("-12.34", -1234), "money that went out");
	ok(is_amount("100元", 10000), "in yuan");
	for (i = 0; bad[i]; i++)
		if (bank_amount(bad[i], &fen))
			break;
	ok(!bad[i], "nothing else (%s)", bad[i] ? bad[i] : "-");
}

static void
lines_of(struct arena *mem, const char *text, struct list *l, const char **bad)
{
	struct buf b;
	int64_t skipped;

	buf_init(&b, mem);
	bank_read(mem, text, strlen(text), l, &skipped, &b);
	*bad = buf_text(&b);
}

static void
statements(void)
{
	struct arena *mem = arena_new();
	const struct remittance *m;
	const char *bad;
	struct list l;

	lines_of(mem,
		 "流水号;交易时间;对方户名;对方账号;贷方发生额;摘要;余额\n"
		 "A1;2026-03-06 09:00;\"甲;乙\";'622;1,000.00;x;5\n"
		 "A2;2026-03-06 09:00;甲;622;;out;5\n"
		 "A3;2026-03-06 09:00;甲;622;0.00;out;5\n",
		 &l, &bad);
	ok(l.n == 1 && !*bad, "what came in, by the titles of a bank (%s)",
	   bad);
	m = l.at;
	ok(!strcmp(m->payer, "甲;乙") && !strcmp(m->payer_account, "622") &&
	       m->amount_fen == 100000 && m->line == 2,
	   "each cell in its place");
	lines_of(mem,
		 "流水号,交易时间,借贷标志,对方户名,对方账号,交易金额,摘要\n"
		 "A1,2026-03-06 09:00,借,甲,622,7.00,x\n"
		 "A2,2026-03-06 09:00,D,甲,622,-7.00,x\n"
		 "A3,2026-03-06 09:00,贷,甲,622,8.00,x\n"
		 "A4,2026-03-06 09:00,c,甲,622,9.00,x\n",
		 &l, &bad);
	m = l.at;
	ok(l.n == 2 && !*bad && m[0].amount_fen == 800 &&
	       m[1].amount_fen == 900,
	   "what went out is no money that came (%s)", bad);
	lines_of(mem,
		 "流水号,交易时间,借贷标志,付款人,付款账号,金额,附言\n"
		 "A1,2026-03-06 09:00,?,甲,622,7.00,x\n"
		 "A2,2026-03-06 09:00,,甲,622,7.00,x\n"
		 "A3,2026-03-06 09:00,贷,甲,622,-7.00,x\n",
		 &l, &bad);
	ok(strstr(bad, "第 2 行") && strstr(bad, "第 3 行") &&
	       strstr(bad, "第 4 行") && strstr(bad, "冲正"),
	   "nor is what says neither, and nothing below zero is passed over");
	lines_of(mem,
		 "流水号,交易时间,付款人,付款账号,金额,附言\n"
		 "A1,2026-03-06 09:00,甲,622,7.00,x\n",
		 &l, &bad);
	ok(!l.n && strstr(bad, "借贷标志"),
	   "an amount alone does not say which it is");
	lines_of(mem, "流水号,交易时间\nA1,x\n", &l, &bad);
	ok(strstr(bad, "金额") && strstr(bad, "付款人") &&
	       !strstr(bad, "流水号"),
	   "columns that are missing are named");
	lines_of(mem,
		 "流水号,交易时间,付款人,付款账号,收入金额,附言\nA1,x,甲,1,1,"
		 "x\n"
		 "A2,2026-03-06 09:00,甲,1\n",
		 &l, &bad);
	ok(strstr(bad, "第 2 行") && strstr(bad, "第 3 行"),
	   "and lines that are broken");
	lines_of(mem, "", &l, &bad);
	ok(*bad, "nothing is no statement");
	arena_free(mem);
}

static void
interests(void)
{
	static const struct rate two[] = { { 2, 5, 0, 100 },
					   { 7, 20, 101, NONE } };
	static const struct rate one[] = { { 7, 20, 0, NONE } };

	ok(interest_of(100000000, 1000, 1000, one, 1, 360) == 0,
	   "nothing for the day itself");
	ok(interest_of(100000000, 1000, 1001, one, 1, 360) == 972,
	   "a day of a million at 0.35 per cent");
	ok(interest_of(100000000, 1000, 1360, one, 1, 360) == 350000, "a year");
	ok(interest_of(36000000, 95, 105, two, 2, 360) == 5 * 400 + 5 * 350,
	   "each day at its rate");
	ok(interest_of(MONEY_MAX, 0, 40000, two, 2, 360) > 0,
	   "the largest sum does not overflow");
	ok(interest_of(100000000, 1000, 900, one, 1, 360) == 0,
	   "nothing backwards");
}

static void
instalments(void)
{
	static const struct rate permille = { 1, 10, 0, NONE };
	static const struct price_part parts[] = { { 90, 500 },
						   { 105, 700 },
						   { 130, 300 } };
	struct instalment i[] = {
		{ .no = 1, .due_on = 100, .amount_fen = 1000 },
		{ .no = 2, .due_on = 120, .amount_fen = 900 }
	};

	schedule_fill(i, 2, parts, 3, 140, &permille);
	ok(i[0].paid_fen == 1000 && i[0].paid_on == 105 && i[0].days_late == 5,
	   "what comes first pays the first");
	ok(i[0].penalty_fen == 3, "500 for five days: 2.5, rounded");
	ok(i[1].paid_fen == 500 && i[1].paid_on == NONE && i[1].days_late == 20,
	   "what is left pays the next, and the rest is late till today");
	ok(i[1].penalty_fen == 11, "300 for 10 days and 400 for 20");
	schedule_fill(i, 2, NULL, 0, 100, &permille);
	ok(!i[0].days_late && !i[0].penalty_fen && !i[0].paid_fen,
	   "on its last day nothing is late");
	schedule_fill(i, 2, NULL, 0, 101, NULL);
	ok(i[0].days_late == 1 && !i[0].penalty_fen,
	   "without a rule nothing is a penalty");
}

/* What several pay together is the price, and nobody's part is a fen off. */
static void
parts(void)
{
	struct buyer b[5];
	int64_t price, sum, all, wrong = 0;
	unsigned seed = 7;
	int i, n, round;

	for (round = 0; round < 20000; round++) {
		n = 2 + rand_r(&seed) % 4;
		price = (int64_t)(rand_r(&seed) % 1000000000 + 1) *
			(round % 2 ? 1000000 : 1);
		for (all = 0, i = 0; i < n; i++)
			all += b[i].weight = 1 + rand_r(&seed) % 10000;
		buyers_share(b, (size_t)n, price);
		for (sum = 0, i = 0; i < n; i++) {
			__int128 off = (__int128)b[i].amount_fen * all -
				       (__int128)price * b[i].weight;

			wrong += off <= -all || off >= all;
			sum += b[i].amount_fen;
		}
		wrong += sum != price;
	}
	ok(!wrong, "what several pay makes the price, each a part to the fen");
	b[0].weight = b[1].weight = b[2].weight = 1;
	buyers_share(b, 3, 100);
	ok(b[0].amount_fen == 34 && b[1].amount_fen == 33,
	   "of equal ones the first pays the fen that is left");
}

int
main(void)
{
	plan(34);
	instants();
	amounts();
	statements();
	interests();
	instalments();
	parts();
	return tap_bad != 0;
}
