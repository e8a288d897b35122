/* Shapes of the rows that ggzyctl ca reads. */
#include "ca.h"

/* clang-format off */
static const struct field crl_line_field[] = {
	INT(struct crl_line, id, 1, INT64_MAX, F_ROW, NULL),
	INT(struct crl_line, this_update, 0, INT64_MAX, F_ROW, NULL),
	INT(struct crl_line, next_update, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct crl_line, number, 0, 40, F_ROW, NULL),
	TEXT(struct crl_line, digest, 64, 64, F_ROW, NULL),
	FIELD_END
};
static const struct field bound_line_field[] = {
	TEXT(struct bound_line, authority, 64, 64, F_ROW, NULL),
	TEXT(struct bound_line, serial, 1, 40, F_ROW, NULL),
	TEXT(struct bound_line, der, 0, 2 * CERT_DER_MAX, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(crl_line, struct crl_line);
RECORD(bound_line, struct bound_line);
