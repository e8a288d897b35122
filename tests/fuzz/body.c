/* Fuzz target: a JSON body into a record with every kind of field. */
#include "body.h"
#include "json.h"
#include "sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct sample s;
	struct buf bad, out;

	buf_init(&bad, mem);
	buf_init(&out, mem);
	if (!record_read(mem, &sample_record, (const char *)data, n, &s, &bad))
		json_record(&out, &sample_record, &s, F_OUT);
	arena_free(mem);
	return 0;
}
