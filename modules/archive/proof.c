/* Proofs that an entry is in the log and that a head continues another. */
#include "archive_sql.h"
#include "bundle.h"
#include "crypt.h"
#include "json.h"
#include "suite.h"

/* Nodes of the log, and why one of them could not be read. */
struct nodes {
	struct keeper *k;
	enum err e;
};

static bool
fetch(void *ctx, unsigned level, uint64_t idx, unsigned char hash[HASH_LEN])
{
	struct nodes *m = ctx;
	struct node n;

	m->e = db_one(m->k->db, m->k->mem, SQL_LOG_NODE_GET,
		      ARGS(I64(level), I64((int64_t)idx)), &n);
	return !m->e && unhex(n.hash, hash, HASH_LEN);
}

static enum err
outcome(bool made, const struct nodes *m)
{
	if (made)
		return OK;
	return m->e && m->e != E_NOTFOUND ? m->e : E_BUG;
}

enum err
proof_of_entry(struct keeper *k, int64_t seq, int64_t size,
	       struct merkle_proof *p)
{
	struct nodes m = { k, OK };
	bool made =
	    merkle_inclusion(suite_of_word(k->place.suite), (uint64_t)seq,
			     (uint64_t)size, fetch, &m, p);

	return outcome(made, &m);
}

enum err
proof_of_growth(struct keeper *k, int64_t from, int64_t to,
		struct merkle_proof *p)
{
	struct nodes m = { k, OK };
	bool made =
	    merkle_consistency(suite_of_word(k->place.suite), (uint64_t)from,
			       (uint64_t)to, fetch, &m, p);

	return outcome(made, &m);
}

void
proof_text(struct buf *b, const struct merkle_proof *p)
{
	char text[2 * HASH_LEN + 1];
	size_t i;

	buf_char(b, '[');
	for (i = 0; i < p->n; i++) {
		json_comma(b);
		json_text(b, hash_hex(p->hash[i], text));
	}
	buf_char(b, ']');
}
