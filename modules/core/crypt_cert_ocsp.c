/* Asking a responder about one certificate, by OpenSSL. */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "crypt.h"
#include "crypt_cert_impl.h"

/* The certificate's name at a responder. */
static OCSP_CERTID *
id_of(struct der leaf, struct der issuer)
{
	X509 *x = x509_read(leaf), *ca = x509_read(issuer);
	OCSP_CERTID *id = NULL;

	/* of all responders only SHA-1 is known; it names, it proves nothing */
	if (x && ca)
		id = OCSP_cert_to_id(EVP_sha1(), x, ca);
	X509_free(x);
	X509_free(ca);
	return id;
}

bool
ocsp_request(struct arena *a, struct der leaf, struct der issuer,
	     struct der *out)
{
	OCSP_REQUEST *q = OCSP_REQUEST_new();
	OCSP_CERTID *id = id_of(leaf, issuer);
	unsigned char *own = NULL;
	bool good = q && id && OCSP_request_add0_id(q, id);
	int len;

	if (good) {
		len = i2d_OCSP_REQUEST(q, &own);
		*out = der_taken(a, own, len);
	} else {
		OCSP_CERTID_free(id);
	}
	OCSP_REQUEST_free(q);
	return good;
}

/*
 * The issuer himself is trusted for this, none above him; the library asks of
 * another signer that the issuer made him for OCSP.
 */
static bool
is_signed(OCSP_BASICRESP *basic, X509 *issuer, int64_t at)
{
	X509_STORE *store = X509_STORE_new();
	STACK_OF(X509) *one = sk_X509_new_null();
	const X509_ALGOR *alg = OCSP_resp_get0_tbs_sigalg(basic);
	const ASN1_OBJECT *oid;
	int digest = NID_undef;
	bool good = false;

	X509_ALGOR_get0(&oid, NULL, NULL, alg);
	OBJ_find_sigid_algs(OBJ_obj2nid(oid), &digest, NULL);
	if (store && one && digest_is_good(digest) &&
	    sk_X509_push(one, issuer) &&
	    X509_STORE_add_cert(store, issuer) == 1) {
		X509_VERIFY_PARAM *p = X509_STORE_get0_param(store);

		X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN);
		X509_VERIFY_PARAM_set_time(p, (time_t)(at / 1000));
		good = OCSP_basic_verify(basic, one, store, 0) == 1;
	}
	sk_X509_free(one);
	X509_STORE_free(store);
	return good;
}

static enum cert_why
fill(OCSP_BASICRESP *basic, OCSP_CERTID *id, struct ocsp *out)
{
	ASN1_GENERALIZEDTIME *revoked, *this, *next;
	int status, why;

	if (OCSP_resp_find_status(basic, id, &status, &why, &revoked, &this,
				  &next) != 1 ||
	    !asn1_instant(this, &out->this_update) ||
	    !asn1_instant(next, &out->next_update))
		return CERT_OCSP;
	out->revoked_at = 0;
	out->status = status == V_OCSP_CERTSTATUS_GOOD      ? OCSP_GOOD
		      : status == V_OCSP_CERTSTATUS_REVOKED ? OCSP_REVOKED
							    : OCSP_UNKNOWN;
	if (out->status == OCSP_REVOKED &&
	    !asn1_instant(revoked, &out->revoked_at))
		return CERT_OCSP;
	return CERT_OK;
}

enum cert_why
ocsp_read(struct arena *a, struct der answer, struct der leaf,
	  struct der issuer, int64_t at, struct ocsp *out)
{
	const unsigned char *p = answer.at;
	OCSP_RESPONSE *r = d2i_OCSP_RESPONSE(NULL, &p, (long)answer.len);
	OCSP_BASICRESP *basic = NULL;
	OCSP_CERTID *id = id_of(leaf, issuer);
	X509 *ca = x509_read(issuer);
	enum cert_why why = CERT_OCSP;

	memset(out, 0, sizeof(*out));
	out->digest = hex_sha256(a, answer.at, answer.len);
	if (r && id && ca && p == answer.at + answer.len &&
	    OCSP_response_status(r) == OCSP_RESPONSE_STATUS_SUCCESSFUL &&
	    (basic = OCSP_response_get1_basic(r)) && is_signed(basic, ca, at))
		why = fill(basic, id, out);
	OCSP_BASICRESP_free(basic);
	OCSP_CERTID_free(id);
	OCSP_RESPONSE_free(r);
	X509_free(ca);
	ERR_clear_error();
	return why;
}
