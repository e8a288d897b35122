/* Proofs that an entry is in the log and that a head continues another. */
#include "bundle.h"
#include "crypt.h"
#include "json.h"
#include "log_tree.h"
#include "suite.h"

static struct log_tree
tree_of(const struct keeper *k)
{
	return (struct log_tree){ k->db, k->mem,
				  suite_of_word(k->place.suite) };
}

enum err
proof_of_entry(struct keeper *k, int64_t seq, int64_t size,
	       struct merkle_proof *p)
{
	const struct log_tree t = tree_of(k);

	return log_tree_entry(&t, seq, size, p);
}

enum err
proof_of_growth(struct keeper *k, int64_t from, int64_t to,
		struct merkle_proof *p)
{
	const struct log_tree t = tree_of(k);

	return log_tree_growth(&t, from, to, p);
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
