/* Codes of domains and notice types: in the postings of every database. */
#include "facet.h"
#include "tap.h"

int
main(void)
{
	struct arena *mem = arena_new();
	unsigned i, bad = 0;

	plan(9);
	ok(domain_code("engineering") == 1, "engineering is 1 for ever");
	ok(domain_code("other") == 5, "other is 5");
	ok(domain_code("fishing") == 0, "what is no domain is 0");
	for (i = 0; domain_words[i]; i++)
		bad += domain_code(domain_of_code(i + 1)) != i + 1;
	ok(!bad && !domain_of_code(0) && !domain_of_code(i + 1),
	   "domains there and back");

	ok(type_code("GC02") == 102, "GC02 is 102 for ever");
	ok(type_code("EX99") == 699, "EX99 is 699");
	ok(!type_code("GC2") && !type_code("XX01") && !type_code("GC0a") &&
	       !type_code("GC021") && !type_code(""),
	   "what is no type is 0");
	for (i = 100; i < 700; i++)
		bad += type_code(type_of_code(mem, i)) != i;
	ok(!bad, "types there and back");
	ok(!type_of_code(mem, 99) && !type_of_code(mem, 700),
	   "other numbers are no type");
	arena_free(mem);
	return tap_bad != 0;
}
