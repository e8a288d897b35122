/* Shapes of the rows that ggzyctl reads. */
#include "ctl_rows.h"

#define COLUMN(T, m) INT(struct T, m, INT64_MIN, INT64_MAX, F_ROW, NULL)
#define WORDS(T, m) TEXT(struct T, m, 0, INT64_MAX, F_ROW, NULL)

/* clang-format off */
static const struct field migration_field[] = {
	COLUMN(migration, version),
	COLUMN(migration, done),
	COLUMN(migration, total),
	COLUMN(migration, applied_at),
	COLUMN(migration, ms),
	WORDS(migration, name),
	WORDS(migration, sha256),
	FIELD_END
};
static const struct field number_field[] = {
	COLUMN(number, n),
	FIELD_END
};
static const struct field account_line_field[] = {
	COLUMN(account_line, id),
	WORDS(account_line, login),
	WORDS(account_line, name),
	WORDS(account_line, status),
	WORDS(account_line, credit_code),
	WORDS(account_line, subject_name),
	WORDS(account_line, roles),
	FIELD_END
};
/* clang-format on */

RECORD(migration, struct migration);
RECORD(number, struct number);
RECORD(account_line, struct account_line);
