/* The path from a certificate to a recognised root, by OpenSSL. */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "crypt_cert_impl.h"
#include "suite.h"

/* What the search for a path holds and has to give back. */
struct search {
	X509 *leaf;
	STACK_OF(X509) * ca; /* [0] the root */
	X509_STORE *store;
	X509_STORE_CTX *ctx;
};

static void
search_free(struct search *s)
{
	X509_STORE_CTX_free(s->ctx);
	X509_STORE_free(s->store);
	sk_X509_pop_free(s->ca, X509_free);
	X509_free(s->leaf);
}

/*
 * The strict reading of RFC 5280, at the given instant, with the self-made
 * signature of the root checked too.  Only the root is trusted.
 */
static bool
search_begin(struct search *s, struct der leaf, const struct der *ca, size_t n,
	     int64_t at)
{
	X509_VERIFY_PARAM *p;
	X509 *x;
	size_t i;

	if (!(s->leaf = x509_read(leaf)) || !(s->ca = sk_X509_new_null()))
		return false;
	for (i = 0; i < n; i++)
		if (!(x = x509_read(ca[i])) || !sk_X509_push(s->ca, x))
			return false;
	if (!n || !(s->store = X509_STORE_new()) ||
	    X509_STORE_add_cert(s->store, sk_X509_value(s->ca, 0)) != 1 ||
	    !(s->ctx = X509_STORE_CTX_new()) ||
	    X509_STORE_CTX_init(s->ctx, s->store, s->leaf, s->ca) != 1)
		return false;
	p = X509_STORE_CTX_get0_param(s->ctx);
	X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_X509_STRICT |
					   X509_V_FLAG_CHECK_SS_SIGNATURE);
	X509_VERIFY_PARAM_set_depth(p, CERT_CHAIN_MAX - 2);
	X509_VERIFY_PARAM_set_time(p, (time_t)(at / 1000));
	return true;
}

/* Is the issuer's key a match when no identity was used? */
static bool
made_without_identity(X509 *x, const STACK_OF(X509) * ca)
{
	EVP_PKEY *key;
	bool match = false;
	int i;

	for (i = 0; !match && i < sk_X509_num(ca); i++) {
		key = X509_get0_pubkey(sk_X509_value(ca, i));
		if (!key || !key_is_sm2(key) ||
		    X509_NAME_cmp(X509_get_issuer_name(x),
				  X509_get_subject_name(sk_X509_value(ca, i))))
			continue;
		x509_identity(x, "");
		match = X509_verify(x, key) == 1;
		x509_identity(x, SM2_ID);
	}
	return match;
}

/*
 * No issuer: either none has the name, or who has it may not sign, or has
 * another key.
 */
static enum cert_why
no_issuer(X509 *x, const STACK_OF(X509) * ca)
{
	enum cert_why why = CERT_UNKNOWN;
	X509 *issuer;
	int i;

	for (i = 0; i < sk_X509_num(ca); i++) {
		issuer = sk_X509_value(ca, i);
		if (X509_NAME_cmp(X509_get_issuer_name(x),
				  X509_get_subject_name(issuer)))
			continue;
		if (!X509_check_ca(issuer))
			return CERT_CA_FALSE;
		why = CERT_FORGED;
	}
	return why;
}

static enum cert_why
reason(const struct search *s, struct cert_path *path)
{
	int error = X509_STORE_CTX_get_error(s->ctx);
	int depth = X509_STORE_CTX_get_error_depth(s->ctx);
	X509 *x = X509_STORE_CTX_get_current_cert(s->ctx);

	path->more = X509_verify_cert_error_string(error);
	if (!x) /* it ended before it looked at one */
		return CERT_PATH;
	switch (error) {
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return depth ? CERT_CA_TIME : CERT_NOT_YET;
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return depth ? CERT_CA_TIME : CERT_EXPIRED;
	case X509_V_ERR_INVALID_CA:
	case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
	case X509_V_ERR_INVALID_NON_CA:
	case X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA:
		return CERT_CA_FALSE;
	case X509_V_ERR_CERT_SIGNATURE_FAILURE:
		return made_without_identity(x, s->ca) ? CERT_SM2_ID
						       : CERT_FORGED;
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
		return no_issuer(x, s->ca);
	default:
		return CERT_PATH;
	}
}

/* Keys and digests of all of the path. */
static enum cert_why
strong(struct arena *a, STACK_OF(X509) * chain)
{
	int i, digest;

	for (i = 0; i < sk_X509_num(chain); i++) {
		X509 *x = sk_X509_value(chain, i);

		if (!key_word(a, X509_get0_pubkey(x), i > 0))
			return CERT_KEY;
		digest = NID_undef;
		X509_get_signature_info(x, &digest, NULL, NULL, NULL);
		if (!digest_is_good(digest))
			return CERT_DIGEST;
	}
	return CERT_OK;
}

static enum cert_why
copy(struct arena *a, STACK_OF(X509) * chain, struct cert_path *path)
{
	int i, n = sk_X509_num(chain);
	X509 *x, *issuer;

	if (n < 1 || n > CERT_CHAIN_MAX)
		return CERT_PATH;
	for (i = 0; i < n; i++) {
		x = sk_X509_value(chain, i);
		issuer = sk_X509_value(chain, i + 1 < n ? i + 1 : i);
		path->der[i] = x509_der(a, x);
		path->link[i].serial =
		    serial_text(a, X509_get0_serialNumber(x));
		path->link[i].authority = authority_of(a, issuer);
		if (!path->link[i].serial)
			return CERT_SYNTAX;
	}
	path->n = (size_t)n;
	return CERT_OK;
}

static enum cert_why
find(struct arena *a, struct search *s, struct cert_path *path)
{
	STACK_OF(X509) * chain;
	enum cert_why why;

	if (X509_verify_cert(s->ctx) != 1)
		return reason(s, path);
	chain = X509_STORE_CTX_get0_chain(s->ctx);
	why = strong(a, chain);
	return why ? why : copy(a, chain, path);
}

/* Shares are wrapped to keys of the two suites alone. */
static bool
is_of_a_suite(X509 *x)
{
	struct jwk_key k;

	return curve_take(X509_get0_pubkey(x), false, &k);
}

/*
 * A signing key signs, an encryption key encrypts; who may do something else
 * only, must say so here.
 */
static enum cert_why
may(X509 *x, enum cert_use use)
{
	static const int client[] = { NID_client_auth, NID_ms_smartcard_login,
				      NID_anyExtendedKeyUsage, 0 };
	static const int sign[] = { NID_client_auth, NID_email_protect,
				    NID_anyExtendedKeyUsage, 0 };
	const int *nid = use == CERT_LOGIN ? client : sign;
	unsigned want = use == CERT_ENCRYPT
			    ? KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT
			    : KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION;
	EXTENDED_KEY_USAGE *more;
	bool good;
	int i, k;

	if (X509_check_ca(x))
		return CERT_USAGE;
	if (!(X509_get_extension_flags(x) & EXFLAG_KUSAGE) ||
	    !(X509_get_key_usage(x) & want))
		return CERT_USAGE;
	if (use == CERT_ENCRYPT && !is_of_a_suite(x))
		return CERT_CURVE;
	if (!(X509_get_extension_flags(x) & EXFLAG_XKUSAGE))
		return CERT_OK;
	more = X509_get_ext_d2i(x, NID_ext_key_usage, NULL, NULL);
	good = false;
	for (i = 0; !good && i < sk_ASN1_OBJECT_num(more); i++)
		for (k = 0; !good && nid[k]; k++)
			good = OBJ_obj2nid(sk_ASN1_OBJECT_value(more, i)) ==
			       nid[k];
	EXTENDED_KEY_USAGE_free(more);
	return good ? CERT_OK : CERT_USAGE;
}

static enum cert_why
search(struct arena *a, struct der leaf, const struct der *ca, size_t n,
       int64_t at, int use, struct cert_path *path)
{
	struct search s = { .leaf = NULL };
	enum cert_why why = CERT_SYNTAX;
	struct cert c;

	memset(path, 0, sizeof(*path));
	if (search_begin(&s, leaf, ca, n, at) &&
	    !(why = cert_read(a, leaf, &c))) {
		why = find(a, &s, path);
		if (!why && use >= 0 && path->n < 2)
			why = CERT_CA_FALSE; /* nobody vouches for himself */
		else if (!why && use >= 0)
			why = may(s.leaf, (enum cert_use)use);
		else if (!why && !X509_check_ca(s.leaf))
			why = CERT_CA_FALSE;
	}
	ERR_clear_error();
	search_free(&s);
	return why;
}

enum cert_why
cert_path(struct arena *a, struct der leaf, const struct der *ca, size_t n,
	  enum cert_use use, int64_t at, struct cert_path *path)
{
	return search(a, leaf, ca, n, at, (int)use, path);
}

enum cert_why
cert_ca_path(struct arena *a, struct der d, const struct der *ca, size_t n,
	     int64_t at)
{
	struct cert_path path;

	return search(a, d, ca, n, at, -1, &path);
}
