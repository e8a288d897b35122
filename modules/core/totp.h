#ifndef TOTP_H
#define TOTP_H
#include <stdint.h>

#include "arena.h"
#include "crypt.h"

/*
 * One-time codes of RFC 6238: an HMAC over the number of the step of 30
 * seconds, cut to decimal digits as RFC 4226 says.  Nothing here can fail.
 */
#define TOTP_KEY 20 /* bytes of a new secret */
#define TOTP_STEP 30
#define TOTP_DIGITS 6 /* of ours; at most TOTP_DIGITS_MAX */
#define TOTP_DIGITS_MAX 9

struct totp {
	const void *key;
	size_t len;
	enum hmac hash;
	int digits;
};

void totp_code(const struct totp *, int64_t step,
	       char out[TOTP_DIGITS_MAX + 1]);
/*
 * The step whose code this is: that of the instant (seconds UTC), the one
 * before it or the one after it, but later than `used`.  -1 if it is none.
 */
int64_t totp_find(const struct totp *, int64_t seconds, int64_t used,
		  const char *code);
/* RFC 4648 without padding, as people type a secret in. */
char *base32(struct arena *, const void *, size_t);
/* otpauth://totp/ISSUER:ACCOUNT?..., as a telephone reads it from a picture. */
char *totp_uri(struct arena *, const struct totp *, const char *issuer,
	       const char *account);

#endif
