/* The header line of a sealed bid and what is wrapped in it: whatever comes, it
 * is read or refused. */
#include <stdint.h>

#include "envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Keys of RFC 7517 A.2 and GB/T 32918.5, one a suite. */
static const char *const receiver[] = {
	"{\"crv\":\"P-256\",\"d\":"
	"\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\",\"kty\":\"EC\","
	"\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
	"\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}",
	"{\"crv\":\"SM2\",\"d\":\"OUUgj3shRLE_"
	"NuOKxtOflYiTk2koYLUaQvuB7033xbg\","
	"\"kty\":\"EC\","
	"\"x\":\"CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCA\","
	"\"y\":\"zOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM\"}"
};

static void
unwrap(struct arena *a, const struct envelope *e, int64_t position,
       const struct jwe *j)
{
	const char *key = receiver[e->algorithms == &suite_sm];
	struct envelope_place place = envelope_place(e, position);
	unsigned char secret[ENVELOPE_KEY];

	envelope_unwrap(a, e->algorithms, &place, key, j, secret);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	unsigned char nonce[12], aad[ENVELOPE_AAD];
	struct envelope e;
	struct envelope_share *s;
	struct buf bad;

	buf_init(&bad, a);
	if (n <= ENVELOPE_HEADER_MAX &&
	    !envelope_header(a, (const char *)data, n, &e, &bad)) {
		s = e.shares.at;
		unwrap(a, &e, (int64_t)e.shares.n, s[e.shares.n - 1].jwe);
		unwrap(a, &e, OWN_KEY, e.own->jwe);
		if (e.size < 5 || e.threshold < 1 || e.start <= (int64_t)n)
			abort();
		envelope_chunk(&e, e.chunks - 1, nonce, aad);
	}
	arena_free(a);
	return 0;
}
