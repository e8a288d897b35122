#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The whole of our unit test library: Test Anything Protocol on stdout.
 *
 *	plan(2);
 *	ok(1 + 1 == 2, "one and one is two");
 *	is(name, "bridge", "the name is kept");
 *	return tap_bad != 0;
 *
 * A check is a sentence that is true when it passes.  Loops over thousands of
 * cases count their failures and end in one ok().
 */
static int tap_n, tap_bad;

/* How many checks follow. */
static inline void
plan(int n)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%d\n", n);
}

/* One check; the sentence is a printf format.  Returns cond. */
__attribute__((format(printf, 2, 3))) static inline bool
ok(bool cond, const char *fmt, ...)
{
	va_list ap;

	tap_bad += !cond;
	printf("%sok %d - ", cond ? "" : "not ", ++tap_n);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	return cond;
}

/* One check of a string; says both when they differ. */
static inline bool
is(const char *got, const char *want, const char *what)
{
	bool same = got && want ? !strcmp(got, want) : got == want;

	if (!ok(same, "%s", what))
		printf("#  got: %s\n# want: %s\n", got ? got : "(null)",
		       want ? want : "(null)");
	return same;
}

/* A remark beside the checks. */
__attribute__((format(printf, 1, 2))) static inline void
diag(const char *fmt, ...)
{
	va_list ap;

	printf("# ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/*
 * tests/data/NAME in the source tree, wherever the test runs; the text stays
 * until the next call.
 */
static inline const char *
data_path(const char *name)
{
	static char path[4096];
	const char *top = getenv("top_srcdir");

	snprintf(path, sizeof(path), "%s/tests/data/%s", top ? top : ".", name);
	return path;
}

#endif
