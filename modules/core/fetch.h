#ifndef FETCH_H
#define FETCH_H
#include <stddef.h>

#include "arena.h"

/*
 * Fetching from an address that an administrator wrote down: http and https
 * only, also after a redirection, at most `max` bytes within `seconds`.  Never
 * within a request.
 */
struct fetch {
	const char *url;
	const void *body; /* POST it; NULL: GET */
	size_t body_len;
	const char *type; /* of the body */
	size_t max;
	long seconds;
};

/* NULL and the bytes of a reply of status 200, or what went wrong. */
const char *fetch(struct arena *, const struct fetch *, void **bytes,
		  size_t *len);
/* Is it an address that may be fetched, by its looks? */
int fetch_url_ok(const char *);

#endif
