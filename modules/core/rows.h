#ifndef ROWS_H
#define ROWS_H
#include "field.h"

/* Shapes of rows that only the core itself reads. */

struct instant {
	int64_t now_ms, real_ms;
	const char *suite; /* its word */
	bool rehearsal;
	int64_t skew; /* no column: see instant.h */
};
struct idem {
	const char *request, *reply;
	int64_t status;
};
/* The one row of ggzy_core.installation. */
struct installation {
	const char *name, *platform_code, *platform_code11;
	const char *suite; /* its word */
	bool rehearsal;
	int64_t speed;
};
struct trade_role {
	bool expert, trustee;
};
struct trail {
	const char *hash; /* of the events of a trade so far */
};
struct log_node {
	const char *hash; /* or of a leaf */
};
extern const struct record instant_record, idem_record, installation_record,
    trade_role_record, trail_record, calendar_day_record, log_node_record;

#endif
