/* Fuzz target: statements of banks. */
#include "bank.h"
#include "csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const struct remittance *m;
	const char *charset;
	struct list lines;
	struct buf bad;
	size_t i, len = n;
	int64_t skipped;
	char *text;

	if ((text = text_decode(mem, (const char *)data, &len, &charset))) {
		buf_init(&bad, mem);
		bank_read(mem, text, len, &lines, &skipped, &bad);
		for (m = lines.at, i = 0; i < lines.n; i++, m++)
			if (m->amount_fen <= 0 || m->amount_fen > MONEY_MAX ||
			    !*m->serial || strlen(m->memo) > 2000)
				__builtin_trap();
	}
	arena_free(mem);
	return 0;
}
