#ifndef DEED_H
#define DEED_H
#include "req.h"

/*
 * A deed of weight is signed by who does it: a request whose route has the
 * flag R_DEED carries
 *
 *	GGZY-Certificate: base64 DER of a certificate bound to the account
 *	GGZY-Signature: base64 of its signature over deed_text()
 *
 * Who once bound a certificate must sign; by `ggzyctl ca require on` everybody
 * must.  The evidence is a row of ggzy_core.deed, written in the request's
 * transaction; each event of the request names certificate and signature.
 */
struct deed {
	const char *fingerprint;      /* of the certificate */
	const char *signature;        /* as it came, base64 */
	const char *signature_digest; /* SHA-256 of its bytes, hex */
	const char *body_digest, *text_digest;
	const char *chain; /* JSON: base64 DER, leaf to root */
	int64_t ca, crl, ocsp;
	int64_t event, project, trade, notice; /* of the first event */
};

/*
 * What is signed: "GGZY-DEED-1", method and path, idempotency key, SHA-256 of
 * the body in hex, each on a line that ends in \n.  The path is as it was
 * sent, from "/api/" on, without a query.
 */
char *deed_text(struct arena *, const char *method, const char *path,
		const char *key, const char *body_digest);

/* E_SIGN when a signature is missing: asked before a file is taken. */
enum err deed_wanted(struct req *);
/* Before the handler, or by it (R_ANSWERS): E_SIGN, E_CERT or E_FIELD if it may
 * not go on; sets r->deed when there is a signature. */
enum err deed_begin(struct req *);
/* After it, in the same transaction: keeps the evidence. */
enum err deed_end(struct req *);

#endif
