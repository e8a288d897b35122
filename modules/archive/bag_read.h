#ifndef BAG_READ_H
#define BAG_READ_H
#include "bag.h"

/*
 * The files of a bag, read once: digests of all, and the text of those that
 * say something of others.  The tar is a stranger's: whatever is odd about it
 * is a fault, and nothing of it is ever written anywhere.
 */
struct seen {
	const char *path; /* below the bag's folder */
	int64_t size;
	const char *sha256, *sm3, *text;
	unsigned named; /* NAMED_... */
};
#define NAMED_SHA256 1u /* in the manifest of SHA-256 */
#define NAMED_SM3 2u
#define NAMED_INDEX 4u

struct reader {
	struct arena *mem;
	struct bag_check *k;
	struct seen *at; /* by path, after bag_read() */
	size_t n, room;
};

void bag_read(struct reader *, int fd);
struct seen *bag_seen(const struct reader *, const char *path);

#endif
