#ifndef SERVE_H
#define SERVE_H
#include "worker.h"

/*
 * Runs the request of r (method, path, query, headers, body are set; mem is
 * emptied for every attempt) to its end: route, session, step, handler,
 * commit.  Afterwards r->out, r->status, r->media, r->extra and r->file are
 * the reply.  Problems are application/problem+json.
 *
 * What a lock or the connection made fail is tried again.  The request keeps
 * the time of its first attempt: it came then, and that it waits, for a lock
 * or for another attempt, makes it neither late nor due.  Whether it comes too
 * late for what others did meanwhile is decided by what is committed when it
 * has its locks: the stage of the trade, above all.  Who must be judged by the
 * time of the lock (an offer) reads the clock again.
 *
 * take: stores the body of an upload, once, after the session was checked.
 */
void serve(struct req *, enum err (*take)(struct req *));

#endif
