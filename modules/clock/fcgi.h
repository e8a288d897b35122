#ifndef FCGI_H
#define FCGI_H
#include "buf.h"

/*
 * Requests to workers over their Unix sockets, as a web server would send
 * them; many may be under way.  The parameters are name, value, ...; NULL.
 */
struct fcgi_call;

/* NULL with errno set when no worker takes it.  Ended by fcgi_end(). */
struct fcgi_call *fcgi_begin(const char *socket, const char *const *params,
			     const char *body);
/* To wait for; readable when there is something to go on with. */
int fcgi_fd(const struct fcgi_call *);
/*
 * Never waits: 0 while the reply is not whole; else the HTTP status, with the
 * reply, status line and headers included, which is the call's; or -1 with
 * errno set when the worker has left or ended the reply without a word.
 */
int fcgi_go_on(struct fcgi_call *, const char **reply);
/* Whoever was not answered may have been obeyed all the same. */
void fcgi_end(struct fcgi_call *);

#endif
