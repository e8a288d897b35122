/* SM2, SM3 and SM4 against the vectors of the standards, and what is ours. */
#include <unistd.h>

#include "crypt.h"
#include "jose.h"
#include "jws.h"
#include "tap.h"

/* The key of GB/T 32918.5 annex A and B. */
#define STANDARD_D                                                             \
	"3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
#define STANDARD_X                                                             \
	"09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
#define STANDARD_Y                                                             \
	"ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
static const char standard_pem[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60Y\n"
    "M/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==\n"
    "-----END PUBLIC KEY-----\n";

static struct jwk_key
standard_key(void)
{
	struct jwk_key k = { .suite = &suite_sm, .private = true };

	unhex(STANDARD_X, k.x, sizeof(k.x));
	unhex(STANDARD_Y, k.y, sizeof(k.y));
	unhex(STANDARD_D, k.d, sizeof(k.d));
	return k;
}

/* GB/T 32905 annex A */
static void
digests(struct arena *a)
{
	unsigned char sum[HASH_LEN], again[HASH_LEN];
	char text[64];
	struct hash h;
	size_t i, wrong = 0;

	sm3("abc", 3, sum);
	is(hex(a, sum, sizeof(sum)),
	   "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
	   "SM3, the first example");
	for (i = 0; i < sizeof(text); i++)
		text[i] = "abcd"[i % 4];
	hash_of(&suite_sm, text, sizeof(text), sum);
	is(hex(a, sum, sizeof(sum)),
	   "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
	   "SM3, the second");
	for (i = 0; i <= sizeof(text); i++) {
		hash_begin(&h, HASH_SM3);
		hash_add(&h, text, i);
		hash_add(&h, text + i, sizeof(text) - i);
		hash_end(&h, again);
		wrong += memcmp(sum, again, sizeof(sum)) != 0;
	}
	hash_of(&suite_p256, "abc", 3, sum);
	sha256("abc", 3, again);
	ok(!wrong && !memcmp(sum, again, sizeof(sum)),
	   "in pieces as in one, and the other suite has SHA-256");
}

/* One block of SM4 is the key stream of that counter. */
static void
block(const unsigned char key[16], unsigned char at[16])
{
	static const unsigned char zero[16];

	sm4_ctr(key, at, zero, sizeof(zero), at);
}

/* GB/T 32907 annex A, RFC 8998 appendix A */
static void
ciphers(struct arena *a)
{
	static const char text[] =
	    "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
	    "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa";
	unsigned char key[16], at[16], in[64], out[64];
	int i;

	unhex("0123456789abcdeffedcba9876543210", key, sizeof(key));
	memcpy(at, key, sizeof(at));
	block(key, at);
	is(hex(a, at, sizeof(at)), "681edf34d206965e86b3e94f536e4246",
	   "SM4, the first example");
	for (i = 1; i < 1000000; i++)
		block(key, at);
	is(hex(a, at, sizeof(at)), "595298c7c6fd271f0402f804c33d3f66",
	   "SM4, the second: a million times");
	unhex(text, in, sizeof(in));
	unhex("00001234567800000000abcd00000002", at, sizeof(at));
	sm4_ctr(key, at, in, sizeof(in), out);
	is(hex(a, out, sizeof(out)),
	   "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
	   "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
	   "RFC 8998 A.1: what GCM encrypts, in counter mode");
	unhex("0200001234567800000000abcd000001", at, sizeof(at));
	sm4_ctr(key, at, in, sizeof(in), out);
	is(hex(a, out, sizeof(out)),
	   "48af93501fa62adbcd414cce6034d895dda1bf8f132f042098661572e7483094"
	   "fd12e518ce062c98acee28d95df4416bed31a2f04476c18bb40c84a74b97dc5b",
	   "RFC 8998 A.2: what CCM encrypts");
}

/* GB/T 32918.5 annex A: signature, by the name 1234567812345678 */
static void
signature(struct arena *a)
{
	unsigned char raw[64];
	char *sig;
	size_t i, wrong = 0;

	unhex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
	      "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1a"
	      "a",
	      raw, sizeof(raw));
	sig = base64url(a, raw, sizeof(raw));
	ok(key_verify(standard_pem, "message digest", 14, sig),
	   "SM2, the signature of the standard");
	for (i = 0; i < 8 * sizeof(raw); i++) {
		raw[i / 8] ^= (unsigned char)(1 << i % 8);
		wrong += key_verify(standard_pem, "message digest", 14,
				    base64url(a, raw, sizeof(raw)));
		raw[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	ok(!wrong && !key_verify(standard_pem, "message digesT", 14, sig),
	   "and no bit of it or of the text is another");
}

/* With d = 1 the shared point is C1 itself: all is right but that (1, 1) is
 * no point of the curve. */
static bool
beside_opens(void)
{
	struct jwk_key k = standard_key();
	unsigned char der[2 + 3 + 3 + 34 + 12], point[68] = { 0 }, sum[32];
	unsigned char check[74] = { 0 }, out[10];
	size_t i;

	memset(k.d, 0, sizeof(k.d));
	k.d[31] = point[31] = point[63] = point[67] = 1;
	sm3(point, sizeof(point), sum);
	check[31] = check[73] = 1;
	memcpy(check + 32, "0123456789", 10);
	memcpy(der, "\x30\x34\x02\x01\x01\x02\x01\x01\x04\x20", 10);
	sm3(check, sizeof(check), der + 10);
	memcpy(der + 42, "\x04\x0a", 2);
	for (i = 0; i < 10; i++)
		der[44 + i] = check[32 + i] ^ sum[i];
	return sm2_decrypt(&k, der, sizeof(der), out, sizeof(out));
}

/* Annex B: encryption */
static void
encryption(struct arena *a)
{
	static const char sealed[] =
	    "307c"
	    "022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a"
	    "73022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e"
	    "124df0042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908"
	    "d0bd8766041321886ca989ca9c7d58087307ca93092d651efa";
	struct jwk_key k = standard_key();
	unsigned char der[126], out[64];
	size_t i, n, wrong = 0;
	unsigned char *made;

	unhex(sealed, der, sizeof(der));
	ok(sm2_decrypt(&k, der, sizeof(der), out, 19) &&
	       !memcmp(out, "encryption standard", 19),
	   "SM2, the ciphertext of the standard");
	for (i = 0; i < 8 * sizeof(der); i++) {
		der[i / 8] ^= (unsigned char)(1 << i % 8);
		wrong += sm2_decrypt(&k, der, sizeof(der), out, 19);
		der[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	ok(!wrong, "and no bit of it can be changed (%zu)", wrong);
	ok(!beside_opens(), "nor is a point beside the curve taken");
	for (n = 1; n <= 64; n++) {
		memset(out, 0x5a, n);
		made = sm2_encrypt(a, &k, out, n, &i);
		memset(out, 0, n);
		wrong += !made || !sm2_decrypt(&k, made, i, out, n) ||
			 out[0] != 0x5a || out[n - 1] != 0x5a ||
			 sm2_decrypt(&k, made, i, out, n - 1) ||
			 sm2_decrypt(&k, made, i - 1, out, n);
	}
	ok(!wrong, "1 to 64 bytes, and of no other length");
}

static void
pieces(struct arena *a)
{
	unsigned char key[32], nonce[12], aad[48], in[100], back[100];
	unsigned char out[100 + SM4_TAG], other[100 + SM4_TAG];
	size_t i, wrong = 0;

	for (i = 0; i < sizeof(in); i++)
		in[i] = (unsigned char)i;
	memcpy(key, in, sizeof(key));
	memcpy(nonce, in + 32, sizeof(nonce));
	memcpy(aad, in + 44, sizeof(aad));
	sm4_seal(key, nonce, aad, sizeof(aad), in, sizeof(in), out);
	is(hex_sha256(a, out, sizeof(out)),
	   "3e1a1ffe56d2bb87a710fab1a4770924b5f2479d23aac8dbb969adafd88bd131",
	   "SM4-CTR and HMAC-SM3, as the JavaScript has it");
	ok(sm4_open(key, nonce, aad, sizeof(aad), out, sizeof(out), back) &&
	       !memcmp(back, in, sizeof(in)),
	   "and back");
	for (i = 0; i < 8 * sizeof(out); i++) {
		out[i / 8] ^= (unsigned char)(1 << i % 8);
		wrong += sm4_open(key, nonce, aad, sizeof(aad), out,
				  sizeof(out), back) ||
			 back[i % sizeof(back)];
		out[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	for (i = 0; i < 8 * sizeof(key); i++) {
		key[i / 8] ^= (unsigned char)(1 << i % 8);
		wrong += sm4_open(key, nonce, aad, sizeof(aad), out,
				  sizeof(out), back);
		key[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	for (i = 0; i < 8 * sizeof(nonce); i++) {
		nonce[i / 8] ^= (unsigned char)(1 << i % 8);
		wrong += sm4_open(key, nonce, aad, sizeof(aad), out,
				  sizeof(out), back);
		nonce[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	for (i = 0; i < 8 * sizeof(aad); i++) {
		aad[i / 8] ^= (unsigned char)(1 << i % 8);
		wrong += sm4_open(key, nonce, aad, sizeof(aad), out,
				  sizeof(out), back);
		aad[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	ok(!wrong, "no bit of text, key, nonce or data can be changed (%zu)",
	   wrong);
	wrong =
	    sm4_open(key, nonce, aad, sizeof(aad) - 1, out, sizeof(out), back);
	for (i = 0; i < sizeof(out); i++)
		wrong += sm4_open(key, nonce, aad, sizeof(aad), out, i, back);
	ok(!wrong, "nothing shorter opens");
	nonce[11] ^= 1;
	sm4_seal(key, nonce, aad, sizeof(aad), in, sizeof(in), other);
	ok(memcmp(out, other, sizeof(in)) != 0,
	   "another nonce encrypts otherwise");
}

static void
keys(struct arena *a)
{
	char folder[] = "/tmp/ggzy-sm-XXXXXX", *file, *jws, *sig, *text;
	struct key *k, *p;
	const char *pem, *other;

	if (!mkdtemp(folder))
		exit(1);
	file = arena_printf(a, "%s/key.pem", folder);
	ok(key_make(file, &suite_sm) && !key_make(file, &suite_sm),
	   "an SM2 key is made once");
	k = key_load(file);
	pem = key_public_pem(a, k);
	unlink(file);
	key_make(file, &suite_p256);
	p = key_load(file);
	other = key_public_pem(a, p);
	ok(key_suite(k) == &suite_sm && key_suite_of(pem) == &suite_sm &&
	       key_suite(p) == &suite_p256 && !key_suite_of("no key"),
	   "a key knows its suite");
	sig = key_sign(a, k, "bridge", 6);
	ok(strlen(sig) == 86 && key_verify(pem, "bridge", 6, sig) &&
	       !key_verify(pem, "Bridge", 6, sig) &&
	       !key_verify(other, "bridge", 6, sig) &&
	       !key_verify(standard_pem, "bridge", 6, sig),
	   "its signature is verified with its public half alone");
	jws = jws_sign(a, k, "{\"a\":1}");
	text = jws_check(a, pem, jws, strlen(jws));
	is(text, "{\"a\":1}", "a signed statement");
	ok(strstr(jws, base64url(a, "{\"alg\":\"SM2SM3\"}", 16)) &&
	       !jws_check(a, other, jws, strlen(jws)),
	   "names its algorithm, and another key does not check it");
	/* the other's header over the same payload, signed by k */
	jws = jws_sign(a, p, "{\"a\":1}");
	ok(!jws_check(a, pem, jws, strlen(jws)) &&
	       jws_check(a, other, jws, strlen(jws)),
	   "ES256 is not taken from an SM2 key");
	key_free(k);
	key_free(p);
	unlink(file);
	rmdir(folder);
}

static void
persons(struct arena *a)
{
	struct jwk_key k = standard_key();
	char *key = jwk_make(a, &suite_sm), *other = jwk_make(a, &suite_sm);
	char *pub = jwk_public(a, key, strlen(key)), *jwe, *p;
	char *p256 = jwk_make(a, &suite_p256), *text;
	char secret[64], got[64];
	size_t i, wrong = 0;

	text = arena_printf(a,
			    "{\"y\":\"%s\",\"kty\":\"EC\",\"kid\":\"7\","
			    "\"crv\":\"SM2\",\"x\":\"%s\"}",
			    base64url(a, k.y, 32), base64url(a, k.x, 32));
	is(jwk_thumbprint(a, text, strlen(text)),
	   "l4IliJiC6A2F4g2xgPBTLbEWAi0BameFJxbp6dHOyVg",
	   "the thumbprint of the standard's key is by SM3");
	ok(strstr(pub, "{\"crv\":\"SM2\",\"kty\":\"EC\",\"x\":") == pub &&
	       !strstr(pub, "\"d\":") &&
	       jwk_suite(pub, strlen(pub)) == &suite_sm &&
	       jwk_suite(p256, strlen(p256)) == &suite_p256,
	   "a key says its suite, and its public half has no d");
	/* coordinates of one curve said to be of the other */
	p = arena_printf(a, "{\"crv\":\"P-256\"%s", pub + 12);
	wrong += jwk_public(a, p, strlen(p)) != NULL;
	p = arena_strdup(a, text);
	*strstr(p, "Cfnf") = 'D';
	wrong += jwk_public(a, p, strlen(p)) != NULL;
	ok(!wrong, "a point beside the curve is no key");
	memset(secret, 9, sizeof(secret));
	jwe = jwe_wrap(a, pub, strlen(pub), secret, 64);
	ok(jwe && jwe_unwrap(key, strlen(key), jwe, strlen(jwe), got, 64) &&
	       !memcmp(got, secret, 64) &&
	       !jwe_unwrap(key, strlen(key), jwe, strlen(jwe), got, 63) &&
	       !jwe_unwrap(other, strlen(other), jwe, strlen(jwe), got, 64) &&
	       !jwe_unwrap(p256, strlen(p256), jwe, strlen(jwe), got, 64) &&
	       !jwe_unwrap(pub, strlen(pub), jwe, strlen(jwe), got, 64),
	   "wrapped, and unwrapped with the one private key");
	for (i = 0, p = jwe; i < strlen(jwe); i++) {
		p[i] ^= 1;
		wrong += jwe_unwrap(key, strlen(key), p, strlen(p), got, 64);
		p[i] ^= 1;
	}
	ok(!wrong, "no letter of it can be changed (%zu)", wrong);
	jwe = jwe_wrap(a, p256, strlen(p256), secret, 64);
	ok(jwe_unwrap(p256, strlen(p256), jwe, strlen(jwe), got, 64) &&
	       !jwe_unwrap(key, strlen(key), jwe, strlen(jwe), got, 64) &&
	       !jwe_wrap(a, pub, strlen(pub), secret, 65) &&
	       !jwe_wrap(a, pub, strlen(pub), secret, 0),
	   "what is of the other suite does not unwrap");
	for (i = wrong = 0; i < 300; i++) {
		random_bytes(secret, 64);
		jwe = jwe_wrap(a, pub, strlen(pub), secret, 64);
		wrong +=
		    !jwe_unwrap(key, strlen(key), jwe, strlen(jwe), got, 64) ||
		    memcmp(got, secret, 64) != 0;
	}
	ok(!wrong, "300 secrets come back");
}

static void
suites(void)
{
	ok(suite_of_name("SM2-SM4CTR-HMACSM3") == &suite_sm &&
	       suite_of_name("P256-AES256GCM-SHA256") == &suite_p256 &&
	       suite_of_word("sm") == &suite_sm &&
	       suite_of_word("p256") == &suite_p256 &&
	       suite_of_curve("SM2") == &suite_sm && !suite_of_name("sm") &&
	       !suite_of_name("") && !suite_of_word("SM") &&
	       !suite_of_curve("P-384"),
	   "suites are found by what they are called");
}

int
main(void)
{
	struct arena *a = arena_new();

	plan(32);
	suites();
	digests(a);
	ciphers(a);
	signature(a);
	encryption(a);
	pieces(a);
	keys(a);
	persons(a);
	arena_free(a);
	return tap_bad != 0;
}
