#ifndef DEADLINE_H
#define DEADLINE_H
#include <stdbool.h>
#include <stdint.h>

/*
 * The deadline of bids.  Both instants are the database's, in milliseconds;
 * what comes at the deadline itself is late (招标投标法 28), and at the same
 * instant the box may be closed: there is none in which both or neither is
 * possible.
 */
bool in_time(int64_t came, int64_t deadline);

#endif
