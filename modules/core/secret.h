#ifndef SECRET_H
#define SECRET_H
#include <stdbool.h>

#include "crypt.h"

/*
 * A key of AES-256-GCM in a file of its own, 64 hexadecimal digits, mode 0600:
 * it seals what the database keeps but must not be able to read.
 */

/* Never over another file; false with errno. */
bool secret_make(const char *file);
/* False if there is no such file or no key in it. */
bool secret_load(const char *file, unsigned char key[GCM_KEY]);

/* hex of nonce, sealed bytes and tag; `about` binds it to its place. */
char *secret_seal(struct arena *, const unsigned char key[GCM_KEY],
		  const char *about, const void *, size_t);
/* The bytes, *n of them, or NULL if a bit is wrong or they are another's. */
void *secret_open(struct arena *, const unsigned char key[GCM_KEY],
		  const char *about, const char *sealed, size_t *n);

#endif
