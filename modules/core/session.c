/* Sessions: who sends a request. */
#include "conf.h"
#include "core_sql.h"
#include "crypt.h"
#include "rows.h"
#include "session.h"
#include "session_row.h"

#define SYSTEM_INDEX 9 /* of "system" in USER_GRANTS, after what is granted */
#define SEEN_MS 60000  /* how old `seen_at` may be */

/* clang-format off */
static const struct field session_row_field[] = {
	INT(struct session_row, account, 1, INT64_MAX, F_ROW, NULL),
	INT(struct session_row, subject, 1, INT64_MAX, F_ROW, NULL),
	INT(struct session_row, seen_at, 0, INT64_MAX, F_ROW, NULL),
	INT(struct session_row, pending, 0, INT64_MAX, F_ROW, NULL),
	TEXT(struct session_row, name, 1, 60, F_ROW, NULL),
	TEXT(struct session_row, login, 1, 60, F_ROW, NULL),
	TEXT(struct session_row, subject_name, 1, 200, F_ROW, NULL),
	TEXT(struct session_row, credit_code, 18, 18, F_ROW, NULL),
	FIELD_END
};
/* clang-format on */
RECORD(session_row, struct session_row);

const char *
session_token(struct req *r)
{
	size_t name = sizeof(SESSION_COOKIE "=") - 1;
	const char *p = r->cookie;

	for (; p && *p; p = strchr(p, ';')) {
		p += strspn(p, "; ");
		if (!strncmp(p, SESSION_COOKIE "=", name))
			return arena_copy(r->mem, p + name,
					  strcspn(p + name, "; "));
	}
	return NULL;
}

char *
session_digest(struct req *r, const char *token)
{
	return hex_sha256(r->mem, token, strlen(token));
}

/* Roles and their regions. */
static enum err
grants_read(struct req *r)
{
	struct list all;
	struct grant *g;
	size_t i, n = 0;
	enum err e;

	if ((e = db_all(r->db, r->mem, SQL_USER_GRANTS, ARGS(I64(r->user.id)),
			&all)))
		return e;
	for (g = all.at, i = 0; i < all.n; i++) {
		if (g[i].role == SYSTEM_INDEX) {
			r->user.roles |= SYSTEM;
		} else if (g[i].role >= 0) {
			r->user.roles |= 1u << g[i].role;
			g[n++] = g[i];
		}
	}
	r->user.grant = (struct list){ n, all.at };
	return OK;
}

/* Sets r->user from the session behind a token. */
static enum err
user_read(struct req *r, const char *token)
{
	const char *digest = session_digest(r, token);
	struct session_row s;
	enum err e;

	e = db_one(r->db, r->mem, SQL_SESSION_GET,
		   ARGS(STR(digest), I64(r->real), I64(r->real),
			I64(conf.session_idle * 1000)),
		   &s);
	if (e)
		return e == E_NOTFOUND ? OK : e;
	r->user.id = s.account;
	r->user.subject = s.subject;
	r->user.name = s.name;
	r->user.login = s.login;
	r->user.subject_name = s.subject_name;
	r->user.credit_code = s.credit_code;
	r->user.pending = (unsigned)s.pending;
	r->user.roles |= SIGNED;
	if (s.seen_at < r->real - SEEN_MS &&
	    (e = db_exec(r->db, SQL_SESSION_SEEN,
			 ARGS(I64(r->real), STR(digest)), NULL)))
		return e;
	return grants_read(r);
}

enum err
session_read(struct req *r)
{
	const char *token;
	enum err e;

	r->user = (struct user){ .subject = NONE, .roles = ANYONE };
	if ((e = req_now(r)))
		return e == E_NOTFOUND ? E_DB : e;
	token = session_token(r);
	return token && *token ? user_read(r, token) : OK;
}
