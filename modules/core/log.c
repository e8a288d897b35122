/* Log lines key=value on stderr. */
#include <stdarg.h>

#include "log.h"

static const char *program = "ggzy";
static const char *now_rid;

void
log_open(const char *name)
{
	program = name;
	setvbuf(stderr, NULL, _IOLBF, 4096);
}

void
log_rid(const char *rid)
{
	now_rid = rid;
}

/* One write a line; control characters cannot break it. */
static void
line(const char *level, const char *fmt, va_list ap)
{
	char text[2000];
	char *p;

	vsnprintf(text, sizeof(text), fmt, ap);
	for (p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	fprintf(stderr, "level=%s prog=%s%s%s %s\n", level, program,
		now_rid ? " rid=" : "", now_rid ? now_rid : "", text);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("info", fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("warn", fmt, ap);
	va_end(ap);
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("error", fmt, ap);
	va_end(ap);
}
