#ifndef INSTANT_H
#define INSTANT_H
#include "db.h"

/*
 * The time.  The database's clock decides everything; ours is only compared
 * with it.  When they differ by more than SKEW_MS one of them is wrong and
 * nobody here knows which: then nothing is accepted that a deadline ends and
 * nothing is done that time takes (E_CLOCK), until they agree again.  Both
 * turns are told in the log: that is the alarm.
 *
 * The statement that asks lasts a while, and the database reads its clock
 * somewhere in between.  So a slow answer is no skew, however slow.
 */
#define SKEW_MS 200

struct instant;

/* Asks SQL_NOW, which every worker has.  skew: how many ms the database is
 * ahead of us, 0 within the limit. */
enum err instant_read(struct db *, struct arena *, struct instant *);
/* How far `theirs` lies outside of before..after, if that is over SKEW_MS. */
int64_t instant_skew(int64_t theirs, int64_t before, int64_t after);

#endif
