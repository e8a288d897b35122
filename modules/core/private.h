#ifndef PRIVATE_H
#define PRIVATE_H
#include <stddef.h>

/*
 * Processes that hold keys, shares or what was sealed: nothing of their memory
 * may outlive them.  keep_memory_private() is called first: no core file, no
 * reading by another process of the same user.
 */
void keep_memory_private(void);

/*
 * Room for a secret on pages of its own: not swapped, not in a core file, not
 * in a child, wiped when it is given back.  Where the system allows no locked
 * memory it is ordinary memory.  Never NULL: without memory the process ends.
 */
void *secret_new(size_t);
void secret_free(void *, size_t);

/* free() that wipes, for libraries whose memory can be chosen. */
void wipe_free(void *);
/* malloc(), or the end of the process: for libraries that do not look. */
void *sure_malloc(size_t);

#endif
