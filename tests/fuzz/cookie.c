/* Fuzz target: the Cookie header. */
#include <stdlib.h>
#include <string.h>

#include "session_row.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct req r = { .mem = arena_new() };
	const char *token;

	r.cookie = arena_copy(r.mem, data, n);
	token = session_token(&r);
	if (token && (strpbrk(token, "; ") || !strstr(r.cookie, token)))
		abort();
	if (token && strlen(session_digest(&r, token)) != 64)
		abort();
	arena_free(r.mem);
	return 0;
}
