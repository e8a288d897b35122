#ifndef MIGRATE_H
#define MIGRATE_H
#include "arena.h"
#include "ctl_rows.h"
#include "hash.h"

/* A migration as it lies in the folder, with what it includes. */
struct script {
	int64_t version, total; /* total: statements */
	char *name, *text;
	char sha256[2 * HASH_LEN + 1]; /* of the text */
};

/* All scripts of conf.data/migrate, a list of struct script by version; false
 * after a message, also when there is none or a number is there twice. */
bool scripts_read(struct arena *, struct list *scripts);
/* Do the scripts still say what was applied (a list of struct migration)?
 * Prints each that does not, or is gone; returns how many. */
int scripts_compare(const struct list *scripts, const struct list *applied);

#endif
