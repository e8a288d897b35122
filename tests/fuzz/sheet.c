/* Fuzz target: the opening sheet of a bid, hostile until it is read. */
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "unseal.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct bid_sheet s;

	/* what is read can be shown and put into a header */
	if (!bid_sheet_read(mem, (const char *)data, n, &s) &&
	    (!s.name || !s.media || !utf8_ok(s.name, strlen(s.name)) ||
	     strpbrk(s.name, "/\\\"") || strpbrk(s.media, "\r\n;\"")))
		abort();
	arena_free(mem);
	return 0;
}
