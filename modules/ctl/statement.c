/* Cutting a script into its statements. */
#include <ctype.h>

#include "ctl.h"

/* Behind a comment that starts at s, or s itself. */
static const char *
skip_comment(const char *s)
{
	const char *end;

	if (*s == '#' || (s[0] == '-' && s[1] == '-' &&
			  (!s[2] || isspace((unsigned char)s[2])))) {
		end = strchr(s, '\n');
		return end ? end : s + strlen(s);
	}
	if (s[0] == '/' && s[1] == '*') {
		end = strstr(s + 2, "*/");
		return end ? end + 2 : s + strlen(s);
	}
	return s;
}

/* Behind the quoted text that starts at s. */
static const char *
skip_quoted(const char *s)
{
	char quote = *s++;

	for (; *s; s++) {
		if (*s == '\\' && quote != '`' && s[1])
			s++;
		else if (*s == quote && s[1] == quote)
			s++;
		else if (*s == quote)
			return s + 1;
	}
	return s;
}

static const char *
skip_blank(const char *s)
{
	const char *behind;

	for (;;) {
		while (isspace((unsigned char)*s) || *s == ';')
			s++;
		if ((behind = skip_comment(s)) == s)
			return s;
		s = behind;
	}
}

static int
lines(const char *from, const char *to)
{
	int n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

const char *
statement_cut(struct arena *mem, const char *script, const char **at, int *line)
{
	const char *from = skip_blank(*at), *s = from, *behind;

	*at = from;
	if (!*from)
		return NULL;
	*line = 1 + lines(script, from);
	while (*s && *s != ';') {
		if ((behind = skip_comment(s)) != s)
			s = behind;
		else if (*s == '\'' || *s == '"' || *s == '`')
			s = skip_quoted(s);
		else
			s++;
	}
	*at = s;
	return arena_copy(mem, from, (size_t)(s - from));
}
