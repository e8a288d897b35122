/* An allocation fails: what judges certificates, lists and answers then ends or
 * says no, and never takes what must be refused. */
#include <openssl/err.h>

#include "cert_made.h"
#include "no_memory.h"

#define CODE "91540100100000016R"
#define PERSON "11010519491231002X"
#define SIGNS "critical,digitalSignature"

static struct der ca[2], good, bad, lists, answer;
static const char *pem;
static unsigned char *signature;
static struct cert_key *pair;
static size_t len;
static EVP_PKEY *key;
static X509 *person; /* who has the good one */

static bool
reads(void)
{
	struct arena *a = arena_new();
	struct cert c;
	bool yes;

	ERR_clear_error();
	yes = !cert_read(a, good, &c) && *c.issuer && *c.serial;
	/* what it could not hold is not called broken */
	if (c.fingerprint &&
	    (!c.serial ||
	     (!c.subject && ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_BIO)))
		abort();
	arena_free(a);
	return yes;
}

/* Does a leaf have a path, and all that is later looked up by it? */
static bool
has_path(struct der leaf)
{
	struct arena *a = arena_new();
	struct cert_path p;
	bool yes = !cert_path(a, leaf, ca, 2, CERT_SIGN, AT, &p);

	/* with less of it a revocation would not be found */
	if (yes && (p.n != 3 || !p.link[0].serial ||
		    strlen(p.link[0].authority) != 64))
		abort();
	arena_free(a);
	return yes;
}

static bool
path(void)
{
	return has_path(good);
}

static bool
bad_path(void)
{
	return has_path(bad);
}

static bool
is_ca(void)
{
	struct arena *a = arena_new();
	bool yes = !cert_ca_path(a, bad, ca, 2, AT);

	arena_free(a);
	return yes;
}

static bool
code_of(struct der d, const char *place)
{
	struct arena *a = arena_new();
	const char *code;
	bool yes = !cert_code(a, d, place, &code);

	arena_free(a);
	return yes;
}

static bool
code(void)
{
	return code_of(good, "dn:2.5.4.97");
}

static bool
two_codes(void)
{
	return code_of(bad, "dn:2.5.4.97");
}

static bool
extension_code(void)
{
	return code_of(good, "ext:1.2.3.4.5");
}

static bool
policy(void)
{
	return !cert_policy(good, "1.2.3.4");
}

static bool
other_policy(void)
{
	return !cert_policy(good, "1.2.3.5");
}

static bool
file(void)
{
	struct arena *a = arena_new();
	struct der out[3];
	size_t n = cert_file(a, pem, strlen(pem), out, 3);

	arena_free(a);
	if (n && n != 2) /* all or none */
		abort();
	return n == 2;
}

/* Does a list pass that does (not) revoke this one? */
static bool
list_has(bool want)
{
	struct arena *a = arena_new();
	struct crl l;
	struct der d;
	bool yes =
	    !crl_read(a, (const char *)lists.at, lists.len, ca, 2, &l, &d);

	if (yes && (strlen(l.authority) != 64 || strcmp(l.number, "2a")))
		abort();
	yes = yes && want == (l.n == 1 && !strcmp(l.at[0].serial, "ab"));
	arena_free(a);
	return yes;
}

static bool
list(void)
{
	return list_has(true);
}

static bool
list_without(void)
{
	return list_has(false);
}

static bool
answers(enum ocsp_status status)
{
	struct arena *a = arena_new();
	struct ocsp o;
	bool yes =
	    !ocsp_read(a, answer, good, ca[1], AT, &o) && o.status == status;

	arena_free(a);
	return yes;
}

static bool
answer_revoked(void)
{
	return answers(OCSP_REVOKED);
}

static bool
answer_good(void)
{
	return answers(OCSP_GOOD);
}

static bool
asks(void)
{
	struct arena *a = arena_new();
	struct der q;
	bool yes = ocsp_request(a, good, ca[1], &q);

	arena_free(a);
	return yes;
}

static bool
verifies(void)
{
	return !cert_verify(good, "bridge", 6, signature, len);
}

static bool
verifies_other(void)
{
	return !cert_verify(good, "Bridge", 6, signature, len);
}

/* r||s, whose numbers are wrong */
static bool
verifies_raw(void)
{
	return !cert_verify(good, "bridge", 6, signature, 64);
}

static bool
signs(void)
{
	struct arena *a = arena_new();
	size_t n;
	unsigned char *sig = cert_sign(a, pair, "bridge", 6, &n);
	bool yes = sig && n;

	arena_free(a);
	return yes;
}

static bool
reads_key(void)
{
	struct cert_key *k = cert_key_read(pem, strlen(pem));

	cert_key_free(k);
	return k != NULL;
}

static const char *
pem_of_key(EVP_PKEY *k)
{
	BIO *out = BIO_new(BIO_s_mem());
	const char *text;
	char *at;
	long n;

	PEM_write_bio_PrivateKey(out, k, NULL, NULL, 0, NULL, NULL);
	n = BIO_get_mem_data(out, &at);
	text = arena_copy(mem, at, (size_t)n);
	BIO_free(out);
	return text;
}

static struct made root, below;

/* All that is good of a kind; nothing of it is read here: the first allocation
 * of the first reader shall be able to fail. */
static void
prepare(const char *kind)
{
	X509 *x;

	key = made_key(kind);
	root = made_ca(NULL, made_key(kind), "root");
	below = made_ca(&root, made_key(kind), "below");
	ca[0] = root.der;
	ca[1] = below.der;
	x = x_begin_person(&below, key);
	x_extend(x, &below, NID_key_usage, SIGNS);
	x_extend(x, &below, NID_ext_key_usage, "emailProtection");
	x_extend_raw(x, "certificatePolicies",
		     "\x30\x07\x30\x05\x06\x03\x2a\x03\x04", 9);
	x_extend_raw(x, "1.2.3.4.5", "\x13\x12" CODE, 20);
	x_name(x, "2.5.4.97", MBSTRING_UTF8, CODE);
	good = x_end(x, &below);
	person = x;
}

static struct der
changed(const char *usage, const char *more, int from, const char *second)
{
	X509 *x = x_begin_person(&below, key);

	ASN1_TIME_set(X509_getm_notBefore(x), AT_S + from);
	x_extend(x, &below, NID_key_usage, usage);
	if (more)
		x_extend(x, &below, NID_ext_key_usage, more);
	x_name(x, "2.5.4.97", MBSTRING_UTF8, CODE);
	if (second)
		x_name(x, "2.5.4.97", MBSTRING_UTF8, second);
	return x_end(x, &below);
}

static void
certificates(bool sm)
{
	struct made other;
	X509 *x;

	each("a certificate is read", reads, true, 0);
	each("it has a path", path, true, 6 * sm);
	bad = changed(SIGNS, "serverAuth", -DAY_S, NULL);
	each("a server's is not taken", bad_path, false, 6 * sm);
	bad = changed("keyAgreement", NULL, -DAY_S, NULL);
	each("nor one that does not sign", bad_path, false, 6 * sm);
	bad = changed(SIGNS, NULL, 60, NULL);
	each("nor one that is not valid yet", bad_path, false, 6 * sm);
	bad = below.der;
	each("nor a CA's", bad_path, false, 6 * sm);
	bad = made_person(&root, key, "keyCertSign", NULL).der;
	each("nor is one without the word a CA", is_ca, false, 6 * sm);
	x = x_begin_person(&below, key);
	x_extend(x, &below, NID_key_usage, SIGNS);
	bad = x_end_of(x, key, "SHA256", SM2_WORD);
	each("nor one that the CA did not sign", bad_path, false, 6 * sm);
	x = x_begin_person(&below, key);
	x_extend(x, &below, NID_key_usage, SIGNS);
	bad = x_end_of(x, below.key, "SHA1", "");
	each(sm ? "nor one without the identity" : "nor one of SHA-1", bad_path,
	     false, 6 * sm);
	other = made_ca(NULL, key, "other");
	bad = made_person(&other, key, SIGNS, NULL).der;
	each("nor one of another root", bad_path, false, 6 * sm);
	each("it has a code", code, true, 0);
	each("also in an extension", extension_code, true, 0);
	bad = changed(SIGNS, NULL, -DAY_S, PERSON);
	each("two are none", two_codes, false, 0);
	each("it has a policy", policy, true, 0);
	each("it has no other", other_policy, false, 0);
}

static const char *
pem_of(struct der d)
{
	char *text = arena_alloc(mem, 2 * d.len);

	EVP_EncodeBlock((unsigned char *)text, d.at, (int)d.len);
	return arena_printf(mem,
			    "-----BEGIN CERTIFICATE-----\n%s\n"
			    "-----END CERTIFICATE-----\n",
			    text);
}

static struct der
text_of(struct der d)
{
	char *text = arena_alloc(mem, 2 * d.len);

	EVP_EncodeBlock((unsigned char *)text, d.at, (int)d.len);
	text = arena_printf(mem,
			    "-----BEGIN X509 CRL-----\n%s\n"
			    "-----END X509 CRL-----\n",
			    text);
	return (struct der){ (unsigned char *)text, strlen(text) };
}

static void
others(bool sm)
{
	X509_CRL *l = list_begin(&below);
	ASN1_INTEGER *serial = s2i_ASN1_INTEGER(NULL, "171");
	struct made holder = { .x = person };
	OCSP_SINGLERESP *one;
	OCSP_BASICRESP *b;

	list_extend(l, "crlNumber", false, "\x02\x01\x2a", 3);
	list_add(l, serial, NULL);
	ASN1_INTEGER_free(serial);
	lists = list_end(l, &below);
	each("a list is read", list, true, 6 * sm);
	lists = text_of(lists);
	each("as text too", list, true, 6 * sm);
	each("what it revokes is", list_without, false, 6 * sm);
	lists = list_end_of(list_begin(&below), key, "SHA256", SM2_WORD);
	each("one of another key is not", list_without, false, 6 * sm);
	pem = arena_printf(mem, "%s%s", pem_of(good), pem_of(ca[1]));
	each("a file has all or none", file, true, 0);
	pem = pem_of_key(key);
	each("a key is read", reads_key, true, 0);
	pair = cert_key_read(pem, strlen(pem));
	pem = pem_of_key(made_key("P-384"));
	each("another kind is not", reads_key, false, 0);
	signature = cert_sign(mem, pair, "bridge", 6, &len);
	each("it signs", signs, true, 6 * sm);
	each("the signature verifies", verifies, true, 6 * sm);
	each("not of another text", verifies_other, false, 6 * sm);
	each("nor as two numbers", verifies_raw, false, 6 * sm);
	cert_key_free(pair);
	if (sm) /* no responder signs with it */
		return;
	b = answer_begin(&holder, &below, V_OCSP_CERTSTATUS_REVOKED, &one);
	answer = answer_end(b, &below, EVP_sha256());
	each("a responder is asked", asks, true, 0);
	each("his answer is read", answer_revoked, true, 0);
	each("it is no other", answer_good, false, 0);
	b = answer_begin(&holder, &below, V_OCSP_CERTSTATUS_GOOD, &one);
	OCSP_basic_sign(b, below.x, key, EVP_sha256(), NULL, 0);
	answer = answer_of(OCSP_RESPONSE_STATUS_SUCCESSFUL, b);
	each("one of another key is none", answer_good, false, 0);
}

int
main(void)
{
	static const char *const kinds[] = { "P-256", "SM2" };
	int i;

	plan(57);
	ok(openssl_asks, "OpenSSL asks us for its memory");
	mem = arena_new();
	for (i = 0; i < 2; i++) {
		diag("%s", kinds[i]);
		prepare(kinds[i]);
		certificates(i);
		others(i);
		made_free();
	}
	arena_free(mem);
	return tap_bad != 0;
}
