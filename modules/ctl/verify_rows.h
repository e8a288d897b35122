#ifndef VERIFY_ROWS_H
#define VERIFY_ROWS_H
#include "verify.h"

/* How the tables of verify_rows.c and verify_details.c write their fields. */
#define LEAVE_OUT (F_IN | F_OPT | F_ABSENT)
#define NULLABLE (F_IN | F_OPT)
#define LONG INT64_MAX
#define SCORE_MAX 1000000
/* A record that is used here only. */
#define FORM(rec)                                                              \
	static const struct record rec##_record = { #rec, sizeof(struct rec),  \
						    rec##_field }

#endif
