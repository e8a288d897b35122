/* JWK of persons; wrapped secrets by the suite of the key. */
#include <jansson.h>

#include "crypt.h"
#include "jose.h"
#include "jose_impl.h"
#include "private.h"

/* x, y or d: one spelling of 32 bytes. */
static bool
coordinate(struct arena *a, const json_t *at, const char *name,
	   unsigned char out[32])
{
	const char *s = json_string_value(json_object_get(at, name));
	unsigned char *p;
	size_t n;

	if (!s || !(p = unbase64url(a, s, &n)) || n != 32)
		return false;
	memcpy(out, p, n);
	wipe_bytes(p, n);
	return true;
}

/* The members that matter. */
static bool
pick(struct arena *a, const json_t *at, struct jwk_key *k)
{
	const char *kty = json_string_value(json_object_get(at, "kty"));
	const char *crv = json_string_value(json_object_get(at, "crv"));

	if (!kty || !crv || strcmp(kty, "EC") ||
	    !(k->suite = suite_of_curve(crv)) ||
	    !coordinate(a, at, "x", k->x) || !coordinate(a, at, "y", k->y))
		return false;
	k->private = json_object_get(at, "d") != NULL;
	return !k->private || coordinate(a, at, "d", k->d);
}

bool
jwk_read(const char *jwk, size_t len, struct jwk_key *k)
{
	struct arena *a = arena_new();
	json_error_t why;
	json_t *at = NULL;
	bool good;

	/* body.c lets jansson take memory from its arena: not here */
	json_set_alloc_funcs(sure_malloc, wipe_free);
	memset(k, 0, sizeof(*k));
	if (len <= JWK_MAX)
		at = json_loadb(jwk, len, JSON_REJECT_DUPLICATES, &why);
	good = json_is_object(at) && pick(a, at, k) && curve_has(k);
	json_decref(at);
	arena_free(a);
	if (!good)
		wipe_bytes(k, sizeof(*k));
	return good;
}

/* The members in the order of RFC 7638, with d in its place or without. */
char *
jwk_print(struct arena *a, const struct jwk_key *k)
{
	const char *d = k->private ? base64url(a, k->d, sizeof(k->d)) : NULL;

	return arena_printf(a,
			    "{\"crv\":\"%s\",%s%s%s\"kty\":\"EC\",\"x\":\"%s\","
			    "\"y\":\"%s\"}",
			    k->suite->curve, d ? "\"d\":\"" : "", d ? d : "",
			    d ? "\"," : "", base64url(a, k->x, sizeof(k->x)),
			    base64url(a, k->y, sizeof(k->y)));
}

char *
jwk_make(struct arena *a, const struct suite *s)
{
	struct jwk_key k;
	char *text;

	curve_make(s, &k);
	text = jwk_print(a, &k);
	wipe_bytes(&k, sizeof(k));
	return text;
}

const struct suite *
jwk_suite(const char *jwk, size_t len)
{
	struct jwk_key k;
	const struct suite *s;

	s = jwk_read(jwk, len, &k) ? k.suite : NULL;
	wipe_bytes(&k, sizeof(k));
	return s;
}

char *
jwk_public(struct arena *a, const char *jwk, size_t len)
{
	struct jwk_key k;
	bool good = jwk_read(jwk, len, &k);

	wipe_bytes(k.d, sizeof(k.d));
	k.private = false;
	return good ? jwk_print(a, &k) : NULL;
}

char *
jwk_thumbprint(struct arena *a, const char *jwk, size_t len)
{
	const struct suite *s = jwk_suite(jwk, len);
	unsigned char sum[HASH_LEN];
	char *text;

	if (!s || !(text = jwk_public(a, jwk, len)))
		return NULL;
	hash_of(s, text, strlen(text), sum);
	return base64url(a, sum, sizeof(sum));
}

char *
jwe_wrap(struct arena *a, const char *jwk, size_t len, const void *secret,
	 size_t n)
{
	struct jwk_key k;

	if (!n || n > SECRET_MAX || !jwk_read(jwk, len, &k))
		return NULL;
	wipe_bytes(k.d, sizeof(k.d));
	k.private = false;
	/* what it makes is in the arena */
	/* cppcheck-suppress returnDanglingLifetime */
	return k.suite->wrap(a, &k, secret, n);
}

bool
jwe_unwrap(const char *jwk, size_t len, const char *jwe, size_t jwe_len,
	   void *secret, size_t n)
{
	struct jwk_key k;
	bool good;

	good = jwk_read(jwk, len, &k) && k.private &&
	       k.suite->unwrap(&k, jwe, jwe_len, secret, n);
	wipe_bytes(&k, sizeof(k));
	return good;
}
