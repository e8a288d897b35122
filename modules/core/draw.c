/* Drawing experts: seed, order, codes; see draw.h for the procedure. */
#include <string.h>

#include "buf.h"
#include "crypt.h"
#include "draw.h"
#include "hash.h"
#include "json.h"

#define PROTOCOL "GGZY-DRAW-1"

static uint64_t
next_number(const unsigned char seed[SEED_LEN], uint64_t *k)
{
	unsigned char in[SEED_LEN + 8], out[HASH_LEN];
	uint64_t x = 0;
	int i;

	memcpy(in, seed, SEED_LEN);
	for (i = 0; i < 8; i++)
		in[SEED_LEN + i] = (unsigned char)(*k >> (56 - 8 * i));
	++*k;
	sha256(in, sizeof(in), out);
	for (i = 0; i < 8; i++)
		x = x << 8 | out[i];
	return x;
}

/* Unbiased: the last, incomplete run of remainders is thrown away. */
uint64_t
draw_number(const unsigned char seed[SEED_LEN], uint64_t *k, uint64_t m)
{
	uint64_t spare = (UINT64_MAX % m + 1) % m, x; /* 2^64 mod m */

	do
		x = next_number(seed, k);
	while (x > UINT64_MAX - spare);
	return x % m;
}

void
draw_order(const unsigned char seed[SEED_LEN], size_t n, size_t *order)
{
	uint64_t k = 0;
	size_t i, j, t;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = 0; i + 1 < n; i++) {
		j = i + (size_t)draw_number(seed, &k, n - i);
		t = order[i];
		order[i] = order[j];
		order[j] = t;
	}
}

static size_t
colleagues(const struct draw_expert *e, const struct draw_expert *pool,
	   size_t npool, const char *const *there, size_t nthere)
{
	size_t i, n = 0;

	for (i = 0; i < nthere; i++)
		n += there[i] && !strcmp(there[i], e->employer);
	for (i = 0; i < npool; i++)
		n += pool[i].taken && pool[i].employer &&
		     !strcmp(pool[i].employer, e->employer);
	return n;
}

size_t
draw_experts(const unsigned char seed[SEED_LEN], struct draw_expert *pool,
	     size_t npool, size_t *order, const char *const *there,
	     size_t nthere, size_t same_max, size_t wanted)
{
	size_t i, n = 0;

	draw_order(seed, npool, order);
	for (i = 0; i < npool; i++) {
		pool[i].taken = false;
		pool[i].turn = 0;
	}
	for (i = 0; i < npool && n < wanted; i++) {
		struct draw_expert *e = &pool[order[i]];

		if (e->employer &&
		    colleagues(e, pool, npool, there, nthere) >= same_max)
			continue;
		e->taken = true;
		e->turn = ++n;
	}
	return n;
}

static void
add_text(struct hash *h, const char *text)
{
	hash_add(h, text, strlen(text));
}

static void
add_number(struct hash *h, int64_t n, int bytes)
{
	unsigned char b[8];
	int i;

	for (i = 0; i < bytes; i++)
		b[i] = (unsigned char)((uint64_t)n >> (8 * (bytes - 1 - i)));
	hash_add(h, b, (size_t)bytes);
}

void
draw_seed(const unsigned char pool[SEED_LEN],
	  const unsigned char root[SEED_LEN],
	  const unsigned char (*value)[SEED_LEN], size_t n,
	  unsigned char seed[SEED_LEN])
{
	struct hash h;

	hash_init(&h);
	add_text(&h, PROTOCOL);
	hash_add(&h, pool, SEED_LEN);
	hash_add(&h, root, SEED_LEN);
	hash_add(&h, value, n * SEED_LEN);
	hash_end(&h, seed);
}

void
draw_commitment(const char *deal_code, int64_t no, const char *party,
		const unsigned char value[SEED_LEN],
		unsigned char out[SEED_LEN])
{
	struct hash h;

	hash_init(&h);
	add_text(&h, PROTOCOL " commit");
	add_text(&h, deal_code);
	add_number(&h, no, 4);
	add_text(&h, party);
	hash_add(&h, value, SEED_LEN);
	hash_end(&h, out);
}

static const char *
finish(struct arena *mem, struct hash *h)
{
	unsigned char out[HASH_LEN];

	hash_end(h, out);
	return hex(mem, out, sizeof(out));
}

const char *
draw_person_salt(struct arena *mem, const unsigned char secret[SEED_LEN],
		 int64_t expert)
{
	struct hash h;

	hash_init(&h);
	add_text(&h, PROTOCOL " expert salt");
	hash_add(&h, secret, SEED_LEN);
	add_number(&h, expert, 8);
	return finish(mem, &h);
}

const char *
draw_employer_salt(struct arena *mem, const unsigned char secret[SEED_LEN],
		   const char *credit_code)
{
	struct hash h;

	hash_init(&h);
	add_text(&h, PROTOCOL " employer salt");
	hash_add(&h, secret, SEED_LEN);
	add_text(&h, credit_code);
	return finish(mem, &h);
}

const char *
draw_person(struct arena *mem, int64_t expert, const char *name,
	    const char *employer)
{
	struct buf b;

	buf_init(&b, mem);
	buf_char(&b, '{');
	json_key(&b, "expert");
	json_int(&b, expert);
	json_key(&b, "name");
	json_text(&b, name);
	json_key(&b, "employer");
	json_text(&b, employer);
	buf_char(&b, '}');
	return buf_text(&b);
}

/* SHA-256 of a label, a salt of 32 bytes and a text. */
static const char *
code(struct arena *mem, const char *label, const char *salt, const char *text)
{
	unsigned char s[SEED_LEN] = { 0 };
	struct hash h;

	if (!unhex(salt, s, sizeof(s)))
		return NULL;
	hash_init(&h);
	add_text(&h, label);
	hash_add(&h, s, sizeof(s));
	add_text(&h, text);
	return finish(mem, &h);
}

const char *
draw_person_code(struct arena *mem, const char *salt, const char *person)
{
	return code(mem, PROTOCOL " expert", salt, person);
}

const char *
draw_employer_code(struct arena *mem, const char *salt, const char *credit_code)
{
	return code(mem, PROTOCOL " employer", salt, credit_code);
}
