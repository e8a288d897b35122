#ifndef HEALTH_H
#define HEALTH_H
#include "req.h"

/*
 * Answers /healthz (the process is there) and /readyz (its database, clock
 * and, if it takes files, its store as well), without a session.  False: the
 * request asks for something else.
 */
bool health_answer(struct req *);

#endif
