/* One-time codes: the vectors of RFC 6238, RFC 4226 and RFC 4648. */
#include <stdint.h>
#include <string.h>

#include "secret.h"
#include "tap.h"
#include "totp.h"

static const char seed[] = "1234567890123456789012345678901234567890"
			   "123456789012345678901234";

/* RFC 6238, appendix B */
static const struct {
	int64_t at;
	const char *code[3];
} vector[] = {
	{ 59, { "94287082", "46119246", "90693936" } },
	{ 1111111109, { "07081804", "68084774", "25091201" } },
	{ 1111111111, { "14050471", "67062674", "99943326" } },
	{ 1234567890, { "89005924", "91819424", "93441116" } },
	{ 2000000000, { "69279037", "90698825", "38618901" } },
	{ 20000000000, { "65353130", "77737706", "47863826" } },
};

/* RFC 4226, appendix D */
static const char *const counted[] = { "755224", "287082", "359152", "969429",
				       "338314", "254676", "287922", "162583",
				       "399871", "520489" };

static const char *const text32[][2] = {
	{ "", "" },
	{ "f", "MY" },
	{ "fo", "MZXQ" },
	{ "foo", "MZXW6" },
	{ "foob", "MZXW6YQ" },
	{ "fooba", "MZXW6YTB" },
	{ "foobar", "MZXW6YTBOI" },
};

static void
vectors(void)
{
	static const size_t len[] = { 20, 32, 64 };
	static const char *const name[] = { "SHA-1", "SHA-256", "SHA-512" };
	struct totp t = { .key = seed, .digits = 8 };
	char code[TOTP_DIGITS_MAX + 1];
	size_t i, k;
	int64_t step;

	for (k = 0; k < 3; k++) {
		t.len = len[k];
		t.hash = (enum hmac)k;
		for (i = 0; i < sizeof(vector) / sizeof(*vector); i++) {
			totp_code(&t, vector[i].at / TOTP_STEP, code);
			ok(!strcmp(code, vector[i].code[k]),
			   "RFC 6238 appendix B at %lld with %s",
			   (long long)vector[i].at, name[k]);
		}
	}
	t = (struct totp){ .key = seed, .len = 20, .digits = 6 };
	for (step = 0; step < 10; step++) {
		totp_code(&t, step, code);
		ok(!strcmp(code, counted[step]), "RFC 4226 appendix D, %lld",
		   (long long)step);
	}
}

static void
windows(void)
{
	struct totp t = { .key = seed, .len = 20, .digits = 6 };
	const int64_t at = 1700000015, step = at / TOTP_STEP;
	char code[TOTP_DIGITS_MAX + 1];
	int64_t off, bad = 0, reused = 0;

	for (off = -3; off <= 3; off++) {
		totp_code(&t, step + off, code);
		ok(totp_find(&t, at, 0, code) ==
		       (off >= -1 && off <= 1 ? step + off : -1),
		   "the code of step %+lld is %s", (long long)off,
		   off >= -1 && off <= 1 ? "found" : "not");
	}
	totp_code(&t, step, code);
	ok(totp_find(&t, at, step, code) == -1, "a used step is used");
	ok(totp_find(&t, at, step - 1, code) == step, "the next one is not");
	totp_code(&t, step - 1, code);
	ok(totp_find(&t, at, step, code) == -1, "nor is an earlier one good");
	ok(totp_find(&t, at, 0, "") == -1, "nothing is no code");
	ok(totp_find(&t, at, 0, "12345") == -1, "nor are five digits");
	ok(totp_find(&t, at, 0, "1234567") == -1, "nor seven");
	ok(totp_find(&t, at, 0, "٣٣٣") == -1, "nor digits of others");

	/* a window is three codes wide, whatever the time */
	for (off = 0; off < 2000; off++) {
		int64_t now = 1600000000 + off * 7919, last = 0, found;
		int64_t s;

		for (s = now / TOTP_STEP - 4; s <= now / TOTP_STEP + 4; s++) {
			totp_code(&t, s, code);
			found = totp_find(&t, now, 0, code);
			if (found >= 0 && (found < now / TOTP_STEP - 1 ||
					   found > now / TOTP_STEP + 1))
				bad++;
			found = totp_find(&t, now, last, code);
			if (found >= 0 && found <= last)
				reused++;
			if (found >= 0)
				last = found;
		}
	}
	ok(!bad, "2,000 instants: no code from outside the window");
	ok(!reused, "and none twice");
}

static void
sealed(struct arena *mem)
{
	unsigned char key[GCM_KEY] = { 1 };
	const char *text = secret_seal(mem, key, "factor 7", seed, 20);
	size_t i, n, opened = 0;
	char *other;

	ok(secret_open(mem, key, "factor 7", text, &n) && n == 20 &&
	       !memcmp(secret_open(mem, key, "factor 7", text, &n), seed, 20),
	   "a sealed secret opens");
	ok(!secret_open(mem, key, "factor 8", text, &n), "in its place alone");
	for (i = 0; i < strlen(text); i++) {
		other = arena_strdup(mem, text);
		other[i] = other[i] == '0' ? '1' : '0';
		opened += secret_open(mem, key, "factor 7", other, &n) != NULL;
	}
	ok(!opened, "unless one digit is another");
	key[31] = 1;
	ok(!secret_open(mem, key, "factor 7", text, &n), "or the key");
	ok(!secret_open(mem, key, "factor 7", "", &n), "or nothing is there");
}

int
main(void)
{
	struct arena *mem = arena_new();
	struct totp t = { .key = "12345678901234567890",
			  .len = 20,
			  .hash = HMAC_SHA256,
			  .digits = 6 };
	size_t i;

	plan(28 + 7 + 9 + 7 + 1 + 5);
	vectors();
	windows();
	for (i = 0; i < sizeof(text32) / sizeof(*text32); i++)
		ok(!strcmp(base32(mem, text32[i][0], strlen(text32[i][0])),
			   text32[i][1]),
		   "RFC 4648: base32 of \"%s\"", text32[i][0]);
	ok(!strcmp(totp_uri(mem, &t, "平台", "a@b"),
		   "otpauth://totp/%E5%B9%B3%E5%8F%B0:a%40b?secret="
		   "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%B9%B3%E5%8F%B0"
		   "&algorithm=SHA256&digits=6&period=30"),
	   "the address for a telephone");
	sealed(mem);
	arena_free(mem);
	return tap_bad != 0;
}
