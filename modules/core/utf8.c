/* Is a text UTF-8, and how long is it? */
#include "body.h"

bool
utf8_ok(const char *s, size_t n)
{
	const unsigned char *p = (const void *)s, *end = p + n;
	unsigned need, i;
	uint32_t c;

	while (p < end) {
		if (*p < 0x80) {
			if ((*p < ' ' && *p != '\t' && *p != '\n' &&
			     *p != '\r') ||
			    *p == 0x7f)
				return false;
			p++;
			continue;
		}
		need = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : 1;
		if (*p < 0xc2 || *p > 0xf4 || (size_t)(end - p) <= need)
			return false;
		c = *p & (0x3fu >> need);
		for (i = 1; i <= need; i++) {
			if ((p[i] & 0xc0) != 0x80)
				return false;
			c = c << 6 | (p[i] & 0x3fu);
		}
		if ((need == 2 && (c < 0x800 || (c >= 0xd800 && c < 0xe000))) ||
		    (need == 3 && (c < 0x10000 || c > 0x10ffff)))
			return false;
		p += need + 1;
	}
	return true;
}

size_t
utf8_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}
