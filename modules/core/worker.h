#ifndef WORKER_H
#define WORKER_H
#include "req.h"

/* A route: what may be asked, who may, what comes in and goes out. */
struct route {
	const char *method;
	const char
	    *path;    /* after /api/<worker>; ":id" a number, ":word" text */
	unsigned who; /* roles; 0 when the step says them */
	const char *verb; /* a step of moves[] on trade :id, or NULL */
	enum err (*run)(struct req *);
	const struct record *in;  /* query of a GET or an upload, else body */
	const struct record *out; /* of the reply (or its items), for openapi */
	const char *title;        /* Chinese summary */
	unsigned flags;
#define R_UPLOAD 1u     /* the body is a file; stored, see r->blob */
#define R_LIST 2u       /* replies with items and next */
#define R_FILE 4u       /* replies with a file */
#define R_CACHE 8u      /* the same for everybody: public, max-age=1, ETag */
#define R_SNAPSHOT 16u  /* a GET all of whose rows are of one moment */
#define R_TIMELESS 64u  /* public; needs neither the clock nor who asks */
#define R_SECRET 128u   /* the body holds a password: no digest of it is kept */
#define R_DEED 256u     /* of weight: signed by who does it (deed.h) */
#define R_PENDING 512u  /* also for a session that has something to do first */
#define R_ANSWERS 1024u /* R_DEED whose handler asks: it answers refusals */
};

struct worker {
	const char *name;   /* "engineering": URL, database, user */
	const char *schema; /* default database */
	const char *class;  /* of rules and notice types: "GC"; NULL: none */
	const char *title;
	const struct route *routes;
	const struct move *moves; /* or NULL */
	const struct sql *sql;
	size_t nsql;
};

/* Runs as the command line says: serve on fd 0, or -V -t -m -r -f -a.
 * Returns the exit status. */
int worker_run(const struct worker *, int argc, char **argv);

#endif
