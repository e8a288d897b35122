#ifndef IDS_H
#define IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Identifiers: the checks of the numbers people and organisations bring, and
 * the codes this platform mints.  Pure functions of text.
 *
 * X_bad() says in Chinese what is wrong with a text, or returns NULL if it is
 * a good X; the text returned is a constant.  X_ok() is the same as a fact.
 * Letters are capitals, as the standards print them: who accepts small ones
 * from a keyboard makes them capitals first.  NULL is refused like "".
 */

/*
 * 统一社会信用代码, 18 characters (GB 32100-2015): alphabet without I O S V Z,
 * a region of six digits, its own check character, and the inner
 * 组织机构代码 (positions 9 to 17, GB 11714-1997) with its check character.
 * Both checks must hold; the region is not looked up.
 */
#define CREDIT_CODE 18
const char *credit_code_bad(const char *);

/*
 * 公民身份号码, 18 characters (GB 11643-1999): check character and a birthday
 * that exists, from the year 1800 on.  The region is never judged: numbers
 * given out before a prefecture became a city stay valid for life.
 */
#define RESIDENT_ID 18
const char *resident_id_bad(const char *);

/*
 * ISO 7064 MOD 37-2 (GB/T 17710): the check character, one of 0-9 A-Z *, over
 * n characters 0-9 A-Z.  '\0' if a character is none of those.
 */
char mod37_2(const char *, size_t n);

/*
 * 统一交易标识码: AAA-SSSSSSSSSSSSSSSSSS-yyyyMMdd-NNNNNN-K, 40 characters.
 * class3: letter and two digits, a row of deal_code_class; org18: credit
 * code of the organisation that runs the trading platform; yyyymmdd as in
 * day_compact(); serial 1 to 999999, counted within class, organisation and
 * day.  False, and out "", if a part is bad.
 */
#define DEAL_CODE 40
bool deal_code_make(char out[DEAL_CODE + 1], const char *class3,
		    const char *org18, int64_t yyyymmdd, int64_t serial);
const char *deal_code_bad(const char *);

/*
 * The chain of 电子招标投标系统技术规范 附录B.3, each code the one above it
 * and a serial number:
 *
 *	交易平台标识代码	11	letter, region 6 digits, serial 4
 *	项目编号		17	platform and 6 digits
 *	招标项目编号		20	project and 3 digits
 *	标段(包)编号		23	tender project and 3 digits
 *
 * Codes of other platforms often do not follow it: judge only our own.
 */
#define PLATFORM_CODE 11
#define PROJECT_CODE 17
#define TENDER_CODE 20
#define SECTION_CODE 23

/*
 * The code below parent, a good code of 11, 17 or 20 characters; serial from 1
 * to 999999 or 999.  False, and out "", if a part is bad.
 */
bool project_code_make(char out[SECTION_CODE + 1], const char *parent,
		       int64_t serial);
/* len: one of the four lengths above. */
const char *project_code_bad(const char *, size_t len);

static inline bool
credit_code_ok(const char *s)
{
	return !credit_code_bad(s);
}

static inline bool
resident_id_ok(const char *s)
{
	return !resident_id_bad(s);
}

static inline bool
deal_code_ok(const char *s)
{
	return !deal_code_bad(s);
}

static inline bool
project_code_ok(const char *s, size_t len)
{
	return !project_code_bad(s, len);
}

#endif
