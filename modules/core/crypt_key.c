/* Keys in PEM files and signatures, by OpenSSL. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>

#include "crypt.h"
#include "crypt_pem.h"

#define HALF 32 /* bytes of r and of s */

struct key {
	EVP_PKEY *pkey;
	const struct suite *suite;
};

/* How OpenSSL signs for a suite. */
static const struct scheme {
	const struct suite *suite;
	const char *type, *group, *digest;
	const char *id; /* of the signer, or NULL */
} schemes[] = { { &suite_p256, "EC", "prime256v1", "SHA256", NULL },
		{ &suite_sm, "SM2", "SM2", "SM3", SM2_ID },
		{ .suite = NULL } };

static const struct scheme *
scheme_of(const EVP_PKEY *k)
{
	const struct scheme *s;
	char name[32];
	size_t len;

	if (!k || EVP_PKEY_get_group_name(k, name, sizeof(name), &len) != 1)
		return NULL;
	for (s = schemes; s->suite; s++)
		if (EVP_PKEY_is_a(k, s->type) && !strcmp(name, s->group))
			return s;
	return NULL;
}

static const struct suite *
suite_of(const EVP_PKEY *k)
{
	const struct scheme *s = scheme_of(k);

	return s ? s->suite : NULL;
}

struct key *
key_load(const char *file)
{
	struct key *k = calloc(1, sizeof(*k));
	FILE *in = fopen(file, "re");

	if (!k || !in) {
		fprintf(stderr, "key: %s: %s\n", file, strerror(errno));
		exit(78);
	}
	k->pkey = PEM_read_PrivateKey(in, NULL, pem_unasked, NULL);
	fclose(in);
	if (!(k->suite = suite_of(k->pkey))) {
		fprintf(stderr, "key: %s: no private key of P-256 or SM2\n",
			file);
		exit(78);
	}
	return k;
}

bool
key_make(const char *file, const struct suite *s)
{
	EVP_PKEY *k = EVP_EC_gen(s->curve);
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
	bool good = false;

	if (k && out)
		good = PEM_write_PKCS8PrivateKey(out, k, NULL, NULL, 0, NULL,
						 NULL) == 1 &&
		       !fflush(out) && !fsync(fd);
	if (out)
		good = !fclose(out) && good;
	else if (fd >= 0)
		close(fd);
	if (fd >= 0 && !good)
		unlink(file);
	EVP_PKEY_free(k);
	return good;
}

const struct suite *
key_suite(const struct key *k)
{
	return k->suite;
}

const char *
key_public_pem(struct arena *a, const struct key *k)
{
	BIO *out = BIO_new(BIO_s_mem());
	const char *text = NULL;
	char *at;
	long len;

	if (out && PEM_write_bio_PUBKEY(out, k->pkey) == 1) {
		len = BIO_get_mem_data(out, &at);
		text = arena_copy(a, at, (size_t)len);
	}
	BIO_free(out);
	return text;
}

bool
key_public_ok(struct arena *a, const struct suite *s, const char *pem)
{
	BIO *in = BIO_new_mem_buf(pem, -1);
	struct key k = { .pkey = in ? PEM_read_bio_PUBKEY(in, NULL, pem_unasked,
							  NULL)
				    : NULL };
	const char *again =
	    k.pkey && suite_of(k.pkey) == s ? key_public_pem(a, &k) : NULL;

	EVP_PKEY_free(k.pkey);
	BIO_free(in);
	return again && !strcmp(again, pem);
}

/* DER of ECDSA-Sig-Value to r||s of fixed width, as JOSE wants it. */
static bool
der_to_raw(const unsigned char *der, size_t len, unsigned char raw[2 * HALF])
{
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)len);
	bool good;

	good = sig && BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, HALF) == HALF &&
	       BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + HALF, HALF) == HALF;
	ECDSA_SIG_free(sig);
	return good;
}

static int
raw_to_der(const unsigned char raw[2 * HALF], unsigned char **der)
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(raw, HALF, NULL);
	BIGNUM *s = BN_bin2bn(raw + HALF, HALF, NULL);
	int len = -1;

	if (sig && r && s && ECDSA_SIG_set0(sig, r, s)) {
		len = i2d_ECDSA_SIG(sig, der);
	} else {
		BN_free(r);
		BN_free(s);
	}
	ECDSA_SIG_free(sig);
	return len;
}

/* What is told when a signature begins: the signer's identity. */
static void
identity(const struct scheme *s, OSSL_PARAM out[2])
{
	out[0] = out[1] = OSSL_PARAM_construct_end();
	if (s->id)
		out[0] =
		    OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID,
						      (void *)(uintptr_t)s->id,
						      strlen(s->id));
}

char *
key_sign(struct arena *a, const struct key *k, const void *text, size_t n)
{
	const struct scheme *s = scheme_of(k->pkey);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	unsigned char der[128], raw[2 * HALF];
	size_t len = sizeof(der);
	OSSL_PARAM with[2];

	identity(s, with);
	if (!c ||
	    EVP_DigestSignInit_ex(c, NULL, s->digest, NULL, NULL, k->pkey,
				  with) != 1 ||
	    EVP_DigestSign(c, der, &len, text, n) != 1 ||
	    !der_to_raw(der, len, raw)) {
		fprintf(stderr, "key: OpenSSL cannot sign\n");
		exit(1);
	}
	EVP_MD_CTX_free(c);
	return base64url(a, raw, sizeof(raw));
}

/* 86 letters of base64url are 64 bytes; anything else is no signature. */
static bool
raw_read(const char *signature, unsigned char raw[2 * HALF])
{
	struct arena *a;
	unsigned char *p;
	size_t n;
	bool good;

	if (strlen(signature) != 86)
		return false;
	a = arena_new();
	p = unbase64url(a, signature, &n);
	good = p && n == 2 * HALF;
	if (good)
		memcpy(raw, p, n);
	arena_free(a);
	return good;
}

static EVP_PKEY *
public_read(const char *pem)
{
	BIO *in = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *k =
	    in ? PEM_read_bio_PUBKEY(in, NULL, pem_unasked, NULL) : NULL;

	BIO_free(in);
	return k;
}

const struct suite *
key_suite_of(const char *public_pem)
{
	EVP_PKEY *k = public_read(public_pem);
	const struct suite *s = suite_of(k);

	EVP_PKEY_free(k);
	return s;
}

bool
key_verify(const char *public_pem, const void *text, size_t n,
	   const char *signature)
{
	EVP_PKEY *k = public_read(public_pem);
	const struct scheme *s = scheme_of(k);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	unsigned char raw[2 * HALF], *der = NULL;
	OSSL_PARAM with[2];
	bool good = false;
	int len;

	if (s && c && raw_read(signature, raw) &&
	    (len = raw_to_der(raw, &der)) > 0) {
		identity(s, with);
		good = EVP_DigestVerifyInit_ex(c, NULL, s->digest, NULL, NULL,
					       k, with) == 1 &&
		       EVP_DigestVerify(c, der, (size_t)len, text, n) == 1;
	}
	OPENSSL_free(der);
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(k);
	return good;
}

void
key_free(struct key *k)
{
	if (!k)
		return;
	EVP_PKEY_free(k->pkey);
	free(k);
}
