#ifndef CRYPT_CERT_H
#define CRYPT_CERT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * X.509 certificates, revocation lists and signatures, by OpenSSL.  Nothing
 * here knows the database or a clock: instants are given, in ms UTC.
 *
 * Accepted are RSA of 2048 bits and more, P-256 and SM2 (an issuer may also
 * have P-384), signed with SHA-256, -384, -512 or SM3.  Every SM2 signature,
 * of each certificate of a chain, of a list and of a text, is made with the
 * identity 1234567812345678; one made with another is refused.
 */

/* clang-format off */
#define CERT(name, text) name,
enum cert_why {
#include "cert.def"
	CERT__MAX
};
#undef CERT
/* clang-format on */

/* The reason's stable name ("CERT_EXPIRED") and Chinese text. */
const char *cert_name(enum cert_why);
const char *cert_text(enum cert_why);

/* What a certificate is used for here; a CA is recognised for some of it.  Who
 * is for signing gives both certificates of a pair: keys are wrapped to the
 * other one, CERT_ENCRYPT. */
enum cert_use { CERT_LOGIN, CERT_SIGN, CERT_SEAL, CERT_ENCRYPT };

struct der {
	const unsigned char *at;
	size_t len;
};
#define CERT_DER_MAX 8192 /* bytes of a certificate */
#define CERT_CHAIN_MAX 8  /* certificates from a leaf to its root */

/* What stands in a certificate. */
struct cert {
	const char *subject, *issuer_name; /* RFC 2253, UTF-8 */
	const char *issuer;      /* SHA-256 of the issuer's DER name, hex */
	const char *serial;      /* hex, small letters, no leading zero */
	const char *fingerprint; /* SHA-256 of the DER, hex */
	const char *key;         /* "RSA-2048", "P-256", "SM2", ... */
	int64_t valid_from, valid_to;
	bool ca;
};
/* CERT_SYNTAX, CERT_KEY, CERT_DIGEST. */
enum cert_why cert_read(struct arena *, struct der, struct cert *);

/*
 * The certificates of a file, PEM or DER, at most max; 0 if there is none or
 * one of them is none.
 */
size_t cert_file(struct arena *, const char *text, size_t len, struct der *,
		 size_t max);

/*
 * The number that says whose certificate it is: a 统一社会信用代码 or a
 * 公民身份号码.  place says where a CA writes it: "dn:OID", an attribute of the
 * subject, or "ext:OID", a string in an extension.  A prefix up to the last
 * "-" is left out ("VATCN-..."); all good numbers of the place must be one.
 * CERT_NO_CODE otherwise.
 */
enum cert_why cert_code(struct arena *, struct der, const char *place,
			const char **code);
bool cert_place_ok(const char *place);
bool cert_oid_ok(const char *oid);

/* CERT_POLICY unless the certificate asserts the policy. */
enum cert_why cert_policy(struct der, const char *oid);

/* A path that was found: [0] the leaf, the last one the root. */
struct cert_path {
	size_t n;
	struct der der[CERT_CHAIN_MAX];
	struct {
		const char *serial;
		const char *authority; /* of its issuer, see below */
	} link[CERT_CHAIN_MAX];
	const char *more; /* OpenSSL's words, of CERT_PATH */
};
/*
 * Is there a path from the leaf by ca[1..] to ca[0], the root, at the instant,
 * and may the leaf's key do that?  Any certificate of the path that is too
 * weak, too old, no CA or not made by the next one is refused with its own
 * reason.
 */
enum cert_why cert_path(struct arena *, struct der leaf, const struct der *ca,
			size_t n, enum cert_use, int64_t at,
			struct cert_path *);
/* The same for a CA's certificate, which signs certificates. */
enum cert_why cert_ca_path(struct arena *, struct der, const struct der *ca,
			   size_t n, int64_t at);

/* SHA-256 of the DER of the subject's name, hex: what struct cert's issuer is
 * compared with. */
const char *cert_name_digest(struct arena *, struct der);
/*
 * An authority is a name with its key: SHA-256 of the DER of the subject's
 * name and of the public key of an issuer's certificate, one after the other.
 */
const char *cert_authority(struct arena *, struct der issuer);

/* CERT_SIGNATURE or CERT_SM2_ID unless the certificate's key signed the text:
 * RSA PKCS#1 v1.5 and P-256 with SHA-256, SM2 with SM3; the latter two as DER
 * or as r||s. */
enum cert_why cert_verify(struct der, const void *text, size_t n,
			  const void *signature, size_t len);

/* The key of a certificate, or the private one in a PEM file without password,
 * as a person's key (suite.h).  False of RSA and of what is none. */
struct jwk_key;
bool cert_public(struct der, struct jwk_key *);
bool cert_private(const char *pem, size_t len, struct jwk_key *);

/* A person's private key in a PEM file; NULL if it is none of ours. */
struct cert_key;
struct cert_key *cert_key_read(const char *pem, size_t len);
void cert_key_free(struct cert_key *);
/* What cert_verify() accepts; NULL when the key cannot. */
void *cert_sign(struct arena *, struct cert_key *, const void *text, size_t n,
		size_t *len);

/* A revocation list, complete: no delta, no partition. */
struct crl_entry {
	const char *serial;
	int64_t revoked_at;
};
struct crl {
	const char *authority, *number, *digest;
	int64_t this_update, next_update;
	size_t n;
	struct crl_entry *at;
};
/* Of one of the CA's certificates; CERT_SYNTAX, CERT_CRL_ISSUER, CERT_FORGED,
 * CERT_SM2_ID, CERT_DIGEST, CERT_CRL_FORM.  PEM or DER. */
enum cert_why crl_read(struct arena *, const char *text, size_t len,
		       const struct der *ca, size_t n, struct crl *,
		       struct der *);

/* What an OCSP responder is asked, and what it said of one certificate. */
enum ocsp_status { OCSP_GOOD, OCSP_REVOKED, OCSP_UNKNOWN };
struct ocsp {
	enum ocsp_status status;
	const char *digest;
	int64_t revoked_at, this_update, next_update;
};
bool ocsp_request(struct arena *, struct der leaf, struct der issuer,
		  struct der *out);
/* CERT_OCSP unless the issuer, or who he appointed, signed it.  RSA and ECDSA
 * only: of an SM2 issuer the list is used. */
enum cert_why ocsp_read(struct arena *, struct der answer, struct der leaf,
			struct der issuer, int64_t at, struct ocsp *);

/* base64 with padding, as headers have it; NULL if it is not. */
char *base64(struct arena *, const void *, size_t);
void *unbase64(struct arena *, const char *, size_t *n);

#endif
