/* Fuzz target: dates, instants and official numbers as text. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "days.h"
#include "ids.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *text = arena_copy(mem, data, n);
	char out[30];
	int64_t day, at, again;

	/* what was read is written so that it reads the same */
	if (day_parse(text, &day)) {
		day_print(out, day);
		if (!day_parse(out, &again) || again != day)
			abort();
	}
	if (instant_parse(text, &at) && at >= 0 && at <= 4102444800000) {
		instant_print(out, at);
		if (!instant_parse(out, &again) || again != at)
			abort();
	}
	credit_code_bad(text);
	resident_id_bad(text);
	deal_code_bad(text);
	project_code_bad(text, strlen(text));
	arena_free(mem);
	return 0;
}
