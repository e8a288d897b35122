/* Time stamps: asked for, answered, judged; every bit of a token counts. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "stamp.h"
#include "tap.h"

static const char text[] = "eyJhbGciOiJFUzI1NiJ9.e30.signature";

static char *
read_file(struct arena *mem, const char *folder, const char *name)
{
	FILE *f = fopen(arena_printf(mem, "%s/%s", folder, name), "r");
	char *out = arena_alloc(mem, 8000);

	if (!f || !fread(out, 1, 7999, f))
		exit(99);
	fclose(f);
	return out;
}

static char *
token_of(struct arena *mem, struct tsa *t, const void *q, size_t n,
	 const void *asked, size_t asked_len, const char **why)
{
	size_t len;
	void *a = tsa_answer(mem, t, q, n, &len);

	return a ? stamp_answer(mem, asked, asked_len, a, len, why) : NULL;
}

/*
 * A token with one letter of its base64 another.  A few letters of its wrapping
 * are under no signature (version numbers, the name of the algorithm): whoever
 * changes them changes nothing that is said.
 */
static void
altered(const char *token, const char *ca, int64_t at)
{
	size_t i, n = strlen(token), good = 0, other = 0, cut = 0;
	struct arena *mem = arena_new();
	enum stamp_verdict v;
	int64_t then;
	char *text2;

	for (i = 0; i < n; i++) {
		text2 = arena_strdup(mem, token);
		if (text2[i] == '=')
			continue;
		text2[i] = text2[i] == 'A' ? 'Q' : 'A';
		v = stamp_check(mem, text2, text, strlen(text), ca, &then);
		good += v == STAMP_GOOD;
		other += v == STAMP_OTHER || (v == STAMP_GOOD && then != at);
		arena_reset(mem);
	}
	ok(good * 50 < n, "of %zu tokens with one letter changed %zu are good",
	   n, good);
	ok(!other, "and none of them says anything else");
	for (i = 4; i < n; i += 4) {
		text2 = arena_copy(mem, token, i);
		cut += stamp_check(mem, text2, text, strlen(text), ca, &then) !=
		       STAMP_BROKEN;
		arena_reset(mem);
	}
	ok(!cut, "one that is cut off anywhere is none");
	arena_free(mem);
}

int
main(void)
{
	char one[] = "/tmp/ggzy-stamp.XXXXXX", two[] = "/tmp/ggzy-stamp.XXXXXX";
	struct arena *mem = arena_new();
	struct timespec now;
	const char *why, *ca, *token, *again;
	struct tsa *t, *u;
	int64_t at = 0, ms;
	size_t n, k;
	void *q, *other;

	plan(16);
	if (!mkdtemp(one) || !mkdtemp(two) || !tsa_make(one) || !tsa_make(two))
		return 99;
	t = tsa_load(one);
	u = tsa_load(two);
	ca = read_file(mem, one, "ca.pem");

	q = stamp_request(mem, text, strlen(text), &n);
	token = token_of(mem, t, q, n, q, n, &why);
	ok(token != NULL, "an authority answers");
	ok(stamp_check(mem, token, text, strlen(text), ca, &at) == STAMP_GOOD,
	   "its token is good");
	clock_gettime(CLOCK_REALTIME, &now);
	ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	ok(at <= ms && at > ms - 5000, "and of now");
	ok(stamp_check(mem, token, text, strlen(text) - 1, ca, &at) ==
	       STAMP_OTHER,
	   "not of another text");
	ok(stamp_check(mem, token, text, strlen(text),
		       read_file(mem, two, "ca.pem"), &at) == STAMP_UNTRUSTED,
	   "nor under another authority");
	ok(stamp_check(mem, token, text, strlen(text), "", &at) ==
	       STAMP_UNTRUSTED,
	   "nor under none");
	again = token_of(mem, u, q, n, q, n, &why);
	ok(again && stamp_check(mem, again, text, strlen(text), ca, &at) ==
			STAMP_UNTRUSTED,
	   "another authority's is not trusted");

	other = stamp_request(mem, text, strlen(text), &k);
	ok(!token_of(mem, t, other, k, q, n, &why) && why,
	   "the answer to a request with another nonce is refused");
	other = stamp_request(mem, "other", 5, &k);
	ok(!token_of(mem, t, other, k, q, n, &why) && why,
	   "so is that of another text");
	ok(!token_of(mem, t, "rubbish", 7, q, n, &why) && why,
	   "rubbish gets a refusal, which is no token");
	ok(!stamp_answer(mem, q, n, "rubbish", 7, &why) && why,
	   "rubbish is no answer");
	ok(stamp_check(mem, "", text, strlen(text), ca, &at) == STAMP_BROKEN,
	   "nothing is no token");
	ok(stamp_check(mem, "!!!!", text, strlen(text), ca, &at) ==
	       STAMP_BROKEN,
	   "nor is what is not base64");
	stamp_check(mem, token, text, strlen(text), ca, &at);
	altered(token, ca, at);

	tsa_free(t);
	tsa_free(u);
	for (k = 0; k < 6; k++) {
		static const char *const name[] = { "ca.pem", "tsa.pem",
						    "key.pem" };

		unlink(
		    arena_printf(mem, "%s/%s", k < 3 ? one : two, name[k % 3]));
	}
	rmdir(one);
	rmdir(two);
	arena_free(mem);
	return tap_bad != 0;
}
