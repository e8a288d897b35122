#ifndef WORDS_H
#define WORDS_H
#include <stdint.h>

#include "arena.h"

/* Numbers, money and time as official documents write them. */

/* 人民币壹仟零伍拾元叁角整; up to 10^15 fen. */
const char *words_rmb(struct arena *, int64_t fen);
/* ¥1,050.30 */
const char *words_money(struct arena *, int64_t fen);
/* An amount in the unit of a price form: 1 fen, 2 1/10000, 3 fen a unit. */
const char *words_price(struct arena *, int64_t price_form, int64_t price);
/* 92.67 of hundredths */
const char *words_points(struct arena *, int64_t hundredths);
/* 2026年3月16日, 2026年3月16日18时00分, and with 05秒; "—" of NONE. */
const char *words_day(struct arena *, int64_t ms);
const char *words_minute(struct arena *, int64_t ms);
const char *words_second(struct arena *, int64_t ms);
/* 2026年3月16日 and, on a second line, 18时00分05秒: for narrow columns. */
const char *words_stamp(struct arena *, int64_t ms);
/* What stands between semicolons, with 、 instead. */
const char *words_members(struct arena *, const char *bidder);
/* The text, or — for nothing. */
const char *words_or_dash(const char *);

#endif
