#ifndef PASSWORD_H
#define PASSWORD_H
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* argon2id by libsodium, t=2, 64 MiB. */
char *password_hash(struct arena *, const char *password);
/* hash NULL: no such account; takes the same time and says no. */
bool password_ok(const char *hash, const char *password);
/* How long and of how many classes of characters it must be. */
struct password_rule {
	int64_t min, classes;
};
/* One that fits the rule, to be read out to somebody who has to change it. */
char *password_make(struct arena *, const struct password_rule *);
/* NULL, or why the password is too weak; the sentence lies in the arena. */
const char *password_weak(struct arena *, const struct password_rule *,
			  const char *password, const char *login);

#endif
