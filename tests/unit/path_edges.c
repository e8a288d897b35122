/*
 * Paths, revocation lists and OCSP answers at every edge: what differs in one
 * thing from a good one is refused with its own reason.
 */
#include "cert_made.h"
#include "tap.h"

#define SIGNS "critical,digitalSignature,nonRepudiation"

static struct made root, below, sm_root, sm_below;
static EVP_PKEY *key, *sm_key; /* persons' */
static struct der strange;     /* of a key that nobody knows */

/* The reason of a path through these CAs; NULL ends them. */
static const char *
path_by(struct der leaf, enum cert_use use, const struct der *ca, size_t n)
{
	struct cert_path p;

	return cert_name(cert_path(mem, leaf, ca, n, use, AT, &p));
}

static const char *
path_of(struct der leaf, const struct made *a, const struct made *b)
{
	const struct der ca[2] = { a->der, b->der };

	return path_by(leaf, CERT_SIGN, ca, 2);
}

static const char *
use_of(const char *usage, const char *more, enum cert_use use)
{
	const struct der ca[] = { root.der };

	return path_by(made_person(&root, key, usage, more).der, use, ca, 1);
}

static void
uses(void)
{
	X509 *x = x_begin_person(&root, key);
	const struct der ca[] = { root.der };

	is(use_of(SIGNS, NULL, CERT_SIGN), "CERT_OK", "a signing key signs");
	is(use_of(SIGNS, NULL, CERT_LOGIN), "CERT_OK", "and logs in");
	is(use_of("nonRepudiation", "1.2.3,emailProtection", CERT_SIGN),
	   "CERT_OK", "also one for letters");
	is(use_of(SIGNS, "emailProtection", CERT_LOGIN), "CERT_USAGE",
	   "which does not log in");
	is(use_of(SIGNS, "anyExtendedKeyUsage", CERT_SEAL), "CERT_OK",
	   "one for everything seals");
	is(use_of(SIGNS, "msSmartcardLogin", CERT_LOGIN), "CERT_OK",
	   "one of a card logs in");
	is(use_of(SIGNS, "serverAuth", CERT_SIGN), "CERT_USAGE",
	   "one of a server does not");
	is(use_of(NULL, NULL, CERT_SIGN), "CERT_USAGE",
	   "a key must be said to sign");
	is(use_of("keyAgreement", NULL, CERT_SIGN), "CERT_USAGE",
	   "not to agree on keys");
	x_extend(x, &root, NID_key_usage, SIGNS);
	x_extend_raw(x, "extendedKeyUsage", "\x05", 1);
	is(path_by(x_end(x, &root), CERT_SIGN, ca, 1), "CERT_FORGED",
	   "what else it is for can be read");
}

/* A CA of that key and digest below the root, and who is signed by it. */
static const char *
by_ca(EVP_PKEY *k, const char *md, long serial, int from, int to)
{
	X509 *x = x_begin_ca(&root, k, "below it", "critical,CA:TRUE");
	struct made ca = { .x = x, .key = k };

	ASN1_INTEGER_set(X509_get_serialNumber(x), serial);
	ASN1_TIME_set(X509_getm_notBefore(x), AT_S + from);
	ASN1_TIME_set(X509_getm_notAfter(x), AT_S + to);
	ca.der = x_end_of(x, root.key, md, SM2_WORD);
	return path_of(made_person(&ca, key, SIGNS, NULL).der, &root, &ca);
}

/* A CA below with this instead of what it should have. */
static const char *
by_bad_ca(const char *basic, const char *usage)
{
	X509 *x = x_begin(&root, key, "bad");
	struct made ca = { .x = x, .key = key };

	x_extend(x, &root, NID_subject_key_identifier, "hash");
	x_extend(x, &root, NID_authority_key_identifier, "keyid");
	x_extend(x, &root, NID_basic_constraints, basic);
	x_extend(x, &root, NID_key_usage, usage);
	ca.der = x_end(x, &root);
	return path_of(made_person(&ca, key, SIGNS, NULL).der, &root, &ca);
}

static void
chains(void)
{
	EVP_PKEY *k = made_key("P-256"), *p384 = made_key("P-384");
	struct der good = made_person(&below, key, SIGNS, NULL).der;
	struct der one[3] = { root.der, strange, below.der };
	struct der none = { good.at, 0 };
	struct made third, self;
	X509 *x;

	is(path_of(good, &root, &below), "CERT_OK", "root, CA, person");
	is(path_by(good, CERT_SIGN, one, 3), "CERT_OK", "a stranger beside");
	is(path_by(good, CERT_SIGN, one, 0), "CERT_SYNTAX",
	   "not without a root");
	one[1].len--;
	is(path_by(good, CERT_SIGN, one, 3), "CERT_SYNTAX",
	   "not with half a CA");
	is(path_by(none, CERT_SIGN, one, 1), "CERT_SYNTAX", "not of nothing");
	is(path_by(strange, CERT_SIGN, one, 1), "CERT_KEY",
	   "nor of a stranger");
	is(path_by(root.der, CERT_SIGN, one, 1), "CERT_CA_FALSE",
	   "nobody vouches for himself");
	is(by_ca(k, "SHA256", 7, -DAY_S, DAY_S), "CERT_OK", "a CA below");
	is(by_ca(p384, "SHA384", 7, -DAY_S, DAY_S), "CERT_OK", "of P-384 too");
	is(by_ca(k, "SHA256", 7, 60, DAY_S), "CERT_CA_TIME", "not yet valid");
	is(by_ca(k, "SHA256", 7, -DAY_S, -60), "CERT_CA_TIME", "or no more");
	is(by_ca(k, "SHA1", 7, -DAY_S, DAY_S), "CERT_DIGEST", "of SHA-1");
	is(by_ca(k, "SHA256", -7, -DAY_S, DAY_S), "CERT_SYNTAX",
	   "of a number below nought");
	is(by_ca(made_key("P-521"), "SHA256", 7, -DAY_S, DAY_S), "CERT_KEY",
	   "of another curve");
	is(by_bad_ca("critical,CA:FALSE", "critical,keyCertSign"),
	   "CERT_CA_FALSE", "that is none");
	is(by_bad_ca("critical,CA:TRUE", "critical,cRLSign"), "CERT_CA_FALSE",
	   "that may not sign certificates");
	/* one below that may have none below */
	x = x_begin_ca(&root, k, "last", "critical,CA:TRUE,pathlen:0");
	third = (struct made){ x_end(x, &root), x, k };
	self = made_ca(&third, p384, "too deep");
	one[1] = third.der;
	one[2] = self.der;
	is(path_by(made_person(&self, key, SIGNS, NULL).der, CERT_SIGN, one, 3),
	   "CERT_PATH", "below one that may have none");
	x = x_begin_person(&root, k);
	X509_set_subject_name(x, X509_get_subject_name(below.x));
	one[2] = x_end(x, &root);
	is(path_by(good, CERT_SIGN, one, 3), "CERT_CA_FALSE",
	   "by a person of the CA's name");
	is(cert_name(cert_ca_path(mem, third.der, one, 1, AT)), "CERT_OK",
	   "which is a CA itself");
	is(cert_name(cert_ca_path(mem, root.der, one, 1, AT)), "CERT_OK",
	   "as the root is");
	is(cert_name(cert_ca_path(mem, good,
				  (struct der[]){ root.der, below.der }, 2,
				  AT)),
	   "CERT_CA_FALSE", "and a person is not");
}

/* A person's with the CA's name and key identifier, signed by another key. */
static struct der
forged(const struct made *by, EVP_PKEY *own, EVP_PKEY *with, const char *id)
{
	X509 *x = x_begin_person(by, own);

	x_extend(x, by, NID_key_usage, SIGNS);
	return x_end_of(x, with, "SHA256", id);
}

static void
forgeries(void)
{
	EVP_PKEY *own = made_key("SM2");
	struct made other = made_ca(NULL, made_key("SM2"), "other");
	struct der ca[4] = { sm_root.der, strange, other.der, sm_below.der };

	is(path_by(made_person(&sm_below, own, SIGNS, NULL).der, CERT_SIGN, ca,
		   4),
	   "CERT_OK", "SM2 with the identity");
	is(path_by(forged(&sm_below, own, sm_below.key, ""), CERT_SIGN, ca, 4),
	   "CERT_SM2_ID", "and without");
	is(path_by(forged(&sm_below, own, own, SM2_WORD), CERT_SIGN, ca, 4),
	   "CERT_FORGED", "by another key");
	is(path_of(forged(&below, key, key, SM2_WORD), &root, &below),
	   "CERT_FORGED", "of P-256 too");
	is(path_of(made_person(&other, own, SIGNS, NULL).der, &root, &below),
	   "CERT_UNKNOWN", "of a CA that is not there");
}

/* ---- Lists ---- */

static struct crl list;

static const char *
list_by(struct der d, const struct der *ca, size_t n)
{
	struct der kept;

	return cert_name(
	    crl_read(mem, (const char *)d.at, d.len, ca, n, &list, &kept));
}

static const char *
list_of(struct der d)
{
	return list_by(d, &root.der, 1);
}

static X509_CRL *
list_with(const char *oid, bool critical, const char *bytes, size_t n)
{
	X509_CRL *l = list_begin(&root);

	list_extend(l, oid, critical, bytes, n);
	return l;
}

static ASN1_TIME *
no_time(void)
{
	ASN1_TIME *t = ASN1_TIME_set(NULL, AT_S);

	ASN1_STRING_set(t, "27x115080000Z", -1);
	return t;
}

static const char *
entry_of(const char *serial, const char *date, bool critical)
{
	X509_CRL *l = list_begin(&root);
	ASN1_INTEGER *number = s2i_ASN1_INTEGER(NULL, serial);
	X509_REVOKED *r = list_add(l, number, date);
	X509_EXTENSION *e = extension("1.2.3", critical, "\x05\x00", 2);

	X509_REVOKED_add_ext(r, e, -1);
	X509_EXTENSION_free(e);
	ASN1_INTEGER_free(number);
	return list_of(list_end(l, &root));
}

static void
list_issuers(void)
{
	EVP_PKEY *other = made_key("P-256"), *sm = made_key("SM2");
	struct der good = list_end(list_begin(&root), &root), cut, ca[3];
	struct made twin = made_ca(NULL, other, "root"), sm_twin;
	X509 *x = x_begin(NULL, root.key, "root");

	is(list_of(good), "CERT_OK", "a list of nobody");
	ok(!list.n && !*list.number && list.this_update == AT - 60000,
	   "says so, without a number");
	ca[0] = strange;
	ca[1] = twin.der;
	ca[2] = root.der;
	is(list_by(good, ca, 3), "CERT_OK", "of one of two of the same name");
	is(list_by(good, ca, 2), "CERT_FORGED", "not of the other");
	is(list_by(good, &below.der, 1), "CERT_CRL_ISSUER",
	   "nor of a stranger");
	ca[0].len--;
	is(list_by(good, ca, 3), "CERT_SYNTAX", "half a CA is none");
	x_extend(x, NULL, NID_basic_constraints, "CA:FALSE");
	ca[0] = x_end_of(x, root.key, "SHA256", SM2_WORD);
	is(list_by(good, ca, 1), "CERT_CRL_ISSUER", "it must be one");
	x = x_begin(NULL, root.key, "root");
	x_extend(x, NULL, NID_basic_constraints, "critical,CA:TRUE");
	x_extend(x, NULL, NID_key_usage, "critical,keyCertSign");
	ca[0] = x_end_of(x, root.key, "SHA256", SM2_WORD);
	is(list_by(good, ca, 1), "CERT_CRL_ISSUER", "that may sign lists");
	cut = (struct der){ arena_copy(mem, good.at, good.len), good.len + 1 };
	is(list_of(cut), "CERT_SYNTAX", "nothing follows a list");
	is(list_of(list_end_of(list_begin(&root), root.key, "SHA1", "")),
	   "CERT_DIGEST", "SHA-1 signs none");
	good = list_end(list_begin(&sm_root), &sm_root);
	sm_twin = made_ca(NULL, sm, "sm root");
	is(list_by(good, &sm_root.der, 1), "CERT_OK", "one of SM2");
	is(list_by(good, &sm_twin.der, 1), "CERT_FORGED", "of the same name");
	is(list_by(list_end_of(list_begin(&sm_root), sm_root.key, NULL, ""),
		   &sm_root.der, 1),
	   "CERT_SM2_ID", "without the identity");
}

static void
list_forms(void)
{
	static const char long_number[] = "\x02\x15\x7f"
					  "12345678901234567890";
	ASN1_TIME *bad = no_time();
	X509_CRL *l;

	is(list_of(list_end(list_with("crlNumber", false, "\x02\x01\x2a", 3),
			    &root)),
	   "CERT_OK", "a list with a number");
	is(list.number, "2a", "which is kept");
	is(list_of(list_end(list_with("crlNumber", false, "\x05", 1), &root)),
	   "CERT_CRL_FORM", "one that can be read");
	is(list_of(
	       list_end(list_with("crlNumber", false, long_number, 23), &root)),
	   "CERT_CRL_FORM", "and is not too long");
	is(list_of(list_end(list_with("deltaCRL", false, "\x02\x01\x01", 3),
			    &root)),
	   "CERT_CRL_FORM", "no delta");
	is(list_of(list_end(list_with("issuingDistributionPoint", false,
				      "\x30\x00", 2),
			    &root)),
	   "CERT_CRL_FORM", "no part");
	is(list_of(list_end(list_with("1.2.3", true, "\x05\x00", 2), &root)),
	   "CERT_CRL_FORM", "nothing that we must know");
	is(list_of(list_end(list_with("1.2.3", false, "\x05\x00", 2), &root)),
	   "CERT_OK", "what we need not know is left");
	l = list_begin(&root);
	X509_CRL_set1_lastUpdate(l, bad);
	is(list_of(list_end(l, &root)), "CERT_CRL_FORM", "it is of an instant");
	l = list_begin(&root);
	X509_CRL_set1_nextUpdate(l, bad);
	is(list_of(list_end(l, &root)), "CERT_CRL_FORM", "and ends at one");
	l = X509_CRL_new();
	X509_CRL_set_version(l, 1);
	X509_CRL_set_issuer_name(l, X509_get_subject_name(root.x));
	X509_CRL_set1_lastUpdate(l, X509_get0_notBefore(root.x));
	is(list_of(list_end(l, &root)), "CERT_CRL_FORM", "it has an end");
	ASN1_TIME_free(bad);
	is(entry_of("171", NULL, false), "CERT_OK", "one revoked");
	ok(list.n == 1 && !strcmp(list.at[0].serial, "ab") &&
	       list.at[0].revoked_at == AT,
	   "is named");
	is(entry_of("171", NULL, true), "CERT_CRL_FORM",
	   "nothing that we must know of it");
	is(entry_of("-171", NULL, false), "CERT_CRL_FORM",
	   "its number is not below nought");
	is(entry_of("171", "27x115080000Z", false), "CERT_CRL_FORM",
	   "its time is one");
}

/* ---- Answers ---- */

static struct ocsp said;
static struct made person;

static const char *
answer_by(struct der d, struct der leaf, const struct made *by)
{
	return cert_name(ocsp_read(mem, d, leaf, by->der, AT, &said));
}

static const char *
answer(int status)
{
	OCSP_SINGLERESP *one;
	OCSP_BASICRESP *b = answer_begin(&person, &root, status, &one);

	return answer_by(answer_end(b, &root, EVP_sha256()), person.der, &root);
}

/* One whose n-th instant is none. */
static const char *
answer_without(int n)
{
	ASN1_GENERALIZEDTIME *t[3];
	OCSP_SINGLERESP *one;
	OCSP_BASICRESP *b =
	    answer_begin(&person, &root, V_OCSP_CERTSTATUS_REVOKED, &one);

	OCSP_single_get0_status(one, NULL, &t[0], &t[1], &t[2]);
	ASN1_STRING_set(t[n], "2027x115080000Z", -1);
	return answer_by(answer_end(b, &root, EVP_sha256()), person.der, &root);
}

static void
answers(void)
{
	struct made other = made_person(&root, key, SIGNS, NULL);
	struct made helper =
	    made_person(&root, made_key("P-256"), SIGNS, "OCSPSigning");
	struct der good, none = { (const unsigned char *)"", 0 }, out;
	OCSP_SINGLERESP *one;
	OCSP_BASICRESP *b;

	person = made_person(&root, key, SIGNS, NULL);
	is(answer(V_OCSP_CERTSTATUS_GOOD), "CERT_OK", "an answer");
	ok(said.status == OCSP_GOOD && said.this_update == AT &&
	       said.next_update == AT + 3600000 && strlen(said.digest) == 64,
	   "that all is well");
	is(answer(V_OCSP_CERTSTATUS_REVOKED), "CERT_OK", "another");
	ok(said.status == OCSP_REVOKED && said.revoked_at == AT,
	   "that it was revoked");
	is(answer(V_OCSP_CERTSTATUS_UNKNOWN), "CERT_OK", "a third");
	ok(said.status == OCSP_UNKNOWN, "that nobody knows");
	is(answer_without(0), "CERT_OCSP", "when it was revoked is an instant");
	is(answer_without(1), "CERT_OCSP", "when he said so is one");
	is(answer_without(2), "CERT_OCSP", "and until when it holds");
	b = answer_begin(&person, &root, V_OCSP_CERTSTATUS_GOOD, &one);
	good = answer_end(b, &root, EVP_sha256());
	is(answer_by(good, other.der, &root), "CERT_OCSP", "not of another");
	is(answer_by(good, person.der, &below), "CERT_OCSP", "not by another");
	is(answer_by(good, none, &root), "CERT_OCSP", "not of nothing");
	is(answer_by(none, person.der, &root), "CERT_OCSP", "not nothing");
	out = (struct der){ arena_copy(mem, good.at, good.len), good.len + 1 };
	is(answer_by(out, person.der, &root), "CERT_OCSP", "nothing follows");
	b = answer_begin(&person, &root, V_OCSP_CERTSTATUS_GOOD, &one);
	is(answer_by(answer_end(b, &root, EVP_sha1()), person.der, &root),
	   "CERT_OCSP", "SHA-1 signs none");
	b = answer_begin(&person, &root, V_OCSP_CERTSTATUS_GOOD, &one);
	is(answer_by(answer_end(b, &helper, EVP_sha256()), person.der, &root),
	   "CERT_OK", "one whom the issuer made for it does");
	b = answer_begin(&person, &root, V_OCSP_CERTSTATUS_GOOD, &one);
	is(answer_by(answer_end(b, &other, EVP_sha256()), person.der, &root),
	   "CERT_OCSP", "another person does not");
	is(answer_by(answer_of(OCSP_RESPONSE_STATUS_TRYLATER, NULL), person.der,
		     &root),
	   "CERT_OCSP", "to come later is none");
	is(answer_by(answer_of(OCSP_RESPONSE_STATUS_SUCCESSFUL, NULL),
		     person.der, &root),
	   "CERT_OCSP", "nor is to say nothing");
	ok(ocsp_request(mem, person.der, root.der, &out) && out.len > 50,
	   "a question is asked");
	ok(!ocsp_request(mem, none, root.der, &out) &&
	       !ocsp_request(mem, person.der, none, &out),
	   "not of nothing, not to nobody");
}

int
main(void)
{
	mem = arena_new();
	key = made_key("P-256");
	sm_key = made_key("SM2");
	root = made_ca(NULL, made_key("P-256"), "root");
	below = made_ca(&root, made_key("P-256"), "below");
	sm_root = made_ca(NULL, made_key("SM2"), "sm root");
	sm_below = made_ca(&sm_root, made_key("SM2"), "sm below");
	strange = strange_key(made_ca(NULL, key, "root").der);
	plan(86);
	uses();
	chains();
	forgeries();
	list_issuers();
	list_forms();
	answers();
	made_free();
	arena_free(mem);
	return tap_bad != 0;
}
