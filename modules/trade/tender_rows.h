#ifndef TENDER_ROWS_H
#define TENDER_ROWS_H
#include "db.h"

/* Shapes of rows that only the statements of tender.sql have. */
struct one_word {
	const char *word;
};
struct number {
	int64_t number;
};
struct notice_type {
	const char *name, *class, *national_stage;
};
extern const struct record one_word_record, number_record, notice_type_record;

/* One number of a row, for counts and sums. */
struct req;
#define NUMBER(r, stmt, out, ...) number_get(r, stmt, out, ARGS(__VA_ARGS__))
enum err number_get(struct req *, unsigned stmt, int64_t *out,
		    const struct val *, size_t);

#endif
