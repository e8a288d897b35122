/* Check characters and forms of the identifiers. */
#include <stdio.h>
#include <string.h>

#include "days.h"
#include "ids.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
has_length(const char *s, size_t n)
{
	return s && strnlen(s, n + 1) == n;
}

static bool
are_digits(const char *s, size_t n)
{
	while (n && is_digit(*s))
		s++, n--;
	return n == 0;
}

/* 0-9 A-Z as 0 to 35, else -1 */
static int
value(char c)
{
	if (is_digit(c))
		return c - '0';
	return is_capital(c) ? c - 'A' + 10 : -1;
}

/* The number eight digits make; the caller knows that they are digits. */
static int64_t
number8(const char *s)
{
	int64_t v = 0;
	int i;

	for (i = 0; i < 8; i++)
		v = v * 10 + (s[i] - '0');
	return v;
}

static bool
is_date(int64_t yyyymmdd)
{
	int64_t day;

	return day_from_civil((int)(yyyymmdd / 10000),
			      (int)(yyyymmdd / 100 % 100),
			      (int)(yyyymmdd % 100), &day);
}

/* GB 11714: eight characters and a check character, 10 is written X. */
static char
organisation_check(const char *s)
{
	static const int weight[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int i, sum = 0;

	for (i = 0; i < 8; i++)
		sum += value(s[i]) * weight[i];
	return "0X987654321"[sum % 11];
}

const char *
credit_code_bad(const char *s)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	const char *at;
	long sum = 0, weight = 1;
	int i;

	if (!has_length(s, CREDIT_CODE))
		return "统一社会信用代码应为18位";
	for (i = 0; i < CREDIT_CODE; i++) {
		if (!(at = strchr(alphabet, s[i])))
			return "统一社会信用代码只能含数字和大写字母"
			       "(不含I、O、S、V、Z)";
		if (i == CREDIT_CODE - 1)
			break;
		sum += (at - alphabet) * weight;
		weight = weight * 3 % 31;
	}
	if (!are_digits(s + 2, 6))
		return "统一社会信用代码第3至8位应为数字";
	if (alphabet[(31 - sum % 31) % 31] != s[CREDIT_CODE - 1])
		return "统一社会信用代码校验码不符";
	if (organisation_check(s + 8) != s[16])
		return "统一社会信用代码中的组织机构代码校验码不符";
	return NULL;
}

const char *
resident_id_bad(const char *s)
{
	static const int weight[] = { 7, 9, 10, 5,  8, 4, 2, 1, 6,
				      3, 7, 9,  10, 5, 8, 4, 2 };
	int64_t birth;
	int i, sum = 0;

	if (!has_length(s, RESIDENT_ID))
		return "公民身份号码应为18位";
	if (!are_digits(s, 17) || !(is_digit(s[17]) || s[17] == 'X'))
		return "公民身份号码应为17位数字加数字或X";
	birth = number8(s + 6);
	if (birth < 18000101 || !is_date(birth))
		return "公民身份号码中的出生日期不存在";
	for (i = 0; i < 17; i++)
		sum += (s[i] - '0') * weight[i];
	if ("10X98765432"[sum % 11] != s[17])
		return "公民身份号码校验码不符";
	return NULL;
}

char
mod37_2(const char *s, size_t n)
{
	int p = 0, v;

	for (; n; s++, n--) {
		if ((v = value(*s)) < 0)
			return '\0';
		p = (p + v) * 2 % 37;
	}
	return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"[(38 - p) % 37];
}

/* The 35 characters under the check, out of a text in deal code form. */
static char
deal_code_check(const char *s)
{
	char bare[35];

	memcpy(bare, s, 3);
	memcpy(bare + 3, s + 4, 18);
	memcpy(bare + 21, s + 23, 8);
	memcpy(bare + 29, s + 32, 6);
	return mod37_2(bare, sizeof(bare));
}

static bool
is_class(const char *s)
{
	return is_capital(s[0]) && are_digits(s + 1, 2);
}

bool
deal_code_make(char out[DEAL_CODE + 1], const char *class3, const char *org18,
	       int64_t yyyymmdd, int64_t serial)
{
	out[0] = '\0';
	if (!has_length(class3, 3) || !is_class(class3) ||
	    !credit_code_ok(org18))
		return false;
	if (yyyymmdd < 10000101 || yyyymmdd > 99991231 || !is_date(yyyymmdd) ||
	    serial < 1 || serial > 999999)
		return false;
	snprintf(out, DEAL_CODE + 1, "%s-%s-%08d-%06d-0", class3, org18,
		 (int)yyyymmdd, (int)serial);
	out[DEAL_CODE - 1] = deal_code_check(out);
	return true;
}

const char *
deal_code_bad(const char *s)
{
	char org[CREDIT_CODE + 1];

	if (!has_length(s, DEAL_CODE))
		return "统一交易标识码应为40位";
	if (s[3] != '-' || s[22] != '-' || s[31] != '-' || s[38] != '-')
		return "统一交易标识码的连字符位置不对";
	if (!is_class(s))
		return "统一交易标识码的交易分类代码应为一个字母加两位数字";
	memcpy(org, s + 4, CREDIT_CODE);
	org[CREDIT_CODE] = '\0';
	if (!credit_code_ok(org))
		return "统一交易标识码中的统一社会信用代码不正确";
	if (!are_digits(s + 23, 8) || !is_date(number8(s + 23)))
		return "统一交易标识码中的日期不存在";
	if (!are_digits(s + 32, 6))
		return "统一交易标识码的流水号应为6位数字";
	if (deal_code_check(s) != s[DEAL_CODE - 1])
		return "统一交易标识码校验码不符";
	return NULL;
}

const char *
project_code_bad(const char *s, size_t len)
{
	if (len != PLATFORM_CODE && len != PROJECT_CODE && len != TENDER_CODE &&
	    len != SECTION_CODE)
		return "编号长度不在规范之内";
	if (!has_length(s, len))
		return "编号位数不对";
	if (!is_capital(s[0]) || !are_digits(s + 1, len - 1))
		return "编号应为一个大写字母加数字";
	return NULL;
}

bool
project_code_make(char out[SECTION_CODE + 1], const char *parent,
		  int64_t serial)
{
	size_t len = parent ? strnlen(parent, SECTION_CODE) : 0;
	int64_t max = len == PLATFORM_CODE ? 999999 : 999;

	out[0] = '\0';
	if (len == SECTION_CODE || !project_code_ok(parent, len) ||
	    serial < 1 || serial > max)
		return false;
	snprintf(out, SECTION_CODE + 1, "%s%0*d", parent, max > 999 ? 6 : 3,
		 (int)serial);
	return true;
}
