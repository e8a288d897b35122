/* Secrets wrapped to a key of SM2. */
#include "body.h"
#include "crypt.h"
#include "envelope.h"
#include "jose.h"
#include "jose_impl.h"

char *
sm2_wrap(struct arena *a, const struct jwk_key *k, const void *secret, size_t n)
{
	unsigned char *sealed;
	size_t len;

	if (!(sealed = sm2_encrypt(a, k, secret, n, &len)))
		return NULL;
	return arena_printf(a, "{\"ciphertext\":\"%s\",\"protected\":\"%s\"}",
			    base64url(a, sealed, len), JWE_SM2);
}

static bool
unwrap(struct arena *a, const struct jwk_key *k, const char *text, size_t len,
       void *secret, size_t n)
{
	unsigned char *sealed;
	struct buf bad;
	struct jwe j;
	size_t had;

	buf_init(&bad, a);
	return len <= JWE_MAX &&
	       !record_read(a, &jwe_record, text, len, &j, &bad) &&
	       jwe_fits(&suite_sm, &j) &&
	       (sealed = unbase64url(a, j.ciphertext, &had)) &&
	       sm2_decrypt(k, sealed, had, secret, n);
}

bool
sm2_unwrap(const struct jwk_key *k, const char *jwe, size_t len, void *secret,
	   size_t n)
{
	struct arena *a = arena_new();
	bool good = unwrap(a, k, jwe, len, secret, n);

	arena_free(a);
	return good;
}
