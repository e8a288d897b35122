/* Memory that nobody else reads. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "private.h"

void
keep_memory_private(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

static size_t
pages(size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (n / page + 1) * page;
}

static void
no_memory(void)
{
	fputs("level=error msg=out-of-memory\n", stderr);
	exit(70);
}

void *
secret_new(size_t n)
{
	size_t room = pages(n);
	void *p = mmap(NULL, room, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		no_memory();
	/* each is a help, none a condition: limits differ */
	(void)mlock(p, room);
	(void)madvise(p, room, MADV_DONTDUMP);
	(void)madvise(p, room, MADV_WIPEONFORK);
	return p;
}

void
secret_free(void *p, size_t n)
{
	if (!p)
		return;
	explicit_bzero(p, n);
	munmap(p, pages(n));
}

void *
sure_malloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		no_memory();
	return p;
}

void
wipe_free(void *p)
{
	if (p)
		explicit_bzero(p, malloc_usable_size(p));
	free(p);
}
