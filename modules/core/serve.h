#ifndef SERVE_H
#define SERVE_H
#include "worker.h"

/*
 * Runs the request of r (method, path, query, headers, body are set; mem is
 * emptied for every attempt) to its end: route, session, step, handler,
 * commit.  Afterwards r->out, r->status, r->media, r->extra and r->file are
 * the reply.  Problems are application/problem+json.
 *
 * take: stores the body of an upload, once, after the session was checked.
 */
void serve(struct req *, enum err (*take)(struct req *));

#endif
