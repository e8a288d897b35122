/* The list of outcomes as arrays. */
#include "err.h"

/* clang-format off */
#define ERR(name, status, text) { #name, status, text },
static const struct {
	const char *name;
	int status;
	const char *text;
} list[] = {
#include "err.def"
};
#undef ERR
/* clang-format on */

const char *
err_name(enum err e)
{
	return list[e].name;
}

int
err_status(enum err e)
{
	return list[e].status;
}

const char *
err_text(enum err e)
{
	return list[e].text;
}
