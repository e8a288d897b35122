/* Secrets of a bid: for whom they are, committed to and wrapped. */
#include <inttypes.h>
#include <string.h>

#include "crypt.h"
#include "envelope.h"
#include "hash.h"
#include "jose.h"

#define LABEL "GGZY-BID-2 secret"
#define WRAPPED (ENVELOPE_KEY + HASH_LEN) /* secret || binding */

struct envelope_place
envelope_place(const struct envelope *e, int64_t position)
{
	return (struct envelope_place){ e->trade, e->bidder, position };
}

/* No member can hold a line feed, so that each text has one reading. */
static void
binding(struct arena *a, const struct suite *s, const struct envelope_place *p,
	unsigned char sum[HASH_LEN])
{
	const char *text =
	    arena_printf(a, "GGZY-BID-2 for\n%s\n%s\n%" PRId64 "\n", p->trade,
			 p->bidder, p->position);

	hash_of(s, text, strlen(text), sum);
}

char *
envelope_commitment(struct arena *a, const struct suite *s,
		    const struct envelope_place *p,
		    const unsigned char secret[ENVELOPE_KEY])
{
	unsigned char bound[HASH_LEN], sum[HASH_LEN];
	struct hash h;

	binding(a, s, p, bound);
	hash_begin(&h, s->hash);
	hash_add(&h, LABEL, sizeof(LABEL) - 1);
	hash_add(&h, bound, sizeof(bound));
	hash_add(&h, secret, ENVELOPE_KEY);
	hash_end(&h, sum);
	return hex(a, sum, sizeof(sum));
}

char *
envelope_wrap(struct arena *a, const struct suite *s,
	      const struct envelope_place *p, const char *jwk,
	      const unsigned char secret[ENVELOPE_KEY])
{
	unsigned char both[WRAPPED];
	char *jwe;

	memcpy(both, secret, ENVELOPE_KEY);
	binding(a, s, p, both + ENVELOPE_KEY);
	jwe = jwe_wrap(a, jwk, strlen(jwk), both, sizeof(both));
	wipe_bytes(both, sizeof(both));
	return jwe;
}

enum unwrapped
envelope_unwrap(struct arena *a, const struct suite *s,
		const struct envelope_place *p, const char *jwk,
		const struct jwe *j, unsigned char secret[ENVELOPE_KEY])
{
	unsigned char both[WRAPPED], want[HASH_LEN];
	char *text = jwe_text(a, j);
	enum unwrapped how = SECRET_SHUT;

	memset(secret, 0, ENVELOPE_KEY);
	if (jwe_unwrap(jwk, strlen(jwk), text, strlen(text), both,
		       sizeof(both))) {
		binding(a, s, p, want);
		how = SECRET_FOREIGN;
		if (same_bytes(both + ENVELOPE_KEY, want, sizeof(want))) {
			memcpy(secret, both, ENVELOPE_KEY);
			how = SECRET_GIVEN;
		}
	}
	wipe_bytes(both, sizeof(both));
	return how;
}
