/* Bodies of signed heads and of co-signatures. */
#include "body.h"
#include "crypt.h"
#include "head.h"
#include "json.h"

/* clang-format off */
static const struct field head_body_field[] = {
	INT(struct head_body, size, 0, INT64_MAX, F_IN, NULL),
	TEXT(struct head_body, root, 64, 64, F_IN, NULL),
	TIME(struct head_body, at, F_IN, NULL),
	TEXT(struct head_body, suite, 1, 60, F_IN | F_OPT, NULL),
	BOOL(struct head_body, rehearsal, F_IN | F_OPT, NULL),
	FIELD_END
};
static const struct field cosign_body_field[] = {
	INT(struct cosign_body, size, 1, INT64_MAX, F_BOTH, NULL),
	TEXT(struct cosign_body, root, 64, 64, F_BOTH, NULL),
	TIME(struct cosign_body, at, F_BOTH, NULL),
	TEXT(struct cosign_body, head, 64, 64, F_BOTH, NULL),
	TEXT(struct cosign_body, witness, 1, 40, F_BOTH, NULL),
	TEXT(struct cosign_body, suite, 1, 60, F_BOTH, NULL),
	INT(struct cosign_body, epoch, 1, INT64_MAX, F_IN | F_OPT, NULL),
	FIELD_END
};
/* clang-format on */
static const struct record head_body_record = { "head_body",
						sizeof(struct head_body),
						head_body_field };
static const struct record cosign_body_record = { "cosign_body",
						  sizeof(struct cosign_body),
						  cosign_body_field };

static bool
read_as(struct arena *a, const struct record *rec, const char *body, void *out)
{
	struct buf bad;

	buf_init(&bad, a);
	return body && !record_read(a, rec, body, strlen(body), out, &bad);
}

bool
head_read(struct arena *a, const char *body, struct head_body *out)
{
	return read_as(a, &head_body_record, body, out);
}

bool
head_ok(struct arena *a, const char *public_pem, const char *body,
	const char *signature, struct head_body *out)
{
	return head_read(a, body, out) && signature &&
	       key_verify(public_pem, body, strlen(body), signature);
}

/* Heads of before there were two suites name none. */
static char *
digest(struct arena *a, const struct head_body *h, const char *text)
{
	const struct suite *s = h->suite ? suite_of_name(h->suite) : NULL;
	unsigned char sum[HASH_LEN];

	hash_of(s ? s : &suite_p256, text, strlen(text), sum);
	return hex(a, sum, sizeof(sum));
}

char *
cosign_body(struct arena *a, const struct suite *s, const struct head_body *h,
	    const char *head_text, const char *witness, int64_t epoch)
{
	struct cosign_body c = {
		.size = h->size,
		.root = h->root,
		.at = h->at,
		.head = digest(a, h, head_text),
		.witness = witness,
		.suite = s->name,
	};
	struct buf b;

	buf_init(&b, a);
	json_record(&b, &cosign_body_record, &c, F_OUT);
	if (epoch > 0) {
		b.len--; /* the bracket */
		json_key(&b, "epoch");
		json_int(&b, epoch);
		buf_char(&b, '}');
	}
	return b.at;
}

char *
cosign_text(struct arena *a, const char *body)
{
	return arena_printf(a, "GGZY-COSIGN-1\n%s", body);
}

bool
cosign_read(struct arena *a, const char *body, struct cosign_body *out)
{
	if (!read_as(a, &cosign_body_record, body, out))
		return false;
	if (out->epoch == NONE)
		out->epoch = 0;
	return true;
}

bool
cosign_ok(struct arena *a, const char *public_pem, const char *body,
	  const char *signature, const struct head_body *h,
	  const char *head_text, int64_t epoch)
{
	const struct suite *s = key_suite_of(public_pem);
	struct cosign_body c;
	const char *text;

	if (!s || !cosign_read(a, body, &c) ||
	    strcmp(body, cosign_body(a, s, h, head_text, c.witness, epoch)))
		return false;
	text = cosign_text(a, body);
	return key_verify(public_pem, text, strlen(text), signature);
}
