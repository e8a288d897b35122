/* The key of a bid from what was given for it. */
#include <string.h>

#include "combine.h"
#include "crypt.h"
#include "shamir.h"

static bool
is_committed(struct arena *mem, const struct envelope *e, int64_t position,
	     const unsigned char secret[ENVELOPE_KEY], const char *commitment)
{
	struct envelope_place p = envelope_place(e, position);

	return same_bytes(envelope_commitment(mem, e->algorithms, &p, secret),
			  commitment, 2 * (size_t)ENVELOPE_KEY);
}

static bool
is_the_key(struct arena *mem, const struct envelope *e,
	   const unsigned char key[ENVELOPE_KEY])
{
	return is_committed(mem, e, OWN_KEY, key, e->commitment);
}

bool
given_is_right(struct arena *mem, const struct envelope *e,
	       const struct given *g)
{
	const struct envelope_share *s = e->shares.at;

	if (g->position == OWN_KEY)
		return is_the_key(mem, e, g->bytes);
	if (g->position < 1 || g->position > (int64_t)e->shares.n)
		return false;
	return is_committed(mem, e, g->position, g->bytes,
			    s[g->position - 1].commitment);
}

/* Is the share of that position among the first n? */
static bool
has(const struct shamir_share *s, size_t n, int64_t position)
{
	while (n--)
		if (s[n].x == position)
			return true;
	return false;
}

enum combined
combine_key(struct arena *mem, const struct envelope *e, const struct given *g,
	    size_t n, unsigned char key[ENVELOPE_KEY], size_t *wrong)
{
	struct shamir_share s[ENVELOPE_TRUSTEES];
	size_t i, have = 0, bad = 0, want = (size_t)e->threshold;
	enum combined found = KEY_LACKS;

	memset(key, 0, ENVELOPE_KEY);
	for (i = 0; i < n; i++) {
		if (!given_is_right(mem, e, &g[i])) {
			bad++;
		} else if (g[i].position == OWN_KEY) {
			memcpy(key, g[i].bytes, ENVELOPE_KEY);
			found = KEY_FOUND;
		} else if (have < want && !has(s, have, g[i].position)) {
			s[have].x = (unsigned char)g[i].position;
			memcpy(s[have++].y, g[i].bytes, SHAMIR_LEN);
		}
	}
	if (wrong)
		*wrong = bad;
	if (found == KEY_LACKS && have && have == want) {
		found = KEY_FOUND;
		if (!shamir_combine(s, have, key) || !is_the_key(mem, e, key)) {
			wipe_bytes(key, ENVELOPE_KEY);
			found = KEY_SPLIT;
		}
	}
	wipe_bytes(s, sizeof(s));
	return found;
}
