/* The settings of a witness: one file of `name = value` lines. */
#include <ctype.h>
#include <errno.h>
#include <stddef.h>

#include "conf.h"
#include "witness.h"

static const struct {
	const char *name;
	size_t off;
	bool number, minutes, needed;
} option[] = {
	/* clang-format off */
  { "name",     offsetof(struct settings, name),     false, false, true },
  { "url",      offsetof(struct settings, url),      false, false, true },
  { "store",    offsetof(struct settings, store),    false, false, true },
  { "key",      offsetof(struct settings, key),      false, false, true },
  { "log_key",  offsetof(struct settings, log_key),  false, false, true },
  { "ca_file",  offsetof(struct settings, ca_file),  false, false, false },
  { "interval", offsetof(struct settings, interval), true, false, false },
  { "stall",    offsetof(struct settings, stall),    true, true, false },
  { "pages",    offsetof(struct settings, pages),    true, false, false },
  { NULL, 0, false, false, false }
	/* clang-format on */
};

static void
refuse(const char *file, int line, const char *name, const char *why)
{
	fprintf(stderr, "%s:%d: %s%s%s\n", file, line, name, *name ? ": " : "",
		why);
	exit(78); /* EX_CONFIG */
}

static void *
member(struct settings *s, size_t i)
{
	return (char *)s + option[i].off;
}

static void
set(struct settings *s, const char *file, int line, const char *name,
    const char *value)
{
	const char *end;
	int64_t n;
	size_t i;

	for (i = 0; option[i].name && strcmp(option[i].name, name); i++)
		;
	if (!option[i].name)
		refuse(file, line, name, "没有这个选项");
	if (!option[i].number) {
		/* lives as long as the process */
		if (!(*(const char **)member(s, i) = strdup(value)))
			exit(70);
		return;
	}
	end = value + strspn(value, "0123456789");
	n = strlen(value) > 9 ? -1 : strtol(value, NULL, 10);
	if (option[i].minutes && *end == 's')
		end++;
	else if (option[i].minutes)
		n *= 60;
	if (!isdigit((unsigned char)*value) || n < 0 || *end)
		refuse(file, line, name,
		       option[i].minutes ? "应是分钟数，或者以 s 结尾的秒数"
					 : "应是数字");
	*(int64_t *)member(s, i) = n;
}

void
settings_read(const char *file, struct settings *s)
{
	char text[2000], *name, *value;
	int line = 0;
	size_t i;
	FILE *f;

	*s = (struct settings){ .interval = 10, .stall = 3600, .pages = 5 };
	if (!(f = fopen(file, "r")))
		refuse(file, 0, "", strerror(errno));
	while (fgets(text, sizeof(text), f)) {
		line++;
		if (strlen(text) == sizeof(text) - 1)
			refuse(file, line, "", "这一行太长");
		name = conf_trim(text);
		if (!*name || *name == '#')
			continue;
		if (!(value = strchr(name, '=')))
			refuse(file, line, "", "应是 选项 = 值");
		*value++ = 0;
		set(s, file, line, conf_trim(name), conf_trim(value));
	}
	fclose(f);
	for (i = 0; option[i].name; i++)
		if (option[i].needed && !*(const char **)member(s, i))
			refuse(file, line, option[i].name, "必须填写");
	if (!s->interval)
		s->interval = 1;
}
