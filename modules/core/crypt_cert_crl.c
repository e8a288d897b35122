/* Revocation lists, by OpenSSL. */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypt.h"
#include "crypt_cert_impl.h"
#include "crypt_pem.h"

/* PEM or DER. */
static X509_CRL *
parse(const char *text, size_t len)
{
	const unsigned char *at = (const unsigned char *)text;
	X509_CRL *crl = d2i_X509_CRL(NULL, &at, (long)len);
	BIO *in;

	if (crl && at == (const unsigned char *)text + len)
		return crl;
	X509_CRL_free(crl);
	if (!(in = BIO_new_mem_buf(text, (int)len)))
		return NULL;
	crl = PEM_read_bio_X509_CRL(in, NULL, pem_unasked, NULL);
	BIO_free(in);
	return crl;
}

/* The library knows no identity of a list: it is checked over its bytes. */
static enum cert_why
verify_sm2(X509_CRL *crl, EVP_PKEY *key)
{
	const ASN1_BIT_STRING *sig;
	const unsigned char *at;
	unsigned char *text = NULL;
	enum cert_why why = CERT_FORGED;
	int n = i2d_re_X509_CRL_tbs(crl, &text);
	size_t len;

	X509_CRL_get0_signature(crl, &sig, NULL);
	at = ASN1_STRING_get0_data(sig);
	len = (size_t)ASN1_STRING_length(sig);
	if (n <= 0)
		no_memory();
	if (sm2_verify(key, SM2_ID, text, (size_t)n, at, len))
		why = CERT_OK;
	else if (sm2_verify(key, "", text, (size_t)n, at, len))
		why = CERT_SM2_ID;
	OPENSSL_free(text);
	return why;
}

/* By which of the certificates of that name was it made? */
static enum cert_why
verify(struct arena *a, X509_CRL *crl, const struct der *ca, size_t n,
       const char **authority)
{
	enum cert_why why = CERT_CRL_ISSUER, one;
	EVP_PKEY *key;
	X509 *x;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(x = x509_read(ca[i])))
			return CERT_SYNTAX;
		key = X509_get0_pubkey(x);
		if (key && X509_check_ca(x) &&
		    (X509_get_key_usage(x) & KU_CRL_SIGN) &&
		    !X509_NAME_cmp(X509_CRL_get_issuer(crl),
				   X509_get_subject_name(x))) {
			if (key_is_sm2(key))
				one = verify_sm2(crl, key);
			else
				one = X509_CRL_verify(crl, key) == 1
					  ? CERT_OK
					  : CERT_FORGED;
			*authority = authority_of(a, x);
			why = one;
		}
		X509_free(x);
		if (!why)
			break;
	}
	return why;
}

/* A delta, a partition, a list of others' certificates: not here. */
static enum cert_why
form(X509_CRL *crl)
{
	int i, nid, digest = NID_undef;

	OBJ_find_sigid_algs(X509_CRL_get_signature_nid(crl), &digest, NULL);
	if (!digest_is_good(digest))
		return CERT_DIGEST;
	for (i = 0; i < X509_CRL_get_ext_count(crl); i++) {
		X509_EXTENSION *e = X509_CRL_get_ext(crl, i);

		nid = OBJ_obj2nid(X509_EXTENSION_get_object(e));
		if (nid == NID_delta_crl ||
		    nid == NID_issuing_distribution_point ||
		    X509_EXTENSION_get_critical(e))
			return CERT_CRL_FORM;
	}
	return CERT_OK;
}

static enum cert_why
entries(struct arena *a, X509_CRL *crl, struct crl *out)
{
	STACK_OF(X509_REVOKED) *all = X509_CRL_get_REVOKED(crl);
	int i, n = all ? sk_X509_REVOKED_num(all) : 0;
	const X509_REVOKED *one;

	out->n = (size_t)n;
	out->at = arena_alloc(a, ((size_t)n + 1) * sizeof(*out->at));
	for (i = 0; i < n; i++) {
		one = sk_X509_REVOKED_value(all, i);
		if (X509_REVOKED_get_ext_by_critical(one, 1, -1) >= 0)
			return CERT_CRL_FORM;
		out->at[i].serial =
		    serial_text(a, X509_REVOKED_get0_serialNumber(one));
		if (!out->at[i].serial ||
		    !asn1_instant(X509_REVOKED_get0_revocationDate(one),
				  &out->at[i].revoked_at))
			return CERT_CRL_FORM;
	}
	return CERT_OK;
}

static enum cert_why
fill(struct arena *a, X509_CRL *crl, struct crl *out)
{
	int critical; /* -1: there is none */
	ASN1_INTEGER *number =
	    X509_CRL_get_ext_d2i(crl, NID_crl_number, &critical, NULL);

	out->number = number           ? serial_text(a, number)
		      : critical == -1 ? ""
				       : NULL;
	ASN1_INTEGER_free(number);
	if (!out->number ||
	    !asn1_instant(X509_CRL_get0_lastUpdate(crl), &out->this_update) ||
	    !asn1_instant(X509_CRL_get0_nextUpdate(crl), &out->next_update))
		return CERT_CRL_FORM;
	return entries(a, crl, out);
}

enum cert_why
crl_read(struct arena *a, const char *text, size_t len, const struct der *ca,
	 size_t n, struct crl *out, struct der *der)
{
	X509_CRL *crl = parse(text, len);
	enum cert_why why = CERT_SYNTAX;
	unsigned char *own = NULL;
	int bytes;

	memset(out, 0, sizeof(*out));
	if (crl) {
		bytes = i2d_X509_CRL(crl, &own);
		*der = der_taken(a, own, bytes);
		out->digest = hex_sha256(a, der->at, der->len);
		if (!(why = verify(a, crl, ca, n, &out->authority)) &&
		    !(why = form(crl)))
			why = fill(a, crl, out);
	}
	X509_CRL_free(crl);
	ERR_clear_error();
	return why;
}
