#ifndef SESSION_H
#define SESSION_H
#include "req.h"

/*
 * Sessions: an opaque random 256-bit token in a cookie, its SHA-256 in the
 * table.  Ends after conf.session_idle without use (of staff after what the
 * account policy says), at conf.session_end after log-in, or when revoked.
 */

/* Fills r->now and r->user from the cookie; no or a dead session leaves
 * r->user.id 0.  Called by the dispatcher inside the transaction. */
enum err session_read(struct req *);
/* Makes a session of the account and sets the cookie; *token for daemons. */
enum err session_open(struct req *, int64_t account, const char **token);
/* The same while something has to be done before anything else: PENDING_. */
enum err session_open_for(struct req *, int64_t account, unsigned pending,
			  const char **token);
/* Ends the session of this request, or all of an account. */
enum err session_close(struct req *);
enum err session_close_all(struct req *, int64_t account);

#endif
