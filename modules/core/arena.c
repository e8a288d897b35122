/* Memory of a request. */
#include <stdalign.h>
#include <stdint.h>

#include "arena.h"

#if defined(__has_feature) /* clang */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define BLOCK_SIZE 1u
#else
#define BLOCK_SIZE 32768u
#endif
#define ALIGN alignof(max_align_t)

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) char at[];
};

struct arena {
	struct block *first;
};

static void *
need(size_t n)
{
	void *p = calloc(1, n);

	if (!p) {
		fputs("level=error msg=out-of-memory\n", stderr);
		exit(70);
	}
	return p;
}

struct arena *
arena_new(void)
{
	return need(sizeof(struct arena));
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct block *b = a->first;
	size_t size;
	char *p;

	if (n > SIZE_MAX / 2)
		n = SIZE_MAX / 2; /* calloc() refuses it */
	n = (n + ALIGN - 1) & ~(ALIGN - 1);
	if (!b || b->size - b->used < n) {
		size = n > BLOCK_SIZE ? n : BLOCK_SIZE;
		b = need(sizeof(*b) + size);
		b->size = size;
		/* a big block goes second: the first may still have room */
		if (a->first && n > BLOCK_SIZE / 4 && BLOCK_SIZE > 1) {
			b->next = a->first->next;
			a->first->next = b;
		} else {
			b->next = a->first;
			a->first = b;
		}
	}
	p = b->at + b->used;
	b->used += n;
	return p;
}

/* Keys, shares and bids were in some: what is given back says nothing. */
static void
drop(struct block *b)
{
	explicit_bzero(b->at, b->used);
	free(b);
}

void
arena_reset(struct arena *a)
{
	struct block *b, *next, *keep = NULL;

	for (b = a->first; b; b = next) {
		next = b->next;
		if (!keep && b->size == BLOCK_SIZE && BLOCK_SIZE > 1) {
			memset(b->at, 0, b->used);
			b->used = 0;
			keep = b;
		} else {
			drop(b);
		}
	}
	if (keep)
		keep->next = NULL;
	a->first = keep;
}

void
arena_free(struct arena *a)
{
	struct block *b, *next;

	for (b = a ? a->first : NULL; b; b = next) {
		next = b->next;
		drop(b);
	}
	free(a);
}

void *
arena_copy(struct arena *a, const void *from, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n)
		memcpy(p, from, n);
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_copy(a, s, strlen(s));
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		n = 0;
	s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}
