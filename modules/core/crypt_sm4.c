/* SM4-CTR with HMAC-SM3 over what was encrypted, by OpenSSL. */
#include <limits.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "crypt.h"

#define MAC 32

static EVP_CIPHER *cipher;
static EVP_MAC *hmac;

struct text {
	const void *at;
	size_t n;
};

/* The two keys made of the one. */
struct keys {
	unsigned char cipher[MAC], mac[MAC]; /* 16 of the first are used */
};

static void
fail(void)
{
	fprintf(stderr, "crypt: OpenSSL cannot do SM4 or HMAC-SM3\n");
	exit(1);
}

/* HMAC-SM3 of n texts, one after the other. */
static void
hmac_of(const unsigned char key[MAC], const struct text *t, size_t n,
	unsigned char out[MAC])
{
	char sm3_name[] = "SM3";
	OSSL_PARAM with[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
						 sm3_name, 0),
		OSSL_PARAM_construct_end()
	};
	EVP_MAC_CTX *c;
	size_t i, len;

	if (!hmac && !(hmac = EVP_MAC_fetch(NULL, "HMAC", NULL)))
		fail();
	if (!(c = EVP_MAC_CTX_new(hmac)) || !EVP_MAC_init(c, key, MAC, with))
		fail();
	for (i = 0; i < n; i++)
		if (t[i].n && !EVP_MAC_update(c, t[i].at, t[i].n))
			fail();
	if (!EVP_MAC_final(c, out, &len, MAC) || len != MAC)
		fail();
	EVP_MAC_CTX_free(c);
}

/* HKDF (RFC 5869) with SM3 and no salt; one block of it is enough. */
static void
derive(const unsigned char key[GCM_KEY], struct keys *k)
{
	static const unsigned char no_salt[MAC];
	static const char for_cipher[] = "GGZY-BID-2 SM4-CTR\1";
	static const char for_mac[] = "GGZY-BID-2 HMAC-SM3\1";
	unsigned char extracted[MAC];

	hmac_of(no_salt, &(struct text){ key, GCM_KEY }, 1, extracted);
	hmac_of(extracted, &(struct text){ for_cipher, sizeof(for_cipher) - 1 },
		1, k->cipher);
	hmac_of(extracted, &(struct text){ for_mac, sizeof(for_mac) - 1 }, 1,
		k->mac);
	wipe_bytes(extracted, sizeof(extracted));
}

static void
put64(unsigned char *at, uint64_t n)
{
	int i;

	for (i = 7; i >= 0; i--, n >>= 8)
		at[i] = (unsigned char)(n & 0xff);
}

/* The lengths at the end leave one way to cut the text into its parts. */
static void
tag_of(const struct keys *k, const unsigned char nonce[GCM_NONCE],
       const void *aad, size_t aad_len, const void *sealed, size_t n,
       unsigned char out[SM4_TAG])
{
	unsigned char lengths[16];
	const struct text all[] = { { aad, aad_len },
				    { nonce, GCM_NONCE },
				    { sealed, n },
				    { lengths, sizeof(lengths) } };

	put64(lengths, aad_len);
	put64(lengths + 8, n);
	hmac_of(k->mac, all, sizeof(all) / sizeof(*all), out);
}

void
sm4_ctr(const unsigned char key[16], const unsigned char counter[16],
	const void *in, size_t n, void *out)
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int len;

	if (!cipher && !(cipher = EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL)))
		fail();
	if (!c || n > INT_MAX ||
	    !EVP_CipherInit_ex2(c, cipher, key, counter, 1, NULL) ||
	    !EVP_CipherUpdate(c, out, &len, in, (int)n) || len != (int)n)
		fail();
	EVP_CIPHER_CTX_free(c);
}

/* The counter begins at nonce || 0 and never leaves its 4 bytes. */
static void
apply(const struct keys *k, const unsigned char nonce[GCM_NONCE],
      const void *in, size_t n, void *out)
{
	unsigned char counter[16] = { 0 };

	memcpy(counter, nonce, GCM_NONCE);
	sm4_ctr(k->cipher, counter, in, n, out);
}

void
sm4_seal(const unsigned char key[GCM_KEY], const unsigned char nonce[GCM_NONCE],
	 const void *aad, size_t aad_len, const void *in, size_t n, void *out)
{
	unsigned char *o = out;
	struct keys k;

	derive(key, &k);
	apply(&k, nonce, in, n, o);
	tag_of(&k, nonce, aad, aad_len, o, n, o + n);
	wipe_bytes(&k, sizeof(k));
}

bool
sm4_open(const unsigned char key[GCM_KEY], const unsigned char nonce[GCM_NONCE],
	 const void *aad, size_t aad_len, const void *in, size_t n, void *out)
{
	unsigned char tag[SM4_TAG];
	struct keys k;
	bool good;

	if (n < SM4_TAG || n > INT_MAX)
		return false;
	n -= SM4_TAG;
	derive(key, &k);
	tag_of(&k, nonce, aad, aad_len, in, n, tag);
	good = same_bytes(tag, (const char *)in + n, SM4_TAG);
	if (good)
		apply(&k, nonce, in, n, out);
	else
		memset(out, 0, n);
	wipe_bytes(&k, sizeof(k));
	return good;
}
