#ifndef FIELD_H
#define FIELD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A record describes a C struct once, for three uses: reading JSON into it
 * (body.h), writing JSON from it (json.h), and taking database rows (db.h).
 * Columns and JSON members are tied to struct members by name.
 */
#define NONE INT64_MIN /* an INT, MONEY, TIME, DATE or ENUM that is absent */

enum kind {
	K_INT,
	K_MONEY, /* fen */
	K_TIME,  /* ms UTC; JSON: RFC 3339, written with +08:00 */
	K_DATE,  /* day number since 1970-01-01; JSON "YYYY-MM-DD" */
	K_ENUM,  /* index in `of`, a NULL-terminated list of words */
	K_BOOL,
	K_TEXT, /* min and max count UTF-8 characters */
	K_RAW,  /* text that is JSON already; output only */
	K_NEST, /* `of` is a record; member is a pointer to its struct */
	K_LIST, /* `of` is a record; member is a struct list of its structs */
	K_INTS, /* struct list of int64_t, each within min..max */
	K_TEXTS /* struct list of const char * */
};

/* A list of structs, int64_t or const char *: n of them at `at`. */
struct list {
	size_t n;
	void *at;
};

struct field {
	const char *name;
	enum kind kind;
	size_t off;
	int64_t min, max;
	unsigned flags;
#define F_IN 0x1u  /* taken from the request */
#define F_OPT 0x2u /* and may be absent or null */
#define F_OUT 0x4u /* shown in replies */
#define F_BOTH (F_IN | F_OUT)
#define F_ROW 0u /* a column that never leaves the worker */
	const void *of;
	const char *label; /* Chinese name, for messages and forms */
};

struct record {
	const char *name;
	size_t size;
	const struct field *field;
};

#define LIST_MAX 1000              /* items of a list, unless it says more */
#define MONEY_MAX 1000000000000000 /* ten thousand billion yuan, in fen */

/* clang-format off */
#define FIELD_OFF(T, m, C) (offsetof(T, m) + 0 * sizeof(char[ \
	__builtin_types_compatible_p(__typeof__(((T *)0)->m), C) ? 1 : -1]))

#define INT(T, m, lo, hi, fl, label) \
	{ #m, K_INT, FIELD_OFF(T, m, int64_t), lo, hi, fl, NULL, label }
#define MONEY(T, m, lo, hi, fl, label) \
	{ #m, K_MONEY, FIELD_OFF(T, m, int64_t), lo, hi, fl, NULL, label }
#define TIME(T, m, fl, label) \
	{ #m, K_TIME, FIELD_OFF(T, m, int64_t), 0, 4102444800000, fl, NULL, label }
#define DATE(T, m, fl, label) \
	{ #m, K_DATE, FIELD_OFF(T, m, int64_t), -36524, 47482, fl, NULL, label }
#define ENUM(T, m, words, fl, label) \
	{ #m, K_ENUM, FIELD_OFF(T, m, int64_t), 0, 0, fl, words, label }
#define BOOL(T, m, fl, label) \
	{ #m, K_BOOL, FIELD_OFF(T, m, bool), 0, 1, fl, NULL, label }
#define TEXT(T, m, lo, hi, fl, label) \
	{ #m, K_TEXT, FIELD_OFF(T, m, const char *), lo, hi, fl, NULL, label }
#define RAW(T, m, label) \
	{ #m, K_RAW, FIELD_OFF(T, m, const char *), 0, 0, F_OUT, NULL, label }
#define NEST(T, m, S, rec, fl, label) \
	{ #m, K_NEST, FIELD_OFF(T, m, S *), 0, 1, fl, rec, label }
#define LIST(T, m, rec, lo, hi, fl, label) \
	{ #m, K_LIST, FIELD_OFF(T, m, struct list), lo, hi, fl, rec, label }
#define INTS(T, m, lo, hi, fl, label) \
	{ #m, K_INTS, FIELD_OFF(T, m, struct list), lo, hi, fl, NULL, label }
#define TEXTS(T, m, lo, hi, fl, label) \
	{ #m, K_TEXTS, FIELD_OFF(T, m, struct list), lo, hi, fl, NULL, label }
#define FIELD_END { .name = NULL }
/* Defines NAME_record for the table NAME_field and struct T. */
#define RECORD(rec, T) \
	const struct record rec##_record = { #rec, sizeof(T), rec##_field }
/* clang-format on */

/* The field of that name, or NULL. */
const struct field *field_find(const struct record *, const char *name);
/* Sets every member to absent: NONE, false, NULL, empty list. */
void record_clear(const struct record *, void *);
/* Index of a word in a NULL-terminated list, or -1; the word of an index, or
 * NULL: NONE, or what came from a database that knows more words than we. */
int64_t word_index(const char *const *words, const char *);
const char *word_at(const char *const *words, int64_t i);

#endif
