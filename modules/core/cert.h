#ifndef CERT_H
#define CERT_H
#include "crypt_cert.h"
#include "req.h"

/*
 * Certificates as this installation judges them: which CA is recognised for
 * what and when, and what it said of revocation, stand in the database.  The
 * instant is that of the database without rehearsal (r->real): certificates
 * are of the real world, and a rehearsal that lets weeks pass expires none.
 */
struct ca {
	int64_t id, kind, recognised_from, recognised_to, ended_at;
	bool login, sign, seal;
	const char *name, *policy, *code_at, *crl_url, *ocsp_url, *end_reason;
};
struct ca_certificate {
	int64_t position, valid_from, valid_to;
	const char *subject, *authority, *fingerprint, *der; /* hex */
};
struct revocation {
	int64_t id, this_update, next_update;
	int64_t revoked; /* 0 good, 1 revoked, more: the responder knows not */
};
struct deed_policy {
	bool required, bound;
};
struct bound_certificate {
	int64_t id, account;
	const char *fingerprint, *code;
};
extern const struct record ca_record, ca_certificate_record, revocation_record,
    deed_policy_record, bound_certificate_record;
extern const char *const ca_kinds[];

/* A certificate and all its standing was judged by. */
struct judged {
	struct der der;
	struct cert cert;
	struct cert_path path;
	struct ca ca;
	const char *code;  /* whose it is */
	int64_t crl, ocsp; /* the rows that say it is not revoked, or NONE */
};

/*
 * Judges a certificate for a use now.  *why is CERT_OK or the reason.  A
 * log-in asks that it is not known to be revoked; every other use asks for a
 * fresh answer that it is not.  An error is one of the database.
 */
enum err cert_judge(struct req *, struct der, enum cert_use, struct judged *,
		    enum cert_why *why);
/* The certificates of a CA, root first. */
enum err ca_read(struct req *, int64_t ca, struct list *rows, struct der *out,
		 size_t max, size_t *n);
/* Refuses with the reason; returns E_CERT. */
enum err cert_refuse(struct req *, enum cert_why);
/* A path as JSON: a list of base64 DER, the leaf first. */
const char *cert_chain_text(struct arena *, const struct cert_path *);
/* A header's base64 as DER; false if it is none or too large. */
bool cert_header(struct arena *, const char *text, struct der *out);
/* The account it is bound to, by issuer, serial, code and digest. */
enum err cert_bound(struct req *, const struct judged *,
		    struct bound_certificate *, enum cert_why *why);

#endif
