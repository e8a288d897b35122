/* Nodes of the log from the database, and what is proved with them. */
#include <inttypes.h>

#include "crypt.h"
#include "log.h"
#include "log_tree.h"
#include "rows.h"
#include "core_sql.h"

/* A tree, and what went wrong while its nodes were fetched. */
struct source {
	const struct log_tree *tree;
	enum err e;
};

static bool
fetch(void *ctx, unsigned level, uint64_t idx, unsigned char hash[HASH_LEN])
{
	struct source *s = ctx;
	struct log_node n;

	s->e = db_one(s->tree->db, s->tree->mem, SQL_LOG_NODE_GET,
		      ARGS(I64(level), I64((int64_t)idx)), &n);
	return !s->e && unhex(n.hash, hash, HASH_LEN);
}

/* A fetch that failed is the storage's fault, or a hole in the tree. */
static enum err
outcome(bool made, const struct source *s, int64_t size)
{
	if (made)
		return OK;
	if (s->e && s->e != E_NOTFOUND)
		return s->e;
	log_error("msg=log-nodes-missing size=%" PRId64, size);
	return E_BUG;
}

enum err
log_tree_load(const struct log_tree *t, int64_t size, struct merkle *m)
{
	struct source s = { t, OK };
	bool made;

	m->suite = t->suite;
	made = merkle_load(m, (uint64_t)size, fetch, &s);
	return outcome(made, &s, size);
}

enum err
log_tree_root(const struct log_tree *t, int64_t size, const char **text)
{
	unsigned char root[HASH_LEN];
	struct merkle m;
	enum err e;

	if ((e = log_tree_load(t, size, &m)))
		return e;
	merkle_root(&m, root);
	*text = hex(t->mem, root, sizeof(root));
	return OK;
}

enum err
log_tree_entry(const struct log_tree *t, int64_t seq, int64_t size,
	       struct merkle_proof *p)
{
	struct source s = { t, OK };
	bool made = merkle_inclusion(t->suite, (uint64_t)seq, (uint64_t)size,
				     fetch, &s, p);

	return outcome(made, &s, size);
}

enum err
log_tree_growth(const struct log_tree *t, int64_t from, int64_t to,
		struct merkle_proof *p)
{
	struct source s = { t, OK };
	bool made = merkle_consistency(t->suite, (uint64_t)from, (uint64_t)to,
				       fetch, &s, p);

	return outcome(made, &s, to);
}

struct list
log_tree_words(struct arena *mem, const struct merkle_proof *p)
{
	const char **at = arena_alloc(mem, (p->n + 1) * sizeof(*at));
	size_t i;

	for (i = 0; i < p->n; i++)
		at[i] = hex(mem, p->hash[i], HASH_LEN);
	return (struct list){ p->n, at };
}
