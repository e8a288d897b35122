/* Text that grows in an arena. */
#include <string.h>

#include "buf.h"

void
buf_init(struct buf *b, struct arena *mem)
{
	*b = (struct buf){ .mem = mem };
}

static void
make_room(struct buf *b, size_t n)
{
	size_t room = b->room ? b->room : 256;
	char *at;

	if (b->room - b->len > n)
		return;
	while (room - b->len <= n)
		room *= 2;
	at = arena_alloc(b->mem, room);
	if (b->len)
		memcpy(at, b->at, b->len + 1);
	b->at = at;
	b->room = room;
}

void
buf_add(struct buf *b, const void *from, size_t n)
{
	make_room(b, n);
	if (n)
		memcpy(b->at + b->len, from, n);
	b->len += n;
	b->at[b->len] = 0;
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	make_room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->at + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

const char *
buf_text(const struct buf *b)
{
	return b->len ? b->at : "";
}
