/* Drawing experts: the documented procedure, fairness, employers. */
#include "draw.h"
#include "hash.h"
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
	draw_order(seed, 0, order);
	draw_order(seed, 1, order);
	ok(order[0] == 0, "a pool of one or none is no trouble");
}

static void
test_employers(void)
{
	static const char *const there[] = { NULL, "D" };
	struct draw_expert pool[] = {
		{ 1, "A", 0, 0 },  { 2, "A", 0, 0 }, { 3, "B", 0, 0 },
		{ 4, NULL, 0, 0 }, { 5, "D", 0, 0 }, { 6, NULL, 0, 0 },
	};
	size_t order[6], n, bad = 0, i, turns;
	unsigned k;

	for (k = 0; k < 500; k++) {
		set_seed(k);
		n = draw_experts(seed, pool, 6, order, there, 2, 1, 5);
		for (turns = i = 0; i < 6; i++)
			turns += pool[i].turn;
		bad += n != 4 || turns != 10 || pool[4].taken ||
		       pool[0].taken + pool[1].taken != 1 || !pool[3].taken;
	}
	ok(bad == 0, "one of an employer, those on the panel counted");
	for (k = 0; k < 500; k++) {
		set_seed(k);
		n = draw_experts(seed, pool, 6, order, there, 2, 2, 2);
		bad += n != 2;
	}
	ok(bad == 0, "no more than wanted are taken");
}

int
main(void)
{
	plan(11);
	test_order();
	test_employers();
	ok(class_fits("A03,B01", "A030101") && class_fits("B,A03", "A0301") &&
	       class_fits("A0301", "A0301"),
	   "a class below one of the wanted fits");
	ok(!class_fits("A0301", "A03"), "one above does not");
	ok(!class_fits("A01,B02", "A0201"), "one beside does not");
	ok(!class_fits(NULL, "A01") && !class_fits("", "A01") &&
	       !class_fits(",", "A01"),
	   "without a class nobody fits");
	return tap_bad != 0;
}
