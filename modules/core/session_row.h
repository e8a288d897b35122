#ifndef SESSION_ROW_H
#define SESSION_ROW_H
#include "req.h"

/* What session.c and session_open.c share. */

#define SESSION_COOKIE "ggzy"

struct session_row {
	int64_t account, subject, seen_at, pending;
	const char *name, *login, *subject_name, *credit_code;
};
extern const struct record session_row_record;

/* The value of our cookie in the Cookie header, or NULL. */
const char *session_token(struct req *);
/* What the table keeps of a token: 64 hex digits. */
char *session_digest(struct req *, const char *token);

#endif
