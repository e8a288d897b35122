#ifndef ERR_H
#define ERR_H

/* clang-format off */
#define ERR(name, status, text) name,
enum err {
#include "err.def"
	E__MAX
};
#undef ERR
/* clang-format on */

/* The outcome's stable name ("E_STAGE"), HTTP status and Chinese text. */
const char *err_name(enum err);
int err_status(enum err);
const char *err_text(enum err);

#endif
