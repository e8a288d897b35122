/* Reading tables as text. */
#include <string.h>

#include "csv.h"

void
csv_open(struct csv *c, const char *text, size_t len)
{
	size_t count[3] = { 0, 0, 0 };
	const char *p;

	*c = (struct csv){ .at = text, .end = text + len, .next = 1 };
	for (p = text; p < c->end && *p != '\n'; p++) {
		count[0] += *p == ',';
		count[1] += *p == '\t';
		count[2] += *p == ';';
	}
	c->separator = ',';
	if (count[1] > count[0])
		c->separator = '\t';
	else if (count[2] > count[0])
		c->separator = ';';
}

static bool
at_line_end(const struct csv *c)
{
	return c->at == c->end || *c->at == '\n' ||
	       (*c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n');
}

/* Over the line end, if there is one. */
static void
skip_line_end(struct csv *c)
{
	if (c->at < c->end && *c->at == '\r')
		c->at++;
	if (c->at < c->end) {
		c->at++;
		c->next++;
	}
}

/* A cell in quotes; NULL with c->bad set. */
static char *
quoted(struct csv *c, struct arena *mem)
{
	const char *from = ++c->at;
	char *cell, *to;

	for (; c->at < c->end; c->at++) {
		if (*c->at == '\n')
			c->next++;
		if (*c->at != '"')
			continue;
		if (c->at + 1 < c->end && c->at[1] == '"')
			c->at++;
		else
			break;
	}
	if (c->at == c->end) {
		c->bad = "引号没有结束";
		return NULL;
	}
	cell = to = arena_alloc(mem, (size_t)(c->at - from) + 1);
	for (; from < c->at; from++) {
		*to++ = *from;
		if (*from == '"')
			from++;
	}
	c->at++;
	if (!at_line_end(c) && *c->at != c->separator) {
		c->bad = "引号后面还有内容";
		return NULL;
	}
	return cell;
}

static char *
plain(struct csv *c, struct arena *mem)
{
	const char *from = c->at;

	while (!at_line_end(c) && *c->at != c->separator) {
		if (*c->at == '"') {
			c->bad = "没有加引号的内容里有引号";
			return NULL;
		}
		c->at++;
	}
	return arena_copy(mem, from, (size_t)(c->at - from));
}

/* After a broken cell: go on with the next line. */
static int
give_up(struct csv *c)
{
	while (c->at < c->end && *c->at != '\n')
		c->at++;
	skip_line_end(c);
	return -1;
}

int
csv_row(struct csv *c, struct arena *mem, char ***cells, size_t *n)
{
	char *cell[CSV_CELLS];

	*n = 0;
	c->bad = NULL;
	while (c->at < c->end && at_line_end(c))
		skip_line_end(c);
	c->line = c->next;
	if (c->at == c->end)
		return 0;
	for (;;) {
		if (*n == CSV_CELLS) {
			c->bad = "列太多";
			return give_up(c);
		}
		cell[*n] = c->at < c->end && *c->at == '"' ? quoted(c, mem)
							   : plain(c, mem);
		if (!cell[(*n)++])
			return give_up(c);
		if (at_line_end(c))
			break;
		c->at++;
	}
	skip_line_end(c);
	*cells = arena_copy(mem, cell, *n * sizeof(*cell));
	return 1;
}
