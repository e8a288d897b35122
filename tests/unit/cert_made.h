#ifndef CERT_MADE_H
#define CERT_MADE_H

#include <openssl/core_names.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypt.h"
#include "crypt_cert.h"

/*
 * Certificates, lists and answers also as no CA would make them, for unit
 * tests: begun, changed by OpenSSL's own functions, then signed.
 *
 *	struct made root = made_ca("root", made_key("P-256"), NULL);
 *	X509 *x = x_begin(&root, key, "person");
 *	x_extend(x, &root, NID_key_usage, "digitalSignature");
 *	d = x_end(x, &root, "SHA256", SM2_WORD);
 *
 * All are good for a day before and after AT.  Keys stay until made_free().
 */
#define AT INT64_C(1800000000000) /* 2027-01-15 08:00 UTC */
#define AT_S ((time_t)(AT / 1000))
#define DAY_S 86400
#define SM2_WORD "1234567812345678"

struct made {
	struct der der;
	X509 *x;
	EVP_PKEY *key;
};

static struct arena *mem;
static struct {
	EVP_PKEY *key[100];
	X509 *x[200];
	int nkey, nx;
} made;

/* Anything here fails only if the test is wrong. */
static inline void
must(bool good, const char *what)
{
	if (good)
		return;
	printf("Bail out! %s\n", what);
	exit(1);
}

static inline EVP_PKEY *
made_keep(EVP_PKEY *k)
{
	must(k != NULL, "a key");
	return made.key[made.nkey++] = k;
}

/* A curve, "SM2", "RSA" or "ED25519". */
static inline EVP_PKEY *
made_key(const char *kind)
{
	if (!strcmp(kind, "RSA"))
		return made_keep(EVP_RSA_gen(2048));
	if (!strcmp(kind, "SM2") || !strcmp(kind, "ED25519"))
		return made_keep(EVP_PKEY_Q_keygen(NULL, NULL, kind));
	return made_keep(EVP_EC_gen(kind));
}

static inline void
made_free(void)
{
	while (made.nkey)
		EVP_PKEY_free(made.key[--made.nkey]);
	while (made.nx)
		X509_free(made.x[--made.nx]);
}

static inline struct der
der_of(unsigned char *own, int len)
{
	struct der d = { arena_copy(mem, own, (size_t)len), (size_t)len };

	OPENSSL_free(own);
	return d;
}

static inline X509 *
x_begin(const struct made *by, EVP_PKEY *key, const char *name)
{
	X509 *x = X509_new();
	X509_NAME *subject = X509_get_subject_name(x);

	X509_set_version(x, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 0x1000 + made.nx);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
				   (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(x, by ? X509_get_subject_name(by->x) : subject);
	ASN1_TIME_set(X509_getm_notBefore(x), AT_S - DAY_S);
	ASN1_TIME_set(X509_getm_notAfter(x), AT_S + DAY_S);
	X509_set_pubkey(x, key);
	return made.x[made.nx++] = x;
}

/* An attribute of the subject, of any ASN.1 type. */
static inline void
x_name(X509 *x, const char *oid, int type, const char *value)
{
	must(X509_NAME_add_entry_by_txt(X509_get_subject_name(x), oid, type,
					(const unsigned char *)value, -1, -1,
					0),
	     oid);
}

/* An extension as in a configuration file. */
static inline void
x_extend(X509 *x, const struct made *by, int nid, const char *value)
{
	X509_EXTENSION *e;
	X509V3_CTX c;

	X509V3_set_ctx(&c, by ? by->x : x, x, NULL, NULL, 0);
	e = X509V3_EXT_conf_nid(NULL, &c, nid, value);
	must(e && X509_add_ext(x, e, -1), value);
	X509_EXTENSION_free(e);
}

/* One that holds these bytes. */
static inline X509_EXTENSION *
extension(const char *oid, bool critical, const char *bytes, size_t n)
{
	ASN1_OBJECT *o = OBJ_txt2obj(oid, 0);
	ASN1_OCTET_STRING *s = ASN1_OCTET_STRING_new();
	X509_EXTENSION *e;

	ASN1_OCTET_STRING_set(s, (const unsigned char *)bytes, (int)n);
	e = X509_EXTENSION_create_by_OBJ(NULL, o, critical, s);
	must(e != NULL, oid);
	ASN1_OCTET_STRING_free(s);
	ASN1_OBJECT_free(o);
	return e;
}

static inline void
x_extend_raw(X509 *x, const char *oid, const char *bytes, size_t n)
{
	X509_EXTENSION *e = extension(oid, false, bytes, n);

	must(X509_add_ext(x, e, -1), oid);
	X509_EXTENSION_free(e);
}

/* For a signature; id: of an SM2 key. */
static inline EVP_MD_CTX *
signer(EVP_PKEY *key, const char *md, const char *id)
{
	OSSL_PARAM set[] = {
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID,
						  (void *)(uintptr_t)id,
						  strlen(id)),
		OSSL_PARAM_construct_end()
	};
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool sm = EVP_PKEY_is_a(key, "SM2");

	must(EVP_DigestSignInit_ex(c, NULL, sm ? "SM3" : md, NULL, NULL, key,
				   sm ? set : NULL) == 1,
	     "a signature");
	return c;
}

/* by: NULL, itself with key; md: not of SM2. */
static inline struct der
x_end_of(X509 *x, EVP_PKEY *key, const char *md, const char *id)
{
	EVP_MD_CTX *c = signer(key, md, id);
	unsigned char *own = NULL;
	int len;

	must(X509_sign_ctx(x, c) > 0, "a certificate");
	EVP_MD_CTX_free(c);
	len = i2d_X509(x, &own);
	return der_of(own, len);
}

static inline struct der
x_end(X509 *x, const struct made *by)
{
	return x_end_of(x, by->key, "SHA256", SM2_WORD);
}

/* A CA's, with what RFC 5280 wants; not signed yet. */
static inline X509 *
x_begin_ca(const struct made *by, EVP_PKEY *key, const char *name,
	   const char *basic)
{
	X509 *x = x_begin(by, key, name);

	x_extend(x, by, NID_subject_key_identifier, "hash");
	if (by)
		x_extend(x, by, NID_authority_key_identifier, "keyid");
	x_extend(x, by, NID_basic_constraints, basic);
	x_extend(x, by, NID_key_usage, "critical,keyCertSign,cRLSign");
	return x;
}

static inline struct made
made_ca(const struct made *by, EVP_PKEY *key, const char *name)
{
	X509 *x = x_begin_ca(by, key, name, "critical,CA:TRUE");
	struct made m = { .x = x, .key = key };

	m.der = x_end(x, by ? by : &m);
	return m;
}

/* A person's without key usage; not signed yet. */
static inline X509 *
x_begin_person(const struct made *by, EVP_PKEY *key)
{
	X509 *x = x_begin(by, key, "person");

	x_extend(x, by, NID_subject_key_identifier, "hash");
	x_extend(x, by, NID_authority_key_identifier, "keyid");
	x_extend(x, by, NID_basic_constraints, "CA:FALSE");
	return x;
}

static inline struct made
made_person(const struct made *by, EVP_PKEY *key, const char *usage,
	    const char *more)
{
	X509 *x = x_begin_person(by, key);

	if (usage)
		x_extend(x, by, NID_key_usage, usage);
	if (more)
		x_extend(x, by, NID_ext_key_usage, more);
	return (struct made){ x_end(x, by), x, key };
}

/* One of an EC key, changed: now nobody knows what kind of key it is. */
static inline struct der
strange_key(struct der d)
{
	static const unsigned char ec[] = { 6,    7,    0x2a, 0x86, 0x48,
					    0xce, 0x3d, 2,    1 };
	unsigned char *at = memmem(d.at, d.len, ec, sizeof(ec));

	must(at != NULL, "an EC key");
	at[sizeof(ec) - 1] = 0x7f;
	return d;
}

/* ---- Lists ---- */

static inline X509_CRL *
list_begin(const struct made *by)
{
	X509_CRL *l = X509_CRL_new();
	ASN1_TIME *t = ASN1_TIME_set(NULL, AT_S - 60);

	X509_CRL_set_version(l, 1);
	X509_CRL_set_issuer_name(l, X509_get_subject_name(by->x));
	X509_CRL_set1_lastUpdate(l, t);
	ASN1_TIME_set(t, AT_S + DAY_S);
	X509_CRL_set1_nextUpdate(l, t);
	ASN1_TIME_free(t);
	return l;
}

static inline void
list_extend(X509_CRL *l, const char *oid, bool critical, const char *bytes,
	    size_t n)
{
	X509_EXTENSION *e = extension(oid, critical, bytes, n);

	must(X509_CRL_add_ext(l, e, -1), oid);
	X509_EXTENSION_free(e);
}

/* Revokes a serial number; date: NULL, at AT. */
static inline X509_REVOKED *
list_add(X509_CRL *l, const ASN1_INTEGER *serial, const char *date)
{
	X509_REVOKED *r = X509_REVOKED_new();
	ASN1_TIME *t = ASN1_TIME_set(NULL, AT_S);

	if (date)
		ASN1_STRING_set(t, date, -1);
	X509_REVOKED_set_serialNumber(r, (ASN1_INTEGER *)(uintptr_t)serial);
	X509_REVOKED_set_revocationDate(r, t);
	ASN1_TIME_free(t);
	must(X509_CRL_add0_revoked(l, r), "an entry");
	return r;
}

/* Signs and frees it. */
static inline struct der
list_end_of(X509_CRL *l, EVP_PKEY *key, const char *md, const char *id)
{
	EVP_MD_CTX *c = signer(key, md, id);
	unsigned char *own = NULL;
	int len;

	must(X509_CRL_sign_ctx(l, c) > 0, "a list");
	EVP_MD_CTX_free(c);
	len = i2d_X509_CRL(l, &own);
	X509_CRL_free(l);
	return der_of(own, len);
}

static inline struct der
list_end(X509_CRL *l, const struct made *by)
{
	return list_end_of(l, by->key, "SHA256", SM2_WORD);
}

/* ---- Answers of an OCSP responder ---- */

/* Good for an hour from AT; the single answer in *one may be changed. */
static inline OCSP_BASICRESP *
answer_begin(const struct made *of, const struct made *by, int status,
	     OCSP_SINGLERESP **one)
{
	OCSP_BASICRESP *b = OCSP_BASICRESP_new();
	OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), of->x, by->x);
	ASN1_TIME *from = ASN1_TIME_set(NULL, AT_S);
	ASN1_TIME *to = ASN1_TIME_set(NULL, AT_S + 3600);

	*one =
	    OCSP_basic_add1_status(b, id, status, OCSP_REVOKED_STATUS_NOSTATUS,
				   from, from, to);
	must(*one != NULL, "an answer");
	ASN1_TIME_free(from);
	ASN1_TIME_free(to);
	OCSP_CERTID_free(id);
	return b;
}

static inline struct der
answer_of(int status, OCSP_BASICRESP *b)
{
	OCSP_RESPONSE *r = OCSP_response_create(status, b);
	unsigned char *own = NULL;
	int len = i2d_OCSP_RESPONSE(r, &own);

	OCSP_RESPONSE_free(r);
	OCSP_BASICRESP_free(b);
	return der_of(own, len);
}

static inline struct der
answer_end(OCSP_BASICRESP *b, const struct made *by, const EVP_MD *md)
{
	must(OCSP_basic_sign(b, by->x, by->key, md, NULL, 0), "an answer");
	return answer_of(OCSP_RESPONSE_STATUS_SUCCESSFUL, b);
}

#endif
