#ifndef REPORT_H
#define REPORT_H
#include "worker.h"

/* Prints a table of the worker: V version, m moves, r routes, f fields,
 * a its part of the OpenAPI description.  Returns the exit status. */
int report(const struct worker *, int what);

#endif
