/* Shapes of rows that only the core itself reads. */
#include "rows.h"

/* clang-format off */
static const struct field instant_field[] = {
	INT(struct instant, now_ms, 0, INT64_MAX, F_ROW, NULL),
	INT(struct instant, real_ms, 0, INT64_MAX, F_ROW, NULL),
	BOOL(struct instant, rehearsal, F_ROW, NULL),
	TEXT(struct instant, suite, 1, 8, F_ROW, NULL),
	FIELD_END
};
static const struct field idem_field[] = {
	TEXT(struct idem, request, 0, 64, F_ROW, NULL),
	TEXT(struct idem, reply, 0, INT64_MAX, F_ROW, NULL),
	INT(struct idem, status, 0, 999, F_ROW, NULL),
	FIELD_END
};
static const struct field installation_field[] = {
	TEXT(struct installation, name, 1, 100, F_OUT, "平台名称"),
	TEXT(struct installation, platform_code, 18, 18, F_OUT, "运营机构代码"),
	TEXT(struct installation, platform_code11, 11, 11, F_OUT, "平台标识代码"),
	BOOL(struct installation, rehearsal, F_OUT, "演练"),
	INT(struct installation, speed, 1, 100000, F_OUT, "时钟倍率"),
	TEXT(struct installation, suite, 1, 8, F_OUT, "算法套件"),
	FIELD_END
};
static const struct field trade_role_field[] = {
	BOOL(struct trade_role, expert, F_ROW, NULL),
	BOOL(struct trade_role, trustee, F_ROW, NULL),
	FIELD_END
};
static const struct field trail_field[] = {
	TEXT(struct trail, hash, 64, 64, F_ROW, NULL),
	FIELD_END
};
static const struct field log_node_field[] = {
	TEXT(struct log_node, hash, 64, 64, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */

RECORD(instant, struct instant);
RECORD(idem, struct idem);
RECORD(installation, struct installation);
RECORD(trade_role, struct trade_role);
RECORD(trail, struct trail);
RECORD(log_node, struct log_node);
