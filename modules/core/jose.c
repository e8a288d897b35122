/* JWK and JWE, by libjose. */
#include <stdlib.h>

#include <jansson.h>
#include <jose/b64.h>
#include <jose/jwe.h>
#include <jose/jwk.h>

#include "crypt.h"
#include "hash.h"
#include "jose.h"

#define SECRET_MAX 64
#define COORDINATE 32 /* bytes of x, y and d */

/*
 * body.c lets jansson take memory from its arena and never give it back; the
 * trees made here live and die within a call, on the heap.
 */
static json_t *
load(const char *text, size_t len, size_t max)
{
	json_error_t why;
	json_t *at;

	json_set_alloc_funcs(malloc, free);
	if (len > max)
		return NULL;
	at = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);
	if (json_is_object(at))
		return at;
	json_decref(at);
	return NULL;
}

static char *
print(struct arena *a, const json_t *at)
{
	char *text = json_dumps(at, JSON_COMPACT | JSON_SORT_KEYS);
	char *copy = text ? arena_strdup(a, text) : NULL;

	free(text);
	return copy;
}

static bool
says(const json_t *at, const char *name, const char *value)
{
	const char *s = json_string_value(json_object_get(at, name));

	return s && !strcmp(s, value);
}

/* x, y or d: one spelling of 32 bytes. */
static bool
coordinate(const json_t *at, const char *name)
{
	unsigned char got[COORDINATE];
	const json_t *s = json_object_get(at, name);

	return json_string_length(s) == 43 &&
	       jose_b64_dec(s, got, sizeof(got)) == sizeof(got);
}

/* The members that matter of a key of P-256, or NULL. */
static json_t *
pick(const json_t *at, bool private)
{
	if (!says(at, "kty", "EC") || !says(at, "crv", "P-256") ||
	    !coordinate(at, "x") || !coordinate(at, "y") ||
	    (private && !coordinate(at, "d")))
		return NULL;
	return json_pack("{s:s, s:s, s:O, s:O, s:O*}", "kty", "EC", "crv",
			 "P-256", "x", json_object_get(at, "x"), "y",
			 json_object_get(at, "y"), "d",
			 private ? json_object_get(at, "d") : NULL);
}

static json_t *
key_read(const char *jwk, size_t len, bool private)
{
	json_t *at = load(jwk, len, JWK_MAX);
	json_t *key = at ? pick(at, private) : NULL;

	json_decref(at);
	return key;
}

char *
jwk_make(struct arena *a)
{
	json_t *at, *key;
	char *text;

	json_set_alloc_funcs(malloc, free);
	at = json_pack("{s:s, s:s}", "kty", "EC", "crv", "P-256");
	if (!at || !jose_jwk_gen(NULL, at) || !(key = pick(at, true))) {
		fprintf(stderr, "jose: cannot make a key\n");
		exit(1);
	}
	text = print(a, key);
	json_decref(key);
	json_decref(at);
	return text;
}

/* Wraps; libjose refuses a key that is no point of the curve. */
static json_t *
wrap(const json_t *key, const void *secret, size_t n)
{
	json_t *at = json_pack("{s:{s:s, s:s}}", "protected", "alg",
			       "ECDH-ES+A256KW", "enc", "A256GCM");

	if (at && jose_jwe_enc(NULL, at, NULL, key, secret, n))
		return at;
	json_decref(at);
	return NULL;
}

char *
jwk_public(struct arena *a, const char *jwk, size_t len)
{
	json_t *key = key_read(jwk, len, false), *trial = NULL;
	char *text = NULL;

	if (key && (trial = wrap(key, "", 1)))
		text = print(a, key);
	json_decref(trial);
	json_decref(key);
	return text;
}

/* The members jwk_public() leaves, in its order, are those of RFC 7638. */
char *
jwk_thumbprint(struct arena *a, const char *jwk, size_t len)
{
	unsigned char sum[HASH_LEN];
	char *text = jwk_public(a, jwk, len);

	if (!text)
		return NULL;
	sha256(text, strlen(text), sum);
	return base64url(a, sum, sizeof(sum));
}

char *
jwe_wrap(struct arena *a, const char *jwk, size_t len, const void *secret,
	 size_t n)
{
	json_t *key, *at = NULL;
	char *text = NULL;

	if (!n || n > SECRET_MAX)
		return NULL;
	key = key_read(jwk, len, false);
	if (key && (at = wrap(key, secret, n)))
		text = print(a, at);
	json_decref(at);
	json_decref(key);
	return text;
}

/*
 * The sender of a JWE may be an enemy of the reader: no compression (a bomb),
 * no other algorithm, no list of recipients, no key by reference.
 */
static bool
header_ok(const json_t *jwe)
{
	static const char *const known[] = { "alg", "enc", "epk", NULL };
	json_t *at = jose_jwe_hdr(jwe, jwe), *part;
	size_t i, n = 0;
	bool good;

	for (i = 0; known[i]; i++)
		n += json_object_get(at, known[i]) != NULL;
	part = at ? pick(json_object_get(at, "epk"), false) : NULL;
	good = part && json_object_size(at) == n &&
	       says(at, "alg", "ECDH-ES+A256KW") && says(at, "enc", "A256GCM");
	json_decref(part);
	json_decref(at);
	return good && !json_object_get(jwe, "recipients") &&
	       json_string_length(json_object_get(jwe, "ciphertext")) <=
		   2 * SECRET_MAX;
}

bool
jwe_unwrap(const char *jwk, size_t len, const char *jwe, size_t jwe_len,
	   void *secret, size_t n)
{
	json_t *key = key_read(jwk, len, true);
	json_t *at = load(jwe, jwe_len, JWE_MAX);
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
