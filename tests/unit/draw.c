/* Drawing experts: the documented procedure, fairness, employers, and that
 * two of three parties cannot bias it. */
#include "crypt.h"
#include "drawing.h"
#include "hash.h"
#include "pool.h"
#include "tap.h"

static unsigned char seed[SEED_LEN];

static void
set_seed(unsigned n)
{
	memset(seed, 0, sizeof(seed));
	seed[0] = (unsigned char)n;
	seed[1] = (unsigned char)(n >> 8);
	seed[2] = (unsigned char)(n >> 16);
}

/* The header's steps 2 to 4 for three places, written out. */
static bool
same_as_written(void)
{
	unsigned char in[SEED_LEN + 8] = { 0 }, out[HASH_LEN];
	size_t place[3] = { 0, 1, 2 }, order[3], t, j;
	unsigned __int128 x;
	int i, k;

	memcpy(in, seed, SEED_LEN);
	for (i = 0; i < 2; i++) {
		in[sizeof(in) - 1] = (unsigned char)i;
		sha256(in, sizeof(in), out);
		for (x = 0, k = 0; k < 8; k++)
			x = x * 256 + out[k];
		j = (size_t)i + (size_t)(x % (unsigned)(3 - i));
		t = place[i];
		place[i] = place[j];
		place[j] = t;
	}
	draw_order(seed, 3, order);
	return !memcmp(place, order, sizeof(place));
}

static void
test_order(void)
{
	size_t order[5], i, bad = 0;
	int seen[5][5] = { { 0 } }, least = 1 << 30, most = 0;
	unsigned n;

	set_seed(0);
	draw_order(seed, 5, order);
	ok(order[0] == 3 && order[1] == 1 && order[2] == 4 && order[3] == 2 &&
	       order[4] == 0,
	   "a seed of zeros shuffles five as another language does");
	for (n = 0; n < 300; n++) {
		set_seed(n);
		bad += !same_as_written();
	}
	ok(bad == 0, "the order is that of the header's description");
	for (n = 0; n < 20000; n++) {
		bool there[5] = { false };

		set_seed(n);
		draw_order(seed, 5, order);
		for (i = 0; i < 5; i++) {
			bad += there[order[i]];
			there[order[i]] = true;
			seen[i][order[i]]++;
		}
	}
	ok(bad == 0, "nobody is drawn twice");
	for (n = 0; n < 25; n++) {
		int c = seen[n / 5][n % 5];

		least = c < least ? c : least;
		most = c > most ? c : most;
	}
	/* 4000 expected, sigma 57 */
	ok(least > 3700 && most < 4300,
	   "each stands in each place equally often (%d to %d of 4000)", least,
	   most);
	for (bad = n = 0; n < 200; n++) {
		uint64_t k = 0, m = (UINT64_C(1) << 63) + 1 + n;

		set_seed(n);
		for (i = 0; i < 20; i++)
			bad += draw_number(seed, &k, m) >= m;
		/* nearly every second number is beyond the last whole run */
		most = k > (uint64_t)most || !n ? (int)k : most;
		bad += k < 22;
	}
	ok(bad < 4 && most > 40,
	   "what lies beyond the last whole run is thrown away");
	draw_order(seed, 0, order);
	draw_order(seed, 1, order);
	ok(order[0] == 0, "a pool of one or none is no trouble");
}

static void
test_employers(void)
{
	static const char *const there[] = { NULL, "D" };
	struct draw_expert pool[] = {
		{ .employer = "A" },  { .employer = "A" }, { .employer = "B" },
		{ .employer = NULL }, { .employer = "D" }, { .employer = NULL },
	};
	size_t order[6], n, bad = 0, i, turns, turn[6];
	unsigned k;

	for (k = 0; k < 500; k++) {
		set_seed(k);
		n = draw_experts(seed, pool, 6, order, there, 2, 1, 6);
		for (turns = i = 0; i < 6; i++)
			turns += turn[i] = pool[i].turn;
		bad += n != 4 || turns != 10 || pool[4].taken ||
		       pool[0].taken + pool[1].taken != 1 || !pool[3].taken;
		/* whoever fills the seats: substitutes stand behind them */
		n = draw_experts(seed, pool, 6, order, there, 2, 1, 2);
		for (i = 0; i < 6; i++)
			bad += pool[i].turn != (turn[i] <= 2 ? turn[i] : 0);
	}
	ok(bad == 0, "one of an employer, those on the panel counted");
	for (k = 0; k < 500; k++) {
		set_seed(k);
		n = draw_experts(seed, pool, 6, order, there, 2, 2, 2);
		bad += n != 2;
	}
	ok(bad == 0, "no more than wanted are taken");
}

static const char *
hex_of(struct arena *mem, const unsigned char digest[SEED_LEN])
{
	return hex(mem, digest, SEED_LEN);
}

/* What `printf ... | sha256sum` says of the bytes that TRUST.md names. */
static void
test_vectors(struct arena *mem)
{
	unsigned char pool[SEED_LEN], root[SEED_LEN], value[3][SEED_LEN],
	    out[SEED_LEN];
	const char *salt, *person;
	int i;

	memset(pool, 0x11, sizeof(pool));
	memset(root, 0x22, sizeof(root));
	for (i = 0; i < 3; i++)
		memset(value[i], 0x33 + 0x11 * i, SEED_LEN);
	draw_seed(pool, root, (const unsigned char(*)[SEED_LEN])value, 3, out);
	is(hex_of(mem, out),
	   "c97fadaf8d1196a22552dc67cccadfdac7cd64c0d1fb73db406d47a96467398c",
	   "the seed of the specification");
	draw_commitment("A019111000071092800002026031600000001AB9", 2,
			"supervision", value[0], out);
	is(hex_of(mem, out),
	   "a0f38eb2010bfe19ca7283463e6f38ed9102536fd31fbbc57d8f573d50560873",
	   "the commitment of the specification");
	memset(out, 0x66, sizeof(out));
	salt = draw_person_salt(mem, out, 17);
	person = draw_person(mem, 17, "扎西", NULL);
	is(person, "{\"expert\":17,\"name\":\"扎西\",\"employer\":null}",
	   "a person as a code stands for him");
	is(draw_person_code(mem, salt, person),
	   "92b8b98c9e13d08c04825e40396a00d33d87f80358d28134b8bb7c634962b0ce",
	   "the code of a person");
	salt = draw_employer_salt(mem, out, "91540100MAYYTT1039");
	is(draw_employer_code(mem, salt, "91540100MAYYTT1039"),
	   "8455846fb627ab451e8f5b6c1407ad3b1395ff24462589eff630077def73de03",
	   "the code of an employer");
	ok(!draw_person_code(mem, "xyz", person), "a salt that is none");
}

/* ---- a party that controls two of the three values ---- */

#define DRAWS 100000
#define POOL 10
/* 9 degrees of freedom: beyond it by chance once in 10,000 runs; numbers here
 * are fixed, so it either always holds or never */
#define CHI_MAX 33720 /* thousandths */

static uint64_t state;

static void
next_bytes(unsigned char *p, size_t n)
{
	for (; n; n--) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		*p++ = (unsigned char)(state >> 32);
	}
}

/* Who makes the seed, and who draws from it: ours, or a broken one. */
struct build {
	void (*seed)(const unsigned char[SEED_LEN],
		     const unsigned char[SEED_LEN],
		     const unsigned char (*)[SEED_LEN], size_t,
		     unsigned char[SEED_LEN]);
	void (*order)(const unsigned char[SEED_LEN], size_t, size_t *);
};
static const struct build ours = { draw_seed, draw_order };

/* Broken: the last value alone is the seed. */
static void
seed_of_last(const unsigned char pool[SEED_LEN],
	     const unsigned char root[SEED_LEN],
	     const unsigned char (*value)[SEED_LEN], size_t n,
	     unsigned char out[SEED_LEN])
{
	(void)pool;
	(void)root;
	sha256(value[n - 1], SEED_LEN, out);
}

/* Broken: six bits modulo the number of places; 64 is no multiple of 10. */
static void
order_by_bits(const unsigned char in[SEED_LEN], size_t n, size_t *order)
{
	size_t i, j, t;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = 0; i + 1 < n; i++) {
		j = i + (in[i] & 63) % (n - i);
		t = order[i];
		order[i] = order[j];
		order[j] = t;
	}
}

/*
 * Chi-square, in thousandths, of who is drawn first.  The adversary has two
 * parties, the last one among them, and wants place 0: of several pairs of
 * values it commits to the one that does best against a guess of the honest
 * value, which it does not know.
 */
static int64_t
chi_square(const struct build *b)
{
	unsigned char pool[SEED_LEN], root[SEED_LEN], value[3][SEED_LEN],
	    best[2][SEED_LEN], honest[SEED_LEN], s[SEED_LEN];
	const unsigned char(*v)[SEED_LEN] =
	    (const unsigned char(*)[SEED_LEN])value;
	int64_t count[POOL] = { 0 }, chi = 0, d;
	size_t order[POOL], k;
	unsigned n;

	state = 88172645463325252u;
	for (n = 0; n < DRAWS; n++) {
		next_bytes(pool, sizeof(pool));
		next_bytes(root, sizeof(root)); /* even this is known to it */
		next_bytes(honest, sizeof(honest));
		next_bytes(value[0], SEED_LEN); /* a guess */
		for (k = 0; k < 3; k++) {
			next_bytes(value[1], SEED_LEN);
			next_bytes(value[2], SEED_LEN);
			memcpy(best, value[1], sizeof(best));
			b->seed(pool, root, v, 3, s);
			b->order(s, POOL, order);
			if (!order[0])
				break;
		}
		memcpy(value[0], honest, SEED_LEN);
		memcpy(value[1], best, sizeof(best));
		b->seed(pool, root, v, 3, s);
		b->order(s, POOL, order);
		count[order[0]]++;
	}
	for (k = 0; k < POOL; k++) {
		d = count[k] - DRAWS / POOL;
		chi += d * d * 1000 / (DRAWS / POOL);
	}
	return chi;
}

static void
test_bias(void)
{
	struct build broken = ours;
	int64_t chi;

	chi = chi_square(&ours);
	ok(chi < CHI_MAX,
	   "two of three do not bias %d draws: chi-square %lld.%03lld below "
	   "33.720, p > 0.0001",
	   DRAWS, (long long)(chi / 1000), (long long)(chi % 1000));
	broken.seed = seed_of_last;
	chi = chi_square(&broken);
	ok(chi > CHI_MAX, "a seed of the last value alone is found: %lld",
	   (long long)(chi / 1000));
	broken = ours;
	broken.order = order_by_bits;
	chi = chi_square(&broken);
	ok(chi > CHI_MAX, "so are remainders of six bits: %lld",
	   (long long)(chi / 1000));
}

/* How many results two sides can reject that always refuse when they know one:
 * until the one that is left speaks last. */
static int
rejections(int64_t one, int64_t other)
{
	struct party party[PARTIES] = { { .party = PARTY_OWNER },
					{ .party = PARTY_CENTRE },
					{ .party = PARTY_SUPERVISION } };
	struct drawing d[9];
	struct list draws = { 0, d };
	int64_t turn[PARTIES], last;

	while (draws.n < 9) {
		draw_turns(&draws, turn);
		last = turn[PARTIES - 1];
		if (last != one && last != other)
			break;
		d[draws.n++] = (struct drawing){ .state = DRAW_VOID,
						 .parties = { PARTIES, party },
						 .missing = party_words[last] };
	}
	return (int)draws.n;
}

static void
test_turns(void)
{
	struct drawing d = { .state = DRAW_VOID, .missing = "owner,centre" };
	struct list draws = { 1, &d };
	int64_t turn[PARTIES];

	ok(rejections(PARTY_OWNER, PARTY_CENTRE) == 0,
	   "owner and centre never know the result first");
	ok(rejections(PARTY_OWNER, PARTY_SUPERVISION) == 1,
	   "with the supervision the owner's side rejects one result");
	ok(rejections(PARTY_CENTRE, PARTY_SUPERVISION) == 2,
	   "the centre two: each side refuses once");
	draw_turns(&draws, turn);
	ok(turn[0] == PARTY_OWNER && turn[1] == PARTY_CENTRE &&
	       turn[2] == PARTY_SUPERVISION,
	   "who did not even commit knew nothing, and keeps its turn");
}

int
main(void)
{
	struct arena *mem = arena_new();

	plan(25);
	test_order();
	test_employers();
	test_vectors(mem);
	test_bias();
	test_turns();
	ok(class_fits("A03,B01", "A030101") && class_fits("B,A03", "A0301") &&
	       class_fits("A0301", "A0301"),
	   "a class below one of the wanted fits");
	ok(!class_fits("A0301", "A03"), "one above does not");
	ok(!class_fits("A01,B02", "A0201"), "one beside does not");
	ok(!class_fits(NULL, "A01") && !class_fits("", "A01") &&
	       !class_fits(",", "A01"),
	   "without a class nobody fits");
	arena_free(mem);
	return tap_bad != 0;
}
