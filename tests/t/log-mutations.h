#ifndef LOG_MUTATIONS_H
#define LOG_MUTATIONS_H
#include <stdbool.h>
#include <stdint.h>

/* The witness's eyes, for tests/t/log-mutations.c: their structs have the
 * same names. */
void look_open(const char *conf);
/* Something is wrong; *seq: the entry that the witness names, or NONE. */
bool look(int64_t *seq);
/* Was the body of the entry public when the witness saw it? */
bool look_public(int64_t seq);

#endif
