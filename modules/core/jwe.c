/* Wrapped secrets as they stand in a header. */
#include "crypt.h"
#include "envelope.h"
#include "jose.h"
#include "json.h"

/*
 * What is wrapped has 64 bytes.  DER of SM2: a head of 3 bytes and four of 2,
 * two numbers of up to 33 bytes, 32 and 64; base64url of 142 to 173 bytes.
 */
#define SM2_MAX 231
#define SM2_MIN 190
#define P256_LEN 86

/* clang-format off */
static const struct field jwk_field[] = {
	TEXT(struct jwk, kty, 2, 2, F_BOTH, "密钥种类"),
	TEXT(struct jwk, crv, 3, 5, F_BOTH, "曲线"),
	TEXT(struct jwk, x, 43, 43, F_BOTH, "坐标 x"),
	TEXT(struct jwk, y, 43, 43, F_BOTH, "坐标 y"),
	FIELD_END
};
RECORD(jwk, struct jwk);

static const struct field jwe_header_field[] = {
	NEST(struct jwe_header, epk, struct jwk, &jwk_record, F_BOTH, "临时公钥"),
	FIELD_END
};
static const struct record jwe_header_record = {
	"jwe_header", sizeof(struct jwe_header), jwe_header_field
};

static const struct field jwe_field[] = {
	TEXT(struct jwe, protected, 1, 600, F_BOTH, "受保护的头"),
	TEXT(struct jwe, encrypted_key, 54, 54, F_BOTH | F_OPT, "包裹的密钥"),
	TEXT(struct jwe, iv, 16, 16, F_BOTH | F_OPT, "初始向量"),
	TEXT(struct jwe, ciphertext, P256_LEN, SM2_MAX, F_BOTH, "密文"),
	TEXT(struct jwe, tag, 22, 22, F_BOTH | F_OPT, "校验"),
	NEST(struct jwe, header, struct jwe_header, &jwe_header_record,
	     F_BOTH | F_OPT, "头"),
	FIELD_END
};
RECORD(jwe, struct jwe);
/* clang-format on */

static void
member(struct buf *b, const char *name, const char *text)
{
	if (!text)
		return;
	json_key(b, name);
	json_text(b, text);
}

char *
jwe_text(struct arena *a, const struct jwe *j)
{
	struct buf b;

	buf_init(&b, a);
	buf_char(&b, '{');
	member(&b, "protected", j->protected);
	member(&b, "encrypted_key", j->encrypted_key);
	member(&b, "iv", j->iv);
	member(&b, "ciphertext", j->ciphertext);
	member(&b, "tag", j->tag);
	/* libjose wants none that is null */
	if (j->header) {
		json_key(&b, "header");
		json_record(&b, &jwe_header_record, j->header, F_OUT);
	}
	buf_char(&b, '}');
	return b.at;
}

bool
jwe_fits(const struct suite *s, const struct jwe *j)
{
	size_t len = strlen(j->ciphertext);

	if (s == &suite_p256)
		return j->encrypted_key && j->iv && j->tag && len == P256_LEN;
	return !strcmp(j->protected, JWE_SM2) && !j->encrypted_key && !j->iv &&
	       !j->tag && !j->header && len >= SM2_MIN;
}
