/* Fuzz target: a question to the search, and a text that may have its words.
 * The first line is the question, the rest the text. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "body.h"
#include "terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	uint32_t term[QUERY_WORDS * WORD_MAX];
	struct arena *mem = arena_new();
	const char *text = (const char *)data;
	const char *end = n ? memchr(data, '\n', n) : NULL;
	size_t asked = end ? (size_t)(end - text) : n, i, have;
	struct query q;

	if (!query_parse(arena_copy(mem, text, asked), &q)) {
		have = query_terms(&q, term);
		if (!have || have > QUERY_WORDS * WORD_MAX)
			abort();
		for (i = 1; i < have; i++)
			if (term[i - 1] >= term[i])
				abort();
		for (i = 0; i < q.n; i++) {
			/* a word is found in itself */
			if (!text_has_word(q.word[i].text,
					   strlen(q.word[i].text), &q.word[i]))
				abort();
			if (end)
				text_has_word(end + 1, n - asked - 1,
					      &q.word[i]);
		}
	}
	arena_free(mem);
	return 0;
}
