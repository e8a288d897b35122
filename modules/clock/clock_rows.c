/* Shapes of the rows that the clock reads. */
#include "clock_rows.h"

#define COLUMN(T, m) INT(struct T, m, INT64_MIN, INT64_MAX, F_ROW, NULL)
#define WORDS(T, m) TEXT(struct T, m, 0, INT64_MAX, F_ROW, NULL)

/* clang-format off */
static const struct field clock_number_field[] = {
	COLUMN(clock_number, n),
	FIELD_END
};
static const struct field pending_field[] = {
	COLUMN(pending, event),
	WORDS(pending, verb),
	WORDS(pending, body),
	FIELD_END
};
static const struct field due_step_field[] = {
	COLUMN(due_step, id),
	COLUMN(due_step, trade),
	COLUMN(due_step, at),
	COLUMN(due_step, tries),
	WORDS(due_step, domain),
	WORDS(due_step, verb),
	FIELD_END
};
static const struct field overdue_field[] = {
	COLUMN(overdue, id),
	COLUMN(overdue, trade),
	COLUMN(overdue, due_at),
	WORDS(overdue, domain),
	WORDS(overdue, rule_key),
	WORDS(overdue, what),
	FIELD_END
};
/* clang-format on */

RECORD(clock_number, struct clock_number);
RECORD(pending, struct pending);
RECORD(due_step, struct due_step);
RECORD(overdue, struct overdue);
