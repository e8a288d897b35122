/* Text of office programs: UTF-8 with or without mark, or GB18030. */
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "body.h"
#include "csv.h"

static char *
from_gb18030(struct arena *mem, const char *text, size_t *len)
{
	/* two bytes become three, four become at most four */
	size_t left = *len, room = *len * 2 + 1, spare = room;
	char *in = arena_copy(mem, text, *len);
	char *out = arena_alloc(mem, room + 1), *to = out;
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	size_t rc;

	if (cd == (iconv_t)-1)
		return NULL;
	rc = iconv(cd, &in, &left, &to, &spare);
	iconv_close(cd);
	if (rc == (size_t)-1 || left)
		return NULL;
	*len = room - spare;
	out[*len] = 0;
	return out;
}

char *
text_decode(struct arena *mem, const char *text, size_t *len,
	    const char **charset)
{
	char *out;

	if (*len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
		text += 3;
		*len -= 3;
	}
	*charset = "UTF-8";
	if (utf8_ok(text, *len))
		return arena_copy(mem, text, *len);
	*charset = "GB18030";
	if (!(out = from_gb18030(mem, text, len)) || !utf8_ok(out, *len))
		return NULL;
	return out;
}
