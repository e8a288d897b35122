/* UTF-8, and the folding of text for search. */
#include "fold.h"

static size_t
read_char(const unsigned char *p, size_t n, uint32_t *out)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len, i;
	uint32_t c;

	if (!n)
		return 0;
	if (p[0] < 0x80) {
		*out = p[0];
		return 1;
	}
	len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	if (p[0] < 0xc2 || p[0] > 0xf4 || n < len)
		return 0;
	c = p[0] & (0x7fu >> len);
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*out = c;
	return len;
}

size_t
utf8_read(const char *s, size_t n, uint32_t *out)
{
	return read_char((const unsigned char *)s, n, out);
}

size_t
utf8_write(char out[4], uint32_t c)
{
	size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;

	for (i = len - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(len == 1 ? c : (0xf00u >> len & 0xff) | c);
	return len;
}

struct range {
	uint32_t first, last;
};

/* Above ASCII; in order. */
static const struct range separators[] = {
	{ 0x0080, 0x00a9 }, { 0x00ab, 0x00ac }, { 0x00ae, 0x00b1 },
	{ 0x00b4, 0x00b4 }, { 0x00b6, 0x00b8 }, { 0x00bb, 0x00bf },
	{ 0x00d7, 0x00d7 }, { 0x00f7, 0x00f7 }, { 0x02c2, 0x02df },
	{ 0x037e, 0x037e }, { 0x0387, 0x0387 }, { 0x0f01, 0x0f0a },
	{ 0x0f0d, 0x0f17 }, { 0x0f1a, 0x0f1f }, { 0x0f34, 0x0f34 },
	{ 0x0f36, 0x0f36 }, { 0x0f38, 0x0f38 }, { 0x0f3a, 0x0f3d },
	{ 0x0f85, 0x0f85 }, { 0x0fbe, 0x0fc5 }, { 0x0fc7, 0x0fda },
	{ 0x1680, 0x1680 }, { 0x2000, 0x200a }, { 0x2010, 0x205f },
	{ 0x207a, 0x207e }, { 0x208a, 0x208e }, { 0x20a0, 0x20cf },
	{ 0x2190, 0x245f }, { 0x2500, 0x2775 }, { 0x2794, 0x2bff },
	{ 0x2e00, 0x2e7f }, { 0x2ff0, 0x3004 }, { 0x3008, 0x3020 },
	{ 0x3030, 0x3030 }, { 0x3036, 0x3037 }, { 0x303d, 0x303f },
	{ 0x309b, 0x309c }, { 0x30a0, 0x30a0 }, { 0x30fb, 0x30fb },
	{ 0xfd3e, 0xfd3f }, { 0xfe10, 0xfe1f }, { 0xfe30, 0xfe6f },
	{ 0xff5f, 0xff65 }, { 0xffe0, 0xffff },
};

/* Characters nobody sees. */
static const struct range unseen[] = {
	{ 0x00ad, 0x00ad }, { 0x200b, 0x200f }, { 0x2060, 0x206f },
	{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xe0000, 0xe0fff },
};

#define WITHIN(table, c) within(table, sizeof(table) / sizeof(*(table)), c)

static bool
within(const struct range *table, size_t n, uint32_t c)
{
	size_t low = 0, mid;

	while (n > low) {
		mid = (low + n) / 2;
		if (c > table[mid].last)
			low = mid + 1;
		else if (c < table[mid].first)
			n = mid;
		else
			return true;
	}
	return false;
}

/* Scripts whose capitals and small letters alternate. */
static uint32_t
alternate(uint32_t c, uint32_t capital_is_odd)
{
	return c % 2 == capital_is_odd ? c + 1 : c;
}

static uint32_t
lower(uint32_t c)
{
	if (c < 0xc0)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c < 0x100)
		return c <= 0xde ? c + 32 : c;
	if (c < 0x180) {
		if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149 ||
		    c == 0x17f)
			return c == 0x130 ? 'i' : c;
		if (c == 0x178)
			return 0xff;
		return alternate(c, (c > 0x138 && c < 0x149) || c > 0x178);
	}
	if (c >= 0x386 && c <= 0x3c2) {
		if (c >= 0x391 && c <= 0x3ab && c != 0x3a2)
			return c + 32;
		if (c == 0x386)
			return 0x3ac;
		if (c >= 0x388 && c <= 0x38a)
			return c + 37;
		if (c == 0x38c || c == 0x38e || c == 0x38f)
			return c == 0x38c ? 0x3cc : c + 63;
		return c == 0x3c2 ? 0x3c3 : c;
	}
	if (c >= 0x400 && c < 0x430)
		return c < 0x410 ? c + 80 : c + 32;
	if ((c >= 0x460 && c < 0x482) || (c >= 0x48a && c < 0x530)) {
		if (c == 0x4c0)
			return 0x4cf;
		return c == 0x4cf ? c : alternate(c, c > 0x4c0 && c < 0x4cf);
	}
	return c;
}

/* Characters that stand for ASCII letters and digits; NULL if not one. */
static const char *
letters(uint32_t c)
{
	static const char *const digit[] = { "0", "1", "2", "3", "4",
					     "5", "6", "7", "8", "9" };
	static const char *const roman[] = { "i",  "ii", "iii", "iv",
					     "v",  "vi", "vii", "viii",
					     "ix", "x",  "xi",  "xii",
					     "l",  "c",  "d",   "m" };

	if (c >= 0x2070 && c <= 0x2089 && c % 16 <= 9 && c != 0x2071)
		return digit[c % 16];
	if (c >= 0x2160 && c <= 0x217f)
		return roman[c % 16];
	switch (c) {
	case 0xaa:
		return "a";
	case 0xb2:
	case 0xb3:
		return digit[c - 0xb0];
	case 0xb9:
		return "1";
	case 0xba:
		return "o";
	case 0x338f:
		return "kg";
	case 0x339c:
		return "mm";
	case 0x339d:
		return "cm";
	case 0x339e:
		return "km";
	case 0x33a0:
		return "cm2";
	case 0x33a1:
		return "m2";
	case 0x33a2:
		return "km2";
	case 0x33a5:
		return "m3";
	}
	return NULL;
}

static uint32_t
alike(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c == 0xb5)
		return 0x3bc; /* micro sign, mu */
	if (c == 0x0f0c)
		return FOLD_TSHEG;
	return lower(c);
}

static bool
is_separator(uint32_t c)
{
	if (c < 0x80)
		return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9');
	return WITHIN(separators, c) || (c & 0xfffe) == 0xfffe;
}

unsigned
fold_char(uint32_t c, uint32_t out[4])
{
	const char *s = letters(c);
	unsigned n = 0;

	if (WITHIN(unseen, c))
		return 0;
	if (s) {
		while (*s)
			out[n++] = (unsigned char)*s++;
		return n;
	}
	c = alike(c);
	out[0] = is_separator(c) ? ' ' : c;
	return 1;
}

void
fold_init(struct fold *f, const char *s, size_t n)
{
	*f = (struct fold){ .p = (const unsigned char *)s };
	f->end = f->p + n;
}

uint32_t
fold_next(struct fold *f)
{
	uint32_t c;
	size_t len;

	while (f->given == f->have) {
		if (!(len = read_char(f->p, (size_t)(f->end - f->p), &c))) {
			f->broken = f->p < f->end;
			return 0;
		}
		f->p += len;
		f->given = 0;
		f->have = fold_char(c, f->queue);
		if (f->have && f->queue[0] == ' ') {
			f->gap = f->begun;
			f->have = 0;
		}
	}
	if (f->gap) {
		f->gap = false;
		return ' ';
	}
	f->begun = true;
	return f->queue[f->given++];
}
