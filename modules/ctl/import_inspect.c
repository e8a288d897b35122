/* ggzyctl import inspect: what a file holds, before there is a profile. */
#include <sysexits.h>

#include "body.h"
#include "ctl.h"
#include "import.h"

#define COLUMNS 100
#define SAMPLE 30 /* characters */

struct column {
	const char *name, *sample;
	int64_t filled, longest;
};

struct table {
	struct column column[COLUMNS];
	size_t n;
	int64_t rows, broken;
};

static struct column *
column_of(struct table *t, struct arena *mem, const char *name)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (!strcmp(t->column[i].name, name))
			return &t->column[i];
	if (t->n == COLUMNS)
		return NULL;
	t->column[t->n].name = arena_strdup(mem, name);
	return &t->column[t->n++];
}

/* The first characters, on one line. */
static char *
sample(struct arena *mem, const char *s)
{
	char *out, *p;
	size_t n = 0, chars = 0;

	while (s[n] && (chars < SAMPLE || (s[n] & 0xc0) == 0x80)) {
		chars += (s[n] & 0xc0) != 0x80;
		n++;
	}
	while (n && s[n] && (s[n] & 0xc0) == 0x80)
		n--;
	out = arena_copy(mem, s, n);
	for (p = out; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	return out;
}

static void
take(struct arena *mem, struct column *c, const char *value)
{
	int64_t n;

	if (!c || !value || !*value || !strcmp(value, "\"\"") ||
	    !strcmp(value, "{}"))
		return;
	n = (int64_t)utf8_length(value);
	c->filled++;
	if (n > c->longest)
		c->longest = n;
	if (!c->sample)
		c->sample = sample(mem, value);
}

static bool
object_read(struct table *t, struct arena *mem, struct arena *row,
	    const char *line, size_t len)
{
	struct field field[COLUMNS + 1];
	struct record rec = { "row", COLUMNS * sizeof(char *), field };
	const char *value[COLUMNS];
	const char *names[COLUMNS];
	struct buf bad;
	size_t i, n;

	if (!(n = import_names(row, line, len, names, COLUMNS)))
		return false;
	for (i = 0; i < n; i++)
		column_of(t, mem, names[i]);
	memset(field, 0, sizeof(field));
	for (i = 0; i < t->n; i++)
		field[i] = (struct field){ .name = t->column[i].name,
					   .kind = K_RAW,
					   .off = i * sizeof(char *),
					   .flags = F_IN | F_OPT };
	buf_init(&bad, row);
	record_read(row, &rec, line, len, value, &bad);
	for (i = 0; i < t->n; i++)
		take(mem, &t->column[i], value[i]);
	return true;
}

static void
inspect_json(struct import *im, struct arena *mem, struct table *t)
{
	struct arena *row = arena_new();
	const char *s = im->text, *end = s + im->len, *next;

	for (; s < end; s = next + 1) {
		if (!(next = memchr(s, '\n', (size_t)(end - s))))
			next = end;
		if (strspn(s, " \t\r") >= (size_t)(next - s))
			continue;
		arena_reset(row);
		t->rows++;
		if (!object_read(t, mem, row, s, (size_t)(next - s)))
			t->broken++;
	}
	arena_free(row);
}

static void
inspect_csv(struct import *im, struct arena *mem, struct table *t)
{
	struct arena *row = arena_new();
	struct csv csv;
	char **cell;
	size_t i, n;
	int rc;

	csv_open(&csv, im->text, im->len);
	if (csv_row(&csv, mem, &cell, &n) == 1)
		for (i = 0; i < n && i < COLUMNS; i++)
			t->column[t->n++].name = cell[i];
	while ((rc = csv_row(&csv, row, &cell, &n))) {
		t->rows++;
		if (rc < 0 || n != t->n)
			t->broken++;
		else
			for (i = 0; i < n; i++)
				take(mem, &t->column[i], cell[i]);
		arena_reset(row);
	}
	arena_free(row);
}

int
import_inspect(int argc, char **argv)
{
	struct import im = { .line = 0 };
	struct arena *mem = ctl_mem();
	struct table t = { .n = 0 };
	size_t i;

	if (argc != 2)
		return ctl_usage();
	if (!import_open(&im, mem, argv[1]))
		return EX_NOINPUT;
	if (im.is_csv)
		inspect_csv(&im, mem, &t);
	else
		inspect_json(&im, mem, &t);
	printf("%s\t%s\t%zu 字节\t%lld 行\t读不懂 %lld 行\n",
	       im.is_csv ? "CSV" : "JSON Lines", im.charset, im.len,
	       (long long)t.rows, (long long)t.broken);
	puts("字段\t有值的行\t最长（字）\t例");
	for (i = 0; i < t.n; i++)
		printf("%s\t%lld\t%lld\t%s\n", t.column[i].name,
		       (long long)t.column[i].filled,
		       (long long)t.column[i].longest,
		       t.column[i].sample ? t.column[i].sample : "");
	return 0;
}
