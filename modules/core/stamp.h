#ifndef STAMP_H
#define STAMP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/*
 * Time stamps of RFC 3161 over the SHA-256 of a text: asking, judging, and the
 * answering side of a small authority of our own.  A token is kept as base64
 * of its DER (the ContentInfo), as `openssl ts -verify -token_in` reads it.
 */

/* A request with a random nonce that asks for the certificate. */
void *stamp_request(struct arena *, const void *text, size_t, size_t *len);
/*
 * The token of a response, or NULL with *why in Chinese: the authority
 * refused, or answers another request.  Who signed is for stamp_check().
 */
char *stamp_answer(struct arena *, const void *request, size_t request_len,
		   const void *response, size_t response_len, const char **why);

enum stamp_verdict {
	STAMP_GOOD,
	STAMP_BROKEN,    /* no token */
	STAMP_UNTRUSTED, /* signature or chain */
	STAMP_OTHER      /* of another text */
};
/*
 * Is it a token over this text, signed by an authority under the certificates
 * in ca (PEM) that were valid at the time it names?  *at: that time, ms UTC.
 */
enum stamp_verdict stamp_check(struct arena *, const char *token,
			       const void *text, size_t, const char *ca,
			       int64_t *at);

/*
 * The authority: its key and certificate in a folder of its own, key.pem,
 * tsa.pem and ca.pem.  tsa_make() makes them, with a certificate authority
 * whose key is forgotten at once; false with a message.  tsa_load() ends the
 * process with a message if something is missing.
 */
struct tsa;
bool tsa_make(const char *folder);
struct tsa *tsa_load(const char *folder);
void *tsa_answer(struct arena *, struct tsa *, const void *request,
		 size_t request_len, size_t *len);
void tsa_free(struct tsa *);

#endif
