/*
 * Certificates, their codes, files and signatures at every edge: what differs
 * in one thing from a good one is refused with its own reason.
 */
#include "cert_made.h"
#include "suite.h"
#include "tap.h"

#define CODE "91540100100000016R"
#define OTHER "91540100200000011N"
#define PERSON "11010519491231002X"
#define PLACE "dn:2.5.4.97"
#define UNKNOWN_OID "1.2.156.99999.1"

static struct made root; /* of P-256 */
static EVP_PKEY *key;    /* everybody's */

static const char *
reads(struct der d, struct cert *c)
{
	return cert_name(cert_read(mem, d, c));
}

/* A certificate with such a key. */
static struct der
with_key(EVP_PKEY *k)
{
	return x_end(x_begin(&root, k, "key"), &root);
}

/* A modulus of so many bits; nobody signs with it. */
static EVP_PKEY *
rsa(int bits)
{
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	size_t n = (size_t)(bits + 7) / 8;
	unsigned char *modulus = arena_alloc(mem, n);
	static unsigned char e[4] = { 1, 0, 1, 0 };
	OSSL_PARAM p[3];
	EVP_PKEY *k = NULL;

	/* the number is the machine's, little endian here: odd, of so many bits
	 */
	memset(modulus, 0xa5, n);
	modulus[n - 1] = (unsigned char)(1 << (bits - 1) % 8);
	p[0] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, modulus, n);
	p[1] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, e, sizeof(e));
	p[2] = OSSL_PARAM_construct_end();
	must(EVP_PKEY_fromdata_init(c) == 1 &&
		 EVP_PKEY_fromdata(c, &k, EVP_PKEY_PUBLIC_KEY, p) == 1,
	     "RSA");
	EVP_PKEY_CTX_free(c);
	return made_keep(k);
}

/* P-256 with another generator, twice the right one: a curve of one's own. */
static EVP_PKEY *
own_curve(void)
{
	static const char *const hex[] = {
		"ffffffff00000001000000000000000000000000ffffffffffffffff"
		"ffffffff",
		"ffffffff00000001000000000000000000000000ffffffffffffffff"
		"fffffffc",
		"5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e"
		"27d2604b",
		"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2"
		"fc632551",
	};
	static const char *const name[] = { OSSL_PKEY_PARAM_EC_P,
					    OSSL_PKEY_PARAM_EC_A,
					    OSSL_PKEY_PARAM_EC_B,
					    OSSL_PKEY_PARAM_EC_ORDER };
	static const char twice[] =
	    "047cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978"
	    "07775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1";
	static unsigned char number[4][32], g[65], one = 1;
	static char field[] = "prime-field";
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	EVP_PKEY *k = NULL;
	OSSL_PARAM p[9];
	int i, j;

	for (i = 0; i < 4; i++) {
		unsigned char big[32];

		unhex(hex[i], big, 32);
		for (j = 0; j < 32; j++)
			number[i][j] = big[31 - j];
		p[i] = OSSL_PARAM_construct_BN(name[i], number[i], 32);
	}
	unhex(twice, g, sizeof(g));
	p[4] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_EC_COFACTOR, &one, 1);
	p[5] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_EC_FIELD_TYPE,
						field, 0);
	p[6] = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_EC_GENERATOR,
						 g, sizeof(g));
	p[7] = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, g,
						 sizeof(g));
	p[8] = OSSL_PARAM_construct_end();
	must(EVP_PKEY_fromdata_init(c) == 1 &&
		 EVP_PKEY_fromdata(c, &k, EVP_PKEY_PUBLIC_KEY, p) == 1,
	     "a curve");
	EVP_PKEY_CTX_free(c);
	return made_keep(k);
}

static void
keys(void)
{
	EVP_PKEY *p384 = made_key("P-384");
	struct made big = made_ca(NULL, p384, "big");
	struct made huge = made_ca(NULL, made_key("P-521"), "huge");
	struct cert c;

	is(reads(with_key(rsa(16384)), &c), "CERT_OK", "RSA-16384 is taken");
	is(c.key, "RSA-16384", "as such");
	is(reads(with_key(rsa(16392)), &c), "CERT_KEY", "no longer one");
	is(reads(with_key(rsa(2047)), &c), "CERT_KEY", "nor a shorter");
	is(reads(with_key(made_key("ED25519")), &c), "CERT_KEY",
	   "nor another kind");
	is(reads(with_key(own_curve()), &c), "CERT_KEY",
	   "nor a curve without a name");
	is(reads(strange_key(with_key(key)), &c), "CERT_KEY",
	   "nor what nobody knows");
	is(reads(big.der, &c), "CERT_OK", "P-384 is taken of a CA");
	is(c.key, "P-384", "as such");
	is(reads(with_key(p384), &c), "CERT_KEY", "not of a person");
	is(reads(huge.der, &c), "CERT_KEY", "P-521 of nobody");
}

static void
digests(void)
{
	static const struct {
		const char *md, *why;
	} t[] = { { "SHA256", "CERT_OK" },     { "SHA384", "CERT_OK" },
		  { "SHA512", "CERT_OK" },     { "SHA1", "CERT_DIGEST" },
		  { "SHA224", "CERT_DIGEST" }, { NULL, NULL } };
	struct cert c;
	size_t i;

	for (i = 0; t[i].md; i++)
		is(reads(x_end_of(x_begin(&root, key, "md"), root.key, t[i].md,
				  SM2_WORD),
			 &c),
		   t[i].why, t[i].md);
}

/* A serial number of n bytes of that value. */
static struct der
with_serial(const char *digits)
{
	X509 *x = x_begin(&root, key, "serial");
	BIGNUM *n = NULL;

	BN_hex2bn(&n, digits);
	BN_to_ASN1_INTEGER(n, X509_get_serialNumber(x));
	BN_free(n);
	return x_end(x, &root);
}

static struct der
with_time(bool first)
{
	X509 *x = x_begin(&root, key, "time");

	ASN1_STRING_set(first ? X509_getm_notBefore(x) : X509_getm_notAfter(x),
			"27x115080000Z", -1);
	return x_end(x, &root);
}

static void
forms(void)
{
	struct der d = with_key(key), none = { d.at, 0 };
	struct der big = { arena_alloc(mem, CERT_DER_MAX + 1),
			   CERT_DER_MAX + 1 };
	struct cert c;
	size_t n;

	is(reads(none, &c), "CERT_SYNTAX", "nothing is no certificate");
	is(reads(big, &c), "CERT_SYNTAX", "nor is too much");
	is(cert_name_digest(mem, none), "", "nothing has no name");
	is(cert_authority(mem, none), "", "and is no authority");
	ok(strlen(cert_name_digest(mem, d)) == 64 &&
	       strlen(cert_authority(mem, d)) == 64,
	   "a certificate is");
	is(reads(with_serial("0"), &c), "CERT_OK", "a serial number of none");
	is(c.serial, "0", "is a nought");
	reads(with_serial("0A"), &c);
	is(c.serial, "a", "a short one has no nought before it");
	reads(with_serial("A0"), &c);
	is(c.serial, "a0", "a long one has its own");
	is(reads(with_serial("7F00000000000000000000000000000000000001"), &c),
	   "CERT_OK", "20 bytes are the most");
	is(reads(with_serial("7F0000000000000000000000000000000000000001"), &c),
	   "CERT_SYNTAX", "21 are too many");
	is(reads(with_serial("-1"), &c), "CERT_SYNTAX", "none is below nought");
	is(reads(with_time(true), &c), "CERT_SYNTAX",
	   "it begins at an instant");
	is(reads(with_time(false), &c), "CERT_SYNTAX", "and ends at one");
	ok(!unbase64(mem, "YQ=A", &n) && unbase64(mem, "YQ==", &n) && n == 1,
	   "a text ends with its padding");
	is(cert_text(CERT_OK), "通过", "every reason has a text");
}

/* Of a certificate with these values of 2.5.4.97. */
static const char *
code_of(const char *first, int type, const char *second, const char *place)
{
	X509 *x = x_begin(&root, key, "code");
	static const char *code;

	x_name(x, "2.5.4.97", MBSTRING_UTF8, first);
	if (second)
		x_name(x, "2.5.4.97", type, second);
	return cert_code(mem, x_end(x, &root), place, &code)
		   ? code ? "half" : NULL
		   : code;
}

static const char *
extension_of(const char *bytes, size_t n)
{
	X509 *x = x_begin(&root, key, "code");
	const char *code;

	if (bytes)
		x_extend_raw(x, UNKNOWN_OID, bytes, n);
	return cert_code(mem, x_end(x, &root), "ext:" UNKNOWN_OID, &code)
		   ? NULL
		   : code;
}

static void
codes(void)
{
	const char *code = "";
	struct der none = { (const unsigned char *)"", 0 };

	is(code_of(CODE, 0, NULL, PLACE), CODE, "a code");
	is(code_of("VATCN-" CODE, 0, NULL, PLACE), CODE, "behind a prefix");
	is(code_of("VATCN" CODE, 0, NULL, PLACE), NULL, "that has an end");
	is(code_of(PERSON, 0, NULL, PLACE), PERSON, "of a person");
	is(code_of("9154", 0, NULL, PLACE), NULL, "not half of one");
	is(code_of("91540100100000017R", 0, NULL, PLACE), NULL,
	   "nor a wrong one");
	is(code_of(CODE, MBSTRING_UTF8, "X-" CODE, PLACE), CODE,
	   "twice the same");
	is(code_of(CODE, MBSTRING_UTF8, "9154", PLACE), CODE,
	   "and words beside");
	is(code_of(CODE, MBSTRING_UTF8, PERSON, PLACE), "half", "not two");
	is(code_of(CODE, V_ASN1_BIT_STRING, OTHER, PLACE), "half",
	   "nor what cannot be read beside one");
	is(code_of(CODE, 0, NULL, "dn:2.5.4.10"), NULL, "not elsewhere");
	is(code_of(CODE, 0, NULL, "dn:x"), NULL, "nor nowhere");
	is(extension_of("\x0c\x12" CODE, 20), CODE, "UTF-8 in an extension");
	is(extension_of("\x13\x12" CODE, 20), CODE, "or printable");
	is(extension_of("\x02\x01\x05", 3), NULL, "no number");
	is(extension_of(NULL, 0), NULL, "none without it");
	ok(cert_code(mem, none, PLACE, &code) == CERT_NO_CODE && !code,
	   "nothing has no code");
	ok(cert_place_ok(PLACE) && cert_place_ok("ext:" UNKNOWN_OID) &&
	       !cert_place_ok("dn:") && !cert_place_ok("ext:2.5.4.x") &&
	       !cert_place_ok("2.5.4.97") && !cert_oid_ok("9.9.9") &&
	       !cert_oid_ok("1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19."
			    "20.21.22.23.24.25.26"),
	   "a place is an attribute or an extension");
}

static void
policies(void)
{
	X509 *x = x_begin(&root, key, "policy");
	struct der none = { (const unsigned char *)"", 0 }, d;

	x_extend_raw(x, "certificatePolicies",
		     "\x30\x0e\x30\x05\x06\x03\x2a\x03\x04"
		     "\x30\x05\x06\x03\x2a\x03\x05",
		     16);
	d = x_end(x, &root);
	ok(!cert_policy(d, "1.2.3.4") && !cert_policy(d, "1.2.3.5"),
	   "any of its policies is found");
	ok(cert_policy(d, "1.2.3.6") == CERT_POLICY &&
	       cert_policy(d, "x") == CERT_POLICY &&
	       cert_policy(none, "1.2.3.4") == CERT_POLICY &&
	       cert_policy(with_key(key), "1.2.3.4") == CERT_POLICY,
	   "no other, none in nothing, none where there are none");
}

static const char *
pem_of(struct der d)
{
	return arena_printf(mem,
			    "-----BEGIN CERTIFICATE-----\n%s\n"
			    "-----END CERTIFICATE-----\n",
			    base64(mem, d.at, d.len));
}

static size_t
count(const char *text, size_t max)
{
	struct der out[3];

	return cert_file(mem, text, strlen(text), out, max);
}

static void
files(void)
{
	const char *one = pem_of(root.der), *two = pem_of(with_key(key));
	const char *broken =
	    arena_printf(mem,
			 "%s-----BEGIN CERTIFICATE-----\nMIIB\n"
			 "-----END CERTIFICATE-----\n",
			 one);
	char *comment = arena_alloc(mem, CERT_DER_MAX + 1);
	X509 *x = x_begin(&root, key, "long");
	struct der out[2];

	ok(cert_file(mem, (const char *)root.der.at, root.der.len, out, 2) ==
		   1 &&
	       out[0].len == root.der.len &&
	       !memcmp(out[0].at, root.der.at, out[0].len),
	   "a DER file has one");
	ok(!cert_file(mem, (const char *)root.der.at, root.der.len, out, 0),
	   "none where none may be");
	ok(count(arena_printf(mem, "%s%s", one, two), 3) == 2,
	   "a PEM file has two");
	ok(!count(arena_printf(mem, "%s%s", one, two), 1),
	   "none is taken of too many");
	ok(!count(broken, 3), "nor when one of them is broken");
	ok(count(arena_printf(mem, "%swords", one), 3) == 1,
	   "words behind are not");
	memset(comment, 'x', CERT_DER_MAX);
	x_extend(x, &root, NID_netscape_comment, comment);
	ok(!count(pem_of(x_end(x, &root)), 3), "one may be too long");
}

static struct cert_key *
read_key(EVP_PKEY *k)
{
	BIO *out = BIO_new(BIO_s_mem());
	struct cert_key *c;
	char *at;
	long len;

	PEM_write_bio_PrivateKey(out, k, NULL, NULL, 0, NULL, NULL);
	len = BIO_get_mem_data(out, &at);
	c = cert_key_read(at, (size_t)len);
	BIO_free(out);
	return c;
}

/* r||s of a signature; of another form if they are not 32 bytes each. */
static void
raw(const unsigned char *der, size_t len, unsigned char out[64])
{
	ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &der, (long)len);

	BN_bn2binpad(ECDSA_SIG_get0_r(s), out, 32);
	BN_bn2binpad(ECDSA_SIG_get0_s(s), out + 32, 32);
	ECDSA_SIG_free(s);
}

static void
signatures(const char *kind)
{
	EVP_PKEY *own = made_key(kind);
	struct der d = with_key(own);
	struct cert_key *k = read_key(own);
	unsigned char *sig, flat[64];
	size_t len;

	sig = cert_sign(mem, k, "bridge", 6, &len);
	is(cert_name(cert_verify(d, "bridge", 6, sig, len)), "CERT_OK",
	   arena_printf(mem, "%s signs", kind));
	raw(sig, len, flat);
	is(cert_name(cert_verify(d, "bridge", 6, flat, 64)), "CERT_OK",
	   "also as two numbers");
	is(cert_name(cert_verify(d, "Bridge", 6, flat, 64)), "CERT_SIGNATURE",
	   "not another text");
	flat[40] ^= 1;
	is(cert_name(cert_verify(d, "bridge", 6, flat, 64)), "CERT_SIGNATURE",
	   "nor with another number");
	cert_key_free(k);
}

static void
odd_signatures(void)
{
	EVP_PKEY *ed = made_key("ED25519"), *sm = made_key("SM2");
	static const unsigned char zero[2049];
	struct der none = { zero, 0 };
	EVP_MD_CTX *c = signer(sm, NULL, "");
	unsigned char sig[200], flat[64];
	struct jwk_key k;
	size_t len = sizeof(sig);

	ok(!cert_public(none, &k), "nothing has no key of a suite");
	is(cert_name(cert_verify(none, "x", 1, zero, 64)), "CERT_SYNTAX",
	   "nothing signs nothing");
	is(cert_name(cert_verify(strange_key(with_key(key)), "x", 1, zero, 64)),
	   "CERT_KEY", "nor a key that nobody knows");
	is(cert_name(cert_verify(with_key(ed), "x", 1, zero, 64)),
	   "CERT_SIGNATURE", "nor one of another kind");
	is(cert_name(cert_verify(with_key(made_key("RSA")), "x", 1, zero, 64)),
	   "CERT_SIGNATURE", "two numbers are none of RSA");
	is(cert_name(cert_verify(with_key(key), "x", 1, zero, sizeof(zero))),
	   "CERT_SIGNATURE", "one may be too long");
	EVP_DigestSign(c, sig, &len, (const unsigned char *)"x", 1);
	EVP_MD_CTX_free(c);
	is(cert_name(cert_verify(with_key(sm), "x", 1, sig, len)),
	   "CERT_SM2_ID", "SM2 without the identity");
	raw(sig, len, flat);
	is(cert_name(cert_verify(with_key(sm), "x", 1, flat, 64)),
	   "CERT_SM2_ID", "also as two numbers");
	ok(!read_key(ed), "a key of another kind is not read");
	ok(!cert_key_read("x", 1), "nor what is none");
	cert_key_free(NULL);
}

int
main(void)
{
	mem = arena_new();
	key = made_key("P-256");
	root = made_ca(NULL, made_key("P-256"), "root");
	plan(77);
	keys();
	digests();
	forms();
	codes();
	policies();
	files();
	signatures("P-256");
	signatures("SM2");
	odd_signatures();
	made_free();
	arena_free(mem);
	return tap_bad != 0;
}
