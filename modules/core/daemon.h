#ifndef DAEMON_H
#define DAEMON_H
#include <stdbool.h>

/*
 * The life of a daemon: rounds with rests between them, until SIGTERM or SIGINT
 * asks it to leave.  What waits in the kernel then, returns (EINTR); a signal
 * just before it does is seen after it, so nothing waits for long.
 */
/* From now on the two signals ask, and SIGPIPE is ignored. */
void daemon_begin(void);
/* Was it asked to leave? */
bool daemon_leaves(void);
/* A signal ends the rest; asked to leave, there is none. */
void daemon_rest(int ms);

#endif
