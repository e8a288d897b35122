#ifndef FASTCGI_H
#define FASTCGI_H
#include "suite.h"
#include "worker.h"

/*
 * A worker's requests over FastCGI, one at a time, on descriptor 0.  SIGTERM
 * and SIGINT let the one at hand be finished.
 */

/* Takes the socket and the signals; false: descriptor 0 is no socket. */
bool fastcgi_open(void);
/* Until a signal says stop; suite: of the installation. */
void fastcgi_serve(const struct worker *, struct db *, const struct suite *);

#endif
