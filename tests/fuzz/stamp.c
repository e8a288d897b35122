/* Requests, answers and tokens of RFC 3161: read or refused, never believed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crypt_cert.h"
#include "stamp.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char text[] = "protected.payload.signature";
static struct tsa *tsa;
static char ca[8000];

/* An authority of our own, in memory once it is made. */
static void
begin(void)
{
	static const char *const name[] = { "ca.pem", "tsa.pem", "key.pem" };
	char folder[] = "/tmp/ggzy-fuzz.XXXXXX", path[100];
	size_t i;
	FILE *f;

	if (tsa)
		return;
	if (!mkdtemp(folder) || !tsa_make(folder))
		abort();
	tsa = tsa_load(folder);
	snprintf(path, sizeof(path), "%s/ca.pem", folder);
	if (!(f = fopen(path, "r")) || !fread(ca, 1, sizeof(ca) - 1, f))
		abort();
	fclose(f);
	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, name[i]);
		unlink(path);
	}
	rmdir(folder);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	const char *why, *token;
	size_t len, q;
	void *request;
	int64_t at;

	begin();
	/* whatever is asked, the authority answers something */
	if (!tsa_answer(a, tsa, data, n, &len))
		abort();
	request = stamp_request(a, text, strlen(text), &q);
	/* nobody but it can answer this one */
	if (!(token = stamp_answer(a, request, q, data, n, &why)) && !why)
		abort();
	if (token)
		abort();
	/* bytes as a token, and text as one */
	if (stamp_check(a, base64(a, data, n), text, strlen(text), ca, &at) ==
		STAMP_GOOD ||
	    stamp_check(a, arena_copy(a, data, n), text, strlen(text), ca,
			&at) == STAMP_GOOD)
		abort();
	arena_free(a);
	return 0;
}
