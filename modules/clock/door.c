/* The clock's own session: an ordinary one, of an account no password fits. */
#include "clock.h"
#include "session.h"
#include "session_row.h"
#include "clock_sql.h"

static enum err
open_session(struct clock *c, const char **token)
{
	enum err e;

	if ((e = db_begin(c->r.db)))
		return e;
	e = session_open(&c->r, c->account, token);
	if (e)
		db_end(c->r.db, false);
	else
		e = db_end(c->r.db, true);
	c->r.extra = NULL;
	return e;
}

enum err
door_open(struct clock *c)
{
	const char *token;
	char *cookie;
	enum err e;

	c->r.user.id = c->account;
	if ((e = open_session(c, &token)))
		return e;
	if (asprintf(&cookie, SESSION_COOKIE "=%s", token) < 0)
		exit(70);
	c->cookie = cookie;
	c->sessions++;
	return OK;
}

void
door_close(struct clock *c)
{
	c->r.cookie = c->cookie;
	if (c->cookie)
		session_close(&c->r);
	c->r.extra = c->r.cookie = NULL;
	free((void *)(uintptr_t)c->cookie);
	c->cookie = NULL;
}
