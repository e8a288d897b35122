#ifndef PEM_H
#define PEM_H
#include "arena.h"

#define PEM_MAX 8000

/* A public key or certificate, as its file has it.  NULL, logged with the name
 * of the file: it is not there, cannot be read, is empty, longer than PEM_MAX
 * or no text. */
char *pem_read(struct arena *, const char *path);

#endif
