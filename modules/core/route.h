#ifndef ROUTE_H
#define ROUTE_H
#include "worker.h"

/* The route of r->method and r->path; sets r->id, id2, word.  NULL with
 * E_NOTFOUND or E_METHOD. */
const struct route *route_find(struct req *, enum err *);
/* The header line Allow of a path whose method is none of ours. */
const char *route_methods(struct req *);
/* NULL, or what is wrong with a worker's tables. */
const char *routes_bad(struct arena *, const struct worker *);

#endif
