/* Sealing a bid. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "body.h"
#include "crypt.h"
#include "envelope.h"
#include "file.h"
#include "hash.h"
#include "jose.h"
#include "json.h"
#include "shamir.h"

static bool
random_of(void *ctx, void *out, size_t n)
{
	(void)ctx;
	random_bytes(out, n);
	return true;
}

/* The plaintext: what stands before the file, then the file. */
struct source {
	const char *head;
	size_t len;
	int fd;
};

/* Exactly n bytes of it. */
static bool
fill(struct source *s, unsigned char *at, size_t n)
{
	size_t part = n < s->len ? n : s->len;
	ssize_t got;

	memcpy(at, s->head, part);
	s->head += part;
	s->len -= part;
	while (part < n) {
		got = read(s->fd, at + part, n - part);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		part += (size_t)got;
	}
	return true;
}

/* {"thumbprint":...,["commitment":...,]"jwe":...}, or false for a bad key. */
static bool
add_wrapped(struct arena *a, struct buf *b, const struct suite *s,
	    const struct envelope_place *p, const char *jwk,
	    const unsigned char *secret)
{
	char *thumbprint = jwk_thumbprint(a, jwk, strlen(jwk));
	char *jwe = envelope_wrap(a, s, p, jwk, secret);

	if (!thumbprint || !jwe)
		return false;
	json_key(b, "thumbprint");
	json_text(b, thumbprint);
	if (p->position != OWN_KEY) {
		json_key(b, "commitment");
		json_text(b, envelope_commitment(a, s, p, secret));
	}
	json_key(b, "jwe");
	buf_str(b, jwe);
	return true;
}

static bool
add_shares(struct arena *a, struct buf *b, const struct envelope_plan *plan,
	   const struct suite *s, const unsigned char *key)
{
	const struct envelope_trustee *t = plan->trustees.at;
	struct envelope_place p = { plan->trade, plan->bidder, 0 };
	struct shamir_share share[ENVELOPE_TRUSTEES];
	size_t i, n = plan->trustees.n;
	bool good;

	good = n <= ENVELOPE_TRUSTEES && plan->threshold > 0 &&
	       shamir_split(key, (unsigned)plan->threshold, (unsigned)n,
			    random_of, NULL, share);
	json_key(b, "shares");
	buf_char(b, '[');
	for (i = 0; good && i < n; i++) {
		p.position = t[i].position;
		json_comma(b);
		buf_char(b, '{');
		json_key(b, "position");
		json_int(b, t[i].position);
		good = add_wrapped(a, b, s, &p, t[i].jwk, share[i].y);
		buf_char(b, '}');
	}
	buf_char(b, ']');
	wipe_bytes(share, sizeof(share));
	return good;
}

static void
add_members(struct buf *b, const struct list *members)
{
	const char *const *m = members->at;
	size_t i;

	json_key(b, "members");
	buf_char(b, '[');
	for (i = 0; i < members->n; i++) {
		json_comma(b);
		json_text(b, m[i]);
	}
	buf_char(b, ']');
}

static void
add_number(struct buf *b, const char *name, int64_t n)
{
	json_key(b, name);
	json_int(b, n);
}

static void
add_text(struct buf *b, const char *name, const char *s)
{
	json_key(b, name);
	json_text(b, s);
}

/* The one suite of all keys, or NULL. */
static const struct suite *
suite_of(const struct envelope_plan *plan)
{
	const struct suite *s = jwk_suite(plan->own, strlen(plan->own));
	const struct envelope_trustee *t = plan->trustees.at;
	size_t i;

	for (i = 0; s && i < plan->trustees.n; i++)
		if (jwk_suite(t[i].jwk, strlen(t[i].jwk)) != s)
			s = NULL;
	return s;
}

/* The header line; false if a key is bad. */
static bool
make_header(struct arena *a, const struct envelope_plan *plan, int64_t size,
	    const unsigned char *key, struct buf *b)
{
	const struct envelope_place own = { plan->trade, plan->bidder,
					    OWN_KEY };
	const struct suite *s = suite_of(plan);

	if (!s)
		return false;
	buf_init(b, a);
	buf_char(b, '{');
	add_text(b, "suite", s->name);
	add_text(b, "trade", plan->trade);
	add_text(b, "bidder", plan->bidder);
	add_members(b, &plan->members);
	add_number(b, "threshold", plan->threshold);
	add_number(b, "chunk_size", ENVELOPE_CHUNK);
	add_number(b, "chunks", (size - 1) / ENVELOPE_CHUNK + 1);
	add_number(b, "size", size);
	add_text(b, "commitment", envelope_commitment(a, s, &own, key));
	if (!add_shares(a, b, plan, s, key))
		return false;
	json_key(b, "own");
	buf_char(b, '{');
	if (!add_wrapped(a, b, s, &own, plan->own, key))
		return false;
	buf_str(b, "}}");
	return true;
}

static const char *
write_chunks(struct arena *a, const struct envelope *e, struct source *from,
	     const unsigned char *key, int out)
{
	const struct suite *s = e->algorithms;
	unsigned char *plain = arena_alloc(a, ENVELOPE_CHUNK);
	unsigned char *sealed = arena_alloc(a, ENVELOPE_CHUNK + s->tag);
	unsigned char nonce[SUITE_NONCE], aad[ENVELOPE_AAD];
	int64_t i, left = e->size;
	size_t n;

	for (i = 0; i < e->chunks; i++, left -= ENVELOPE_CHUNK) {
		n = left < ENVELOPE_CHUNK ? (size_t)left : ENVELOPE_CHUNK;
		if (!fill(from, plain, n))
			return "投标文件在加密时变短或不能读取";
		envelope_chunk(e, i, nonce, aad);
		s->seal(key, nonce, aad, sizeof(aad), plain, n, sealed);
		if (!fd_write(out, sealed, n + s->tag))
			return "写不出加密文件";
	}
	return fill(from, plain, 1) ? "投标文件在加密时变长" : NULL;
}

const char *
envelope_seal(struct arena *a, const struct envelope_plan *plan, int in,
	      int out)
{
	size_t len = strlen(plan->sheet);
	struct buf head, header, bad;
	unsigned char key[ENVELOPE_KEY];
	struct source from;
	struct envelope e;
	struct stat st;
	const char *why = NULL;
	int i;

	if (fstat(in, &st) || !S_ISREG(st.st_mode) || !st.st_size)
		return "投标文件不是普通文件或者是空的";
	buf_init(&head, a);
	for (i = 24; i >= 0; i -= 8)
		buf_char(&head, (char)(len >> i & 0xff));
	buf_add(&head, plan->sheet, len);
	buf_init(&bad, a);
	random_bytes(key, sizeof(key));
	if (!make_header(a, plan, (int64_t)head.len + st.st_size, key, &header))
		why =
		    "受托人或投标人的公钥有误或不是同一套件，或所需份额数不对";
	else if (envelope_header(a, header.at, header.len, &e, &bad))
		why = arena_printf(a, "不能加密：%s", buf_text(&bad));
	else if (!fd_write(out, ENVELOPE_MAGIC, sizeof(ENVELOPE_MAGIC) - 1) ||
		 !fd_write(out, header.at, header.len) ||
		 !fd_write(out, "\n", 1))
		why = "写不出加密文件";
	from = (struct source){ head.at, head.len, in };
	if (!why)
		why = write_chunks(a, &e, &from, key, out);
	wipe_bytes(key, sizeof(key));
	return why;
}
