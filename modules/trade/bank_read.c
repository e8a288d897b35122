/* A bank's statement as text: which column is what, instants, amounts. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "bank.h"
#include "body.h"
#include "csv.h"
#include "days.h"
#include "json.h"

enum { TIME, SERIAL, PAYER, ACCOUNT, AMOUNT, MEMO, DIRECTION, COLUMNS };

/* As banks write them, the first is how we call it.  An amount is what came in:
 * of one that may be either the direction tells. */
#define TITLES 10
static const char *const titles[COLUMNS][TITLES] = {
	[TIME] = { "交易时间", "入账时间", "记账时间", "交易日期时间" },
	[SERIAL] = { "流水号", "交易流水号", "银行流水号", "交易流水" },
	[PAYER] = { "付款人", "付款人名称", "付款户名", "对方户名", "对方名称",
		    "对方单位名称" },
	[ACCOUNT] = { "付款账号", "付款人账号", "对方账号", "对方账户" },
	[AMOUNT] = { "收入金额", "收入", "收入发生额", "贷方发生额", "贷方金额",
		     "贷方", "转入金额", "存入金额" },
	[MEMO] = { "附言", "摘要", "用途", "备注" },
	[DIRECTION] = { "借贷标志", "借贷方向", "借贷", "收支标志", "收支方向",
			"收支", "收付标志", "收付方向" }
};
static const char *const either[TITLES] = { "金额", "交易金额", "发生额" };
static const char *const came[] = { "贷", "贷方", "收",   "收入",
				    "C",  "CR",   "转入", NULL };
static const char *const went[] = { "借",   "借方", "付", "支",   "支出",
				    "付出", "D",    "DR", "转出", NULL };
static const int64_t longest[COLUMNS] = { 40, 60, 200, 40, 40, 500, 40 };

/* Without space around, or the mark office programs put before numbers. */
static char *
trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s) || *s == '\'')
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = 0;
	return s;
}

static int
number(const char *s, int digits)
{
	int v = 0;

	while (digits--)
		v = v * 10 + (*s++ - '0');
	return v;
}

bool
bank_instant(const char *s, int64_t *ms)
{
	static const int width[6] = { 4, 2, 2, 2, 2, 2 };
	static const char between[] = "-/.: T";
	int v[6] = { 0 }, n = 0, left, take;
	int64_t day;
	bool run;

	while (*s) {
		left = (int)strspn(s, "0123456789");
		if (!left || (!n && left < 4))
			return false;
		/* 20260316 is three numbers, 102030 three more */
		run = n < 6 && left > width[n];
		for (; left; left -= take, s += take) {
			if (n == 6 || (run && left < width[n]))
				return false;
			take = left < width[n] ? left : width[n];
			v[n++] = number(s, take);
		}
		if (*s && !strchr(between, *s))
			return false;
		s += strspn(s, between);
	}
	if (n < 5 || v[3] > 23 || v[4] > 59 || v[5] > 59 ||
	    !day_from_civil(v[0], v[1], v[2], &day))
		return false;
	*ms = day_start(day) + v[3] * HOUR_MS + v[4] * MINUTE_MS +
	      v[5] * INT64_C(1000);
	return true;
}

bool
bank_amount(const char *s, int64_t *fen)
{
	int64_t yuan = 0, cents = 0;
	bool less = *s == '-';
	int digits = 0, after = 0;

	if (less || *s == '+')
		s++;
	if (!strncmp(s, "¥", strlen("¥")))
		s += strlen("¥");
	else if (!strncmp(s, "￥", strlen("￥")))
		s += strlen("￥");
	for (; isdigit((unsigned char)*s) || (digits && *s == ','); s++) {
		if (*s == ',')
			continue;
		yuan = yuan * 10 + (*s - '0');
		digits++;
		if (yuan > MONEY_MAX / 100)
			return false;
	}
	if (!digits)
		return false;
	if (*s == '.')
		for (s++; isdigit((unsigned char)*s) && after < 2; s++, after++)
			cents = cents * 10 + (*s - '0');
	if (after == 1)
		cents *= 10;
	if ((*s && strcmp(s, "元")) || yuan * 100 + cents > MONEY_MAX)
		return false;
	*fen = (yuan * 100 + cents) * (less ? -1 : 1);
	return true;
}

static void
complain(struct buf *bad, struct arena *mem, int64_t line, const char *why)
{
	json_key(bad, arena_printf(mem, "第 %lld 行", (long long)line));
	json_text(bad, why);
}

static size_t
column(char *const *cell, size_t n, const char *const *title)
{
	size_t i;
	int t;

	for (t = 0; t < TITLES && title[t]; t++)
		for (i = 0; i < n; i++)
			if (!strcmp(trim(cell[i]), title[t]))
				return i;
	return SIZE_MAX;
}

/* Which column is which; false after saying what is missing. */
static bool
header(char *const *cell, size_t n, size_t at[COLUMNS], struct buf *bad)
{
	size_t any = column(cell, n, either);
	const char *why;
	int c;

	for (c = 0; c < COLUMNS; c++)
		at[c] = column(cell, n, titles[c]);
	if (at[AMOUNT] == SIZE_MAX && at[DIRECTION] != SIZE_MAX)
		at[AMOUNT] = any;
	for (c = 0; c < DIRECTION; c++) {
		if (at[c] != SIZE_MAX)
			continue;
		why = "对账单缺少这一列";
		if (c == AMOUNT && any != SIZE_MAX)
			why = "分不出是收是付：对账单要有借贷标志（收支方向）"
			      "，或者单独的收入（贷方）金额";
		json_key(bad, titles[c][0]);
		json_text(bad, why);
	}
	return !bad->len;
}

static bool
is_one_of(const char *s, const char *const *words)
{
	while (*words && strcasecmp(s, *words))
		words++;
	return *words;
}

/* NULL, or what is wrong; *skip: money that went out, or none. */
static const char *
line_read(char *const *cell, struct remittance *m, bool *skip)
{
	int c;

	for (c = 0; c < COLUMNS; c++)
		if ((int64_t)utf8_length(cell[c]) > longest[c])
			return "有一格太长";
	*skip = !*cell[AMOUNT];
	if (*skip)
		return NULL;
	if (!bank_amount(cell[AMOUNT], &m->amount_fen))
		return "金额应是数字，最多两位小数";
	if (!is_one_of(cell[DIRECTION], came) &&
	    !is_one_of(cell[DIRECTION], went))
		return "借贷标志应是贷（收）或者借（付）";
	if ((*skip = is_one_of(cell[DIRECTION], went) || !m->amount_fen))
		return NULL;
	if (m->amount_fen < 0)
		return "金额是负数（冲正）：请先核对被冲正的来款，办理以后"
		       "去掉这一行再导入";
	if (!bank_instant(cell[TIME], &m->paid_at))
		return "交易时间应像 2026-03-16 10:20:30";
	if (!*cell[SERIAL])
		return "没有流水号";
	m->serial = cell[SERIAL];
	m->payer = cell[PAYER];
	m->payer_account = cell[ACCOUNT];
	m->memo = cell[MEMO];
	return NULL;
}

void
bank_read(struct arena *mem, const char *text, size_t len, struct list *lines,
	  int64_t *skipped, struct buf *bad)
{
	static char in[] = "C"; /* where no column says otherwise */
	struct remittance *all = arena_alloc(mem, BANK_LINES * sizeof(*all));
	char **cell, *of[COLUMNS];
	size_t at[COLUMNS], n;
	const char *why;
	struct csv csv;
	bool skip;
	int c;

	*lines = (struct list){ 0, all };
	*skipped = 0;
	csv_open(&csv, text, len);
	if (csv_row(&csv, mem, &cell, &n) <= 0) {
		complain(bad, mem, csv.line, csv.bad ? csv.bad : "没有内容");
		return;
	}
	if (!header(cell, n, at, bad))
		return;
	while (csv_row(&csv, mem, &cell, &n)) {
		why = csv.bad;
		for (c = 0; !why && c < COLUMNS; c++) {
			if (c == DIRECTION && at[c] == SIZE_MAX)
				of[c] = in;
			else if (at[c] >= n)
				why = "列数和表头不一致";
			else
				of[c] = trim(cell[at[c]]);
		}
		if (!why && lines->n == BANK_LINES)
			why = "行数太多，请分几次上传";
		if (!why) {
			record_clear(&remittance_record, &all[lines->n]);
			why = line_read(of, &all[lines->n], &skip);
		}
		if (why) {
			complain(bad, mem, csv.line, why);
			if (bad->len > 4000 || lines->n == BANK_LINES)
				return;
		} else if (skip) {
			++*skipped;
		} else {
			all[lines->n++].line = csv.line;
		}
	}
}
