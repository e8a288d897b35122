/* What is wrong with a file: to whom runs the import, and into its report. */
#include "ctl.h"
#include "import.h"

#define COMPLAINTS 100 /* on standard output; the report has them all */

static void
csv_text(FILE *out, const char *s)
{
	fputc('"', out);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', out);
		fputc(*s, out);
	}
	fputc('"', out);
}

void
import_complain(struct import *im, const char *field, const char *why)
{
	if (im->complaints++ < COMPLAINTS)
		printf("第 %lld 行\t%s\t%s\n", (long long)im->line, field, why);
	else if (im->complaints == COMPLAINTS + 1)
		puts("... 其余问题见 --report 文件");
	if (!im->report)
		return;
	fprintf(im->report, "%lld,", (long long)im->line);
	csv_text(im->report, field);
	fputc(',', im->report);
	csv_text(im->report, why);
	fputs("\r\n", im->report);
}

/* A JSON string at *s, which moves behind it; only \" and \\ are undone. */
static char *
quoted(struct arena *mem, const char **s)
{
	const char *p = *s + 1;
	char *out = arena_alloc(mem, strlen(p) + 1), *to = out;

	for (; *p && *p != '"'; *to++ = *p++)
		if (*p == '\\' && p[1])
			p++;
	*s = *p ? p + 1 : p;
	return out;
}

void
import_complain_all(struct import *im, struct arena *mem, const char *bad)
{
	const char *field, *why;

	while (*bad == '"') {
		field = quoted(mem, &bad);
		bad += strspn(bad, ":");
		if (*bad != '"')
			break;
		why = quoted(mem, &bad);
		import_complain(im, field, why);
		bad += strspn(bad, ",");
	}
}
