/* Public keys and certificates in files of their own. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "log.h"
#include "pem.h"

char *
pem_read(struct arena *mem, const char *path)
{
	char text[PEM_MAX + 1];
	const char *why = NULL;
	FILE *in = fopen(path, "r");
	size_t n;

	if (!in) {
		log_warn("msg=no-public-key path=%s why=\"%s\"", path,
			 strerror(errno));
		return NULL;
	}
	n = fread(text, 1, sizeof(text), in);
	if (ferror(in))
		why = strerror(errno);
	else if (!n)
		why = "empty";
	else if (n > PEM_MAX)
		why = "too long";
	else if (memchr(text, 0, n))
		why = "no text";
	fclose(in);
	if (!why)
		return arena_copy(mem, text, n);
	log_error("msg=public-key-not-read path=%s why=\"%s\"", path, why);
	return NULL;
}
