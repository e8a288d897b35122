/* SHA-256 against the examples of FIPS 180-4, whole and in pieces. */
#include "hash.h"
#include "tap.h"

static const struct {
	const char *text, *want;
} known[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb924"
	      "27ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223"
		 "b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039"
	  "a33ce45964ff2167f6ecedd419db06c1" },
};

int
main(void)
{
	unsigned char a[HASH_LEN], b[HASH_LEN], text[1000];
	char hex[2 * HASH_LEN + 1];
	struct hash h;
	size_t i, bad = 0;

	plan(5);
	for (i = 0; i < 3; i++) {
		sha256(known[i].text, strlen(known[i].text), a);
		is(hash_hex(a, hex), known[i].want, "a known digest");
	}

	for (i = 0; i < sizeof(text); i++)
		text[i] = (unsigned char)(i * 31);
	sha256(text, sizeof(text), a);
	for (i = 0; i <= sizeof(text); i++) {
		hash_init(&h);
		hash_add(&h, text, i);
		hash_add(&h, text + i, sizeof(text) - i);
		hash_end(&h, b);
		bad += memcmp(a, b, sizeof(a)) != 0;
	}
	ok(bad == 0, "cut in two anywhere, the digest is the same");

	hash_init(&h);
	hash_add(&h, text, 10);
	hash_free(&h);
	hash_free(&h);
	ok(!h.state, "a digest can be given up");
	return tap_bad != 0;
}
