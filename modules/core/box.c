/* The commitment to a closed box of sealed bids. */
#include "box.h"
#include "crypt.h"
#include "json.h"
#include "merkle.h"

char *
box_bidder(struct arena *a, const struct suite *s, const char *deal_code,
	   const char *credit_code, const char *receipt)
{
	const char *text = arena_printf(a, "GGZY-BOX-1\n%s\n%s\n%s\n",
					deal_code, credit_code, receipt);

	unsigned char sum[HASH_LEN];

	hash_of(s, text, strlen(text), sum);
	return hex(a, sum, sizeof(sum));
}

char *
box_leaf_text(struct arena *a, const struct box_leaf *l)
{
	struct buf b;

	buf_init(&b, a);
	buf_char(&b, '{');
	json_key(&b, "digest");
	json_text(&b, l->digest);
	json_key(&b, "receipt");
	json_text(&b, l->receipt);
	json_key(&b, "received_at");
	json_time(&b, l->received_at);
	json_key(&b, "bidder");
	json_text(&b, l->bidder);
	buf_char(&b, '}');
	return b.at;
}

void
box_root(const struct suite *s, const unsigned char (*leaf)[HASH_LEN], size_t n,
	 unsigned char root[HASH_LEN])
{
	struct merkle_done done[MERKLE_LEVELS];
	struct merkle m = { .suite = s };
	size_t i;

	for (i = 0; i < n; i++)
		merkle_append(&m, leaf[i], done);
	merkle_root(&m, root);
}
