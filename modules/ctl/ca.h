#ifndef CTL_CA_H
#define CTL_CA_H
#include "cert.h"

/* ggzyctl ca: recognised CAs (ca.c), their lists (ca_crl.c), what they say on
 * the network (ca_refresh.c).  Shapes of rows are in ca_rows.c. */

struct crl_line {
	int64_t id, this_update, next_update;
	const char *number, *digest;
};
struct bound_line {
	const char *authority, *serial, *der; /* hex */
};
extern const struct record crl_line_record, bound_line_record;

/* Checks a list and keeps it.  *why: CERT_OK, or why it is refused; *added:
 * false when it is there already. */
enum err ca_crl_keep(struct req *, const char *text, size_t len,
		     enum cert_why *why, bool *added, struct crl *);

#endif
