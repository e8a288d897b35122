#ifndef HEAD_H
#define HEAD_H
#include <stdbool.h>

#include "arena.h"
#include "field.h"
#include "suite.h"

/*
 * Signed heads of the log and what witnesses sign about them.  A head's
 * signature is over its body, the bytes that `clock` wrote; a co-signature is
 * over the line "GGZY-COSIGN-1\n" and its body, and names the head by size,
 * root, time and the digest of its body, and the witness's epoch if it is not
 * the first, which is 0.  modules/trade/TRUST.md, section 5, has the bytes.
 */
struct head_body {
	int64_t size, at;
	const char *root;  /* 64 hexadecimal digits */
	const char *suite; /* NULL: of before suites were named */
	bool rehearsal;
};
struct cosign_body {
	int64_t size, at, epoch;
	const char *root, *head, *witness, *suite;
};

/* Is it a head that the key signed?  Fills *out. */
bool head_ok(struct arena *, const char *public_pem, const char *body,
	     const char *signature, struct head_body *out);
/* The same without the signature. */
bool head_read(struct arena *, const char *body, struct head_body *out);

/* The body of a co-signature of that head by a key of the suite, and the text
 * that is signed. */
char *cosign_body(struct arena *, const struct suite *,
		  const struct head_body *, const char *head_text,
		  const char *witness, int64_t epoch);
char *cosign_text(struct arena *, const char *body);
bool cosign_read(struct arena *, const char *body, struct cosign_body *out);
/* Is it of that head and epoch, byte for byte, and did that key sign it? */
bool cosign_ok(struct arena *, const char *public_pem, const char *body,
	       const char *signature, const struct head_body *,
	       const char *head_text, int64_t epoch);

#endif
