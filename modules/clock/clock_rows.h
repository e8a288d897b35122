#ifndef CLOCK_ROWS_H
#define CLOCK_ROWS_H
#include "field.h"

struct clock_number {
	int64_t n;
};
struct pending {
	int64_t event;
	const char *verb, *body;
};
struct due_step {
	int64_t id, trade, at, tries;
	const char *domain, *verb;
};
struct overdue {
	int64_t id, trade, due_at;
	const char *domain, *rule_key, *what;
};
extern const struct record clock_number_record, pending_record, due_step_record,
    overdue_record;

#endif
