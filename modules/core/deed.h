#ifndef DEED_H
#define DEED_H
#include "req.h"

/*
 * A deed of weight is signed by who does it: a request whose route has the
 * flag R_DEED carries
 *
 *	GGZY-Certificate: base64 DER of a certificate bound to the account
 *	GGZY-Signed-At: when it was signed, as instant_print() writes it
 *	GGZY-Signature: base64 of its signature over deed_text()
 *
 * Who once bound a certificate must sign; by `ggzyctl ca require on` everybody
 * must.  The evidence is a row of ggzy_core.deed, written in the request's
 * transaction; each event of the request names the signature by its digest and
 * the certificate by a mark.
 */
struct deed {
	const char *fingerprint;      /* of the certificate */
	const char *signature;        /* as it came, base64 */
	const char *signature_digest; /* SHA-256 of its bytes, hex */
	const char *mark;             /* of the certificate, by deed_mark() */
	const char *body_digest, *text_digest;
	const char *address; /* of this installation, as it was signed */
	const char *chain;   /* JSON: base64 DER, leaf to root */
	int64_t signed_at, ca, crl, ocsp;
	int64_t event, project, trade, notice; /* of the first event */
};

/*
 * What is signed: "GGZY-DEED-2", the public address of the installation,
 * method and path, idempotency key, the time, SHA-256 of the body in hex, each
 * on a line that ends in \n.  The path is as it was sent, from "/api/" on,
 * without a query.  Without the address a deed of one installation would be as
 * good at another, whose trades have the same numbers.
 */
char *deed_text(struct arena *, const char *address, const char *method,
		const char *path, const char *key, int64_t signed_at,
		const char *body_digest);

/*
 * What events say of the certificate: SHA-256 of "GGZY-SIGNED-1", the base64
 * of the signature and the certificate's fingerprint, each on a line that ends
 * in \n.  The fingerprint alone is the same in every trade: it would tell where
 * else an expert sat, or a bidder offered who is a number, and name whoever is
 * named once.  The signature is in no public text, so who has it can check the
 * mark and nobody else can.
 */
char *deed_mark(struct arena *, const char *signature, const char *fingerprint);

/*
 * A deed that was refused keeps its signature: the time makes it useless to
 * whoever would send it again on a better day.  A file may have been on its
 * way for long; the web server takes all of it before it passes it on.
 */
#define DEED_MS (10 * INT64_C(60000))
#define DEED_FILE_MS (60 * INT64_C(60000))
bool deed_is_timely(int64_t signed_at, int64_t at, bool file);

/* E_SIGN when a signature is missing: asked before a file is taken. */
enum err deed_wanted(struct req *);
/* Before the handler, or by it (R_ANSWERS): E_SIGN, E_SIGNTIME, E_CERT or
 * E_FIELD if it may not go on; sets r->deed when there is a signature. */
enum err deed_begin(struct req *);
/* After it, in the same transaction: keeps the evidence. */
enum err deed_end(struct req *);

#endif
