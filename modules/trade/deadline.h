#ifndef DEADLINE_H
#define DEADLINE_H
#include <stdbool.h>
#include <stdint.h>

/*
 * The deadline of bids.  Both instants are the database's, in milliseconds;
 * what comes at the deadline itself is late (招标投标法 28).  A bid has come
 * when its file was there whole: the clock is read then, before its signature
 * is judged and before it waits for other requests.
 */
bool in_time(int64_t came, int64_t deadline);

/*
 * So the box is closed so much true time later, lest it be closed before a bid
 * that had come.  Requests get a trade in the order in which they ask for it,
 * and before that a bid waits for one lock at most, of its own key, for at most
 * innodb_lock_wait_timeout (5 s): it is in the queue before who closes is.  One
 * that waited longer is tried again, and has come when it came (serve.h).
 * Should one meet a closed trade all the same, its receipt says that it had
 * come before the deadline.
 */
#define CLOSING_MS 6000

#endif
