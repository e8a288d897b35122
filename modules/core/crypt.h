#ifndef CRYPT_H
#define CRYPT_H
#include <stdbool.h>
#include <stddef.h>

#include "suite.h"

/*
 * Randomness, text forms of bytes, authenticated encryption of the suites, and
 * signatures.  Without randomness or memory the process says so and
 * ends.
 */

void random_bytes(void *, size_t);
char *hex(struct arena *, const void *, size_t);
/* The SHA-256 of n bytes as 64 digits. */
char *hex_sha256(struct arena *, const void *, size_t n);
bool unhex(const char *, void *out, size_t n); /* exactly n bytes */
/* base64url without padding, as JOSE writes it. */
char *base64url(struct arena *, const void *, size_t);
/* NULL if not base64url; *n: bytes. */
void *unbase64url(struct arena *, const char *, size_t *n);
bool same_bytes(const void *, const void *, size_t); /* constant time */
void wipe_bytes(void *, size_t);                     /* not optimised away */

/*
 * AES-256-GCM, one piece of less than 2 GiB at a time; the caller never uses
 * a nonce twice with a key.  Sealed bytes are followed by their tag.
 */
#define GCM_KEY 32
#define GCM_NONCE 12
#define GCM_TAG 16
/* out has room for n + GCM_TAG bytes and is not in. */
void gcm_seal(const unsigned char key[GCM_KEY],
	      const unsigned char nonce[GCM_NONCE], const void *aad,
	      size_t aad_len, const void *in, size_t n, void *out);
/* n counts the tag.  False, and out all zero, unless every bit is right. */
bool gcm_open(const unsigned char key[GCM_KEY],
	      const unsigned char nonce[GCM_NONCE], const void *aad,
	      size_t aad_len, const void *in, size_t n, void *out);

enum hmac { HMAC_SHA1, HMAC_SHA256, HMAC_SHA512 };
#define HMAC_MAX 64
/* How many bytes it wrote: 20, 32 or 64. */
size_t hmac_bytes(enum hmac, const void *key, size_t key_len, const void *,
		  size_t, unsigned char out[HMAC_MAX]);

/*
 * The same of the SM suite: SM4-CTR (GB/T 32907), then HMAC-SM3 over what came
 * out.  OpenSSL 3.0 has no SM4-GCM.
 *
 *	extracted	HMAC-SM3(32 zero bytes, key)
 *	cipher key	first 16 bytes of
 *			HMAC-SM3(extracted, "GGZY-BID-2 SM4-CTR" || 0x01)
 *	MAC key		HMAC-SM3(extracted, "GGZY-BID-2 HMAC-SM3" || 0x01)
 *	counter		nonce || four zero bytes at the first block of 16, one
 *			more at each next
 *	tag		HMAC-SM3(MAC key, AAD || nonce || encrypted ||
 *			bytes of the AAD || bytes of encrypted), the lengths in
 *			8 bytes big endian each; all 32 bytes of it
 *
 * The keys are HKDF (RFC 5869) with SM3 and without salt.
 */
#define SM4_TAG 32
void sm4_seal(const unsigned char key[GCM_KEY],
	      const unsigned char nonce[GCM_NONCE], const void *aad,
	      size_t aad_len, const void *in, size_t n, void *out);
bool sm4_open(const unsigned char key[GCM_KEY],
	      const unsigned char nonce[GCM_NONCE], const void *aad,
	      size_t aad_len, const void *in, size_t n, void *out);

/* Bare SM4 in counter mode, for sm4_seal() and for test vectors. */
void sm4_ctr(const unsigned char key[16], const unsigned char counter[16],
	     const void *in, size_t n, void *out);

/* Keys of persons on the curve of a suite. */
void curve_make(const struct suite *, struct jwk_key *);
bool curve_has(const struct jwk_key *); /* is the public half a point of it? */
/*
 * SM2 public-key encryption, up to 64 bytes; DER (jose.h).  NULL or false if
 * the key or the text is bad, or the secret has not exactly n bytes.
 */
unsigned char *sm2_encrypt(struct arena *, const struct jwk_key *, const void *,
			   size_t n, size_t *len);
bool sm2_decrypt(const struct jwk_key *, const void *, size_t len, void *out,
		 size_t n);

/*
 * A private key in a PEM file, of the curve of a suite.  key_load() ends the
 * process with a message if there is none; key_make() makes one, mode 0600,
 * never over another.
 */
struct key;
struct key *key_load(const char *file);
bool key_make(const char *file, const struct suite *);
const struct suite *key_suite(const struct key *);
const char *key_public_pem(struct arena *, const struct key *);
/* Is this the PEM text of a public key of the suite, as key_public_pem() writes
 * it? */
bool key_public_ok(struct arena *, const struct suite *, const char *pem);
/*
 * A signature (r||s, 64 bytes, base64url) over the bytes.  P-256: ECDSA with
 * SHA-256.  SM2: GB/T 32918.2 with SM3 and the signer's identity
 * "1234567812345678" (GM/T 0009), which is part of what is hashed; OpenSSL 3.0
 * takes another one, an empty one, unless told.
 */
#define SM2_ID "1234567812345678"
char *key_sign(struct arena *, const struct key *, const void *, size_t);
bool key_verify(const char *public_pem, const void *, size_t,
		const char *signature);
/* Of the key in a PEM text; NULL: no public key of a curve we know. */
const struct suite *key_suite_of(const char *public_pem);
void key_free(struct key *);

#endif
