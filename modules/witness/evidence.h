#ifndef EVIDENCE_H
#define EVIDENCE_H
#include "witness.h"

/*
 * Evidence against the platform (evidence.c).  Unless the witness only looks,
 * it is written, and from then on nothing is signed; not even when there was
 * no place to write it, which the log says then.
 */

/* A finding of W_BAD with the head it is about and the answer that proves it,
 * either of which may be NULL.  Looks for the entry when f.seq does not say. */
struct finding evidence(struct witness *, struct finding f, const struct head *,
			const char *proof);
/* The same of a finding that is not at a known entry. */
struct finding bad(struct witness *, const char *kind, const struct head *,
		   const char *proof, const char *what);

/* Silence, growth and missing proofs count from now on: evidence was kept of
 * them, or the platform was not asked. */
void count_anew(struct witness *);

#endif
