/* The header line of a sealed bid: whatever comes, it is read or refused. */
#include <stdint.h>

#include "envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

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
		if (!jwe_text(a, s[e.shares.n - 1].jwe) || e.size < 5 ||
		    e.threshold < 1 || e.start <= (int64_t)n)
			abort();
		envelope_chunk(&e, e.chunks - 1, nonce, aad);
	}
	arena_free(a);
	return 0;
}
