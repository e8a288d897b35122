/* Numbers of domains and notice types in search terms. */
#include "facet.h"
#include "field.h"

const char *const domain_words[] = { "engineering", "procurement", "land",
				     "assets",      "other",       NULL };
/* 工程建设 政府采购 土地使用权 矿业权 国有产权 其他 */
static const char *const class_words[] = { "GC", "ZC", "TD", "KQ",
					   "CQ", "EX", NULL };

unsigned
domain_code(const char *s)
{
	return (unsigned)(word_index(domain_words, s) + 1);
}

unsigned
type_code(const char *s)
{
	unsigned i;

	if (strlen(s) != 4 || s[2] < '0' || s[2] > '9' || s[3] < '0' ||
	    s[3] > '9')
		return 0;
	for (i = 0; class_words[i]; i++)
		if (!strncmp(class_words[i], s, 2))
			return (i + 1) * 100 + (unsigned)(s[2] - '0') * 10 +
			       (unsigned)(s[3] - '0');
	return 0;
}

const char *
domain_of_code(unsigned code)
{
	if (!code || code >= sizeof(domain_words) / sizeof(*domain_words))
		return NULL;
	return domain_words[code - 1];
}

const char *
type_of_code(struct arena *mem, unsigned code)
{
	unsigned class = code / 100;

	if (!class || class >= sizeof(class_words) / sizeof(*class_words))
		return NULL;
	return arena_printf(mem, "%s%02u", class_words[class - 1], code % 100);
}
