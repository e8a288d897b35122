/* Beginning and ending sessions; needs SQL_SESSION_TABLE after the core's. */
#include "conf.h"
#include "crypt.h"
#include "session.h"
#include "session_row.h"
#include "session_sql.h"

#define TOKEN_LEN 32

/* The cookie lives as long as the browser; the table decides. */
static void
cookie_set(struct req *r, const char *value, const char *more)
{
	bool tls = conf.url && !strncmp(conf.url, "https:", 6);

	r->extra = arena_printf(r->mem,
				"%sSet-Cookie: " SESSION_COOKIE
				"=%s; Path=/; HttpOnly; SameSite=Lax%s%s\r\n",
				r->extra ? r->extra : "", value,
				tls ? "; Secure" : "", more);
}

enum err
session_open_for(struct req *r, int64_t account, unsigned pending,
		 const char **token)
{
	unsigned char secret[TOKEN_LEN];
	const char *text;
	enum err e;

	random_bytes(secret, sizeof(secret));
	text = base64url(r->mem, secret, sizeof(secret));
	if ((e = db_exec(r->db, SQL_SESSION_ADD,
			 ARGS(STR(session_digest(r, text)), I64(account),
			      I64(r->real), I64(r->real),
			      I64(r->real + conf.session_end * 1000),
			      STR(r->address ? r->address : ""), I64(pending),
			      I64(account)),
			 NULL)))
		return e;
	cookie_set(r, text, "");
	if (token)
		*token = text;
	return OK;
}

enum err
session_open(struct req *r, int64_t account, const char **token)
{
	return session_open_for(r, account, 0, token);
}

enum err
session_close(struct req *r)
{
	const char *token = session_token(r);
	enum err e;

	if (token && (e = db_exec(r->db, SQL_SESSION_END,
				  ARGS(I64(r->real), I64(r->user.id),
				       STR(session_digest(r, token))),
				  NULL)))
		return e;
	cookie_set(r, "", "; Max-Age=0");
	return OK;
}

enum err
session_close_all(struct req *r, int64_t account)
{
	return db_exec(r->db, SQL_SESSION_END_ALL,
		       ARGS(I64(r->real), I64(account)), NULL);
}
