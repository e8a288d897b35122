/* Text forms of bytes, AES-256-GCM against known answers, ES256. */
#include <unistd.h>

#include "crypt.h"
#include "tap.h"

static void
texts(struct arena *a)
{
	unsigned char all[256], back[256], *p;
	size_t i, n, bad = 0;

	for (i = 0; i < sizeof(all); i++)
		all[i] = (unsigned char)(255 - i);
	for (i = 0; i <= sizeof(all); i++) {
		bad += !unhex(hex(a, all, i), back, i) || memcmp(all, back, i);
		p = unbase64url(a, base64url(a, all, i), &n);
		bad += !p || n != i || memcmp(all, p, n);
	}
	ok(!bad, "hexadecimal and base64url come back");
	is(base64url(a, "\x14\xfb\x9c\x03\xd9\x7e", 6), "FPucA9l-",
	   "the example of RFC 4648, in the alphabet for URLs");
	ok(!unhex("0", back, 1) && !unhex("000", back, 1) &&
	       !unhex("0g", back, 1) && !unhex("", back, 1),
	   "half a byte, too many digits and letters are refused");
	ok(!unbase64url(a, "A", &n) && !unbase64url(a, "AB=", &n) &&
	       !unbase64url(a, "A+", &n) && !unbase64url(a, "AB", &n),
	   "padding, other letters and loose bits are refused");
}

/* Test case 16 of the GCM specification. */
static void
known(struct arena *a)
{
	unsigned char key[GCM_KEY], nonce[GCM_NONCE], aad[20], in[60];
	unsigned char out[60 + GCM_TAG], back[60];
	size_t i, bad = 0;

	unhex("feffe9928665731c6d6a8f9467308308"
	      "feffe9928665731c6d6a8f9467308308",
	      key, sizeof(key));
	unhex("cafebabefacedbaddecaf888", nonce, sizeof(nonce));
	unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2", aad, sizeof(aad));
	unhex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a"
	      "721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
	      in, sizeof(in));
	gcm_seal(key, nonce, aad, sizeof(aad), in, sizeof(in), out);
	is(hex(a, out, sizeof(out)),
	   "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
	   "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
	   "76fc6ece0f4e1768cddf8853bb2d551b",
	   "GCM test case 16");
	ok(gcm_open(key, nonce, aad, sizeof(aad), out, sizeof(out), back) &&
	       !memcmp(back, in, sizeof(in)),
	   "and back");
	for (i = 0; i < sizeof(out); i++) {
		out[i] ^= 1;
		bad += gcm_open(key, nonce, aad, sizeof(aad), out, sizeof(out),
				back);
		bad += back[i % sizeof(back)] != 0;
		out[i] ^= 1;
	}
	ok(!bad, "no byte can be changed, and nothing is given out");
	ok(!gcm_open(key, nonce, aad, 19, out, sizeof(out), back) &&
	       !gcm_open(key, nonce, aad, sizeof(aad), out, 15, back),
	   "other associated data or less than a tag do not open");
}

static void
keys(struct arena *a)
{
	char folder[] = "/tmp/ggzy-crypt-XXXXXX", *file, *sig, *other;
	struct key *k;
	const char *pem;

	if (!mkdtemp(folder))
		exit(1);
	file = arena_printf(a, "%s/key.pem", folder);
	ok(key_make(file, &suite_p256) && !key_make(file, &suite_p256),
	   "a key is made once");
	k = key_load(file);
	pem = key_public_pem(a, k);
	ok(!strncmp(pem, "-----BEGIN PUBLIC KEY-----", 26) &&
	       !strstr(pem, "PRIVATE"),
	   "its public half is PEM");
	sig = key_sign(a, k, "bridge", 6);
	ok(strlen(sig) == 86, "a signature is 64 bytes");
	ok(key_verify(pem, "bridge", 6, sig), "and it verifies");
	other = arena_strdup(a, sig);
	other[10] = other[10] == 'A' ? 'B' : 'A';
	ok(!key_verify(pem, "Bridge", 6, sig) &&
	       !key_verify(pem, "bridge", 6, other) &&
	       !key_verify(pem, "bridge", 6, "") &&
	       !key_verify("no key", "bridge", 6, sig),
	   "another text, signature or key does not");
	key_free(k);
	key_free(NULL);
	unlink(file);
	rmdir(folder);
}

int
main(void)
{
	struct arena *a = arena_new();
	unsigned char one[32] = { 0 }, two[32] = { 0 };

	plan(14);
	texts(a);
	known(a);
	keys(a);
	random_bytes(one, sizeof(one));
	random_bytes(two, sizeof(two));
	ok(!same_bytes(one, two, sizeof(one)) &&
	       same_bytes(one, one, sizeof(one)),
	   "random bytes differ");
	arena_free(a);
	return tap_bad != 0;
}
