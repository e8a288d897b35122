/* Signed statements. */
#include "body.h"
#include "json.h"
#include "jws.h"

struct jws {
	const char *payload, *protected, *signature;
};

/* clang-format off */
static const struct field jws_field[] = {
	TEXT(struct jws, payload, 1, 100000, F_BOTH, "内容"),
	TEXT(struct jws, protected, 1, 200, F_BOTH, "签名头"),
	TEXT(struct jws, signature, 86, 86, F_BOTH, "签名"),
	FIELD_END
};
/* clang-format on */
static const struct record jws_record = { "jws", sizeof(struct jws),
					  jws_field };

static char *
signed_text(struct arena *a, const struct jws *j)
{
	return arena_printf(a, "%s.%s", j->protected, j->payload);
}

static char *
header_of(struct arena *a, const struct suite *s)
{
	return arena_printf(a, "{\"alg\":\"%s\"}", s->alg);
}

char *
jws_sign(struct arena *a, const struct key *key, const char *payload)
{
	const char *header = header_of(a, key_suite(key));
	struct jws j = { .payload = base64url(a, payload, strlen(payload)),
			 .protected = base64url(a, header, strlen(header)) };
	char *text = signed_text(a, &j);
	struct buf b;

	j.signature = key_sign(a, key, text, strlen(text));
	buf_init(&b, a);
	json_record(&b, &jws_record, &j, F_OUT);
	return b.at;
}

char *
jws_check(struct arena *a, const char *public_pem, const char *jws, size_t len)
{
	const struct suite *s = key_suite_of(public_pem);
	const char *header;
	struct buf bad;
	struct jws j;
	char *text, *head;
	size_t n;

	buf_init(&bad, a);
	if (!s || record_read(a, &jws_record, jws, len, &j, &bad))
		return NULL;
	/* the algorithm of the key and no other, least of all none */
	header = header_of(a, s);
	head = unbase64url(a, j.protected, &n);
	if (!head || n != strlen(header) || memcmp(head, header, n))
		return NULL;
	text = signed_text(a, &j);
	if (!key_verify(public_pem, text, strlen(text), j.signature))
		return NULL;
	text = unbase64url(a, j.payload, &n);
	return text ? arena_copy(a, text, n) : NULL;
}

char *
jws_compact(struct arena *a, const char *jws, size_t len)
{
	struct buf bad;
	struct jws j;

	buf_init(&bad, a);
	if (record_read(a, &jws_record, jws, len, &j, &bad))
		return NULL;
	return arena_printf(a, "%s.%s.%s", j.protected, j.payload, j.signature);
}
