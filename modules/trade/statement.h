#ifndef STATEMENT_H
#define STATEMENT_H
#include "req.h"

/*
 * Statements: texts of which an event of the trade has the digest, kept as
 * they were so that the bundle can show them (TRUST.md, section 0).  Added
 * before the event that names the digest, in its transaction.
 */
enum err statement_add(struct req *, const char *kind, const char *text,
		       const char **digest);
/* The conditions, frozen rules and trustees of r->trade as they are now. */
enum err terms_state(struct req *, const char **digest);
/* The same as an object that is still open. */
enum err terms_begin(struct req *, struct buf *);

#endif
