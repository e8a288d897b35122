/* Certificates: reading them, and what is too weak; by OpenSSL. */
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypt.h"
#include "crypt_cert_impl.h"
#include "hash.h"

#define RSA_BITS 2048
#define SERIAL_MAX 40 /* hex digits: the 20 bytes of RFC 5280 */

/* clang-format off */
#define CERT(name, text) { #name, text },
static const struct {
	const char *name, *text;
} list[] = {
#include "cert.def"
};
#undef CERT
/* clang-format on */

const char *
cert_name(enum cert_why why)
{
	return list[why].name;
}

const char *
cert_text(enum cert_why why)
{
	return list[why].text;
}

void
no_memory(void)
{
	fputs("level=error msg=out-of-memory\n", stderr);
	exit(70);
}

struct der
der_taken(struct arena *a, unsigned char *der, int len)
{
	struct der d;

	if (len <= 0)
		no_memory();
	d = (struct der){ arena_copy(a, der, (size_t)len), (size_t)len };
	OPENSSL_free(der);
	return d;
}

void
x509_identity(X509 *x, const char *id)
{
	ASN1_OCTET_STRING *s = ASN1_OCTET_STRING_new();

	if (!s || !ASN1_OCTET_STRING_set(s, (const unsigned char *)id,
					 (int)strlen(id)))
		no_memory();
	X509_set0_distinguishing_id(x, s); /* and owns it */
}

X509 *
x509_read(struct der d)
{
	const unsigned char *at = d.at;
	X509 *x;

	if (!d.len || d.len > CERT_DER_MAX)
		return NULL;
	x = d2i_X509(NULL, &at, (long)d.len);
	if (x && at != d.at + d.len) {
		X509_free(x);
		return NULL;
	}
	/* other signatures know no identity and fail with one */
	if (x && X509_get_signature_nid(x) == NID_SM2_with_SM3)
		x509_identity(x, SM2_ID);
	return x;
}

struct der
x509_der(struct arena *a, X509 *x)
{
	unsigned char *der = NULL;
	int len = i2d_X509(x, &der);

	return der_taken(a, der, len);
}

bool
key_is_sm2(const EVP_PKEY *k)
{
	return EVP_PKEY_is_a(k, "SM2");
}

const char *
key_word(struct arena *a, const EVP_PKEY *k, bool issuer)
{
	char group[40];
	size_t len;

	if (!k)
		return NULL;
	if (key_is_sm2(k))
		return "SM2";
	if (EVP_PKEY_is_a(k, "RSA"))
		return EVP_PKEY_get_bits(k) < RSA_BITS ||
			       EVP_PKEY_get_bits(k) > 8 * RSA_BITS
			   ? NULL
			   : arena_printf(a, "RSA-%d", EVP_PKEY_get_bits(k));
	if (!EVP_PKEY_is_a(k, "EC") ||
	    EVP_PKEY_get_group_name(k, group, sizeof(group), &len) != 1)
		return NULL;
	if (!strcmp(group, "prime256v1"))
		return "P-256";
	return issuer && !strcmp(group, "secp384r1") ? "P-384" : NULL;
}

bool
digest_is_good(int nid)
{
	return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512 ||
	       nid == NID_sm3;
}

/* SHA-256 of the DER, hex. */
static const char *
name_digest(struct arena *a, const X509_NAME *name)
{
	unsigned char *der = NULL;
	int len = i2d_X509_NAME(name, &der);
	struct der d = der_taken(a, der, len);

	return hex_sha256(a, d.at, d.len);
}

const char *
authority_of(struct arena *a, X509 *issuer)
{
	unsigned char *name = NULL, *key = NULL, sum[HASH_LEN];
	int len = i2d_X509_NAME(X509_get_subject_name(issuer), &name);
	struct der d = der_taken(a, name, len);
	struct hash h;

	hash_init(&h);
	hash_add(&h, d.at, d.len);
	len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(issuer), &key);
	d = der_taken(a, key, len);
	hash_add(&h, d.at, d.len);
	hash_end(&h, sum);
	return hex(a, sum, sizeof(sum));
}

const char *
cert_name_digest(struct arena *a, struct der d)
{
	X509 *x = x509_read(d);
	const char *text = x ? name_digest(a, X509_get_subject_name(x)) : "";

	X509_free(x);
	return text;
}

const char *
cert_authority(struct arena *a, struct der issuer)
{
	X509 *x = x509_read(issuer);
	const char *text = x ? authority_of(a, x) : "";

	X509_free(x);
	return text;
}

const char *
serial_text(struct arena *a, const ASN1_INTEGER *serial)
{
	BIGNUM *n = ASN1_INTEGER_to_BN(serial, NULL);
	const char *text = NULL;
	unsigned char bytes[SERIAL_MAX / 2];
	char *digits;
	int len;

	if (!n)
		no_memory();
	len = BN_num_bytes(n);
	if (!BN_is_negative(n) && len <= (int)sizeof(bytes)) {
		BN_bn2bin(n, bytes);
		digits = hex(a, bytes, (size_t)len);
		text = !len ? "0" : *digits == '0' ? digits + 1 : digits;
	}
	BN_free(n);
	return text;
}

static const char *
name_text(struct arena *a, const X509_NAME *name)
{
	BIO *out = BIO_new(BIO_s_mem());
	const char *text = NULL;
	char *at;
	long len;

	if (!out)
		no_memory();
	if (X509_NAME_print_ex(out, name, 0,
			       XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
		len = BIO_get_mem_data(out, &at);
		text = arena_copy(a, at, (size_t)len);
	}
	BIO_free(out);
	return text;
}

bool
asn1_instant(const ASN1_TIME *t, int64_t *out)
{
	static ASN1_TIME *epoch;
	int days, seconds;

	if (!epoch && !(epoch = ASN1_TIME_set(NULL, 0)))
		no_memory();
	if (!t || !ASN1_TIME_diff(&days, &seconds, epoch, t))
		return false;
	*out = ((int64_t)days * 86400 + seconds) * 1000;
	return true;
}

static enum cert_why
fill(struct arena *a, struct der d, X509 *x, struct cert *c)
{
	int digest = NID_undef;

	c->ca = X509_check_ca(x) > 0;
	c->subject = name_text(a, X509_get_subject_name(x));
	c->issuer_name = name_text(a, X509_get_issuer_name(x));
	c->issuer = name_digest(a, X509_get_issuer_name(x));
	c->serial = serial_text(a, X509_get0_serialNumber(x));
	c->fingerprint = hex_sha256(a, d.at, d.len);
	c->key = key_word(a, X509_get0_pubkey(x), c->ca);
	if (!c->subject || !c->issuer_name || !c->serial ||
	    !asn1_instant(X509_get0_notBefore(x), &c->valid_from) ||
	    !asn1_instant(X509_get0_notAfter(x), &c->valid_to))
		return CERT_SYNTAX;
	if (!c->key)
		return CERT_KEY;
	X509_get_signature_info(x, &digest, NULL, NULL, NULL);
	return digest_is_good(digest) ? CERT_OK : CERT_DIGEST;
}

enum cert_why
cert_read(struct arena *a, struct der d, struct cert *c)
{
	X509 *x = x509_read(d);
	enum cert_why why = CERT_SYNTAX;

	memset(c, 0, sizeof(*c));
	if (x)
		why = fill(a, d, x, c);
	X509_free(x);
	return why;
}
