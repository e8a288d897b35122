/*
 * Opening bids by shares: any t of n open, fewer never, and nothing that was
 * changed on the way ever gives another plaintext.  Ten thousand trials over
 * both suites and random t, n, positions and changes, each from the file to the
 * plaintext by the functions that open bids.
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "combine.h"
#include "crypt.h"
#include "ids.h"
#include "jose.h"
#include "shamir.h"
#include "suite.h"
#include "tap.h"

#define TRIALS 10000
#define BIDS 24
#define MOST 7 /* trustees */
#define BIDDER "91540100MAYYTT015T"
#define ROOM (3 << 20)

static const char sheet[] =
    "{\"price\":1,\"name\":\"a.pdf\",\"media\":\"application/pdf\"}";

struct bid {
	const struct suite *suite;
	char *const *key; /* of its trustees, and last its bidder */
	unsigned t, n;
	char *file; /* the envelope */
	size_t len;
	unsigned char *plain;
	size_t size;
	struct given share[MOST], own;
};
static struct bid bids[BIDS];
static char *keys[2][MOST + 1]; /* of each suite */
static char deal[41];

static struct {
	unsigned opened, closed, wrong;
} count;

/* The same numbers on every run, so that a failure can be repeated. */
static unsigned long state = 88172645463325252UL;

static unsigned
below(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 20) % n;
}

/* One bit of a key or a share, somewhere. */
static void
flip(unsigned char bytes[ENVELOPE_KEY])
{
	unsigned char *at = &bytes[below(ENVELOPE_KEY)];

	*at = (unsigned char)(*at ^ 1u << below(8));
}

static int
memory_file(const void *bytes, size_t n)
{
	int fd = memfd_create("bid", MFD_CLOEXEC);

	if (fd < 0 || (n && write(fd, bytes, n) != (ssize_t)n))
		exit(1);
	return fd;
}

static char *
whole(int fd, size_t *n)
{
	char *at = malloc(ROOM);
	ssize_t got = pread(fd, at, ROOM, 0);

	if (got < 0)
		exit(1);
	*n = (size_t)got;
	return at;
}

static void
unwrap(struct arena *a, const struct bid *b, const struct jwe *j,
       const char *key, struct given *g)
{
	const struct envelope_place p = { deal, BIDDER, g->position };

	if (envelope_unwrap(a, b->suite, &p, key, j, g->bytes) != SECRET_GIVEN)
		exit(1);
}

static char *
commitment(struct arena *a, const struct bid *b, const struct given *g)
{
	const struct envelope_place p = { deal, BIDDER, g->position };

	return envelope_commitment(a, b->suite, &p, g->bytes);
}

/* A new bid for n trustees, t of whom open it. */
static void
make(struct bid *b, bool sm, unsigned t, unsigned n, size_t size)
{
	struct arena *a = arena_new();
	struct envelope_trustee who[MOST];
	struct envelope_plan plan = { .trade = deal,
				      .bidder = BIDDER,
				      .threshold = t,
				      .trustees = { n, who },
				      .sheet = sheet };
	const struct envelope_share *s;
	struct envelope e;
	int in, out = memory_file("", 0);
	unsigned i;

	*b = (struct bid){ .suite = sm ? &suite_sm : &suite_p256,
			   .key = keys[sm],
			   .t = t,
			   .n = n,
			   .size = 4 + strlen(sheet) + size };
	b->plain = calloc(1, b->size);
	memcpy(b->plain + 3, &(char){ (char)strlen(sheet) }, 1);
	memcpy(b->plain + 4, sheet, strlen(sheet));
	random_bytes(b->plain + 4 + strlen(sheet), size);
	in = memory_file(b->plain + 4 + strlen(sheet), size);
	lseek(in, 0, SEEK_SET);
	for (i = 0; i < n; i++)
		who[i] = (struct envelope_trustee){
			i + 1, jwk_public(a, b->key[i], strlen(b->key[i]))
		};
	plan.own = jwk_public(a, b->key[MOST], strlen(b->key[MOST]));
	if (envelope_seal(a, &plan, in, out) || envelope_read(a, out, &e))
		exit(1);
	b->file = whole(out, &b->len);
	for (s = e.shares.at, i = 0; i < n; i++) {
		b->share[i].position = s[i].position;
		unwrap(a, b, s[i].jwe, b->key[i], &b->share[i]);
	}
	unwrap(a, b, e.own->jwe, b->key[MOST], &b->own);
	close(in);
	close(out);
	arena_free(a);
}

/* What the file's chunks give with the key: the plaintext, none, or worse. */
static void
decrypt(struct arena *a, const struct bid *b, int fd, const struct envelope *e,
	const unsigned char *key)
{
	struct envelope_reader *r = envelope_begin(a, fd, e, key);
	const unsigned char *p;
	size_t n = 0, done = 0;
	bool good = r != NULL, same = true;

	while (good && (good = envelope_next(r, &p, &n)) && n) {
		same &= done + n <= b->size && !memcmp(p, b->plain + done, n);
		done += n;
	}
	/* also what came before the end must be of the bid */
	if (!same || (good && done != b->size))
		count.wrong++;
	else if (good)
		count.opened++;
	else
		count.closed++;
}

/* From a file and what was given to the end; true if it opened. */
static bool
open_file(struct arena *a, const struct bid *b, const char *file, size_t len,
	  const struct given *g, size_t n)
{
	unsigned before = count.opened;
	unsigned char key[ENVELOPE_KEY];
	int fd = memory_file(file, len);
	struct envelope e;

	if (envelope_read(a, fd, &e) ||
	    combine_key(a, &e, g, n, key, NULL) != KEY_FOUND)
		count.closed++;
	else
		decrypt(a, b, fd, &e, key);
	close(fd);
	return count.opened > before;
}

/* `size` different shares in a random order. */
static void
pick(const struct bid *b, size_t size, struct given *g)
{
	struct given all[MOST], swap;
	unsigned i, j;

	memcpy(all, b->share, sizeof(all));
	for (i = 0; i < size; i++) {
		j = i + below(b->n - i);
		swap = all[i];
		all[i] = all[j];
		all[j] = swap;
	}
	memcpy(g, all, size * sizeof(*g));
}

/* Makes a share something else, one way or another. */
static void
spoil(const struct bid *b, struct given *g)
{
	const struct bid *other = &bids[below(BIDS)];
	unsigned char old[ENVELOPE_KEY];
	int64_t place = g->position;

	memcpy(old, g->bytes, sizeof(old));
	switch (below(6)) {
	case 0:
		flip(g->bytes);
		break;
	case 1:
		random_bytes(g->bytes, sizeof(g->bytes));
		break;
	case 2:
		memset(g->bytes, 0, sizeof(g->bytes));
		break;
	case 3: /* of another trustee */
		memcpy(g->bytes, b->share[(size_t)place % b->n].bytes,
		       sizeof(g->bytes));
		break;
	case 4: /* of another bid */
		memcpy(g->bytes, other->share[below(other->n)].bytes,
		       sizeof(g->bytes));
		break;
	default: /* under another name, or none there is */
		g->position = (int64_t)below(260) - 2;
		if (g->position == 0)
			g->position = -1;
	}
	if (g->position == place && !memcmp(old, g->bytes, sizeof(old)))
		g->bytes[0] ^= 1;
}

/* How many different shares of g are right. */
static size_t
right(const struct bid *b, const struct given *g, size_t n)
{
	bool seen[MOST] = { false };
	size_t i, sum = 0;

	for (i = 0; i < n; i++) {
		int64_t p = g[i].position;

		if (p < 1 || p > b->n || seen[p - 1] ||
		    memcmp(g[i].bytes, b->share[p - 1].bytes, ENVELOPE_KEY))
			continue;
		seen[p - 1] = true;
		sum++;
	}
	return sum;
}

static unsigned
enough(struct arena *a, const struct bid *b)
{
	struct given g[MOST];
	size_t n = b->t + below(b->n - b->t + 1);

	pick(b, n, g);
	return !open_file(a, b, b->file, b->len, g, n);
}

static unsigned
too_few(struct arena *a, const struct bid *b)
{
	struct given g[MOST];
	size_t n = below(b->t);

	pick(b, n, g);
	return open_file(a, b, b->file, b->len, g, n);
}

/* Some shares are wrong: it opens exactly if enough others are right. */
static unsigned
spoiled(struct arena *a, const struct bid *b)
{
	struct given g[MOST];
	size_t n = b->t + below(b->n - b->t + 1), i;

	pick(b, n, g);
	for (i = 1 + below((unsigned)n); i > 0; i--)
		spoil(b, &g[below((unsigned)n)]);
	return open_file(a, b, b->file, b->len, g, n) !=
	       (right(b, g, n) >= b->t);
}

/* The same share again and again is one share. */
static unsigned
repeated(struct arena *a, const struct bid *b)
{
	struct given g[MOST];
	size_t i;

	pick(b, 1, g);
	for (i = 1; i < b->t; i++)
		g[i] = g[0];
	return open_file(a, b, b->file, b->len, g, b->t);
}

static void
replace(char *file, const char *old, const char *new)
{
	char *at = strstr(file, old); /* the header comes first */

	if (at)
		memcpy(at, new, strlen(new));
}

/*
 * Whoever can write to the store makes the commitments fit wrong shares, even
 * that of the key: the header is part of every chunk's tag.
 */
static unsigned
forged(struct arena *a, const struct bid *b)
{
	char *file = malloc(b->len + 1);
	struct shamir_share s[MOST];
	struct given g[MOST];
	struct given made = { .position = OWN_KEY };
	unsigned char key[ENVELOPE_KEY];
	size_t i;
	bool opened;

	memcpy(file, b->file, b->len);
	file[b->len] = 0;
	pick(b, b->t, g);
	for (i = 0; i < b->t; i++) {
		const char *old = commitment(a, b, &g[i]);

		if (!i || below(2))
			flip(g[i].bytes);
		replace(file, old, commitment(a, b, &g[i]));
		s[i].x = (unsigned char)g[i].position;
		memcpy(s[i].y, g[i].bytes, ENVELOPE_KEY);
	}
	if (!shamir_combine(s, b->t, key))
		exit(1);
	memcpy(made.bytes, key, sizeof(key));
	if (below(2))
		replace(file, commitment(a, b, &b->own),
			commitment(a, b, &made));
	opened = open_file(a, b, file, b->len, g, b->t);
	free(file);
	return opened;
}

/* The right key, another file. */
static unsigned
damaged(struct arena *a, const struct bid *b)
{
	char *file = malloc(b->len);
	size_t len = b->len, at;
	bool opened;

	memcpy(file, b->file, len);
	at = below((unsigned)len);
	if (below(4))
		file[at] ^= (char)(1u << below(8));
	else
		len = at;
	opened = open_file(a, b, file, len, &b->own, 1);
	free(file);
	return opened;
}

static unsigned
own(struct arena *a, const struct bid *b)
{
	struct given g = b->own;
	bool change = below(2);

	if (change)
		flip(g.bytes);
	return open_file(a, b, b->file, b->len, &g, 1) == change;
}

static void
trials(void)
{
	static const struct {
		unsigned (*run)(struct arena *, const struct bid *);
		const char *name;
	} kind[] = { { enough, "any t of n shares open" },
		     { too_few, "fewer never do" },
		     { spoiled, "wrong shares count as none" },
		     { repeated, "a share counts once" },
		     { forged, "forged commitments open nothing" },
		     { damaged, "a changed file opens to nothing" },
		     { own, "the bidder's own key opens, no other does" } };
	enum { KINDS = sizeof(kind) / sizeof(*kind) };
	unsigned n[KINDS] = { 0 }, bad[KINDS] = { 0 }, i, k;
	struct arena *a = arena_new();

	for (i = 0; i < TRIALS; i++) {
		k = below(KINDS);
		n[k]++;
		bad[k] += kind[k].run(a, &bids[below(BIDS)]);
		arena_reset(a);
	}
	for (k = 0; k < KINDS; k++)
		ok(n[k] > TRIALS / KINDS / 2 && !bad[k], "%s (%u trials)",
		   kind[k].name, n[k]);
	ok(!count.wrong && count.opened > TRIALS / 5 &&
	       count.closed > TRIALS / 5 &&
	       count.opened + count.closed == TRIALS,
	   "of %u trials none gave a wrong plaintext, %u the right one", TRIALS,
	   count.opened);
	arena_free(a);
}

/* Numbers that are told, not chance: 32 values a time of c1, and one c2. */
static unsigned told[2];

static bool
tell(void *ctx, void *out, size_t n)
{
	unsigned char *p = out;
	size_t i;

	(void)ctx;
	for (i = 0; i < n; i++)
		p[i] = (unsigned char)(i < SHAMIR_LEN ? told[0] + i : told[1]);
	return true;
}

/*
 * Exhaustive for one byte.  Of t = 2: whatever the one share says, each of
 * the 256 secrets is possible, and by exactly one polynomial.
 */
static void
one_says_nothing(void)
{
	static unsigned seen[256][5][256]; /* secret, share, value */
	struct shamir_share s[5];
	unsigned char secret[SHAMIR_LEN];
	unsigned v, k, i, bad = 0;

	for (v = 0; v < 256; v++)
		for (told[0] = 0; told[0] < 256; told[0] += SHAMIR_LEN) {
			memset(secret, (int)v, sizeof(secret));
			shamir_split(secret, 2, 5, tell, NULL, s);
			for (k = 0; k < 5; k++)
				for (i = 0; i < SHAMIR_LEN; i++)
					seen[v][k][s[k].y[i]]++;
		}
	for (v = 0; v < 256; v++)
		for (k = 0; k < 5; k++)
			for (i = 0; i < 256; i++)
				bad += seen[v][k][i] != 1;
	ok(!bad, "one share of two fits every secret in exactly one way");
}

/* Of t = 3: two shares, all 256 secrets, all 65,536 polynomials of each. */
static void
two_say_nothing(void)
{
	const unsigned char first = 0x5a, third = 0xc3;
	struct shamir_share s[3];
	unsigned char secret[SHAMIR_LEN];
	unsigned v, i, fits, bad = 0;

	for (v = 0; v < 256; v++) {
		memset(secret, (int)v, sizeof(secret));
		fits = 0;
		for (told[1] = 0; told[1] < 256; told[1]++)
			for (told[0] = 0; told[0] < 256;
			     told[0] += SHAMIR_LEN) {
				shamir_split(secret, 3, 3, tell, NULL, s);
				for (i = 0; i < SHAMIR_LEN; i++)
					fits += s[0].y[i] == first &&
						s[2].y[i] == third;
			}
		bad += fits != 1;
	}
	ok(!bad, "two shares of three fit every secret in exactly one way");
}

/* Whose fault it is when there is no key. */
static void
outcomes(void)
{
	struct arena *a = arena_new();
	const struct bid *b = &bids[0];
	struct shamir_share other[MOST];
	unsigned char key[ENVELOPE_KEY], zero[ENVELOPE_KEY] = { 0 };
	int fd = memory_file(b->file, b->len);
	struct envelope_share *s;
	struct given g[MOST + 1];
	struct envelope e;
	size_t wrong;
	unsigned i;

	if (envelope_read(a, fd, &e))
		exit(1);
	memcpy(g, b->share, sizeof(b->share));
	ok(combine_key(a, &e, g, b->n, key, &wrong) == KEY_FOUND && !wrong &&
	       !memcmp(key, b->own.bytes, sizeof(key)),
	   "all shares give the bidder's own key");
	/* copied with their commitments into the bid of another */
	g[b->n] = b->own;
	e.trade = "A01-12540000000000027J-20260315-000009-O";
	ok(combine_key(a, &e, g, b->n + 1, key, &wrong) == KEY_LACKS &&
	       wrong == b->n + 1 && !memcmp(key, zero, sizeof(key)),
	   "in another trade the same shares and key are all wrong");
	e.trade = deal;
	e.bidder = "91540102MAYYTT023J";
	ok(combine_key(a, &e, g, b->n + 1, key, &wrong) == KEY_LACKS &&
	       wrong == b->n + 1,
	   "so they are of another bidder");
	e.bidder = BIDDER;
	g[0].bytes[3] ^= 1;
	ok(combine_key(a, &e, g, b->t, key, &wrong) == KEY_LACKS &&
	       wrong == 1 && !memcmp(key, zero, sizeof(key)),
	   "a wrong share is counted, and no key is left behind");
	/* a bidder who commits to the shares of another key */
	random_bytes(key, sizeof(key));
	told[0] = told[1] = 99;
	shamir_split(key, b->t, b->n, tell, NULL, other);
	for (s = e.shares.at, i = 0; i < b->n; i++) {
		memcpy(g[i].bytes, other[i].y, ENVELOPE_KEY);
		s[i].commitment = commitment(a, b, &g[i]);
	}
	ok(combine_key(a, &e, g, b->n, key, &wrong) == KEY_SPLIT && !wrong &&
	       !memcmp(key, zero, sizeof(key)),
	   "a bidder who split another key is found out");
	close(fd);
	arena_free(a);
}

int
main(void)
{
	struct arena *a = arena_new();
	unsigned i, t, n;

	plan(15);
	for (i = 0; i <= MOST; i++) {
		keys[0][i] = jwk_make(a, &suite_p256);
		keys[1][i] = jwk_make(a, &suite_sm);
	}
	if (!deal_code_make(deal, "A01", "12540000000000027J", 20260603, 1))
		exit(1);
	for (i = 0; i < BIDS; i++) {
		n = 3 + below(MOST - 2);
		t = 2 + below(n - 1);
		/* most are small; some have a chunk to cut */
		make(&bids[i], i % 3 == 2, t, n,
		     i % 8 ? 1 + below(4000) : 1100000);
	}
	trials();
	one_says_nothing();
	two_say_nothing();
	outcomes();
	arena_free(a);
	return tap_bad != 0;
}
