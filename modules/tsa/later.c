/* Receipts whose stamp failed are asked for again later, and later each time.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "buf.h"
#include "json.h"
#include "tsa.h"

#define ROWS 256
#define FIRST_MS 500
#define LONGEST_MS 30000

/* The oldest gives way; that one is asked for sooner, and nothing worse. */
static struct row {
	char number[41];
	int64_t until, last;
} rows[ROWS];

static int64_t
steady_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct row *
find(const char *number)
{
	struct row *x, *oldest = rows;

	for (x = rows; x < rows + ROWS; x++) {
		if (!strcmp(x->number, number))
			return x;
		if (x->until < oldest->until)
			oldest = x;
	}
	return oldest;
}

void
later_add(const char *number)
{
	struct row *x = find(number);

	if (strcmp(x->number, number)) {
		snprintf(x->number, sizeof(x->number), "%s", number);
		x->last = 0;
	}
	x->last = x->last ? 2 * x->last : FIRST_MS;
	if (x->last > LONGEST_MS)
		x->last = LONGEST_MS;
	x->until = steady_ms() + x->last;
}

const char *
later_list(struct arena *mem)
{
	int64_t now = steady_ms();
	const struct row *x;
	struct buf b;

	buf_init(&b, mem);
	buf_char(&b, '[');
	for (x = rows; x < rows + ROWS; x++) {
		if (x->until <= now)
			continue;
		json_comma(&b);
		json_text(&b, x->number);
	}
	buf_char(&b, ']');
	return buf_text(&b);
}
