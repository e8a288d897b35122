/* What handlers ask of a request. */
#include <stdarg.h>

#include "instant.h"
#include "json.h"
#include "log.h"
#include "req.h"
#include "rows.h"
#include "core_sql.h"

const char *const who_words[WHO_BITS] = {
	"owner",      "agency", "bidder",   "expert",  "centre",
	"supervisor", "admin",  "security", "auditor", NULL,
	NULL,         NULL,     NULL,       NULL,      NULL,
	NULL,         "anyone", "signed",   "trustee", "system"
};

/* clang-format off */
static const struct field grant_field[] = {
	ENUM(struct grant, role, who_words, F_BOTH, "角色"),
	INT(struct grant, region, 0, 999999, F_BOTH, "地区"),
	FIELD_END
};
/* clang-format on */
RECORD(grant, struct grant);

enum err
req_now(struct req *r)
{
	struct instant now;
	enum err e;

	if ((e = instant_read(r->db, r->mem, &now)))
		return e;
	r->now = now.now_ms;
	r->real = now.real_ms;
	r->skew = now.skew;
	r->rehearsal = now.rehearsal;
	if ((r->suite = suite_of_word(now.suite)))
		return OK;
	log_error("msg=unknown-suite suite=%s", now.suite);
	return E_BUG;
}

enum err
req_bad(struct req *r, const char *field, const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	if (r->bad.len)
		buf_char(&r->bad, ',');
	json_text(&r->bad, field);
	buf_char(&r->bad, ':');
	json_text(&r->bad, arena_vprintf(r->mem, why, ap));
	va_end(ap);
	return E_FIELD;
}

enum err
req_say(struct req *r, enum err e, const char *detail, ...)
{
	va_list ap;

	va_start(ap, detail);
	r->detail = arena_vprintf(r->mem, detail, ap);
	va_end(ap);
	return e;
}

bool
region_in(int64_t a, int64_t b)
{
	if (!b || a == b)
		return true;
	if (b % 10000 == 0)
		return a / 10000 == b / 10000;
	return b % 100 == 0 && a / 100 == b / 100;
}

bool
roles_agree(unsigned roles)
{
	return !(roles & ~(unsigned)TRADING) || !(roles & (roles - 1));
}

bool
user_has(const struct req *r, unsigned role, int64_t region)
{
	const struct grant *g = r->user.grant.at;
	size_t i;

	for (i = 0; i < r->user.grant.n; i++)
		if ((1u << g[i].role & role) && region_in(region, g[i].region))
			return true;
	return false;
}

enum err
reply_record(struct req *r, const struct record *rec, const void *at)
{
	json_record(&r->out, rec, at, F_OUT);
	return OK;
}

enum err
reply_items(struct req *r, const struct record *rec, const struct list *l,
	    const char *next)
{
	buf_str(&r->out, "{\"items\":");
	json_list(&r->out, rec, l, F_OUT);
	buf_str(&r->out, ",\"next\":");
	json_text(&r->out, next);
	buf_char(&r->out, '}');
	return OK;
}

enum err
counter_next(struct req *r, const char *name, int64_t *value)
{
	return db_exec(r->db, SQL_COUNTER_NEXT, ARGS(STR(name)), value);
}
