#ifndef FACET_H
#define FACET_H
#include "arena.h"

/*
 * The small numbers that domains and notice types have in search terms
 * (term_domain(), term_type() of terms.h).  They are in the postings of every
 * database: rows are only ever added at the end.
 */
extern const char *const domain_words[]; /* "engineering" ... NULL */

/* 1 for the first; 0 if it is none. */
unsigned domain_code(const char *);
/* "GC02" is class 1, number 2: 102; 0 if it is none. */
unsigned type_code(const char *);
/* NULL if no domain or type has the code. */
const char *domain_of_code(unsigned);
const char *type_of_code(struct arena *, unsigned);

#endif
