/* Public keys and certificates in files of their own. */
#include <errno.h>
#include <string.h>

#include "file.h"
#include "log.h"
#include "pem.h"

char *
pem_read(struct arena *mem, const char *path)
{
	const char *why = NULL;
	size_t n;
	char *text = file_text(mem, path, PEM_MAX, &n);

	if (!text && errno == ENOENT) {
		log_warn("msg=no-public-key path=%s why=\"%s\"", path,
			 strerror(errno));
		return NULL;
	}
	if (!text)
		why = strerror(errno);
	else if (!n)
		why = "empty";
	else if (memchr(text, 0, n))
		why = "no text";
	if (!why)
		return text;
	log_error("msg=public-key-not-read path=%s why=\"%s\"", path, why);
	return NULL;
}
