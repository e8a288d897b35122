/* Randomness, text forms of bytes. */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <sys/random.h>

#include <openssl/crypto.h>

#include "crypt.h"
#include "crypt_pem.h"
#include "hash.h"

static const char letter[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
			     "xyz0123456789-_";

void
random_bytes(void *at, size_t n)
{
	unsigned char *p = at;
	ssize_t got;

	while (n) {
		got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			fprintf(stderr, "crypt: no randomness\n");
			exit(1);
		}
		p += got;
		n -= (size_t)got;
	}
}

char *
hex(struct arena *a, const void *bytes, size_t n)
{
	static const char digit[] = "0123456789abcdef";
	const unsigned char *p = bytes;
	char *out = arena_alloc(a, 2 * n + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digit[p[i] >> 4];
		out[2 * i + 1] = digit[p[i] & 15];
	}
	return out;
}

char *
hex_sha256(struct arena *a, const void *bytes, size_t n)
{
	unsigned char sum[HASH_LEN];

	sha256(bytes, n, sum);
	return hex(a, sum, sizeof(sum));
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
unhex(const char *s, void *out, size_t n)
{
	unsigned char *p = out;
	size_t i;
	int high, low;

	for (i = 0; i < n; i++) {
		if ((high = hex_value(s[2 * i])) < 0 ||
		    (low = hex_value(s[2 * i + 1])) < 0)
			return false;
		p[i] = (unsigned char)(high << 4 | low);
	}
	return !s[2 * n];
}

char *
base64url(struct arena *a, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	char *out = arena_alloc(a, n / 3 * 4 + 5), *o = out;
	unsigned v;

	for (; n >= 3; n -= 3, p += 3) {
		v = (unsigned)p[0] << 16 | (unsigned)p[1] << 8 | p[2];
		*o++ = letter[v >> 18];
		*o++ = letter[v >> 12 & 63];
		*o++ = letter[v >> 6 & 63];
		*o++ = letter[v & 63];
	}
	if (n) {
		v = (unsigned)p[0] << 16 | (n == 2 ? (unsigned)p[1] << 8 : 0);
		*o++ = letter[v >> 18];
		*o++ = letter[v >> 12 & 63];
		if (n == 2)
			*o++ = letter[v >> 6 & 63];
	}
	return out;
}

static int
letter_value(char c)
{
	const char *p = c ? strchr(letter, c) : NULL;

	return p ? (int)(p - letter) : -1;
}

void *
unbase64url(struct arena *a, const char *s, size_t *n)
{
	size_t len = strlen(s), i;
	unsigned char *out = arena_alloc(a, len / 4 * 3 + 4), *o = out;
	unsigned v = 0, bits = 0;
	int x;

	if (len % 4 == 1)
		return NULL;
	for (i = 0; i < len; i++) {
		if ((x = letter_value(s[i])) < 0)
			return NULL;
		v = (v << 6 | (unsigned)x) & 0xffff;
		bits += 6;
		if (bits >= 8)
			*o++ = (unsigned char)(v >> (bits -= 8));
	}
	/* One text for one value: the bits left over must be zero. */
	if (v & ((1u << bits) - 1))
		return NULL;
	*n = (size_t)(o - out);
	return out;
}

bool
same_bytes(const void *a, const void *b, size_t n)
{
	return !CRYPTO_memcmp(a, b, n);
}

void
wipe_bytes(void *p, size_t n)
{
	OPENSSL_cleanse(p, n);
}

int
pem_unasked(char *password, int size, int writing, void *at)
{
	(void)password;
	(void)size;
	(void)writing;
	(void)at;
	return -1;
}
