#ifndef CTL_ROWS_H
#define CTL_ROWS_H
#include "field.h"

/* Shapes of the rows that ggzyctl reads. */

struct migration {
	int64_t version, done, total, applied_at, ms;
	const char *name, *sha256;
};
struct number {
	int64_t n;
};
struct account_line {
	int64_t id;
	const char *login, *name, *status, *credit_code, *subject_name, *roles;
};
extern const struct record migration_record, number_record, account_line_record;

#endif
