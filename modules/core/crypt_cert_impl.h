#ifndef CRYPT_CERT_IMPL_H
#define CRYPT_CERT_IMPL_H
#include "crypt_cert.h"

/* What the files crypt_cert*.c share.  OpenSSL's structs by their own names,
 * so that this header needs none of its. */
struct x509_st;
struct evp_pkey_st;
struct asn1_string_st;

#define SM2_ID "1234567812345678"

/* Says so and ends the process, as the arena does. */
_Noreturn void no_memory(void);
/* What an i2d function made and how long it is, moved into the arena: such a
 * function fails only for want of memory. */
struct der der_taken(struct arena *, unsigned char *, int len);

/* The certificate with the SM2 identity set, or NULL; of its whole length. */
struct x509_st *x509_read(struct der);
struct der x509_der(struct arena *, struct x509_st *);
/* Sets the SM2 identity for the check of its signature. */
void x509_identity(struct x509_st *, const char *id);
/* The key's word ("SM2"), or NULL if it is too weak for a leaf or issuer. */
const char *key_word(struct arena *, const struct evp_pkey_st *, bool issuer);
bool key_is_sm2(const struct evp_pkey_st *);
/* As a person's key, with its secret half or without; false if it is neither
 * on P-256 nor SM2. */
struct jwk_key;
bool curve_take(const struct evp_pkey_st *, bool private, struct jwk_key *);
/* Is this NID of a signature's digest one we trust? */
bool digest_is_good(int nid);
const char *authority_of(struct arena *, struct x509_st *issuer);
/* A serial number as hex; NULL if too long. */
const char *serial_text(struct arena *, const struct asn1_string_st *);

/* Milliseconds UTC; false of what is no time. */
bool asn1_instant(const struct asn1_string_st *, int64_t *);
/* SM2 with SM3 and the identity, DER. */
bool sm2_verify(struct evp_pkey_st *, const char *id, const void *text,
		size_t n, const unsigned char *der, size_t len);

#endif
