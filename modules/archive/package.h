#ifndef PACKAGE_H
#define PACKAGE_H
#include "archive.h"
#include "bag.h"

/* A package under way: what package.c and package_log.c share. */
struct pack {
	struct keeper *k;
	const struct due_bag *due;
	struct doc_trade trade;
	struct head head;
	struct bag *bag;
	enum err e; /* of a node that could not be read */
};

enum err pack_text(struct pack *, const struct bag_file *, const struct buf *);
enum err pack_log(struct pack *);
enum err pack_keys(struct pack *);

#endif
