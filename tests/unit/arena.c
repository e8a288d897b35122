/* Memory of a request, and text that grows in it. */
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "tap.h"

static bool
is_zero(const char *p, size_t n)
{
	while (n && !*p)
		p++, n--;
	return !n;
}

/* Many sizes, twice: what is given is zero, aligned and nobody else's. */
static void
takes(struct arena *a)
{
	static char *piece[600];
	size_t i, k, bad = 0, crooked = 0, torn = 0;
	int round;

	for (round = 0; round < 2; round++) {
		for (i = 0; i < 600; i++) {
			k = i * i % 70001 + 1;
			piece[i] = arena_alloc(a, k);
			bad += !is_zero(piece[i], k);
			crooked += (uintptr_t)piece[i] % 16 != 0;
			memset(piece[i], (int)(i % 251 + 1), k);
		}
		for (i = 0; i < 600; i++) {
			k = i * i % 70001 + 1;
			torn += piece[i][0] != (char)(i % 251 + 1) ||
				piece[i][k - 1] != (char)(i % 251 + 1);
		}
		arena_reset(a);
	}
	ok(bad == 0, "memory is zero, after a reset too");
	ok(crooked == 0, "and aligned for anything");
	ok(torn == 0, "no two pieces share a byte");
}

static void
texts(struct arena *a)
{
	char *s;

	is(arena_strdup(a, "桥"), "桥", "a text is copied");
	s = arena_copy(a, "ab\0c", 4);
	ok(!memcmp(s, "ab\0c", 5), "so are bytes, with a NUL behind them");
	is(arena_copy(a, NULL, 0), "", "and nothing is an empty text");
	is(arena_printf(a, "%s %d", "第", 7), "第 7", "a text is printed");
	s = arena_printf(a, "%*d", 40000, 1);
	ok(strlen(s) == 40000 && s[39999] == '1', "however long");
	ok(arena_alloc(a, 0) != NULL, "nothing can be taken");
}

static void
bufs(struct arena *a)
{
	struct buf b;
	int i, wrong = 0;

	buf_init(&b, a);
	is(buf_text(&b), "", "a buf begins empty");
	buf_add(&b, "", 0);
	is(buf_text(&b), "", "and stays so when nothing is added");
	for (i = 0; i < 20000; i++) {
		buf_char(&b, (char)('a' + i % 26));
		wrong += b.at[b.len] != 0 || b.room <= b.len;
	}
	ok(wrong == 0 && b.len == 20000, "a NUL stands behind every character");
	for (i = 0; i < 20000; i++)
		wrong += b.at[i] != 'a' + i % 26;
	ok(wrong == 0, "and growing loses none");
	buf_init(&b, a);
	buf_str(&b, "x=");
	buf_printf(&b, "%0*d", 255, 0); /* just what the first room leaves */
	buf_printf(&b, "%s", "");
	ok(b.len == 257 && strlen(b.at) == 257, "printing fills to the end");
	buf_add(&b, "a\0b", 3);
	ok(b.len == 260 && b.at[259] == 'b', "bytes are added as they are");
}

int
main(void)
{
	struct arena *a = arena_new();

	plan(15);
	takes(a);
	texts(a);
	bufs(a);
	arena_free(a);
	arena_free(NULL);
	return tap_bad != 0;
}
