/* Key and certificates of a time-stamp authority, by OpenSSL. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "crypt.h"
#include "stamp.h"

#define YEARS 20

/* What a certificate says besides its names and dates. */
struct extra {
	int nid;
	const char *value;
};
static const struct extra ca_extra[] = {
	{ NID_basic_constraints, "critical,CA:TRUE,pathlen:0" },
	{ NID_key_usage, "critical,keyCertSign,cRLSign" },
	{ NID_subject_key_identifier, "hash" },
	{ 0, NULL }
};
static const struct extra tsa_extra[] = {
	{ NID_basic_constraints, "critical,CA:FALSE" },
	{ NID_key_usage, "critical,digitalSignature" },
	{ NID_ext_key_usage, "critical,timeStamping" },
	{ NID_subject_key_identifier, "hash" },
	{ NID_authority_key_identifier, "keyid" },
	{ 0, NULL }
};

static bool
add_extras(X509 *x, X509 *issuer, const struct extra *e)
{
	X509_EXTENSION *ext;
	X509V3_CTX c;
	bool good = true;

	X509V3_set_ctx_nodb(&c);
	X509V3_set_ctx(&c, issuer, x, NULL, NULL, 0);
	for (; good && e->value; e++) {
		ext = X509V3_EXT_conf_nid(NULL, &c, e->nid, e->value);
		good = ext && X509_add_ext(x, ext, -1);
		X509_EXTENSION_free(ext);
	}
	return good;
}

static bool
add_names(X509 *x, const char *name)
{
	X509_NAME *n = X509_get_subject_name(x);
	unsigned char noise[8];
	BIGNUM *serial;
	bool good;

	random_bytes(noise, sizeof(noise));
	noise[0] = (noise[0] & 0x7f) | 0x40;
	serial = BN_bin2bn(noise, sizeof(noise), NULL);
	good =
	    serial && BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(x)) &&
	    X509_NAME_add_entry_by_txt(n, "C", MBSTRING_UTF8,
				       (const unsigned char *)"CN", -1, -1,
				       0) &&
	    X509_NAME_add_entry_by_txt(n, "CN", MBSTRING_UTF8,
				       (const unsigned char *)name, -1, -1, 0);
	BN_free(serial);
	return good;
}

/* issuer NULL: it signs itself. */
static X509 *
make(const char *name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *signer,
     const struct extra *e)
{
	X509 *x = X509_new();

	if (x && X509_set_version(x, X509_VERSION_3) && add_names(x, name) &&
	    X509_gmtime_adj(X509_getm_notBefore(x), -3600) &&
	    X509_time_adj_ex(X509_getm_notAfter(x), 365 * YEARS, 0, NULL) &&
	    X509_set_pubkey(x, key) &&
	    X509_set_issuer_name(x,
				 X509_get_subject_name(issuer ? issuer : x)) &&
	    add_extras(x, issuer ? issuer : x, e) &&
	    X509_sign(x, signer, EVP_sha256()))
		return x;
	X509_free(x);
	return NULL;
}

static FILE *
create(const char *folder, const char *name, mode_t mode)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd >= 0)
		return fdopen(fd, "w");
	fprintf(stderr, "tsa: %s: %s\n", path, strerror(errno));
	return NULL;
}

static bool
finish(FILE *f, bool good)
{
	good = good && !fflush(f) && !fsync(fileno(f));
	return !fclose(f) && good;
}

static bool
write_cert(const char *folder, const char *name, X509 *x)
{
	FILE *f = create(folder, name, 0644);

	return f && finish(f, PEM_write_X509(f, x) == 1);
}

/* The key last: whoever finds it finds the rest. */
static bool
write_all(const char *folder, EVP_PKEY *key, X509 *tsa, X509 *ca)
{
	FILE *f;

	if (!write_cert(folder, "ca.pem", ca) ||
	    !write_cert(folder, "tsa.pem", tsa))
		return false;
	f = create(folder, "key.pem", 0600);
	return f && finish(f, PEM_write_PKCS8PrivateKey(f, key, NULL, NULL, 0,
							NULL, NULL) == 1);
}

bool
tsa_make(const char *folder)
{
	EVP_PKEY *root = EVP_EC_gen("P-256"), *key = EVP_EC_gen("P-256");
	X509 *ca = NULL, *tsa = NULL;
	bool good = false;

	if (root && key &&
	    (ca = make("ggzy time-stamp CA", root, NULL, root, ca_extra)) &&
	    (tsa = make("ggzy time-stamp authority", key, ca, root, tsa_extra)))
		good = write_all(folder, key, tsa, ca);
	if (!good)
		fprintf(stderr, "tsa: %s: no key or certificate made\n",
			folder);
	ERR_clear_error();
	X509_free(tsa);
	X509_free(ca);
	EVP_PKEY_free(key);
	EVP_PKEY_free(root);
	return good;
}
