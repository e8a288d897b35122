#ifndef SUITE_H
#define SUITE_H
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "hash.h"

/*
 * A suite: algorithms that go together.  Every envelope, receipt and head of
 * the log names the one it was made with; there is no other way to choose an
 * algorithm than to choose a suite.
 *
 *	word	name			keys	wrap	sign	hash	pieces
 *	p256	P256-AES256GCM-SHA256	P-256	JWE	ES256	SHA-256	AES-GCM
 *	sm	SM2-SM4CTR-HMACSM3	SM2	SM2	SM2+SM3	SM3	SM4+HMAC
 *
 * An installation has one, chosen once by `ggzyctl init --suite`: for the tree
 * of its log, its heads and its receipts.  A trade has that of its trustees'
 * keys, for the bids.  Stored files and documents are known by SHA-256 in
 * both: their digests are names, compared with what other systems compute.
 */
#define SUITE_KEY 32
#define SUITE_NONCE 12

/* A person's key: coordinates of the point, and the secret half. */
struct jwk_key {
	const struct suite *suite;
	unsigned char x[32], y[32], d[32];
	bool private; /* is d there? */
};

struct suite {
	const char *name;
	const char *word;
	enum hash_kind hash;
	const char *curve; /* crv of a JWK, and OpenSSL's name for it */
	const char *alg;   /* of a signed statement (jws.h) */
	/* Pieces of a bid, tag bytes longer when sealed; as gcm_seal() and
	 * gcm_open() in crypt.h say. */
	size_t tag;
	void (*seal)(const unsigned char key[SUITE_KEY],
		     const unsigned char nonce[SUITE_NONCE], const void *aad,
		     size_t aad_len, const void *in, size_t n, void *out);
	bool (*open)(const unsigned char key[SUITE_KEY],
		     const unsigned char nonce[SUITE_NONCE], const void *aad,
		     size_t aad_len, const void *in, size_t n, void *out);
	/* Secrets wrapped to a person; as jwe_wrap() and jwe_unwrap() in
	 * jose.h say. */
	char *(*wrap)(struct arena *, const struct jwk_key *,
		      const void *secret, size_t n);
	bool (*unwrap)(const struct jwk_key *, const char *jwe, size_t len,
		       void *secret, size_t n);
};
extern const struct suite suite_p256, suite_sm;

/* NULL: unknown.  A name is never a word. */
const struct suite *suite_of_name(const char *);
const struct suite *suite_of_word(const char *);
/* That of keys on a curve ("P-256", "SM2"); NULL: none. */
const struct suite *suite_of_curve(const char *);

#endif
