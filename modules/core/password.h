#ifndef PASSWORD_H
#define PASSWORD_H
#include <stdbool.h>

#include "arena.h"

/* argon2id by libsodium, t=2, 64 MiB. */
char *password_hash(struct arena *, const char *password);
/* hash NULL: no such account; takes the same time and says no. */
bool password_ok(const char *hash, const char *password);
/* NULL, or why the password is too weak (等保三级: >= 8, three classes). */
const char *password_weak(const char *password, const char *login);

#endif
