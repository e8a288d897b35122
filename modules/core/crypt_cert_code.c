/* Whose a certificate is, its policies; files and text forms; by OpenSSL. */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypt_cert_impl.h"
#include "crypt_pem.h"
#include "ids.h"

#define CODE 18
#define OID_MAX 64

bool
cert_oid_ok(const char *oid)
{
	ASN1_OBJECT *o = NULL;

	if (strlen(oid) <= OID_MAX && !oid[strspn(oid, "0123456789.")])
		o = OBJ_txt2obj(oid, 1);
	ASN1_OBJECT_free(o);
	return o != NULL;
}

bool
cert_place_ok(const char *place)
{
	return (!strncmp(place, "dn:", 3) && cert_oid_ok(place + 3)) ||
	       (!strncmp(place, "ext:", 4) && cert_oid_ok(place + 4));
}

/* The good number in a value: it alone, or behind a prefix with "-". */
static const char *
number_in(struct arena *a, const unsigned char *value, int len)
{
	char text[CODE + 1];

	if (len < CODE || (len > CODE && value[len - CODE - 1] != '-'))
		return NULL;
	memcpy(text, value + len - CODE, CODE);
	text[CODE] = 0;
	return credit_code_ok(text) || resident_id_ok(text)
		   ? arena_strdup(a, text)
		   : NULL;
}

/* One number, or none where there are two. */
static bool
take(struct arena *a, const ASN1_STRING *s, const char **code)
{
	unsigned char *utf8 = NULL;
	int len = ASN1_STRING_to_UTF8(&utf8, s);
	const char *n = number_in(a, utf8, len);

	OPENSSL_free(utf8);
	/* what cannot be read may be another number */
	if (len < 0 || (n && *code && strcmp(n, *code)))
		return false;
	if (n)
		*code = n;
	return true;
}

static bool
in_subject(struct arena *a, X509 *x, const ASN1_OBJECT *oid, const char **code)
{
	const X509_NAME *name = X509_get_subject_name(x);
	int at = -1;

	while ((at = X509_NAME_get_index_by_OBJ(name, oid, at)) >= 0)
		if (!take(a,
			  X509_NAME_ENTRY_get_data(
			      X509_NAME_get_entry(name, at)),
			  code))
			return false;
	return true;
}

/* An extension is an octet string that holds a DER string. */
static bool
in_extension(struct arena *a, X509 *x, const ASN1_OBJECT *oid,
	     const char **code)
{
	int at = X509_get_ext_by_OBJ(x, oid, -1);
	const ASN1_OCTET_STRING *data;
	const unsigned char *p;
	ASN1_STRING *s;
	bool good;

	if (at < 0)
		return true;
	data = X509_EXTENSION_get_data(X509_get_ext(x, at));
	p = ASN1_STRING_get0_data(data);
	s = d2i_DISPLAYTEXT(NULL, &p, ASN1_STRING_length(data));
	if (!s) {
		p = ASN1_STRING_get0_data(data);
		s = d2i_ASN1_PRINTABLE(NULL, &p, ASN1_STRING_length(data));
	}
	good = s && take(a, s, code);
	ASN1_STRING_free(s);
	return good;
}

enum cert_why
cert_code(struct arena *a, struct der d, const char *place, const char **code)
{
	bool subject = !strncmp(place, "dn:", 3);
	ASN1_OBJECT *oid = cert_place_ok(place)
			       ? OBJ_txt2obj(place + (subject ? 3 : 4), 1)
			       : NULL;
	X509 *x = x509_read(d);
	bool good = false;

	*code = NULL;
	if (x && oid)
		good = subject ? in_subject(a, x, oid, code)
			       : in_extension(a, x, oid, code);
	ASN1_OBJECT_free(oid);
	X509_free(x);
	return good && *code ? CERT_OK : CERT_NO_CODE;
}

enum cert_why
cert_policy(struct der d, const char *oid)
{
	ASN1_OBJECT *want = cert_oid_ok(oid) ? OBJ_txt2obj(oid, 1) : NULL;
	X509 *x = x509_read(d);
	CERTIFICATEPOLICIES *all = NULL;
	bool found = false;
	int i;

	if (x && want)
		all = X509_get_ext_d2i(x, NID_certificate_policies, NULL, NULL);
	for (i = 0; !found && i < sk_POLICYINFO_num(all); i++)
		found = !OBJ_cmp(sk_POLICYINFO_value(all, i)->policyid, want);
	CERTIFICATEPOLICIES_free(all);
	ASN1_OBJECT_free(want);
	X509_free(x);
	return found ? CERT_OK : CERT_POLICY;
}

static bool
add(struct arena *a, X509 *x, struct der *out)
{
	*out = x509_der(a, x);
	return out->len <= CERT_DER_MAX;
}

size_t
cert_file(struct arena *a, const char *text, size_t len, struct der *out,
	  size_t max)
{
	struct der whole = { (const unsigned char *)text, len };
	X509 *x = x509_read(whole);
	/* DER is one, nothing follows */
	BIO *in = BIO_new_mem_buf(text, x ? 0 : (int)len);
	size_t n = 0;
	bool good = true;

	if (!in)
		no_memory();
	while (good &&
	       (x || (x = PEM_read_bio_X509(in, NULL, pem_unasked, NULL)))) {
		good = n < max && add(a, x, &out[n]);
		n += good;
		X509_free(x);
		x = NULL;
	}
	BIO_free(in);
	/* a broken one ends the loop too */
	good = good &&
	       ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
	ERR_clear_error();
	return good ? n : 0;
}

char *
base64(struct arena *a, const void *bytes, size_t n)
{
	char *out = arena_alloc(a, n / 3 * 4 + 5);

	EVP_EncodeBlock((unsigned char *)out, bytes, (int)n);
	return out;
}

void *
unbase64(struct arena *a, const char *s, size_t *n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
				      "nopqrstuvwxyz0123456789+/";
	size_t len = strlen(s), body = strspn(s, letters);
	unsigned char *out;
	int got;

	if (!len || len % 4 || len - body > 2 ||
	    strspn(s + body, "=") != len - body)
		return NULL;
	out = arena_alloc(a, len / 4 * 3 + 1);
	got = EVP_DecodeBlock(out, (const unsigned char *)s, (int)len);
	if (got < 0)
		return NULL;
	*n = (size_t)got - (len - body);
	/* one text for one value */
	return strcmp(base64(a, out, *n), s) ? NULL : out;
}
