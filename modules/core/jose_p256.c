/* Secrets wrapped to a key of P-256: JWE, by libjose. */
#include <jansson.h>
#include <jose/jwe.h>

#include "crypt.h"
#include "jose.h"
#include "jose_impl.h"
#include "private.h"

/*
 * body.c lets jansson take memory from its arena and never give it back; the
 * trees made here live and die within a call, on the heap.
 */
static json_t *
key_of(const struct jwk_key *k)
{
	struct arena *a = arena_new();
	json_t *at;

	json_set_alloc_funcs(sure_malloc, wipe_free);
	at = json_pack("{s:s, s:s, s:s, s:s, s:s*}", "kty", "EC", "crv",
		       "P-256", "x", base64url(a, k->x, sizeof(k->x)), "y",
		       base64url(a, k->y, sizeof(k->y)), "d",
		       k->private ? base64url(a, k->d, sizeof(k->d)) : NULL);
	arena_free(a);
	return at;
}

static json_t *
load(const char *text, size_t len)
{
	json_error_t why;
	json_t *at = NULL;

	if (len <= JWE_MAX)
		at = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);
	if (json_is_object(at))
		return at;
	json_decref(at);
	return NULL;
}

char *
p256_wrap(struct arena *a, const struct jwk_key *k, const void *secret,
	  size_t n)
{
	json_t *key = key_of(k), *at;
	char *text = NULL, *copy;

	at = json_pack("{s:{s:s, s:s}}", "protected", "alg", "ECDH-ES+A256KW",
		       "enc", "A256GCM");
	if (key && at && jose_jwe_enc(NULL, at, NULL, key, secret, n))
		text = json_dumps(at, JSON_COMPACT | JSON_SORT_KEYS);
	copy = text ? arena_strdup(a, text) : NULL;
	free(text);
	json_decref(at);
	json_decref(key);
	return copy;
}

static bool
says(const json_t *at, const char *name, const char *value)
{
	const char *s = json_string_value(json_object_get(at, name));

	return s && !strcmp(s, value);
}

/* Is it a point of P-256, spelt in the one way? */
static bool
point_ok(const json_t *epk)
{
	char *text = epk ? json_dumps(epk, JSON_COMPACT) : NULL;
	struct jwk_key k;
	bool good;

	good = text && jwk_read(text, strlen(text), &k) &&
	       k.suite == &suite_p256 && !k.private;
	free(text);
	return good;
}

/*
 * The sender of a JWE may be an enemy of the reader: no compression (a bomb),
 * no other algorithm, no list of recipients, no key by reference.
 */
static bool
header_ok(const json_t *jwe)
{
	static const char *const known[] = { "alg", "enc", "epk", NULL };
	json_t *at = jose_jwe_hdr(jwe, jwe);
	size_t i, n = 0;
	bool good;

	for (i = 0; known[i]; i++)
		n += json_object_get(at, known[i]) != NULL;
	good = at && json_object_size(at) == n &&
	       point_ok(json_object_get(at, "epk")) &&
	       says(at, "alg", "ECDH-ES+A256KW") && says(at, "enc", "A256GCM");
	json_decref(at);
	return good && !json_object_get(jwe, "recipients") &&
	       json_string_length(json_object_get(jwe, "ciphertext")) <=
		   2 * SECRET_MAX;
}

bool
p256_unwrap(const struct jwk_key *k, const char *jwe, size_t len, void *secret,
	    size_t n)
{
	json_t *key = key_of(k), *at = load(jwe, len);
	bool good = false;
	void *got = NULL;
	size_t had = 0;

	if (key && at && header_ok(at) &&
	    (got = jose_jwe_dec(NULL, at, NULL, key, &had)))
		good = had == n;
	if (good)
		memcpy(secret, got, n);
	if (got)
		wipe_bytes(got, had);
	free(got);
	json_decref(at);
	json_decref(key);
	return good;
}
