#ifndef WORDS_H
#define WORDS_H
#include "arena.h"

/*
 * Dates, periods, money and places as people read them.  Everything returned
 * lies in the arena or is a constant; NONE gives "".
 */
const char *say_day(struct arena *, int64_t day);    /* 2026年6月3日 */
const char *say_instant(struct arena *, int64_t ms); /* 2026年6月3日 10:00 */
const char *say_seconds(struct arena *, int64_t ms); /* ... 10:00:07 */
const char *say_iso_day(struct arena *, int64_t ms); /* 2026-06-03 */
const char *say_iso(struct arena *, int64_t ms);     /* for <time datetime> */
/* The end of a period: midnight is 24:00 of the day before. */
const char *say_until(struct arena *, int64_t ms);
/* "2,386.42 万元", below ten thousand "3,140.47 元". */
const char *say_money(struct arena *, int64_t fen);
const char *say_yuan(struct arena *, int64_t fen); /* 23,864,200.00 元 */
const char *say_count(struct arena *, int64_t n);  /* 11,482 */
const char *say_bytes(struct arena *, int64_t n);  /* 6.4 MB */
/* 中华人民共和国招标投标法 + 第二十四条: without the country. */
const char *say_law(struct arena *, const char *law, const char *article);

const char *say_domain(const char *domain); /* 工程建设 */

#endif
