/* What a file may be that is published as a key. */
#include <unistd.h>

#include "log.h"
#include "pem.h"
#include "tap.h"

static char path[] = "/tmp/ggzy-pem-XXXXXX";
static struct arena *mem;

/* The length that is read of a file of n bytes c, or -1. */
static long
length_of(size_t n, char c)
{
	FILE *out = fopen(path, "w");
	const char *text;
	size_t i;

	for (i = 0; i < n; i++)
		putc(c, out);
	fclose(out);
	text = pem_read(mem, path);
	return text ? (long)strlen(text) : -1;
}

int
main(void)
{
	int fd = mkstemp(path), err[2], was = dup(2);
	char said[400] = "";

	plan(7);
	mem = arena_new();
	close(fd);
	ok(length_of(100, 'x') == 100, "a short one is read");
	ok(length_of(PEM_MAX, 'x') == PEM_MAX, "and the longest");
	ok(length_of(PEM_MAX + 1, 'x') == -1, "one more is not cut");
	ok(length_of(0, 'x') == -1, "nothing is no key");
	ok(length_of(9, 0) == -1, "nor is what is no text");
	ok(!pem_read(mem, "/tmp"), "nor is what cannot be read");
	if (pipe(err) || dup2(err[1], 2) < 0)
		return 99;
	length_of(PEM_MAX + 1, 'x');
	dup2(was, 2);
	ok(read(err[0], said, sizeof(said) - 1) > 0 &&
	       strstr(said, "level=error") && strstr(said, path),
	   "the line names the file");
	unlink(path);
	arena_free(mem);
	return tap_bad != 0;
}
