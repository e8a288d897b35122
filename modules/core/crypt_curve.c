/* Persons' keys on P-256 and SM2, and SM2 encryption, by OpenSSL. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "crypt.h"
#include "crypt_cert_impl.h"
#include "suite.h"

#define HALF 32
#define SM2_CIPHER_MAX 512

static bool
number(const EVP_PKEY *p, const char *name, unsigned char out[HALF])
{
	BIGNUM *n = NULL;
	bool good = EVP_PKEY_get_bn_param(p, name, &n) == 1 &&
		    BN_bn2binpad(n, out, HALF) == HALF;

	BN_clear_free(n);
	return good;
}

void
curve_make(const struct suite *s, struct jwk_key *k)
{
	EVP_PKEY *p = EVP_EC_gen(s->curve);

	if (!p || !number(p, OSSL_PKEY_PARAM_EC_PUB_X, k->x) ||
	    !number(p, OSSL_PKEY_PARAM_EC_PUB_Y, k->y) ||
	    !number(p, OSSL_PKEY_PARAM_PRIV_KEY, k->d)) {
		fprintf(stderr, "key: OpenSSL cannot make a key of %s\n",
			s->curve);
		exit(1);
	}
	k->suite = s;
	k->private = true;
	EVP_PKEY_free(p);
}

bool
curve_take(const EVP_PKEY *p, bool private, struct jwk_key *k)
{
	struct arena *a = arena_new();
	const char *word = key_word(a, p, false);

	memset(k, 0, sizeof(*k));
	k->suite = word ? suite_of_curve(word) : NULL;
	k->private = private;
	arena_free(a);
	return k->suite && number(p, OSSL_PKEY_PARAM_EC_PUB_X, k->x) &&
	       number(p, OSSL_PKEY_PARAM_EC_PUB_Y, k->y) &&
	       (!private || number(p, OSSL_PKEY_PARAM_PRIV_KEY, k->d));
}

/* What OpenSSL is told of a key; it refuses a point beside the curve. */
static OSSL_PARAM *
describe(const struct jwk_key *k, const unsigned char *point, const BIGNUM *d)
{
	OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
	OSSL_PARAM *all = NULL;

	if (b &&
	    OSSL_PARAM_BLD_push_utf8_string(b, OSSL_PKEY_PARAM_GROUP_NAME,
					    k->suite->curve, 0) &&
	    OSSL_PARAM_BLD_push_octet_string(b, OSSL_PKEY_PARAM_PUB_KEY, point,
					     1 + 2 * HALF) &&
	    (!d || OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_PRIV_KEY, d)))
		all = OSSL_PARAM_BLD_to_param(b);
	OSSL_PARAM_BLD_free(b);
	return all;
}

/* OpenSSL's form of the key, or NULL if there is no such. */
static EVP_PKEY *
load(const struct jwk_key *k, bool private)
{
	bool sm2 = !strcmp(k->suite->curve, "SM2");
	EVP_PKEY_CTX *c =
	    EVP_PKEY_CTX_new_from_name(NULL, sm2 ? "SM2" : "EC", NULL);
	unsigned char point[1 + 2 * HALF] = { 4 };
	BIGNUM *d = private ? BN_secure_new() : NULL;
	OSSL_PARAM *all = NULL;
	EVP_PKEY *p = NULL;

	memcpy(point + 1, k->x, HALF);
	memcpy(point + 1 + HALF, k->y, HALF);
	if (c && (!private || (d && BN_bin2bn(k->d, HALF, d))) &&
	    (all = describe(k, point, d)) && EVP_PKEY_fromdata_init(c) == 1 &&
	    EVP_PKEY_fromdata(c, &p,
			      private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
			      all) != 1)
		p = NULL;
	OSSL_PARAM_free(all);
	BN_clear_free(d);
	EVP_PKEY_CTX_free(c);
	return p;
}

bool
curve_has(const struct jwk_key *k)
{
	EVP_PKEY *p = load(k, false);
	EVP_PKEY_CTX *c = p ? EVP_PKEY_CTX_new_from_pkey(NULL, p, NULL) : NULL;
	bool good = c && EVP_PKEY_public_check(c) == 1;

	EVP_PKEY_CTX_free(c);
	EVP_PKEY_free(p);
	return good;
}

unsigned char *
sm2_encrypt(struct arena *a, const struct jwk_key *k, const void *in, size_t n,
	    size_t *len)
{
	EVP_PKEY *p = load(k, false);
	EVP_PKEY_CTX *c = p ? EVP_PKEY_CTX_new_from_pkey(NULL, p, NULL) : NULL;
	unsigned char *out = arena_alloc(a, SM2_CIPHER_MAX);

	*len = SM2_CIPHER_MAX;
	if (!c || EVP_PKEY_encrypt_init(c) != 1 ||
	    EVP_PKEY_encrypt(c, out, len, in, n) != 1)
		out = NULL;
	EVP_PKEY_CTX_free(c);
	EVP_PKEY_free(p);
	return out;
}

bool
sm2_decrypt(const struct jwk_key *k, const void *in, size_t len, void *out,
	    size_t n)
{
	EVP_PKEY *p = load(k, true);
	EVP_PKEY_CTX *c = p ? EVP_PKEY_CTX_new_from_pkey(NULL, p, NULL) : NULL;
	unsigned char plain[SM2_CIPHER_MAX];
	size_t had = sizeof(plain);
	bool good;

	good = c && len <= sizeof(plain) && EVP_PKEY_decrypt_init(c) == 1 &&
	       EVP_PKEY_decrypt(c, plain, &had, in, len) == 1 && had == n;
	if (good)
		memcpy(out, plain, n);
	wipe_bytes(plain, sizeof(plain));
	EVP_PKEY_CTX_free(c);
	EVP_PKEY_free(p);
	return good;
}
