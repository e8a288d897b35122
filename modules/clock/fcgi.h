#ifndef FCGI_H
#define FCGI_H
#include "buf.h"

/*
 * One request to a worker over its Unix socket, as a web server would send
 * it.  The parameters are name, value, ...; NULL.  The reply, status line and
 * headers included, goes into `reply`.  Returns the HTTP status, or -1 with
 * errno set when there is no worker, no whole reply, or nothing for 30 s.
 */
int fcgi_ask(const char *socket, const char *const *params, const char *body,
	     struct buf *reply);

#endif
