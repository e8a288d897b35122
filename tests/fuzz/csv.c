/* Fuzz target: tables as text, their encoding, scripts cut into statements. */
#include "../../modules/trade/csv.h"
#include "../../modules/ctl/ctl.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *charset, *at;
	size_t len = n, cells, i, sum = 0;
	struct csv csv;
	char *text, **cell;
	int line;

	if ((text = text_decode(mem, (const char *)data, &len, &charset))) {
		csv_open(&csv, text, len);
		while (csv_row(&csv, mem, &cell, &cells))
			for (i = 0; !csv.bad && i < cells; i++)
				sum += strlen(cell[i]);
		if (sum > 2 * n + 4)
			__builtin_trap();
		for (at = text; statement_cut(mem, text, &at, &line);)
			;
	}
	/* any bytes at all */
	text = arena_copy(mem, data, n);
	csv_open(&csv, text, n);
	while (csv_row(&csv, mem, &cell, &cells))
		;
	arena_free(mem);
	return 0;
}
