/* Texts in the tables that events of the log name by their digest. */
#include "body.h"
#include "log_audit.h"
#include "rows.h"
#include "session_row.h"
#include "ctl_sql.h"

#define DIGITS 64

/* Of the detail of `publish-notice`. */
struct shown {
	const char *title, *digest;
};
/* clang-format off */
static const struct field shown_field[] = {
	TEXT(struct shown, title, 0, 1000, F_IN, NULL),
	TEXT(struct shown, digest, DIGITS, DIGITS, F_IN, NULL),
	FIELD_END
};
static const struct {
	const char *verb, *member;
} named[] = {
	{ "publish", "\"terms\":\"" },
	{ "close",   "\"terms\":\"" },
	{ "open",    "\"record\":\"" },
	{ "pool",    "\"pool_digest\":\"" },
	{ "draw",    "\"pool_digest\":\"" },
	{ "lock",    "\"sheet\":\"" },
	{ "report",  "\"ranking\":\"" },
	{ NULL, NULL }
};
/* clang-format on */
static const struct record shown_record = { "shown", sizeof(struct shown),
					    shown_field };

static void
fault(struct req *r, struct audit *a, const struct entry *en, const char *what)
{
	struct fault f = fault_at(FAULT_TEXT, en->seq, en->event);

	f.trade = en->trade;
	fault_add(r, a, f, "第 %lld 条（事件 %lld）: %s", (long long)en->seq,
		  (long long)en->event, what);
}

static enum err
notice_check(struct req *r, struct audit *a, const struct entry *en,
	     const char *detail)
{
	struct number there;
	struct shown s;
	struct buf bad;
	enum err e;

	buf_init(&bad, a->mem);
	if (record_pick(a->mem, &shown_record, detail, strlen(detail), &s,
			&bad))
		return OK;
	a->texts++;
	if ((e = db_one(r->db, a->mem, SQL_VERIFY_NOTICE,
			ARGS(I64(en->notice), STR(s.title), STR(s.digest),
			     STR(s.digest)),
			&there)))
		return e;
	if (!there.n)
		fault(r, a, en,
		      arena_printf(a->mem, "公告 %lld 不是当初发布的",
				   (long long)en->notice));
	return OK;
}

static enum err
text_check(struct req *r, struct audit *a, const struct entry *en,
	   const char *digest)
{
	struct number there;
	enum err e;

	a->texts++;
	if ((e = db_one(r->db, a->mem, SQL_VERIFY_TEXT,
			ARGS(I64(en->trade), STR(digest), I64(en->trade),
			     STR(digest)),
			&there)))
		return e;
	if (!there.n)
		fault(r, a, en,
		      arena_printf(a->mem, "标段 %lld 的文本 %s 不见了或被改动",
				   (long long)en->trade, digest));
	return OK;
}

enum err
audit_texts(struct req *r, struct audit *a, const struct entry *en,
	    const char *detail)
{
	char digest[DIGITS + 1] = "";
	const char *at;
	size_t i;

	if (!strcmp(en->verb, "publish-notice"))
		return notice_check(r, a, en, detail);
	for (i = 0; named[i].verb && strcmp(named[i].verb, en->verb); i++)
		;
	if (!named[i].verb || !(at = strstr(detail, named[i].member)))
		return OK;
	at += strlen(named[i].member);
	if (strspn(at, "0123456789abcdef") != DIGITS)
		return OK;
	memcpy(digest, at, DIGITS);
	return text_check(r, a, en, digest);
}
