#ifndef SAMPLE_H
#define SAMPLE_H
#include "field.h"

/* A record with a field of every kind, for the fuzz targets. */
struct part {
	const char *name;
	int64_t share;
};
struct sample {
	int64_t price, at, day, colour;
	bool public;
	const char *title, *raw;
	struct part *lead;
	struct list parts, ids, names;
};

/* clang-format off */
static const char *const colours[] = { "red", "blue", NULL };
static const struct field part_field[] = {
	TEXT(struct part, name, 1, 10, F_BOTH, NULL),
	INT(struct part, share, 1, 100, F_BOTH | F_OPT, NULL),
	FIELD_END
};
static RECORD(part, struct part);
static const struct field sample_field[] = {
	MONEY(struct sample, price, 0, MONEY_MAX, F_BOTH | F_OPT, NULL),
	TIME(struct sample, at, F_BOTH | F_OPT, NULL),
	DATE(struct sample, day, F_BOTH | F_OPT, NULL),
	ENUM(struct sample, colour, colours, F_BOTH | F_OPT, NULL),
	BOOL(struct sample, public, F_BOTH | F_OPT, NULL),
	TEXT(struct sample, title, 0, 40, F_BOTH | F_OPT, NULL),
	{ "raw", K_RAW, offsetof(struct sample, raw), 0, 0, F_BOTH | F_OPT, NULL, NULL },
	NEST(struct sample, lead, struct part, &part_record, F_BOTH | F_OPT, NULL),
	LIST(struct sample, parts, &part_record, 0, 20, F_BOTH | F_OPT, NULL),
	INTS(struct sample, ids, 1, 9, F_BOTH | F_OPT, NULL),
	TEXTS(struct sample, names, 1, 3, F_BOTH | F_OPT, NULL),
	FIELD_END
};
static RECORD(sample, struct sample);
/* clang-format on */

#endif
