#ifndef LOG_TREE_H
#define LOG_TREE_H
#include "db.h"
#include "merkle.h"

/*
 * The tree of the event log as the database has it: its nodes, which `clock`
 * writes, are fetched for what is to be proved.  All of these say what the
 * database said, or E_BUG when a node is missing, which is told in the log of
 * the process.  Sizes are those of the log or less.
 */
struct log_tree {
	struct db *db;
	struct arena *mem;         /* of the rows that are read */
	const struct suite *suite; /* of the log */
};

/* Takes the tree of that size up again. */
enum err log_tree_load(const struct log_tree *, int64_t size, struct merkle *);
/* Its root, in hexadecimal. */
enum err log_tree_root(const struct log_tree *, int64_t size, const char **);
/* That the entry seq is in the log of that size. */
enum err log_tree_entry(const struct log_tree *, int64_t seq, int64_t size,
			struct merkle_proof *);
/* That the log of one size continues that of another. */
enum err log_tree_growth(const struct log_tree *, int64_t from, int64_t to,
			 struct merkle_proof *);
/* The hashes of a proof in hexadecimal, const char *. */
struct list log_tree_words(struct arena *, const struct merkle_proof *);

#endif
