/* One-time codes. */
#include "buf.h"
#include "totp.h"

#define WINDOW 1 /* steps that a clock may be off either way */

void
totp_code(const struct totp *t, int64_t step, char out[TOTP_DIGITS_MAX + 1])
{
	unsigned char text[8], mac[HMAC_MAX];
	uint32_t cut, ten = 1;
	size_t n, i;
	int d;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
	n = hmac_bytes(t->hash, t->key, t->len, text, sizeof(text), mac);
	i = mac[n - 1] & 15;
	cut = (uint32_t)(mac[i] & 127) << 24 | (uint32_t)mac[i + 1] << 16 |
	      (uint32_t)mac[i + 2] << 8 | mac[i + 3];
	for (d = 0; d < t->digits; d++)
		ten *= 10;
	snprintf(out, TOTP_DIGITS_MAX + 1, "%0*u", t->digits, cut % ten);
	wipe_bytes(mac, sizeof(mac));
}

int64_t
totp_find(const struct totp *t, int64_t seconds, int64_t used, const char *code)
{
	int64_t now = seconds / TOTP_STEP, step, found = -1;
	char right[TOTP_DIGITS_MAX + 1];

	if (strlen(code) != (size_t)t->digits)
		return -1;
	for (step = now - WINDOW; step <= now + WINDOW; step++) {
		totp_code(t, step, right);
		if (same_bytes(right, code, (size_t)t->digits) && step > used)
			found = step;
	}
	wipe_bytes(right, sizeof(right));
	return found;
}

char *
base32(struct arena *mem, const void *bytes, size_t n)
{
	static const char letter[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const unsigned char *p = bytes;
	char *out = arena_alloc(mem, n / 5 * 8 + 9), *o = out;
	unsigned v = 0, bits = 0;

	for (; n; n--) {
		v = (v << 8 | *p++) & 0xfff;
		for (bits += 8; bits >= 5; bits -= 5)
			*o++ = letter[v >> (bits - 5) & 31];
	}
	if (bits)
		*o++ = letter[v << (5 - bits) & 31];
	return out;
}

/* Everything but letters and digits as %XX. */
static void
add_word(struct buf *b, const char *word)
{
	for (; *word; word++)
		if ((*word >= 'a' && *word <= 'z') ||
		    (*word >= 'A' && *word <= 'Z') ||
		    (*word >= '0' && *word <= '9'))
			buf_char(b, *word);
		else
			buf_printf(b, "%%%02X", (unsigned char)*word);
}

char *
totp_uri(struct arena *mem, const struct totp *t, const char *issuer,
	 const char *account)
{
	static const char *const hash[] = { "SHA1", "SHA256", "SHA512" };
	struct buf b;

	buf_init(&b, mem);
	buf_str(&b, "otpauth://totp/");
	add_word(&b, issuer);
	buf_char(&b, ':');
	add_word(&b, account);
	buf_printf(&b, "?secret=%s&issuer=", base32(mem, t->key, t->len));
	add_word(&b, issuer);
	buf_printf(&b, "&algorithm=%s&digits=%d&period=%d", hash[t->hash],
		   t->digits, TOTP_STEP);
	return b.at;
}
