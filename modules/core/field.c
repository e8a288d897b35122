/* Records: looking up and clearing. */
#include <string.h>

#include "field.h"

const struct field *
field_find(const struct record *rec, const char *name)
{
	const struct field *f;

	for (f = rec->field; f->name; f++)
		if (!strcmp(f->name, name))
			return f;
	return NULL;
}

void
record_clear(const struct record *rec, void *at)
{
	const struct field *f;

	memset(at, 0, rec->size);
	for (f = rec->field; f->name; f++)
		if (f->kind <= K_ENUM)
			*(int64_t *)((char *)at + f->off) = NONE;
}

int64_t
word_index(const char *const *words, const char *s)
{
	int64_t i;

	for (i = 0; words[i]; i++)
		if (!strcmp(words[i], s))
			return i;
	return -1;
}

const char *
word_at(const char *const *words, int64_t i)
{
	if (i < 0)
		return NULL;
	for (; i && *words; i--)
		words++;
	return *words;
}
