#ifndef MACHINE_H
#define MACHINE_H
#include <stdint.h>

/*
 * The machine's own clocks.  What happens when is the database's to say
 * (instant.h): these are for who has none, for comparing it, and for how long
 * something took.
 */

/* Since 1970; may jump when somebody sets it. */
int64_t machine_ms(void);
/* From no known beginning, and never back. */
int64_t steady_ms(void);

#endif
